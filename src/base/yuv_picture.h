// SPDX-License-Identifier: GPL-3.0-or-later
// A decoded or composed 4:2:0 picture for somebody who shows it: three planes and what their numbers mean. It
// owns nothing; whoever hands it out says how long the planes live.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace reelwright {

enum class YuvMatrix : std::uint8_t { bt601, bt709 };

/// 8 bits a sample. Planes: Y in full size, U and V in half (rounded up), sited left (MPEG-2 style).
struct YuvPicture {
  int width = 0;
  int height = 0;
  std::array<const std::uint8_t*, 3> planes{};
  std::array<std::ptrdiff_t, 3> strides{};  ///< bytes
  YuvMatrix matrix = YuvMatrix::bt709;
  bool is_full_range = false;  ///< 0 to 255 instead of 16 to 235
};

}  // namespace reelwright
