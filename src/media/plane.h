// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for 8-bit planes and 4:2:0 pictures. Internal to media/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "media/compositor.h"

namespace reelwright::media {

/// Chroma samples that cover `luma` samples.
[[nodiscard]] constexpr int chroma_size(int luma) { return (luma + 1) / 2; }

/// One plane, rows without padding. A value; one thread at a time.
struct Plane {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> samples;

  void resize(int new_width, int new_height) {
    width = new_width;
    height = new_height;
    samples.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  }
  [[nodiscard]] std::uint8_t* row(int y) {
    return samples.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
  }
  [[nodiscard]] const std::uint8_t* row(int y) const {
    return samples.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
  }
  [[nodiscard]] bool empty() const { return samples.empty(); }
};

/// A 4:2:0 picture with its own memory. One thread at a time.
struct Picture {
  Plane y;
  Plane u;
  Plane v;

  void resize(int width, int height) {
    y.resize(width, height);
    u.resize(chroma_size(width), chroma_size(height));
    v.resize(chroma_size(width), chroma_size(height));
  }
  [[nodiscard]] YuvView view() {
    return {y.width,          y.height, y.samples.data(), u.samples.data(),
            v.samples.data(), y.width,  u.width,          v.width};
  }
};

/// Where one plane of a composed frame goes.
struct PlaneTarget {
  std::uint8_t* data = nullptr;
  std::ptrdiff_t stride = 0;
  int width = 0;
  int height = 0;
  [[nodiscard]] std::uint8_t* row(int y) const { return data + y * stride; }
};
/// 0: luma, 1 and 2: chroma.
[[nodiscard]] inline PlaneTarget plane_of(const YuvView& view, int index) {
  if (index == 0) return {view.y, view.y_stride, view.width, view.height};
  if (index == 1) return {view.u, view.u_stride, chroma_size(view.width), chroma_size(view.height)};
  return {view.v, view.v_stride, chroma_size(view.width), chroma_size(view.height)};
}

/// Both of the same size.
void copy_picture(const YuvView& from, const YuvView& to);
void fill_black(const YuvView& view);

}  // namespace reelwright::media
