// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/characters.h"

#include <algorithm>

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

bool is_one_of(std::u32string_view characters, char32_t character) {
  return characters.find(character) != std::u32string_view::npos;
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
constexpr Range unspaced[] = {{0x2e80, 0x2fdf}, {0x3005, 0x3007}, {0x3041, 0x30ff}, {0x31f0, 0x31ff},
                              {0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xf900, 0xfaff}, {0x20000, 0x3fffd}};
/// Written with spaces, but a particle follows a closing bracket without one.
constexpr Range hangul[] = {{0x1100, 0x11ff}, {0x3131, 0x318e}, {0xa960, 0xa97c}, {0xac00, 0xd7fb}};
/// Unicode Emoji_Presentation=Yes, and whole the blocks that hold little else. What plain fonts draw as well
/// (enclosed letters, arrows, shapes, cards) is not among it.
constexpr Range emoji[] = {
    {0x231a, 0x231b},   {0x23e9, 0x23ec},   {0x23f0, 0x23f0},   {0x23f3, 0x23f3},   {0x25fd, 0x25fe},
    {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267f, 0x267f},   {0x2693, 0x2693},   {0x26a1, 0x26a1},
    {0x26aa, 0x26ab},   {0x26bd, 0x26be},   {0x26c4, 0x26c5},   {0x26ce, 0x26ce},   {0x26d4, 0x26d4},
    {0x26ea, 0x26ea},   {0x26f2, 0x26f3},   {0x26f5, 0x26f5},   {0x26fa, 0x26fa},   {0x26fd, 0x26fd},
    {0x2705, 0x2705},   {0x270a, 0x270b},   {0x2728, 0x2728},   {0x274c, 0x274c},   {0x274e, 0x274e},
    {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27b0, 0x27b0},   {0x27bf, 0x27bf},
    {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},   {0x2b55, 0x2b55},   {0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf},
    {0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a}, {0x1f1e6, 0x1f1ff}, {0x1f201, 0x1f201}, {0x1f21a, 0x1f21a},
    {0x1f22f, 0x1f22f}, {0x1f232, 0x1f236}, {0x1f238, 0x1f23a}, {0x1f250, 0x1f251}, {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff}, {0x1f7e0, 0x1f7eb}, {0x1f7f0, 0x1f7f0}, {0x1f900, 0x1f9ff}, {0x1fa70, 0x1faff}};
/// Only of use beside an emoji: variation selectors, keycap, tags.
constexpr Range emoji_parts[] = {{0xfe0e, 0xfe0f}, {0x20e3, 0x20e3}, {0xe0020, 0xe007f}};
constexpr char32_t wants_colour = 0xfe0f;  // variation selector 16
constexpr char32_t joiner = 0x200d;
/// Symbols that a variation selector turns into pictures begin here; signs like © and ™ stay signs.
constexpr char32_t symbols_begin = 0x2190;

/// Characters that must not begin a line and those that must not end one.
constexpr std::u32string_view not_at_start =
    U"、。，．・：；？！…‥ー々）」』】〉》〕］｝ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.!?:;)]}%”’";
constexpr std::u32string_view opening = U"（「『【〈《〔［｛";
constexpr std::u32string_view narrow_opening = U"([{“‘";
constexpr std::u32string_view sentence_ends = U"。！？";
constexpr std::u32string_view clause_ends = U"、，；：";
constexpr std::u32string_view closing = U"）」』】〉》〕］｝";

bool is_opening(char32_t c) { return is_one_of(opening, c) || is_one_of(narrow_opening, c); }
bool is_hiragana(char32_t c) { return c >= 0x3041 && c <= 0x309f; }
bool is_katakana(char32_t c) { return c >= 0x30a0 && c <= 0x30ff; }
bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= 0xff10 && c <= 0xff19); }

}  // namespace

int character_width(char32_t character) {
  if (character < 0x300) return 1;
  if (is_in(zero_width, character)) return 0;
  return is_in(wide, character) ? 2 : 1;
}

bool is_unspaced(char32_t character) { return is_in(unspaced, character); }
bool is_kana(char32_t character) { return is_hiragana(character) || is_katakana(character); }

bool is_wide_sentence_end(char32_t character) { return is_one_of(sentence_ends, character); }
bool is_wide_opening(char32_t character) { return is_one_of(opening, character); }
bool is_wide_mark(char32_t character) {
  return is_wide_sentence_end(character) || is_one_of(clause_ends, character) ||
         is_one_of(closing, character) || is_wide_opening(character);
}

char32_t last_character(std::string_view text) {
  char32_t last = 0;
  for (std::size_t at = 0; at < text.size();) last = utf8_next(text, at);
  return last;
}

bool may_break_between(char32_t before, char32_t after) {
  if (character_width(after) == 0) return false;
  if (is_one_of(not_at_start, after) || is_opening(before)) return false;
  if (is_unspaced(before) || is_unspaced(after) || is_wide_sentence_end(before)) return true;
  if (before == U'：' && is_digit(after)) return false;  // a time or a ratio
  return (is_wide_mark(before) && !is_in(hangul, after)) ||
         (is_wide_opening(after) && !is_in(hangul, before));
}

int unspaced_break_cost(char32_t before, char32_t after) {
  constexpr char32_t object_particle = U'を';  // never part of a word
  constexpr char32_t genitive_particle = U'の';
  constexpr std::u32string_view polite_prefixes = U"おご";
  if (is_wide_sentence_end(before)) return 0;
  if (is_one_of(clause_ends, before)) return 1;
  if (is_one_of(closing, before) || is_opening(after)) return 2;
  if (before == object_particle) return 2;
  if (is_hiragana(after)) return is_hiragana(before) ? 6 : 8;
  if (is_hiragana(before))
    return is_one_of(polite_prefixes, before) ? 6 : before == genitive_particle ? 3 : 2;
  if (is_katakana(before) && is_katakana(after)) return 8;
  if (is_digit(before)) return 8;
  return is_katakana(before) != is_katakana(after) || !is_unspaced(before) || !is_unspaced(after) ? 4 : 5;
}

std::string without_emoji(std::string_view text) {
  std::string plain;
  bool dropped = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = utf8_next(text, at);
    std::size_t ahead = at;
    const bool is_coloured =
        c >= symbols_begin && ahead < text.size() && utf8_next(text, ahead) == wants_colour;
    const bool is_dropped =
        is_coloured || is_in(emoji, c) || is_in(emoji_parts, c) || (c == joiner && dropped);
    if (!is_dropped) plain += text.substr(begin, at - begin);
    dropped = is_dropped;
  }
  return plain;
}

}  // namespace reelwright
