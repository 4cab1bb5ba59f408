// SPDX-License-Identifier: GPL-3.0-or-later
// How far along and how much longer: percent weighted by how long stages really take on this machine, and an
// ETA range from the same history. Pure functions of typed progress; nothing is guessed from text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "model/job.h"

namespace reelwright {

struct StageSample {
  Quality quality = Quality::standard;  ///< of the video: a draft's units are other work than a high one's
  int units = 0;
  double seconds = 0;
};

/// Newest first, at most 32 samples a stage and quality.
struct StageHistory {
  std::array<std::vector<StageSample>, stage_count> samples;
};

/// Seconds that a stage is expected to take for `units` units: median of the history's seconds a unit in this
/// quality (in any, when there is none in this one), or a built-in figure when there is no history. Low and
/// high are the 20th and 80th percentile (0.5x and 2x of the median when there are fewer than 3 samples).
struct StageEstimate {
  double low_s = 0;
  double median_s = 0;
  double high_s = 0;
};
[[nodiscard]] StageEstimate estimate_stage(const StageHistory& history, Stage stage, Quality quality,
                                           int units);

/// For how long a unit may be at work without getting any further before it counts as stuck: many times what
/// a whole unit of this stage has taken on this machine, and never below three minutes, because a machine may
/// be busy with other things. The history tells a stage's seconds a unit while `workers` worked side by side,
/// so one unit takes up to `workers` times that.
[[nodiscard]] double stall_limit_s(const StageHistory& history, Stage stage, Quality quality,
                                   std::size_t workers);

/// 0 to 100 (100 only when the job is done). Not monotonic by itself: plans change the weights.
[[nodiscard]] double percent_of(const Job& job, const StageHistory& history);
/// Work left, up to the review gate where there is one; none for settled jobs and while neither history nor a
/// plan is known. The present attempt's own pace corrects the history once a stage is 10 % through. Voice and
/// Visuals count as side by side.
[[nodiscard]] std::optional<EtaRange> eta_of(const Job& job, const StageHistory& history);

}  // namespace reelwright
