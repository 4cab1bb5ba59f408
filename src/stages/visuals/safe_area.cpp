// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/visuals/safe_area.h"

#include <algorithm>

namespace reelwright::stages {
namespace {

constexpr double side_share = 0.05;
constexpr double caption_line = 1.28;  // line height of captions in their font's size, outline included

}  // namespace

SafeArea safe_area(FrameSize size, bool captions_burned) {
  const double w = size.width;
  const double h = size.height;
  const double short_side = std::min(w, h);
  const bool tall = h > 1.2 * w;
  const double top = tall ? 0.12 * h : 0.07 * short_side;
  const double bottom_free = tall ? 0.18 * h : 0.05 * short_side;

  SafeArea area;
  area.caption_size_px = tall ? 0.044 * h : 0.050 * short_side;
  area.caption_margin_bottom_px = bottom_free;
  area.caption_margin_side_px = side_share * w;
  double bottom = h - std::max(bottom_free, tall ? 0.0 : 0.07 * short_side);
  if (captions_burned) {
    const double band_h = 2 * caption_line * area.caption_size_px;
    area.caption_band = {side_share * w, h - bottom_free - band_h, w * (1 - 2 * side_share), band_h};
    bottom = area.caption_band.y - 0.036 * short_side;
  }
  area.content = {side_share * w, top, w * (1 - 2 * side_share), bottom - top};
  return area;
}

}  // namespace reelwright::stages
