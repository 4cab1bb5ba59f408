// SPDX-License-Identifier: GPL-3.0-or-later
// Draws one layer image into a frame: at any position and scale, with an opacity, only where the two meet.
// Internal to media/.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "media/layer_image.h"
#include "media/plane.h"
#include "media/resample.h"

namespace reelwright::media {

/// Where the whole image's top-left corner goes in the frame, output pixels per image pixel, opacity.
struct Placement {
  double x_px = 0;
  double y_px = 0;
  double scale = 1;
  double opacity = 1;
  friend bool operator==(const Placement&, const Placement&) = default;
};

/// Memory that draw_layer keeps between calls. One thread at a time.
struct DrawScratch {
  std::array<Axis, 2> horizontal;  ///< luma, chroma
  std::array<Axis, 2> vertical;
  ResampleScratch resample;
  std::vector<std::uint8_t> colour_row;
  std::vector<std::uint8_t> alpha_row;
  std::vector<std::int16_t> wide_colour_row;
  std::vector<std::int16_t> wide_alpha_row;
};

/// Blends the image over what is in `frame`. Pixels at the image's border that it covers in part are blended
/// in part.
void draw_layer(const LayerImage& image, const Placement& placement, const YuvView& frame,
                DrawScratch& scratch);

/// True when drawing it would overwrite every sample of a frame of this size.
[[nodiscard]] bool covers_frame(const LayerImage& image, const Placement& placement, int width, int height);
/// True when drawing it would change nothing.
[[nodiscard]] bool is_invisible(const LayerImage& image, const Placement& placement, int width, int height);

/// The next smaller level, half the size (rounded up).
[[nodiscard]] LayerLevel half_level(const LayerLevel& level);

}  // namespace reelwright::media
