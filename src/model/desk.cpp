// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/desk.h"

#include <algorithm>

namespace reelwright {
namespace {

constexpr int title_bar_units = 32;
constexpr int grip_units = 120;  ///< of the title bar that a pointer can still get hold of

/// How much of the title bar lies on `screen`.
int overlap(const WindowPlace& place, const ScreenArea& screen) {
  const int from = std::max(place.x, screen.x);
  const int to = std::min(place.x + place.width, screen.x + screen.width);
  const bool is_reachable = place.y >= screen.y && place.y + title_bar_units <= screen.y + screen.height;
  return is_reachable ? std::max(to - from, 0) : 0;
}

}  // namespace

WindowPlace on_screen(WindowPlace place, const std::vector<ScreenArea>& screens) {
  if (!place.is_placed || screens.empty()) {
    place.is_placed = false;
    return place;
  }
  const auto most =
      std::ranges::max_element(screens, {}, [&](const ScreenArea& screen) { return overlap(place, screen); });
  place.width = std::min(place.width, most->width);
  place.height = std::min(place.height, most->height);
  if (overlap(place, *most) < grip_units) {
    place.x = std::clamp(place.x, most->x, most->x + most->width - place.width);
    place.y = std::clamp(place.y, most->y, most->y + most->height - place.height);
  }
  return place;
}

}  // namespace reelwright
