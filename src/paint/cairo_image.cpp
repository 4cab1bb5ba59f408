// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/cairo_image.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace reelwright::paint {

RgbaImage to_image(cairo_surface_t* surface) {
  cairo_surface_flush(surface);
  const unsigned char* const data = cairo_image_surface_get_data(surface);
  const std::ptrdiff_t stride = cairo_image_surface_get_stride(surface);
  RgbaImage image(cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface));
  for (int y = 0; y < image.height; ++y) {
    const auto* const from = reinterpret_cast<const std::uint32_t*>(data + y * stride);
    std::uint8_t* to = image.row(y);
    for (int x = 0; x < image.width; ++x, to += 4) {
      const std::uint32_t a = from[x] >> 24U;
      if (a == 0) continue;
      const auto straight = [&](unsigned shift) {
        const std::uint32_t value = from[x] >> shift & 0xffU;
        return static_cast<std::uint8_t>(a == 255 ? value : std::min(255U, (value * 255 + a / 2) / a));
      };
      to[0] = straight(16);
      to[1] = straight(8);
      to[2] = straight(0);
      to[3] = static_cast<std::uint8_t>(a);
    }
  }
  return image;
}

}  // namespace reelwright::paint
