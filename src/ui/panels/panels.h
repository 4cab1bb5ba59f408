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
/// The video of the chosen job: its preview, and below that how it came about or its scenes.
void draw_video(Frame& frame);
/// The player: picture, scrub bar, controls. Fills the room it is given.
void draw_player(Frame& frame);
/// The stages as lanes on an axis of time, their units as blocks.
void draw_stage_timeline(Frame& frame, const Job& job);
/// The script as scenes to change. Fills the room it is given.
void draw_scenes(Frame& frame, const Job& job);
/// Once a job, when it waits for a look at its script: turns the Video page to the scenes.
void turn_to_scenes_at_gate(Frame& frame, const Job& job);
/// A job that waits or was interrupted goes on, with what was changed in its scenes.
void continue_job(Frame& frame, const Job& job);
/// What is the same for every video: folders, appearance, work.
void draw_settings(Frame& frame);
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
/// What the last frames cost; F12.
void draw_debug(Frame& frame);
/// Every control in every state.
void draw_gallery(Frame& frame);
/// What happened, over everything else, for a few seconds.
void draw_toasts(Frame& frame);
/// Asked once when the window is closed during work, or with such changes.
void draw_closing(Frame& frame);

}  // namespace reelwright::ui
