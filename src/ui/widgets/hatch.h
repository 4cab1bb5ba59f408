// SPDX-License-Identifier: GPL-3.0-or-later
// Slanted lines over what is not there or was not made now.
#pragma once

#include <imgui.h>

namespace reelwright::ui {

/// Pixels; `apart` from line to line, along the bottom.
inline void hatch(ImDrawList& draw, ImVec2 from, ImVec2 to, ImU32 colour, float apart, float thickness) {
  const float height = to.y - from.y;
  draw.PushClipRect(from, to, true);
  for (float x = from.x - height; x < to.x; x += apart)
    draw.AddLine({x, to.y}, {x + height, from.y}, colour, thickness);
  draw.PopClipRect();
}

}  // namespace reelwright::ui
