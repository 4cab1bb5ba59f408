// SPDX-License-Identifier: GPL-3.0-or-later
// A value on a line: dragged, or moved by the arrow keys while it has the focus. What it says stands to the
// right of it.
#pragma once

#include "ui/style.h"

namespace reelwright::ui {

struct SliderRange {
  float min = 0;
  float max = 1;
  bool is_logarithmic = false;  ///< equal ways are equal ratios; needs min above 0
};

/// As wide as the next item is set to be, `shown` included; "" leaves no room for it. True when the value
/// changed.
bool slider(const Style& style, const char* label, float& value, const SliderRange& range, const char* shown);

}  // namespace reelwright::ui
