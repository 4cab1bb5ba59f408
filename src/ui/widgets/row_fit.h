// SPDX-License-Identifier: GPL-3.0-or-later
// Which items of a row are shown when there is not room for all of them. Values only.
#pragma once

#include <array>
#include <cstddef>

namespace reelwright::ui {

struct RowItem {
  float width = 0;     ///< pixels
  int importance = 0;  ///< those with more stay longer; 0: never shown
};

/// The most important ones that fit side by side with `gap` between them; a less important one takes what a
/// more important one could not.
template <std::size_t count>
[[nodiscard]] std::array<bool, count> fit_row(const std::array<RowItem, count>& items, float room,
                                              float gap) {
  std::array<bool, count> shown{};
  std::array<bool, count> tried{};
  float used = -gap;
  for (std::size_t round = 0; round < count; ++round) {
    std::size_t best = count;
    for (std::size_t i = 0; i < count; ++i)
      if (!tried[i] && (best == count || items[i].importance > items[best].importance)) best = i;
    tried[best] = true;
    if (items[best].importance == 0 || used + gap + items[best].width > room) continue;
    shown[best] = true;
    used += gap + items[best].width;
  }
  return shown;
}

}  // namespace reelwright::ui
