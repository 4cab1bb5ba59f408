// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window: where rail, page, generation panel, log and status bar are, and what opens by itself.
#pragma once

#include "ui/frame.h"

namespace reelwright::ui {

/// Between Host::begin() and Host::end(). Sets `frame.is_moving` when another frame is wanted without an
/// event.
void draw_shell(Frame& frame);

/// Changes to scenes that closing the window would lose.
[[nodiscard]] bool has_unsaved_scenes(const ViewState& view);

}  // namespace reelwright::ui
