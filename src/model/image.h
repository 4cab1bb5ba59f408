// SPDX-License-Identifier: GPL-3.0-or-later
// A picture in memory as it passes from paint (which draws it) or media (which decodes it) to whoever needs
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace reelwright {

/// 8 bits a channel, straight (not premultiplied) alpha, sRGB/BT.709 primaries, rows without padding. A
/// value; any thread.
struct RgbaImage {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;  ///< width * height * 4

  RgbaImage() = default;
  RgbaImage(int image_width, int image_height)
      : width(image_width),
        height(image_height),
        pixels(static_cast<std::size_t>(image_width) * static_cast<std::size_t>(image_height) * 4) {}
  [[nodiscard]] std::uint8_t* row(int y) {
    return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width) * 4;
  }
  [[nodiscard]] const std::uint8_t* row(int y) const {
    return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width) * 4;
  }
};

}  // namespace reelwright
