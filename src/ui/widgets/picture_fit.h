// SPDX-License-Identifier: GPL-3.0-or-later
// A picture, whole, in a box of another shape.
#pragma once

#include <imgui.h>

#include <algorithm>

namespace reelwright::ui {

/// As large as the box allows, in the box's unit. Of `picture` only the shape matters.
[[nodiscard]] inline ImVec2 fitted(ImVec2 picture, ImVec2 box) {
  const float scale = std::min(box.x / picture.x, box.y / picture.y);
  return {picture.x * scale, picture.y * scale};
}

}  // namespace reelwright::ui
