// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/schedule.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace reelwright::stages {
namespace {

constexpr int fps = 30;
const Pacing pacing{.voice_speed = 1,
                    .lead_in_s = 0.5,
                    .sentence_gap_s = 0.35,
                    .scene_gap_s = 0.8,
                    .tail_s = 1.5,
                    .scene_gap_stretch_max = 1.6};

TEST(Schedule, TotalIsNarrationsPlusPausesToTheFrame) {
  const std::vector<double> narration_s = {3.01, 7.5, 2.26};
  const Schedule schedule = make_schedule(narration_s, pacing, fps, std::nullopt);
  std::int64_t frames =
      std::llround(pacing.lead_in_s * fps) + std::llround(pacing.tail_s * fps) + 2 * std::llround(0.8 * fps);
  for (const double seconds : narration_s) frames += static_cast<std::int64_t>(std::ceil(seconds * fps));
  EXPECT_EQ(schedule.frame_count, frames);
}

TEST(Schedule, ScenesCoverEveryFrameAndOverlapOnlyInTransitions) {
  const Schedule schedule = make_schedule(std::vector<double>{3, 0.4, 5, 12}, pacing, fps, std::nullopt);
  EXPECT_EQ(schedule.scenes.front().start_frame, 0);
  for (std::size_t i = 1; i < schedule.scenes.size(); ++i) {
    const ScheduledScene& before = schedule.scenes[i - 1];
    EXPECT_EQ(before.start_frame + before.frame_count,
              schedule.scenes[i].start_frame + schedule.scenes[i].transition_frames);
  }
  const ScheduledScene& last = schedule.scenes.back();
  EXPECT_EQ(last.start_frame + last.frame_count, schedule.frame_count);
}

TEST(Schedule, NobodySpeaksDuringATransition) {
  const Schedule schedule = make_schedule(std::vector<double>{3, 0.4, 5, 12}, pacing, fps, std::nullopt);
  for (std::size_t i = 1; i < schedule.scenes.size(); ++i) {
    const ScheduledScene& scene = schedule.scenes[i];
    EXPECT_GE(scene.start_frame, schedule.scenes[i - 1].narration_end_frame);
    EXPECT_LE(scene.start_frame + scene.transition_frames, scene.narration_start_frame);
    EXPECT_GT(scene.transition_frames, 0);
  }
}

TEST(Schedule, PausesStretchToMeetTheAskedLength) {
  const std::vector<double> narration_s = {9, 9, 9};
  const double natural =
      static_cast<double>(make_schedule(narration_s, pacing, fps, std::nullopt).frame_count) / fps;
  const Schedule longer = make_schedule(narration_s, pacing, fps, natural + 1.5);
  EXPECT_NEAR(static_cast<double>(longer.frame_count) / fps, natural + 1.5, 0.15);
  const Schedule shorter = make_schedule(narration_s, pacing, fps, natural - 1.0);
  EXPECT_NEAR(static_cast<double>(shorter.frame_count) / fps, natural - 1.0, 0.15);
}

TEST(Schedule, PausesAreNeverStretchedBeyondWhatSoundsNatural) {
  const std::vector<double> narration_s = {5, 5};
  const Schedule schedule = make_schedule(narration_s, pacing, fps, 300.0);
  const std::int64_t gap = schedule.scenes[1].narration_start_frame - schedule.scenes[0].narration_end_frame;
  EXPECT_LE(gap, std::llround(pacing.scene_gap_s * pacing.scene_gap_stretch_max * fps));
}

TEST(Schedule, OneSceneHasNoTransition) {
  const Schedule schedule = make_schedule(std::vector<double>{4}, pacing, fps, std::nullopt);
  ASSERT_EQ(schedule.scenes.size(), 1U);
  EXPECT_EQ(schedule.scenes[0].transition_frames, 0);
  EXPECT_EQ(schedule.scenes[0].frame_count, schedule.frame_count);
}

}  // namespace
}  // namespace reelwright::stages
