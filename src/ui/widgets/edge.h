// SPDX-License-Identifier: GPL-3.0-or-later
// The edge between two parts of the window, to be dragged.
#pragma once

#include "ui/style.h"

namespace reelwright::ui {

inline constexpr float edge_height = metric::gap;

/// As wide as the room, edge_height high. Returns the pixels it was moved in this frame, down is positive;
/// with the keyboard's focus on it, the arrows move it.
float draggable_edge(const Style& style, const char* label);

}  // namespace reelwright::ui
