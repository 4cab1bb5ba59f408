// SPDX-License-Identifier: GPL-3.0-or-later
// The compositor's definition in double precision, pixel by pixel, written to be read and not to be fast:
// what the integer version is measured against.
#pragma once

#include <vector>

#include "media/draw.h"
#include "media/plane.h"
#include "model/image.h"

namespace reelwright::media::test {

struct ReferencePlane {
  int width = 0;
  int height = 0;
  std::vector<double> samples;
  [[nodiscard]] double& at(int x, int y) {
    return samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                   static_cast<std::size_t>(x)];
  }
  [[nodiscard]] double at(int x, int y) const {
    return samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                   static_cast<std::size_t>(x)];
  }
};

/// Y, U, V.
struct ReferencePicture {
  ReferencePlane planes[3];
};

[[nodiscard]] ReferencePicture black_reference(int width, int height);
/// Scales above one half.
void draw_reference(const RgbaImage& image, const Placement& placement, ReferencePicture& picture);
/// The worst of the three planes.
[[nodiscard]] double psnr_db(const Picture& picture, const ReferencePicture& reference);

}  // namespace reelwright::media::test
