// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that are held, stopped, or stand still.
#include <gtest/gtest.h>

#include <latch>

#include "runtime/job_run_fixture.h"

namespace reelwright::runtime {
namespace {

TEST_F(JobRunTest, HeldRunFinishesWhatIsAtWorkAndStartsNothingUntilReleased) {
  stages.render.on_plan = [](const auto&) { return Result<stages::StagePlan>(units({"1", "2", "3", "4"})); };
  std::latch at_work(2);
  Gate gate;
  stages.render.on_run = [&](const auto&, const stages::WorkUnit& unit, auto&) {
    if (unit.key == "1" || unit.key == "2") {
      at_work.count_down();
      gate.wait();
    }
    return Result<void>();
  };
  work_on(Stage::render);
  at_work.wait();
  run->hold();
  gate.open();
  while (all<event::UnitFinished>().size() < 2) handle_one();
  EXPECT_EQ(stages.render.started().size(), 2U);
  EXPECT_EQ(inbox.size(), 0U);
  run->release();
  until<event::StageFinished>();
  EXPECT_EQ(stages.render.started().size(), 4U);
  end_quietly();
}

TEST_F(JobRunTest, StopReachesUnitsAtWorkAndTheRunEndsOnceWhenAllAreBack) {
  stages.render.on_plan = [](const auto&) { return Result<stages::StagePlan>(units({"1", "2", "3"})); };
  std::latch at_work(2);
  make_endless(stages.render, at_work);
  work_on(Stage::render);
  at_work.wait();
  run->stop();
  collect();
  EXPECT_TRUE(all<event::RunEnded>().empty());
  until<event::RunEnded>();
  run->stop();
  collect();
  EXPECT_EQ(all<event::RunEnded>().size(), 1U);
  EXPECT_TRUE(all<event::StageFailed>().empty());
  EXPECT_EQ(stages.render.started().size(), 2U);
}

TEST_F(JobRunTest, UnitThatDoesNotMoveFailsItsStageAndIsToldToStop) {
  stages.render.on_plan = [](const auto&) { return Result<stages::StagePlan>(units({"1"})); };
  Gate at_work;
  Gate go;
  Gate moved;
  stages.render.on_run = [&](const stages::JobContext& job, const auto&,
                             stages::UnitProgress& progress) -> Result<void> {
    progress(0.25);
    at_work.open();
    go.wait();
    progress(0.5);
    moved.open();
    Gate never;
    never.wait(job.stop);
    return canceled();
  };
  work_on(Stage::render);
  at_work.wait();
  watch_for(stall_limit_ms(Stage::render) - 2000);
  go.open();
  moved.wait();
  watch_for(stall_limit_ms(Stage::render) - 2000);
  collect();
  EXPECT_TRUE(all<event::StageFailed>().empty());
  watch_for(4000);
  collect();
  ASSERT_EQ(all<event::StageFailed>().size(), 1U);
  const Error error = all<event::StageFailed>()[0].error;
  EXPECT_EQ(error.code, "runtime.stalled");
  EXPECT_NE(error.message.find("unit 1"), std::string::npos) << error.message;
  run->end();
  until<event::RunEnded>();
}

TEST_F(JobRunTest, TimeInWhichTheWholeProgramStoodStillIsNoTasksFault) {
  std::latch at_work(1);
  make_endless(stages.render, at_work);
  work_on(Stage::render);
  at_work.wait();
  run->fail_stalled({});
  clock.advance(3'600'000);
  run->fail_stalled({});
  collect();
  EXPECT_TRUE(all<event::StageFailed>().empty());
  end_quietly();
}

TEST_F(JobRunTest, LastStepThatDoesNotMoveFailsItsStageThoughItEndsWellAfterAll) {
  Gate joining;
  stages.render.on_finish = [&](const stages::JobContext& job, int) {
    joining.open();
    Gate never;
    never.wait(job.stop);
    return Result<stages::StageResult>(stages::StageResult{});
  };
  start();
  run->start_stage(Stage::render);
  until<event::UnitFinished>();
  feed_workers();
  joining.wait();
  watch_for(stall_limit_ms(Stage::render) + 2000);
  until<event::StageFailed>();
  EXPECT_EQ(all<event::StageFailed>()[0].error.code, "runtime.stalled");
  end_quietly();
  EXPECT_TRUE(all<event::StageFinished>().empty());
}

TEST_F(JobRunTest, StopOfTheWholeProgramReachesUnits) {
  std::latch at_work(1);
  make_endless(stages.script, at_work);
  work_on(Stage::script);
  at_work.wait();
  app.request_stop();
  handle_one();
  run->stop();
  until<event::RunEnded>();
  EXPECT_TRUE(all<event::StageFailed>().empty());
}

}  // namespace
}  // namespace reelwright::runtime
