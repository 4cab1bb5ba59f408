// SPDX-License-Identifier: GPL-3.0-or-later
// All that a window shows when there is no studio to show: what is wrong, what to do, and a button.
#pragma once

#include <string>

#include "ui/style.h"

namespace reelwright::ui {

struct Problem {
  std::string title;
  std::string text;
  std::string hint;  ///< may be ""
};

/// Over the whole window, between begin() and end() of the host. True when a person wants to close it: the
/// button, Enter or Escape. Main thread.
[[nodiscard]] bool draw_problem(const Style& style, const Problem& problem);

}  // namespace reelwright::ui
