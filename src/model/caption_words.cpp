// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/caption_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "base/utf8.h"

namespace reelwright {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

bool is_in(const auto& ranges, char32_t code_point) {
  return std::ranges::any_of(ranges, [&](Range r) { return code_point >= r.first && code_point <= r.last; });
}

/// Unicode East Asian Width W and F, by block.
constexpr Range wide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},   {0xac00, 0xd7a3},
                          {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},
                          {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1faff}, {0x20000, 0x3fffd}};
/// Combining marks and invisible characters of the common scripts.
constexpr Range zero_width[] = {{0x300, 0x36f},   {0x483, 0x489},   {0x591, 0x5bd},   {0x610, 0x61a},
                                {0x64b, 0x65f},   {0x900, 0x902},   {0x93a, 0x93a},   {0x93c, 0x93c},
                                {0x941, 0x948},   {0x94d, 0x94d},   {0xe31, 0xe31},   {0xe34, 0xe3a},
                                {0xe47, 0xe4e},   {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f},
                                {0x2060, 0x2064}, {0x20d0, 0x20ff}, {0x3099, 0x309a}, {0xfe00, 0xfe0f},
                                {0xfe20, 0xfe2f}};
/// Han, Hiragana and Katakana: written without spaces. (Hangul has spaces.)
constexpr Range without_spaces[] = {{0x2e80, 0x2fdf}, {0x3005, 0x3007}, {0x3041, 0x30ff}, {0x31f0, 0x31ff},
                                    {0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xf900, 0xfaff}, {0x20000, 0x3fffd}};
/// Characters that must not begin a line (JIS X 4051) and those that must not end one.
constexpr std::u32string_view not_at_start =
    U"、。，．・：；？！…‥ー々）」』】〉》〕］｝ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.!?:;)]}%”’";
constexpr std::u32string_view not_at_end = U"（「『【〈《〔［｛([{“‘";
constexpr std::u32string_view wide_sentence_ends = U"。！？";

int width_of(char32_t code_point) {
  if (code_point < 0x300) return 1;
  if (is_in(zero_width, code_point)) return 0;
  return is_in(wide, code_point) ? 2 : 1;
}

std::u32string code_points_of(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out += utf8_next(text, at);
  return out;
}

std::string utf8_of(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

int width_of(std::u32string_view text) {
  int width = 0;
  for (const char32_t c : text) width += width_of(c);
  return width;
}

bool may_break_between(char32_t before, char32_t after) {
  if (width_of(after) == 0) return false;
  if (not_at_start.find(after) != std::u32string_view::npos) return false;
  if (not_at_end.find(before) != std::u32string_view::npos) return false;
  return is_in(without_spaces, before) || is_in(without_spaces, after) ||
         wide_sentence_ends.find(before) != std::u32string_view::npos ||
         (is_in(wide, before) && is_in(without_spaces, after));
}

/// Cut where a script without spaces allows it, then wherever a piece is still wider than a line.
std::vector<std::u32string> cut(std::u32string_view word, int width_max) {
  std::vector<std::u32string> pieces(1);
  int width = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const int added = width_of(word[i]);
    const bool is_full = added > 0 && width + added > width_max;
    if (i > 0 && (is_full || may_break_between(word[i - 1], word[i]))) {
      pieces.emplace_back();
      width = 0;
    }
    pieces.back() += word[i];
    width += added;
  }
  return pieces;
}

bool is_sentence_end(std::u32string_view piece) {
  return !piece.empty() && wide_sentence_ends.find(piece.back()) != std::u32string_view::npos;
}

bool ends_with_any(std::string_view text, const auto& endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return text.ends_with(ending); });
}

constexpr std::array<std::string_view, 13> clause_ends = {",",  ";",  ":",  "—",  "–",   ")", "…",
                                                          "、", "，", "；", "：", ",\"", ",”"};
/// Words before which a clause usually begins: English first, then the commonest of German, French and
/// Spanish.
constexpr std::array<std::string_view, 36> conjunctions = {
    "and",  "but",   "or",    "so",   "because", "which", "that", "who",  "when", "while",  "where",  "if",
    "than", "until", "since", "with", "as",      "to",    "und",  "oder", "aber", "weil",   "dass",   "wenn",
    "et",   "mais",  "ou",    "qui",  "que",     "quand", "y",    "o",    "pero", "porque", "cuando", "into"};
/// Words that belong to the one after them.
constexpr std::array<std::string_view, 44> openers = {
    "a",    "an",   "the", "of",  "in",  "on",  "at",  "by",   "for", "from", "to",
    "with", "into", "is",  "are", "was", "its", "his", "her",  "our", "your", "their",
    "my",   "der",  "die", "das", "den", "dem", "ein", "eine", "im",  "le",   "la",
    "les",  "un",   "une", "des", "du",  "de",  "el",  "los",  "las", "una",  "not"};

bool is_one_of(std::string_view word, const auto& words) {
  return std::ranges::find(words, ascii_lower(word)) != std::ranges::end(words);
}

}  // namespace

int caption_width(std::string_view text) {
  return is_valid_utf8(text) ? width_of(code_points_of(text)) : static_cast<int>(text.size());
}

std::string text_of(const std::vector<CaptionWord>& line) {
  std::string text;
  for (const CaptionWord& word : line) {
    if (!text.empty() && !word.joins_previous) text += ' ';
    text += word.text;
  }
  return text;
}

namespace captions {

std::vector<CaptionWord> pieces_of(const std::vector<CaptionWord>& words, int line_characters_max) {
  std::vector<CaptionWord> pieces;
  double earliest_s = 0;
  for (CaptionWord word : words) {
    word.text = std::string(trim(word.text));
    if (word.text.empty()) {
      if (!pieces.empty()) {
        pieces.back().ends_sentence |= word.ends_sentence;
        pieces.back().ends_scene |= word.ends_scene;
      }
      continue;
    }
    word.start_s = std::isfinite(word.start_s) ? std::max(word.start_s, earliest_s) : earliest_s;
    word.end_s = std::isfinite(word.end_s) ? std::max(word.end_s, word.start_s) : word.start_s;
    earliest_s = word.start_s;
    if (!is_valid_utf8(word.text)) {
      pieces.push_back(std::move(word));
      continue;
    }
    const std::vector<std::u32string> parts = cut(code_points_of(word.text), line_characters_max);
    const double s_per_width =
        (word.end_s - word.start_s) / std::max(1.0, static_cast<double>(caption_width(word.text)));
    double start_s = word.start_s;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool is_last = i + 1 == parts.size();
      const double end_s = is_last ? word.end_s : start_s + s_per_width * width_of(parts[i]);
      pieces.push_back({.text = utf8_of(parts[i]),
                        .start_s = start_s,
                        .end_s = end_s,
                        .ends_sentence = is_last ? word.ends_sentence : is_sentence_end(parts[i]),
                        .ends_scene = is_last && word.ends_scene,
                        .joins_previous = i > 0 || word.joins_previous});
      start_s = end_s;
    }
  }
  return pieces;
}

double break_cost(const CaptionWord& before, const CaptionWord& after) {
  if (before.ends_sentence || before.ends_scene) return 0;
  if (ends_with_any(before.text, clause_ends)) return 1;
  if (after.joins_previous) {
    std::size_t at = 0;
    const bool is_free = is_valid_utf8(after.text) && is_in(without_spaces, utf8_next(after.text, at));
    return is_free ? 5 : 8;
  }
  if (is_one_of(before.text, openers)) return 7;
  return is_one_of(after.text, conjunctions) ? 2 : 5;
}

}  // namespace captions
}  // namespace reelwright
