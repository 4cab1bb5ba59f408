// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/eta.h"

#include <gtest/gtest.h>

namespace reelwright {
namespace {

/// Every stage: one unit a sample, this many seconds.
StageHistory flat_history(std::array<double, stage_count> seconds) {
  StageHistory history;
  for (std::size_t i = 0; i < stage_count; ++i)
    history.samples[i].assign(3, {.units = 1, .seconds = seconds[i]});
  return history;
}

Job job_before_render() {
  Job job;
  job.status = JobStatus::running;
  for (const Stage stage : {Stage::script, Stage::voice, Stage::visuals, Stage::compose})
    job.stage(stage).status = StageStatus::done;
  return job;
}

TEST(EstimateStage, UsesTheMedianAndPercentilesOfItsHistory) {
  StageHistory history;
  for (const double seconds : {10, 20, 30, 40, 1000})
    history.samples[index_of(Stage::render)].push_back({.units = 10, .seconds = seconds});
  history.samples[index_of(Stage::render)].push_back({.units = 0, .seconds = 5});
  const StageEstimate estimate = estimate_stage(history, Stage::render, Quality::standard, 5);
  EXPECT_DOUBLE_EQ(estimate.median_s, 15);
  EXPECT_DOUBLE_EQ(estimate.low_s, 9);      // 20th percentile of 1, 2, 3, 4, 100 seconds a unit: 1.8
  EXPECT_NEAR(estimate.high_s, 116, 1e-9);  // 80th: 4 + 0.2 * 96
}

TEST(EstimateStage, IsWideWhileLittleIsKnown) {
  StageHistory history;
  history.samples[index_of(Stage::voice)].assign(2, {.units = 4, .seconds = 8});
  const StageEstimate estimate = estimate_stage(history, Stage::voice, Quality::standard, 3);
  EXPECT_DOUBLE_EQ(estimate.median_s, 6);
  EXPECT_DOUBLE_EQ(estimate.low_s, 3);
  EXPECT_DOUBLE_EQ(estimate.high_s, 12);
  for (const Stage stage : all_stages) EXPECT_GT(estimate_stage({}, stage, Quality::standard, 1).median_s, 0);
}

TEST(EstimateStage, OfAQualityIsFromItsOwnHistoryAndFromAnyWhileItHasNone) {
  StageHistory history;
  history.samples[index_of(Stage::render)] = {{.quality = Quality::draft, .units = 2, .seconds = 2},
                                              {.quality = Quality::high, .units = 2, .seconds = 20}};
  EXPECT_DOUBLE_EQ(estimate_stage(history, Stage::render, Quality::draft, 1).median_s, 1);
  EXPECT_DOUBLE_EQ(estimate_stage(history, Stage::render, Quality::high, 1).median_s, 10);
  // A standard picture has four times the pixels of a draft.
  EXPECT_DOUBLE_EQ(estimate_stage(history, Stage::render, Quality::standard, 1).median_s, 7);
}

TEST(StallLimit, GrowsWithTheTimeThatUnitsTakeHereAndIsNeverShort) {
  const StageHistory quick = flat_history({0.1, 0.1, 0.1, 0.1, 0.1, 0.1});
  const StageHistory slow = flat_history({60, 60, 60, 60, 60, 60});
  EXPECT_DOUBLE_EQ(stall_limit_s(quick, Stage::render, Quality::standard, 2), 180);
  EXPECT_DOUBLE_EQ(stall_limit_s(slow, Stage::render, Quality::standard, 1), 30 * 60);
  EXPECT_DOUBLE_EQ(stall_limit_s(slow, Stage::render, Quality::standard, 8), 8 * 30 * 60);
}

TEST(Percent, IsWeightedByTheTimeThatStagesTake) {
  const StageHistory history = flat_history({1, 1, 1, 1, 95, 1});
  Job job = job_before_render();
  EXPECT_NEAR(percent_of(job, history), 4, 1);
  job.stage(Stage::render) = {StageStatus::active, 1, 0, 0.5, 0, 0};
  EXPECT_NEAR(percent_of(job, history), 51, 2);
}

TEST(Percent, IsHundredOnlyWhenDone) {
  Job job;
  job.status = JobStatus::running;
  EXPECT_EQ(percent_of(job, {}), 0);
  for (StageState& state : job.stages) state.status = StageStatus::done;
  EXPECT_LT(percent_of(job, {}), 100);
  job.status = JobStatus::done;
  EXPECT_EQ(percent_of(job, {}), 100);
}

TEST(Eta, IsUnknownWithoutHistoryAndPlanAndForSettledJobs) {
  Job job;
  EXPECT_FALSE(eta_of(job, {}));
  EXPECT_TRUE(eta_of(job, flat_history({1, 1, 1, 1, 1, 1})));
  job.stage(Stage::script).units_total = 1;
  EXPECT_TRUE(eta_of(job, {}));
  for (const JobStatus status :
       {JobStatus::done, JobStatus::failed, JobStatus::canceled, JobStatus::interrupted}) {
    job.status = status;
    EXPECT_FALSE(eta_of(job, {}));
  }
}

TEST(Eta, CountsVoiceAndVisualsSideBySide) {
  Job job;
  const EtaRange eta = *eta_of(job, flat_history({1, 10, 30, 2, 40, 5}));
  EXPECT_NEAR(eta.low_s, 1 + 30 + 2 + 40 + 5, 1e-9);
  EXPECT_NEAR(eta.high_s, eta.low_s, 1e-9);
}

TEST(Eta, EndsAtTheReviewGate) {
  Job job;
  job.stop_after = Stage::voice;
  EXPECT_NEAR(eta_of(job, flat_history({1, 10, 30, 2, 40, 5}))->high_s, 11, 1e-9);
}

TEST(Eta, FollowsThePaceOfTheAttemptOnceAStageIsUnderWay) {
  const StageHistory history = flat_history({0, 0, 0, 0, 100, 0});
  Job job = job_before_render();
  job.stage(Stage::render) = {StageStatus::active, 1, 0, 0.05, 50'000, 0};
  EXPECT_NEAR(eta_of(job, history)->high_s, 95, 1e-6);  // too early to say
  job.stage(Stage::render) = {
      StageStatus::active, 1, 0, 0.8, 800'000, 0};  // ten times slower than history: 200 s left
  EXPECT_GT(eta_of(job, history)->low_s, 130);
  EXPECT_LT(eta_of(job, history)->high_s, 230);
  const double width = eta_of(job, history)->high_s - eta_of(job, history)->low_s;
  job.stage(Stage::render) = {StageStatus::active, 1, 0, 0.95, 950'000, 0};
  EXPECT_LT(eta_of(job, history)->high_s - eta_of(job, history)->low_s, width);
}

TEST(Eta, DoesNotMistakeReusedUnitsForSpeed) {
  const StageHistory history = flat_history({0, 0, 0, 0, 10, 0});
  Job job = job_before_render();
  job.stage(Stage::render) = {
      StageStatus::active, 10, 6, 0.6, 10'000, 5};  // one unit took 10 s: 40 s left at its pace
  EXPECT_GT(eta_of(job, history)->high_s, 40);
}

}  // namespace
}  // namespace reelwright
