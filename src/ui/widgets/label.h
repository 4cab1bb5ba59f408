// SPDX-License-Identifier: GPL-3.0-or-later
// Labels as Dear ImGui takes them: behind "##" stands what makes an id of its own and is not shown.
#pragma once

#include <cstring>

namespace reelwright::ui {

[[nodiscard]] inline const char* visible_end(const char* label) {
  const char* const mark = std::strstr(label, "##");
  return mark == nullptr ? label + std::strlen(label) : mark;
}

}  // namespace reelwright::ui
