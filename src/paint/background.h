// SPDX-License-Identifier: GPL-3.0-or-later
// What lies behind the content: a quiet gradient with soft light, and shapes that drift over it at their own
// pace. Seeded, so a scene always gets the same one. It knows nothing of text; contrast is the theme's
// promise and is tested there.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/image.h"
#include "paint/colour.h"

namespace reelwright::paint {

enum class BackgroundKind : std::uint8_t { glow, paper, waves, hills, geometry, grid };
[[nodiscard]] std::optional<BackgroundKind> parse_background_kind(std::string_view name);

struct BackgroundSpec {
  BackgroundKind kind = BackgroundKind::glow;
  std::vector<Colour> stops;   ///< at least one; the gradient from one corner or edge to the other
  std::vector<Colour> shapes;  ///< at least one; alpha is the most that a shape may cover
  Colour line;                 ///< grid lines, frames
  int width = 1920;            ///< of the frame, in pixels
  int height = 1080;
  double motion = 1;  ///< 0 stands still, 1 drifts as far as the margins allow
  std::uint64_t seed = 1;
};

/// An image and its way during the scene: top-left corner at the first and last frame, output pixels per
/// image pixel.
struct DriftingImage {
  RgbaImage image;
  double x0 = 0, y0 = 0;
  double x1 = 0, y1 = 0;
  double scale = 1;
};

/// Bottom to top. The first is opaque, 8 % larger than the frame and covers it all the way. Any thread.
[[nodiscard]] std::vector<DriftingImage> paint_background(const BackgroundSpec& spec);

}  // namespace reelwright::paint
