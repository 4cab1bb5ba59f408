// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_text.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace reelwright::store {
namespace {

/// A search is typed by a person; what is longer is a paste by mistake.
constexpr std::size_t search_bytes_max = 400;

/// CJK radicals to CJK ideographs (with both kana), compatibility ideographs, supplementary ideographs.
constexpr bool is_word_by_itself(char32_t c) {
  return (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

/// A word has a letter or digit; of other scripts everything counts.
bool has_word(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
        (byte >= 'a' && byte <= 'z'))
      return true;
  }
  return false;
}

}  // namespace

std::string searchable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::size_t size = 1;
    while (size <= 4 && size <= text.size() && !is_valid_utf8(text.substr(0, size))) ++size;
    if (size > 4 || size > text.size()) {
      text.remove_prefix(1);
      continue;
    }
    std::size_t offset = 0;
    const char32_t c = utf8_next(text, offset);
    if (is_word_by_itself(c)) {
      out += ' ';
      append_utf8(out, c);
      out += ' ';
    } else {
      // Control characters separate words; a NUL would end SQLite's text.
      append_utf8(out, c < 0x20 ? U' ' : c);
    }
    text.remove_prefix(offset);
  }
  return out;
}

std::string search_expression(std::string_view search) {
  std::string expression;
  std::string_view rest = utf8_prefix(search, search_bytes_max);
  while (!(rest = trim(rest)).empty()) {
    const std::string_view typed = rest.substr(0, rest.find_first_of(" \t\r\n\v\f"));
    rest.remove_prefix(typed.size());
    // Quoted as a whole: characters that are words of their own must follow each other as they were typed.
    const std::string word = searchable(typed);
    if (!has_word(word)) continue;
    if (!expression.empty()) expression += ' ';
    expression += '"';
    for (const char c : trim(word)) {
      if (c == '"') expression += '"';
      expression += c;
    }
    expression += "\"*";
  }
  return expression;
}

}  // namespace reelwright::store
