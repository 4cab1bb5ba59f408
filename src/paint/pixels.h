// SPDX-License-Identifier: GPL-3.0-or-later
// Whole-picture operations that need no drawing surface: blurring, and putting layers on top of each other.
#pragma once

#include "model/image.h"

namespace reelwright::paint {

/// Three box blurs, which is close to a Gaussian of sigma = radius; edges repeat. Opaque pictures only: alpha
/// is kept as it is.
[[nodiscard]] RgbaImage blurred(const RgbaImage& image, int radius_px);

/// `top` over the opaque `bottom` with its corner at (x, y) pixels, `scale` bottom pixels per top pixel
/// (bilinear), `opacity` 0 to 1. What lies outside is cut off.
void blend(RgbaImage& bottom, const RgbaImage& top, double x, double y, double scale, double opacity);

}  // namespace reelwright::paint
