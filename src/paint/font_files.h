// SPDX-License-Identifier: GPL-3.0-or-later
// Which file holds an installed font, for whoever draws text without Pango: the window.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace reelwright::paint {

struct FontFile {
  std::string path;
  int face = 0;            ///< within a collection
  bool is_colour = false;  ///< pictures instead of shapes: emoji
};

/// The upright face of `family` nearest to `weight` (CSS: 400 is regular, 700 bold). Error: fonts.missing
/// when the family is not installed. Any thread.
[[nodiscard]] Result<FontFile> find_font_file(std::string_view family, int weight);

/// One file a language (BCP 47; "und-zsye" for emoji), in order, without those for which nothing is installed
/// and without repeats: what to try for characters that the first font has not. Any thread.
[[nodiscard]] std::vector<FontFile> find_fallback_files(const std::vector<std::string>& languages);

}  // namespace reelwright::paint
