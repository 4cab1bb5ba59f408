// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures that are stored turned or mirrored, brought upright. Internal to media/.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "media/plane.h"
#include "model/image.h"

namespace reelwright::media {

/// Exif 2.32, tag 274: 2 mirrored, 3 upside down, 4 both, 5 to 8 the same with rows and columns exchanged.
[[nodiscard]] constexpr bool exchanges_sides(int orientation) { return orientation >= 5; }

[[nodiscard]] RgbaImage oriented(RgbaImage image, int orientation);

/// `samples` has rows of `stride` bytes; the result is `out`, whose size is set.
void orient_plane(const std::uint8_t* samples, std::ptrdiff_t stride, int width, int height, int orientation,
                  Plane& out);

/// The orientation that a display matrix (ISO/IEC 14496-12, 8.2.2: a, b, u, c, d, v, ...) asks for; 0 when it
/// is not a multiple of a quarter turn.
[[nodiscard]] int orientation_of(const std::array<std::int32_t, 9>& matrix);

}  // namespace reelwright::media
