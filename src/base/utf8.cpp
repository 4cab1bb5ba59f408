// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"

#include "base/check.h"

namespace reelwright {
namespace {

constexpr bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

/// Bytes of the well-formed sequence at the start of `text` (Unicode 15, table 3-7), 0 when there is none.
std::size_t sequence_size(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = at(0);
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const std::size_t size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (text.size() < size) return 0;
  const unsigned char second_min = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  const unsigned char second_max = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  if (at(1) < second_min || at(1) > second_max) return 0;
  for (std::size_t i = 2; i < size; ++i)
    if (!is_continuation(text[i])) return 0;
  return size;
}

constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

bool is_valid_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = sequence_size(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

std::size_t utf8_length(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) length += is_continuation(c) ? 0 : 1;
  return length;
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  // At most three steps: text that is not UTF-8 must not shrink to nothing.
  for (int step = 0; step < 3 && end > 0 && is_continuation(text[end]); ++step) --end;
  return text.substr(0, end);
}

char32_t utf8_next(std::string_view text, std::size_t& offset) {
  CHECK(offset < text.size());
  const std::string_view rest = text.substr(offset);
  const std::size_t size = sequence_size(rest);
  CHECK(size != 0);
  offset += size;
  const auto lead = static_cast<unsigned char>(rest[0]);
  if (size == 1) return lead;
  char32_t code_point = lead & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i)
    code_point = (code_point << 6U) | (static_cast<unsigned char>(rest[i]) & 0x3fU);
  return code_point;
}

void append_utf8(std::string& out, char32_t code_point) {
  CHECK(code_point <= 0x10ffff && (code_point < 0xd800 || code_point > 0xdfff));
  const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  const auto put_continuation = [&](unsigned shift) { put(0x80U | ((code_point >> shift) & 0x3fU)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xc0U | (code_point >> 6U));
    put_continuation(0);
  } else if (code_point < 0x10000) {
    put(0xe0U | (code_point >> 12U));
    put_continuation(6);
    put_continuation(0);
  } else {
    put(0xf0U | (code_point >> 18U));
    put_continuation(12);
    put_continuation(6);
    put_continuation(0);
  }
}

std::string ascii_lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lowered;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace reelwright
