// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/orientation.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace reelwright::media {
namespace {

/// A picture of samples of `bytes` each, rows `stride` bytes apart.
struct Samples {
  const std::uint8_t* data = nullptr;
  std::ptrdiff_t stride = 0;
  int width = 0;
  int height = 0;
};

template <std::size_t bytes>
void orient(const Samples& from, int orientation, std::uint8_t* out) {
  const bool exchange = exchanges_sides(orientation);
  const int width = exchange ? from.height : from.width;
  const int height = exchange ? from.width : from.height;
  const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool from_bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x, out += bytes) {
      const int along = exchange ? y : x;
      const int down = exchange ? x : y;
      const int source_x = from_right ? from.width - 1 - along : along;
      const int source_y = from_bottom ? from.height - 1 - down : down;
      std::memcpy(out, from.data + source_y * from.stride + source_x * std::ptrdiff_t{bytes}, bytes);
    }
  }
}

}  // namespace

RgbaImage oriented(RgbaImage image, int orientation) {
  if (orientation == 1) return image;
  const bool exchange = exchanges_sides(orientation);
  RgbaImage turned(exchange ? image.height : image.width, exchange ? image.width : image.height);
  orient<4>({image.pixels.data(), std::ptrdiff_t{4} * image.width, image.width, image.height}, orientation,
            turned.pixels.data());
  return turned;
}

void orient_plane(const std::uint8_t* samples, std::ptrdiff_t stride, int width, int height, int orientation,
                  Plane& out) {
  if (orientation != 1) {
    const bool exchange = exchanges_sides(orientation);
    out.resize(exchange ? height : width, exchange ? width : height);
    orient<1>({samples, stride, width, height}, orientation, out.samples.data());
    return;
  }
  out.resize(width, height);
  for (int y = 0; y < height; ++y)
    std::memcpy(out.row(y), samples + y * stride, static_cast<std::size_t>(width));
}

int orientation_of(const std::array<std::int32_t, 9>& matrix) {
  constexpr std::int64_t tolerance = 64;  // one part in it
  const std::int64_t a = matrix[0];
  const std::int64_t b = matrix[1];
  const std::int64_t c = matrix[3];
  const std::int64_t d = matrix[4];
  const auto dominates = [](std::int64_t p, std::int64_t q, std::int64_t r, std::int64_t s) {
    const std::int64_t small = std::max(std::abs(r), std::abs(s));
    return std::min(std::abs(p), std::abs(q)) > tolerance * small;
  };
  if (dominates(a, d, b, c)) return a > 0 ? (d > 0 ? 1 : 4) : (d > 0 ? 2 : 3);
  if (dominates(b, c, a, d)) return b > 0 ? (c > 0 ? 5 : 6) : (c > 0 ? 8 : 7);
  return 0;
}

}  // namespace reelwright::media
