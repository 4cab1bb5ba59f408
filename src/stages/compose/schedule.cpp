// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/schedule.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.h"
#include "model/limits.h"

namespace reelwright::stages {
namespace {

constexpr double transition_s = 0.5;
/// The picture is there before the voice speaks of it.
constexpr double picture_lead_s = 0.15;

}  // namespace

double fit_pauses(std::span<const double> narration_s, const Pacing& pacing, int frames_per_second,
                  double target_s, std::optional<double> used) {
  if (used) {
    const Schedule as_before = make_schedule(narration_s, pacing, frames_per_second, *used);
    const double length_s = static_cast<double>(as_before.frame_count) / frames_per_second;
    if (std::abs(length_s - target_s) <= limits::duration_tolerance * target_s) return *used;
  }
  const double speech_s = std::accumulate(narration_s.begin(), narration_s.end(), 0.0);
  return std::clamp((target_s - speech_s) / fixed_pauses_s(pacing, narration_s.size()),
                    1.0 / pacing.scene_gap_stretch_max, pacing.scene_gap_stretch_max);
}

Schedule make_schedule(std::span<const double> narration_s, const Pacing& pacing, int frames_per_second,
                       double pause_factor, bool more_follow) {
  CHECK(!narration_s.empty());
  const double fps = frames_per_second;
  const auto frames = [&](double seconds) { return std::llround(seconds * fps); };
  const std::int64_t gap = std::max<std::int64_t>(4, frames(pacing.scene_gap_s * pause_factor));
  const std::int64_t lead = std::min<std::int64_t>(gap / 4, frames(picture_lead_s));
  const std::int64_t transition = std::min<std::int64_t>(frames(transition_s), gap - lead);

  const std::int64_t grid = frames_per_second / std::gcd(frames_per_second, 100);
  const auto on_grid = [&](std::int64_t frame) { return (frame + grid - 1) / grid * grid; };

  Schedule schedule;
  std::int64_t narration_start = on_grid(frames(pacing.lead_in_s * pause_factor));
  for (std::size_t i = 0; i < narration_s.size(); ++i) {
    ScheduledScene scene;
    scene.narration_start_frame = narration_start;
    scene.narration_end_frame = narration_start + static_cast<std::int64_t>(std::ceil(narration_s[i] * fps));
    scene.transition_frames = i == 0 ? 0 : transition;
    scene.start_frame = i == 0 ? 0 : narration_start - lead - transition;
    narration_start = on_grid(scene.narration_end_frame + gap);
    schedule.scenes.push_back(scene);
  }
  const std::int64_t after_speech =
      more_follow ? gap - lead : std::max<std::int64_t>(1, frames(pacing.tail_s * pause_factor));
  schedule.frame_count = schedule.scenes.back().narration_end_frame + after_speech;
  for (std::size_t i = 0; i < schedule.scenes.size(); ++i) {
    ScheduledScene& scene = schedule.scenes[i];
    const std::int64_t end = i + 1 < schedule.scenes.size() ? schedule.scenes[i + 1].start_frame +
                                                                  schedule.scenes[i + 1].transition_frames
                                                            : schedule.frame_count;
    scene.frame_count = end - scene.start_frame;
  }
  return schedule;
}

}  // namespace reelwright::stages
