// SPDX-License-Identifier: GPL-3.0-or-later
// Tells a person which characters no installed font can show, and which package would help.
#pragma once

#include <string>
#include <vector>

namespace reelwright::stages {

/// "No installed font shows: X (U+1F41D). Install the package fonts-noto-color-emoji." At most eight
/// characters are named.
[[nodiscard]] std::string missing_glyphs_sentence(const std::vector<char32_t>& missing);

}  // namespace reelwright::stages
