// SPDX-License-Identifier: GPL-3.0-or-later
// Emoji as characters of Dear ImGui's fonts: pictures in colour as high as the line. Somebody else draws the
// pictures; nothing here reads a font.
#pragma once

#include <imgui.h>

#include <functional>

#include "model/image.h"

namespace reelwright::ui {

/// The picture of `character`, `height` pixels high; empty when there is none. Main thread.
using EmojiDrawer = std::function<RgbaImage(char32_t character, int height)>;

/// What other fonts have in black and white and people take for emoji, as ImFontConfig::GlyphExcludeRanges.
inline constexpr ImWchar emoji_in_text_fonts[] = {0x2600, 0x2600, 0x2665, 0x2665, 0x26a0,
                                                  0x26a1, 0x2764, 0x2764, 0};

/// Puts emoji behind the font that was added last. Characters that only say how others look (variation
/// selectors, joiners, skin tones) take no room and draw nothing. `draw` is called when a character is seen
/// for the first time in a size; it outlives the last frame, at the same place. Main thread.
void add_emoji(ImFontAtlas& atlas, EmojiDrawer& draw);

}  // namespace reelwright::ui
