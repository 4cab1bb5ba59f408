// SPDX-License-Identifier: GPL-3.0-or-later
// When everything happens: measured narrations and pauses laid end to end, in whole frames. Transitions lie
// inside the pauses, so they never shorten the video and the narration never drifts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "model/pacing.h"

namespace reelwright::stages {

struct ScheduledScene {
  std::int64_t start_frame = 0;        ///< first frame that shows any of it
  std::int64_t frame_count = 0;        ///< both overlaps included
  std::int64_t transition_frames = 0;  ///< shared with the scene before
  std::int64_t narration_start_frame = 0;
  std::int64_t narration_end_frame = 0;  ///< first frame without speech
};

struct Schedule {
  std::int64_t frame_count = 0;
  std::vector<ScheduledScene> scenes;
};

/// How far pauses stretch or shrink, within pacing.scene_gap_stretch_max, so that the video lasts `target_s`.
/// `used` is the factor of the video as it was before something in it was changed: it stays while the length
/// is within limits::duration_tolerance of the target. Pure.
[[nodiscard]] double fit_pauses(std::span<const double> narration_s, const Pacing& pacing,
                                int frames_per_second, double target_s, std::optional<double> used);

/// `narration_s[i]` is the length of scene i's narration; at least one. Narrations start at frames that lie a
/// whole number of 1/100 s from the start: captions have such times, so that those of a scene that moves
/// because one before it was changed show in the same of its frames. `more_follow`: these are only the first
/// scenes, so the last one ends as it will when the next is there. Pure.
[[nodiscard]] Schedule make_schedule(std::span<const double> narration_s, const Pacing& pacing,
                                     int frames_per_second, double pause_factor, bool more_follow = false);

}  // namespace reelwright::stages
