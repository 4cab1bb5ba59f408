// SPDX-License-Identifier: GPL-3.0-or-later
// Which icon suits a word or a scene. It looks only at names; drawing is paint's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/script.h"
#include "paint/icon.h"

namespace reelwright::stages {

/// The glyph for one lower-case English word, plural or not, or "" when none fits. Brand marks are only found
/// by their full name.
[[nodiscard]] std::string icon_for_word(const paint::IconFont& icons, std::string_view word);

/// Scene::icon if the font has it, else the first keyword with an icon, else the first word of what the scene
/// shows, else "".
[[nodiscard]] std::string choose_icon(const paint::IconFont& icons, const Scene& scene);

/// For a line of text: its first word with an icon that is not among `taken`, or "".
[[nodiscard]] std::string icon_in_text(const paint::IconFont& icons, std::string_view text,
                                       const std::vector<std::string>& taken);

}  // namespace reelwright::stages
