// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/plane.h"

#include <cstring>

namespace reelwright::media {

void copy_picture(const YuvView& from, const YuvView& to) {
  for (int index = 0; index < 3; ++index) {
    const PlaneTarget source = plane_of(from, index);
    const PlaneTarget target = plane_of(to, index);
    for (int y = 0; y < target.height; ++y)
      std::memcpy(target.row(y), source.row(y), static_cast<std::size_t>(target.width));
  }
}

void fill_black(const YuvView& view) {
  for (int index = 0; index < 3; ++index) {
    const PlaneTarget target = plane_of(view, index);
    for (int y = 0; y < target.height; ++y)
      std::memset(target.row(y), index == 0 ? 16 : 128, static_cast<std::size_t>(target.width));
  }
}

}  // namespace reelwright::media
