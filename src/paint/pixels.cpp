// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/pixels.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace reelwright::paint {
namespace {

/// One box blur along a line of `count` pixels that lie `stride` bytes apart.
void blur_line(std::uint8_t* line, std::ptrdiff_t stride, int count, int radius,
               std::vector<std::uint8_t>& copy) {
  copy.resize(static_cast<std::size_t>(count) * 3);
  for (int i = 0; i < count; ++i)
    std::copy_n(line + i * stride, 3, copy.data() + static_cast<std::ptrdiff_t>(i) * 3);
  const int window = 2 * radius + 1;
  for (int channel = 0; channel < 3; ++channel) {
    const auto at = [&](int i) {
      return static_cast<int>(copy[static_cast<std::size_t>(std::clamp(i, 0, count - 1)) * 3 +
                                   static_cast<std::size_t>(channel)]);
    };
    int sum = 0;
    for (int i = -radius; i <= radius; ++i) sum += at(i);
    for (int i = 0; i < count; ++i) {
      line[i * stride + channel] = static_cast<std::uint8_t>((sum + window / 2) / window);
      sum += at(i + radius + 1) - at(i - radius);
    }
  }
}

}  // namespace

RgbaImage blurred(const RgbaImage& image, int radius_px) {
  RgbaImage out = image;
  std::vector<std::uint8_t> copy;
  for (int pass = 0; pass < 3; ++pass) {
    for (int y = 0; y < out.height; ++y) blur_line(out.row(y), 4, out.width, radius_px, copy);
    for (int x = 0; x < out.width; ++x)
      blur_line(out.pixels.data() + static_cast<std::ptrdiff_t>(x) * 4,
                static_cast<std::ptrdiff_t>(out.width) * 4, out.height, radius_px, copy);
  }
  return out;
}

void blend(RgbaImage& bottom, const RgbaImage& top, double x, double y, double scale, double opacity) {
  const int first_row = std::max(0, static_cast<int>(std::floor(y)));
  const int last_row = std::min(bottom.height - 1, static_cast<int>(std::ceil(y + top.height * scale)));
  const int first_column = std::max(0, static_cast<int>(std::floor(x)));
  const int last_column = std::min(bottom.width - 1, static_cast<int>(std::ceil(x + top.width * scale)));
  for (int row = first_row; row <= last_row; ++row) {
    const double v = (row + 0.5 - y) / scale - 0.5;
    if (v < -0.5 || v > top.height - 0.5) continue;
    const int v0 = std::clamp(static_cast<int>(std::floor(v)), 0, top.height - 1);
    const int v1 = std::min(v0 + 1, top.height - 1);
    const float fv = static_cast<float>(std::clamp(v - v0, 0.0, 1.0));
    std::uint8_t* to = bottom.row(row) + static_cast<std::ptrdiff_t>(first_column) * 4;
    for (int column = first_column; column <= last_column; ++column, to += 4) {
      const double u = (column + 0.5 - x) / scale - 0.5;
      if (u < -0.5 || u > top.width - 0.5) continue;
      const int u0 = std::clamp(static_cast<int>(std::floor(u)), 0, top.width - 1);
      const int u1 = std::min(u0 + 1, top.width - 1);
      const float fu = static_cast<float>(std::clamp(u - u0, 0.0, 1.0));
      const std::uint8_t* a = top.row(v0) + static_cast<std::ptrdiff_t>(u0) * 4;
      const std::uint8_t* b = top.row(v0) + static_cast<std::ptrdiff_t>(u1) * 4;
      const std::uint8_t* c = top.row(v1) + static_cast<std::ptrdiff_t>(u0) * 4;
      const std::uint8_t* d = top.row(v1) + static_cast<std::ptrdiff_t>(u1) * 4;
      const float wa = (1 - fu) * (1 - fv) * static_cast<float>(a[3]);
      const float wb = fu * (1 - fv) * static_cast<float>(b[3]);
      const float wc = (1 - fu) * fv * static_cast<float>(c[3]);
      const float wd = fu * fv * static_cast<float>(d[3]);
      const float alpha = wa + wb + wc + wd;
      if (alpha <= 0) continue;
      const float cover = alpha / 255.0F * static_cast<float>(opacity);
      for (int i = 0; i < 3; ++i) {
        const float value = (wa * static_cast<float>(a[i]) + wb * static_cast<float>(b[i]) +
                             wc * static_cast<float>(c[i]) + wd * static_cast<float>(d[i])) /
                            alpha;
        const float under = static_cast<float>(to[i]);
        to[i] = static_cast<std::uint8_t>(under + (value - under) * cover + 0.5F);
      }
    }
  }
}

}  // namespace reelwright::paint
