// SPDX-License-Identifier: GPL-3.0-or-later
// What a run says of how far it is.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "runtime/job_run_fixture.h"

namespace reelwright::runtime {
namespace {

TEST_F(JobRunTest, ProgressCountsFractionsNeverGoesBackAndDoesNotFlood) {
  Gate reported;
  Gate gate;
  stages.render.on_plan = [](const auto&) { return Result<stages::StagePlan>(units({"1"}, 3)); };
  stages.render.on_run = [&](const auto&, const auto&, stages::UnitProgress& progress) {
    for (int i = 0; i <= 1000; ++i) progress(i / 2000.0);
    progress(0.25);
    progress(-3);
    progress(0.5);
    reported.open();
    gate.wait();
    return Result<void>();
  };
  work_on(Stage::render);
  reported.wait();
  // The clock stands still: at most one message was sent for all of them.
  EXPECT_LE(inbox.size(), 1U);
  run->collect_progress();
  collect();
  run->collect_progress();
  collect();
  auto progressed = all<event::UnitProgressed>();
  // The three reused units at once, then half of the fourth, whose stage keeps a tenth for finish.
  ASSERT_EQ(progressed.size(), 2U);
  EXPECT_DOUBLE_EQ(progressed[0].fraction, 0.75);
  EXPECT_DOUBLE_EQ(progressed[1].fraction, 0.75 + 0.25 * 0.45);
  gate.open();
  until<event::StageFinished>();
  progressed = all<event::UnitProgressed>();
  EXPECT_DOUBLE_EQ(progressed.back().fraction, 0.75 + 0.25 * 0.9);
  EXPECT_TRUE(std::ranges::is_sorted(progressed, {}, &event::UnitProgressed::fraction));
  end_quietly();
}

TEST_F(JobRunTest, ProgressCountsUnitsByWeightAndMovesWhileTheStageFinishes) {
  stages.render.on_plan = [](const auto&) {
    stages::StagePlan plan;
    plan.units = {{"body", "body", 300}, {"transition", "transition", 100}};
    return Result<stages::StagePlan>(std::move(plan));
  };
  Gate body_done;
  stages.render.on_run = [&](const auto&, const stages::WorkUnit& unit, auto&) {
    if (unit.key == "transition") body_done.wait();
    return Result<void>();
  };
  Gate reported;
  Gate joined;
  stages.render.on_finish_progress = [&](stages::UnitProgress& progress) {
    progress(0.5);
    reported.open();
    joined.wait();
  };
  start();
  run->start_stage(Stage::render);
  until<event::UnitFinished>();
  EXPECT_NEAR(all<event::UnitProgressed>().back().fraction, 0.9 * 0.75, 1e-9);
  body_done.open();
  while (all<event::UnitFinished>().size() < 2) handle_one();
  feed_workers();
  reported.wait();
  run->collect_progress();
  collect();
  EXPECT_NEAR(all<event::UnitProgressed>().back().fraction, 0.95, 1e-9);
  joined.open();
  until<event::StageFinished>();
  end_quietly();
}

TEST_F(JobRunTest, ProgressKeepsRoomForARoundThatMayCome) {
  int plans = 0;
  stages.voice.on_plan = [&](const auto&) {
    stages::StagePlan plan = ++plans == 1 ? units({"a", "b"}) : units({"b"}, 1);
    plan.may_repeat = plans == 1;
    return Result<stages::StagePlan>(std::move(plan));
  };
  stages.voice.on_finish = [&](const auto&, int) {
    stages::StageResult result;
    result.plan_again = true;
    return Result<stages::StageResult>(std::move(result));
  };
  start();
  run->start_stage(Stage::voice);
  while (all<event::UnitFinished>().size() < 2) handle_one();
  EXPECT_NEAR(all<event::UnitProgressed>().back().fraction, 0.6, 1e-9);
  until<event::StageFinished>();
  EXPECT_NEAR(all<event::UnitProgressed>().back().fraction, 0.9, 1e-9);
  end_quietly();
}

TEST_F(JobRunTest, ProgressIsAnnouncedOnceUntilItIsReadAndNotMoreOftenThanTheInterval) {
  std::array<Gate, 3> reported;
  std::array<Gate, 2> go;
  stages.render.on_run = [&](const auto&, const auto&, stages::UnitProgress& progress) {
    for (const double fraction : {0.1, 0.2, 0.3}) {
      clock.advance(JobRun::progress_interval_ms);
      progress(fraction);
    }
    reported[0].open();
    go[0].wait();
    clock.advance(JobRun::progress_interval_ms);
    progress(0.4);
    reported[1].open();
    go[1].wait();
    progress(0.5);
    reported[2].open();
    return Result<void>();
  };
  work_on(Stage::render);
  reported[0].wait();
  EXPECT_EQ(inbox.size(), 1U);
  handle_one();
  EXPECT_FLOAT_EQ(static_cast<float>(all<event::UnitProgressed>().back().fraction), 0.27F);
  go[0].open();
  reported[1].wait();
  EXPECT_EQ(inbox.size(), 1U);
  handle_one();
  go[1].open();
  reported[2].wait();
  const RunMessage next = *inbox.pop({});
  EXPECT_TRUE(std::holds_alternative<message::UnitDone>(next));
  run->handle(next);
  collect();
  until<event::StageFinished>();
  end_quietly();
}

}  // namespace
}  // namespace reelwright::runtime
