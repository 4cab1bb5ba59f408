// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/letters.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/utf8.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

struct Range {
  char32_t first;
  char32_t last;
  std::size_t letters;  ///< index in `known`
};

constexpr std::size_t japanese = 0;
constexpr std::size_t chinese = 1;
constexpr std::array<LettersOf, 19> known{{{"ja", "Japanese"},
                                           {"zh", "Chinese"},
                                           {"he", "Hebrew"},
                                           {"ar", "Arabic"},
                                           {"ko", "Korean"},
                                           {"hi", "Devanagari"},
                                           {"ru", "Cyrillic"},
                                           {"el", "Greek"},
                                           {"th", "Thai"},
                                           {"bn", "Bengali"},
                                           {"pa", "Gurmukhi"},
                                           {"gu", "Gujarati"},
                                           {"ta", "Tamil"},
                                           {"te", "Telugu"},
                                           {"kn", "Kannada"},
                                           {"ml", "Malayalam"},
                                           {"ka", "Georgian"},
                                           {"hy", "Armenian"},
                                           {"am", "Ethiopic"}}};
constexpr std::array<Range, 29> ranges{
    {{0x0370, 0x03FF, 7},  {0x1F00, 0x1FFF, 7},  {0x0400, 0x052F, 6},  {0x0530, 0x058F, 17},
     {0x0590, 0x05FF, 2},  {0xFB1D, 0xFB4F, 2},  {0x0600, 0x06FF, 3},  {0x0750, 0x077F, 3},
     {0x08A0, 0x08FF, 3},  {0xFB50, 0xFDFF, 3},  {0xFE70, 0xFEFC, 3},  {0x0900, 0x097F, 5},
     {0x0980, 0x09FF, 9},  {0x0A00, 0x0A7F, 10}, {0x0A80, 0x0AFF, 11}, {0x0B80, 0x0BFF, 12},
     {0x0C00, 0x0C7F, 13}, {0x0C80, 0x0CFF, 14}, {0x0D00, 0x0D7F, 15}, {0x0E00, 0x0E7F, 8},
     {0x10A0, 0x10FF, 16}, {0x1200, 0x139F, 18}, {0x1100, 0x11FF, 4},  {0x3130, 0x318F, 4},
     {0xAC00, 0xD7AF, 4},  {0x3041, 0x30FF, 0},  {0x3400, 0x4DBF, 1},  {0x4E00, 0x9FFF, 1},
     {0xF900, 0xFAFF, 1}}};

}  // namespace

std::optional<LettersOf> foreign_letters(std::string_view text) {
  std::array<std::size_t, known.size()> counts{};
  std::size_t all = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8_next(text, at);
    if (!is_word_character(c) || (c >= '0' && c <= '9')) continue;
    ++all;
    const auto range =
        std::ranges::find_if(ranges, [&](const Range& r) { return c >= r.first && c <= r.last; });
    if (range != ranges.end()) ++counts[range->letters];
  }
  // Japanese mixes both; Chinese has no kana.
  if (counts[japanese] * 10 > counts[chinese]) {
    counts[japanese] += counts[chinese];
    counts[chinese] = 0;
  }
  const auto most = std::ranges::max_element(counts);
  if (*most * 2 <= all) return std::nullopt;
  return known[static_cast<std::size_t>(most - counts.begin())];
}

}  // namespace reelwright::stages
