// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/visuals/glyph_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/utf8.h"

namespace reelwright::stages {
namespace {

std::string_view package_for(char32_t c) {
  if ((c >= 0x1f000 && c <= 0x1faff) || (c >= 0x2600 && c <= 0x27bf)) return "fonts-noto-color-emoji";
  if ((c >= 0x1100 && c <= 0x11ff) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7af) ||
      (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff00 && c <= 0xffef) || (c >= 0x20000 && c <= 0x3ffff))
    return "fonts-noto-cjk";
  return c < 0x10000 ? "fonts-noto-core" : "fonts-noto-extra";
}

}  // namespace

std::string missing_glyphs_sentence(const std::vector<char32_t>& missing) {
  constexpr std::size_t named_max = 8;
  std::string characters;
  std::vector<std::string_view> packages;
  for (std::size_t i = 0; i < missing.size(); ++i) {
    if (i < named_max) {
      if (i > 0) characters += ", ";
      append_utf8(characters, missing[i]);
      characters += fmt::format(" (U+{:04X})", static_cast<std::uint32_t>(missing[i]));
    }
    const std::string_view package = package_for(missing[i]);
    if (std::find(packages.begin(), packages.end(), package) == packages.end()) packages.push_back(package);
  }
  if (missing.size() > named_max) characters += fmt::format(" and {} more", missing.size() - named_max);
  return fmt::format("No installed font shows {}. Install the package{} {}.", characters,
                     packages.size() > 1 ? "s" : "", fmt::join(packages, ", "));
}

}  // namespace reelwright::stages
