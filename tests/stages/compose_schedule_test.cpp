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

Schedule fitted(const std::vector<double>& narration_s, double target_s) {
  return make_schedule(narration_s, pacing, fps,
                       fit_pauses(narration_s, pacing, fps, target_s, std::nullopt));
}

TEST(Schedule, TotalIsNarrationsPlusPausesToTheFrame) {
  const std::vector<double> narration_s = {3.01, 7.5, 2.26};
  const Schedule schedule = make_schedule(narration_s, pacing, fps, 1);
  // Lead-in 15, tail 45, two gaps of 24; the second narration waits two frames for a whole 1/10 s.
  EXPECT_EQ(schedule.frame_count, 15 + 91 + 24 + 2 + 225 + 24 + 68 + 45);
}

TEST(Schedule, NarrationsStartWhereCaptionsMayChange) {
  for (const int rate : {24, 25, 30, 60})
    for (const ScheduledScene& scene :
         make_schedule(std::vector<double>{3.01, 0.47, 5.33}, pacing, rate, 1.1).scenes)
      EXPECT_EQ(scene.narration_start_frame * 100 % rate, 0) << rate;
}

TEST(Schedule, ScenesCoverEveryFrameAndOverlapOnlyInTransitions) {
  const Schedule schedule = make_schedule(std::vector<double>{3, 0.4, 5, 12}, pacing, fps, 1);
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
  const Schedule schedule = make_schedule(std::vector<double>{3, 0.4, 5, 12}, pacing, fps, 1);
  for (std::size_t i = 1; i < schedule.scenes.size(); ++i) {
    const ScheduledScene& scene = schedule.scenes[i];
    EXPECT_GE(scene.start_frame, schedule.scenes[i - 1].narration_end_frame);
    EXPECT_LE(scene.start_frame + scene.transition_frames, scene.narration_start_frame);
    EXPECT_GT(scene.transition_frames, 0);
  }
}

TEST(Schedule, PausesStretchToMeetTheAskedLength) {
  const std::vector<double> narration_s = {9, 9, 9};
  const double natural = static_cast<double>(make_schedule(narration_s, pacing, fps, 1).frame_count) / fps;
  const Schedule longer = fitted(narration_s, natural + 1.5);
  EXPECT_NEAR(static_cast<double>(longer.frame_count) / fps, natural + 1.5, 0.15);
  const Schedule shorter = fitted(narration_s, natural - 1.0);
  EXPECT_NEAR(static_cast<double>(shorter.frame_count) / fps, natural - 1.0, 0.15);
}

TEST(Schedule, PausesAreNeverStretchedBeyondWhatSoundsNatural) {
  const std::vector<double> narration_s = {5, 5};
  const Schedule schedule = fitted(narration_s, 300);
  const std::int64_t gap = schedule.scenes[1].narration_start_frame - schedule.scenes[0].narration_end_frame;
  constexpr std::int64_t frames_to_a_tenth_s = 2;
  EXPECT_LE(gap, std::llround(pacing.scene_gap_s * pacing.scene_gap_stretch_max * fps) + frames_to_a_tenth_s);
}

TEST(Schedule, PausesStayWhenASceneIsChangedAndTheLengthAllowsIt) {
  const std::vector<double> before{9, 9, 9};
  const double factor = fit_pauses(before, pacing, fps, 32, std::nullopt);
  EXPECT_EQ(fit_pauses(std::vector<double>{9, 11, 9}, pacing, fps, 32, factor), factor);
  EXPECT_EQ(fit_pauses(std::vector<double>{9, 9}, pacing, fps, 21, 1.5), 1.5);
  EXPECT_LT(fit_pauses(std::vector<double>{9, 15, 9}, pacing, fps, 32, factor), factor) << "too long by far";
}

TEST(Schedule, PausesDoNotStayWhereWholeFramesMakeTheVideoTooLong) {
  const std::vector<double> narration_s(6, 1.751);
  const double length_s = static_cast<double>(make_schedule(narration_s, pacing, fps, 1).frame_count) / fps;
  const double sum_s = 6 * 1.751 + fixed_pauses_s(pacing, 6);
  ASSERT_GT(length_s, sum_s + 0.2);
  const double target_s = (length_s + sum_s) / 2 / 1.1;
  EXPECT_LT(fit_pauses(narration_s, pacing, fps, target_s, 1), 1);
}

TEST(Schedule, OneSceneHasNoTransition) {
  const Schedule schedule = make_schedule(std::vector<double>{4}, pacing, fps, 1);
  ASSERT_EQ(schedule.scenes.size(), 1U);
  EXPECT_EQ(schedule.scenes[0].transition_frames, 0);
  EXPECT_EQ(schedule.scenes[0].frame_count, schedule.frame_count);
}

}  // namespace
}  // namespace reelwright::stages
