// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of a frame belongs to whom: content, captions, and what a player or a platform draws over the
// picture. Visuals keeps its content and Compose its captions inside of these boxes, so that they never meet.
#pragma once

#include "model/brief.h"
#include "paint/box.h"

namespace reelwright::stages {

struct SafeArea {
  paint::Box content;           ///< text, icons, cards: all ink that matters
  paint::Box caption_band;      ///< two lines of captions, bottom-aligned; empty when none are burned in
  double caption_size_px = 48;  ///< font size of captions that fills the band with two lines
  double caption_margin_bottom_px = 0;  ///< from the frame's bottom edge to the band's
  double caption_margin_side_px = 0;    ///< from the frame's left and right edge to the band's
};

/// 5 % at the sides and at least as much above and below; at 9:16 the upper 12 % and the lower 18 % are left
/// to the platform's own controls (YouTube Shorts, TikTok and Reels all stay within these).
[[nodiscard]] SafeArea safe_area(FrameSize size, bool captions_burned);

[[nodiscard]] inline bool burns_captions(CaptionMode mode) {
  return mode == CaptionMode::burn || mode == CaptionMode::both;
}

}  // namespace reelwright::stages
