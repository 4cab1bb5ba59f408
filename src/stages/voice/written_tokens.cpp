// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/voice/written_tokens.h"

#include "base/utf8.h"
#include "model/characters.h"

namespace reelwright::stages {
namespace {

constexpr std::size_t unspaced_characters_max = 10;

bool is_space(char32_t c) {
  return c <= U' ' || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
         c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

bool is_wide_closing(char32_t c) {
  return std::u32string_view(U"、。，．；：？！…」』】〉》〕］｝）").find(c) != std::u32string_view::npos;
}

/// Symbols and invisible characters that are shown but not said. Emoji are left out before.
bool is_never_said(char32_t c) {
  return (c >= 0x1f000 && c <= 0x1faff) || (c >= 0x2600 && c <= 0x27bf) || (c >= 0x2b00 && c <= 0x2bff) ||
         (c >= 0xfe00 && c <= 0xfe0d) || c == 0x200b || c == 0x200c || c == 0x200d || c == 0x2060 ||
         c == 0xfeff || c == 0xe0001 || (c >= 0xe000 && c <= 0xf8ff) || c == 0xfffd || c == 0x2022 ||
         c == 0xad || c == 0xa9 || c == 0xae || c == 0x2122;
}

std::string what_is_said(std::string_view text) {
  const std::string plain = without_emoji(text);
  std::string said;
  for (std::size_t at = 0; at < plain.size();) {
    const char32_t c = utf8_next(plain, at);
    if (!is_never_said(c)) append_utf8(said, c);
  }
  return said;
}

/// Quotes and dashes that fonts and word processors make, as plain ones where the readers look for them.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8_next(text, at);
    if (c == 0x2018 || c == 0x2019 || c == 0x2bc || c == 0xb4 || c == 0x60)
      out += '\'';
    else if (c == 0x201c || c == 0x201d || c == 0x201e || c == 0xab || c == 0xbb)
      out += '"';
    else if (c == 0x2010 || c == 0x2011)
      out += '-';
    else
      append_utf8(out, c);
  }
  return out;
}

/// The pause of a final character; 0 for what is only taken off, nothing for what belongs to the core.
struct Ending {
  std::string_view text;
  char pause;
};
constexpr Ending endings[] = {{",", ','},  {";", ';'},  {":", ':'},  {".", '.'},  {"?", '?'},  {"!", '!'},
                              {"…", ','},  {"—", ','},  {"–", ','},  {"\"", 0},   {"'", 0},    {")", 0},
                              {"]", 0},    {"}", 0},    {"*", 0},    {"_", 0},    {"-", 0},    {"“", 0},
                              {"|", 0},    {"。", '.'}, {"，", ','}, {"、", ','}, {"？", '?'}, {"！", '!'},
                              {"；", ';'}, {"：", ':'}};
constexpr std::string_view beginnings[] = {"\"", "'",   "(", "[", "{", "*", "_", "|",
                                           "…",  "...", "—", "¿", "¡", "•", "·"};

constexpr std::string_view dashes[] = {"-", "--", "–", "—", "−"};

int strength(char pause) {
  return static_cast<int>(std::string_view(",;:.?!").find(pause) + 1) * (pause != 0 ? 1 : 0);
}

}  // namespace

std::vector<std::string> written_tokens(std::string_view text) {
  std::vector<std::string> tokens;
  std::string token;
  std::size_t unspaced = 0;
  const auto finish = [&] {
    if (!token.empty()) tokens.push_back(token);
    token.clear();
    unspaced = 0;
  };
  bool closed = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = utf8_next(text, at);
    if (is_space(c)) {
      finish();
      closed = false;
      continue;
    }
    const bool closing = is_wide_closing(c);
    if (!closing && (closed || (is_unspaced(c) && unspaced >= unspaced_characters_max))) finish();
    token += text.substr(start, at - start);
    if (is_unspaced(c)) ++unspaced;
    closed = closing;
  }
  finish();
  return tokens;
}

TokenParts parts_of(std::string_view token) {
  const std::string cleaned = plain(what_is_said(token));
  std::string_view core = cleaned;
  TokenParts parts;
  for (const std::string_view dash : dashes)
    if (core == dash) return {.core = "—", .pause = 0, .dotted = false};
  for (bool found = true; found && !core.empty();) {
    found = false;
    for (const std::string_view beginning : beginnings) {
      const bool is_decade = beginning == "'" && core.size() > 1 && core[1] >= '0' && core[1] <= '9';
      if (core.starts_with(beginning) && !is_decade) {
        core.remove_prefix(beginning.size());
        found = true;
      }
    }
  }
  for (bool found = true; found && !core.empty();) {
    found = false;
    for (const Ending& ending : endings)
      if (core.ends_with(ending.text) && core.size() >= ending.text.size()) {
        core.remove_suffix(ending.text.size());
        if (strength(ending.pause) > strength(parts.pause)) parts.pause = ending.pause;
        parts.dotted = ending.text == ".";
        found = true;
        break;
      }
  }
  parts.core = std::string(core);
  return parts;
}

}  // namespace reelwright::stages
