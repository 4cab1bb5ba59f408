// SPDX-License-Identifier: GPL-3.0-or-later
// The keys that work on every page, and the names of all that are not the player's (ui/player_actions.h): for
// the list of shortcuts.
#pragma once

#include <span>

#include "ui/frame.h"

namespace reelwright::ui {

struct WindowKey {
  const char* name;
  const char* key;
};
[[nodiscard]] std::span<const WindowKey> window_keys();

/// At the start of a frame, before anything is drawn.
void read_window_keys(Frame& frame);

/// Ctrl+Enter, which presses Generate from wherever the focus is on the Create page.
[[nodiscard]] bool is_generate_pressed();

}  // namespace reelwright::ui
