// SPDX-License-Identifier: GPL-3.0-or-later
// The opaque picture that lies at the bottom of every background: a gradient with soft lights on it, dithered
// so that it shows no bands. Used by backgrounds only.
#pragma once

#include <vector>

#include "model/image.h"
#include "paint/background.h"

namespace reelwright::paint {

/// How much larger than the frame the field is, of the frame's size, on each side.
inline constexpr double field_margin = 0.04;

struct Glow {
  double x = 0, y = 0;  ///< of the image's width and height
  double radius = 0;    ///< of the image's short side
  Colour colour;        ///< alpha at its centre
};

/// `angle` is the gradient's direction in radians. `grain` is the noise's amplitude in steps of 8 bits: 1
/// hides banding, more is visible as texture.
[[nodiscard]] RgbaImage smooth_field(const BackgroundSpec& spec, const std::vector<Glow>& glows, double angle,
                                     float grain);

}  // namespace reelwright::paint
