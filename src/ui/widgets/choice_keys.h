// SPDX-License-Identifier: GPL-3.0-or-later
// Items of which one is chosen, as the keyboard sees them: Tab stops at one of them alone, and from there the
// arrows, Home and End choose.
#pragma once

#include <cstddef>
#include <optional>

namespace reelwright::ui {

/// Lives while an item of the group is drawn; only one of them is a stop.
class ChoiceStop {
 public:
  explicit ChoiceStop(bool is_stop);
  ~ChoiceStop();
  ChoiceStop(const ChoiceStop&) = delete;
  ChoiceStop& operator=(const ChoiceStop&) = delete;
};

/// Behind the item that is the stop, which is `here` of `count` in rows of `columns`: where the keys lead
/// while it has the focus. Up and down lead out of the group at its edges.
[[nodiscard]] std::optional<std::size_t> choice_by_key(std::size_t here, std::size_t count,
                                                       std::size_t columns);
/// The focus goes along, to the item with this label in the current window.
void focus_choice(const char* label);

}  // namespace reelwright::ui
