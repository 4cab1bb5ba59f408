// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the window, one file each. Every one draws into the current Dear ImGui window from the frame
// it is given, and says what was asked for; none keeps anything of its own.
#pragma once

#include "ui/frame.h"

namespace reelwright::ui {

/// The pages, at the left edge.
void draw_rail(Frame& frame);
/// The form for a new video.
void draw_create(Frame& frame);
/// All jobs, newest first or as asked.
void draw_jobs(Frame& frame);
/// What works on this machine.
void draw_health(Frame& frame);
/// One job on its way: stages, progress, what can be done now.
void draw_generation(Frame& frame, const Job& job);
/// The log's newest lines.
void draw_log(Frame& frame);
/// Queue, disk, revision.
void draw_status_bar(Frame& frame);
/// What happened, over everything else, for a few seconds.
void draw_toasts(Frame& frame);
/// Asked once when the window is closed during work.
void draw_closing(Frame& frame);

}  // namespace reelwright::ui
