// SPDX-License-Identifier: GPL-3.0-or-later
// A value on a line: dragged, moved by the arrow keys, Home and End while it has the focus, or typed after
// Enter, a double click or a click with Ctrl. What it says stands to the right of it.
#pragma once

#include <optional>
#include <string_view>

#include "ui/style.h"

namespace reelwright::ui {

struct SliderRange {
  float min = 0;
  float max = 1;
  float step = 0;               ///< of the arrow keys; 0: a fortieth of the way
  bool is_logarithmic = false;  ///< equal ways are equal ratios; needs min above 0
};

/// As wide as the next item is set to be, `shown` included; "" leaves no room for it, and then nothing is
/// typed. `shown` begins with the value as typed_value() reads it. True when the value changed.
bool slider(const Style& style, const char* label, float& value, const SliderRange& range, const char* shown);

/// The number that `text` begins with: "1.5 x", "1,5", "150 %", "3 of 8"; minutes and seconds as "1:30".
/// Nothing when it begins with none.
[[nodiscard]] std::optional<float> typed_value(std::string_view text);

}  // namespace reelwright::ui
