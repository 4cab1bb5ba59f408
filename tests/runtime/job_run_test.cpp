// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/job_run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <latch>

#include "base/bounded_queue.h"
#include "base/temporary_folder.h"
#include "runtime/manual_clock.h"
#include "runtime/scripted_stage.h"

namespace reelwright::runtime {
namespace {

constexpr std::size_t workers = 2;
constexpr const char* job_id = "20261122-143005-bees-7f3a";

/// A run whose messages the test hands over itself: the test's thread is the studio thread.
struct JobRunTest : testing::Test {
  test::TemporaryFolder folder;
  test::ManualClock clock;
  ScriptedStages stages;
  BoundedQueue<RunMessage> inbox{64};
  LogRings rings{workers + 1, {}};
  std::stop_source app;
  WorkerPool pool{workers};
  RunHost host{clock,
               pool,
               rings,
               stages.all(),
               [this](RunMessage message) { ASSERT_TRUE(inbox.push(std::move(message), {})); },
               [this](RunMessage message) { return inbox.try_push(std::move(message)); }};
  std::unique_ptr<JobRun> run;
  std::vector<Event> events;

  void start(Brief brief = Brief()) {
    std::filesystem::create_directories(folder / job_id);
    run = std::make_unique<JobRun>(host, event::RunKey{job_id, 1}, store::JobPaths(folder.path(), job_id),
                                   std::move(brief), "Bees", app.get_token());
  }

  void feed_workers() {
    while (run->tasks_at_work() < workers && run->start_task()) {
    }
  }
  void collect() {
    for (Event& event : run->take_events()) events.push_back(std::move(event));
  }
  void handle_one() {
    feed_workers();
    run->handle(*inbox.pop({}));
    collect();
  }
  template <typename T>
  [[nodiscard]] std::vector<T> all() const {
    std::vector<T> found;
    for (const Event& event : events)
      if (const T* value = std::get_if<T>(&event)) found.push_back(*value);
    return found;
  }
  template <typename T>
  void until() {
    collect();
    while (all<T>().empty()) handle_one();
  }
  static std::int64_t stall_limit_ms(Stage stage) {
    return static_cast<std::int64_t>(1000 * stall_limit_s({}, stage, Quality::standard, workers));
  }
  /// As the studio's ticks do, a second apart.
  void watch_for(std::int64_t ms) {
    for (; ms > 0; ms -= 1000) {
      run->fail_stalled({});
      clock.advance(std::min<std::int64_t>(ms, 1000));
    }
    run->fail_stalled({});
  }
  void end_quietly() {
    run->stop();
    until<event::RunEnded>();
  }
};

TEST_F(JobRunTest, PlansRunsEveryUnitAndFinishes) {
  stages.script.on_plan = [](const auto&) { return Result<stages::StagePlan>(units({"a", "b", "c"}, 2)); };
  stages.script.on_finish = [](const auto&, int) {
    stages::StageResult result;
    result.artifacts.push_back({"script.json", ArtifactKind::script, 12});
    result.title = "How bees make honey";
    return Result<stages::StageResult>(std::move(result));
  };
  start();
  run->start_stage(Stage::script);
  until<event::StageFinished>();
  const auto planned = all<event::StagePlanned>();
  ASSERT_EQ(planned.size(), 1U);
  EXPECT_EQ(planned[0].units_total, 5);
  EXPECT_EQ(planned[0].reused, (std::vector<std::string>{"reused 1", "reused 2"}));
  ASSERT_EQ(all<event::UnitStarted>().size(), 3U);
  EXPECT_EQ(all<event::UnitStarted>()[0].unit, "unit a");
  EXPECT_EQ(all<event::UnitFinished>().size(), 3U);
  const auto finished = all<event::StageFinished>();
  EXPECT_EQ(finished[0].title, "How bees make honey");
  EXPECT_EQ(finished[0].artifacts.size(), 1U);
  EXPECT_FALSE(finished[0].skipped);
  run->end();
  until<event::RunEnded>();
}

TEST_F(JobRunTest, StageWhoseUnitsAreAllThereIsSkippedButStillCommits) {
  stages.voice.on_plan = [](const auto&) { return Result<stages::StagePlan>(units({}, 4)); };
  start();
  run->start_stage(Stage::voice);
  until<event::StageFinished>();
  EXPECT_TRUE(all<event::StageFinished>()[0].skipped);
  EXPECT_TRUE(stages.voice.started().empty());
  end_quietly();
}

TEST_F(JobRunTest, UnitsStartInTheOrderOfThePlan) {
  stages.render.on_plan = [](const auto&) {
    stages::StagePlan plan;
    plan.units = {{"a", "light", 1}, {"b", "heavy", 9}, {"c", "middle", 4}, {"d", "also light", 1}};
    return Result<stages::StagePlan>(std::move(plan));
  };
  std::latch both(2);
  stages.render.on_run = [&](const auto&, const stages::WorkUnit& unit, auto&) {
    if (unit.key == "light" || unit.key == "heavy") both.arrive_and_wait();
    return Result<void>();
  };
  start();
  run->start_stage(Stage::render);
  until<event::StageFinished>();
  std::vector<std::string> started = stages.render.started();
  ASSERT_EQ(started.size(), 4U);
  std::ranges::sort(started.begin(), started.begin() + 2);
  EXPECT_EQ(started[0], "heavy");
  EXPECT_EQ(started[1], "light");
  end_quietly();
}

TEST_F(JobRunTest, StagesSideBySideShareTheWorkers) {
  const auto three = [](const auto&) { return Result<stages::StagePlan>(units({"1", "2", "3"})); };
  stages.voice.on_plan = three;
  stages.visuals.on_plan = three;
  // Units of each stage stay at work until one of the other stage is: a stage that took all workers would
  // wait for ever.
  Gate voice_at_work;
  Gate visuals_at_work;
  stages.voice.on_run = [&](const auto&, const auto&, auto&) {
    voice_at_work.open();
    visuals_at_work.wait();
    return Result<void>();
  };
  stages.visuals.on_run = [&](const auto&, const auto&, auto&) {
    visuals_at_work.open();
    voice_at_work.wait();
    return Result<void>();
  };
  start();
  run->start_stage(Stage::voice);
  run->start_stage(Stage::visuals);
  while (all<event::StageFinished>().size() < 2) handle_one();
  end_quietly();
}

TEST_F(JobRunTest, PlansAgainOnceWithTheNextRound) {
  std::vector<int> rounds;
  int plans = 0;
  stages.voice.on_plan = [&](const auto&) {
    return Result<stages::StagePlan>(++plans == 1 ? units({"a", "b"}) : units({"b"}, 1));
  };
  stages.voice.on_finish = [&](const auto&, int round) {
    rounds.push_back(round);
    stages::StageResult result;
    result.plan_again = true;
    return Result<stages::StageResult>(std::move(result));
  };
  start();
  run->start_stage(Stage::voice);
  until<event::StageFinished>();
  EXPECT_EQ(rounds, (std::vector<int>{0, 1}));
  std::vector<std::string> started = stages.voice.started();
  std::ranges::sort(started);
  EXPECT_EQ(started, (std::vector<std::string>{"a", "b", "b"}));
  EXPECT_EQ(all<event::StagePlanned>().size(), 2U);
  EXPECT_FALSE(all<event::StageFinished>()[0].skipped);
  end_quietly();
}

TEST_F(JobRunTest, FirstErrorFailsTheStageOnceAndStopsItsOtherUnits) {
  stages.voice.on_plan = [](const auto&) {
    return Result<stages::StagePlan>(units({"bad", "endless", "never"}));
  };
  std::latch both(2);
  stages.voice.on_run = [&](const stages::JobContext& job, const stages::WorkUnit& unit,
                            auto&) -> Result<void> {
    both.arrive_and_wait();
    if (unit.key == "bad") return fail("voice.broken", "The voice broke.");
    Gate never;
    never.wait(job.stop);
    return canceled();
  };
  start();
  run->start_stage(Stage::voice);
  until<event::StageFailed>();
  const auto failed = all<event::StageFailed>();
  EXPECT_EQ(failed[0].error.code, "voice.broken");
  EXPECT_EQ(failed[0].stage, Stage::voice);
  // The other unit is told to stop by its stage, before anybody stops the run.
  handle_one();
  EXPECT_EQ(inbox.size(), 0U);
  end_quietly();
  EXPECT_EQ(all<event::StageFailed>().size(), 1U);
  EXPECT_EQ(stages.voice.started().size(), 2U);
  EXPECT_EQ(all<event::StageFinished>().size(), 0U);
}

TEST_F(JobRunTest, ExceptionIsABugThatFailsTheJobNotTheProgram) {
  stages.compose.on_run = [](const auto&, const auto&, auto&) -> Result<void> {
    throw std::runtime_error("out of luck");
  };
  start();
  run->start_stage(Stage::compose);
  until<event::StageFailed>();
  const Error error = all<event::StageFailed>()[0].error;
  EXPECT_EQ(error.code, "runtime.exception");
  EXPECT_NE(error.message.find("out of luck"), std::string::npos);
  end_quietly();
}

TEST_F(JobRunTest, FailedPlanAndFailedFinishFailTheStage) {
  stages.script.on_plan = [](const auto&) -> Result<stages::StagePlan> { return fail("a.plan", "No plan."); };
  stages.voice.on_finish = [](const auto&, int) -> Result<stages::StageResult> {
    return fail("a.finish", "No end.");
  };
  start();
  run->start_stage(Stage::script);
  run->start_stage(Stage::voice);
  while (all<event::StageFailed>().size() < 2) handle_one();
  end_quietly();
}

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
  start();
  run->start_stage(Stage::render);
  until<event::StagePlanned>();
  feed_workers();
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
  Gate never;
  stages.render.on_run = [&](const stages::JobContext& job, const auto&, auto&) -> Result<void> {
    at_work.count_down();
    never.wait(job.stop);
    return canceled();
  };
  start();
  run->start_stage(Stage::render);
  until<event::StagePlanned>();
  feed_workers();
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
  start();
  run->start_stage(Stage::render);
  until<event::StagePlanned>();
  feed_workers();
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
  Gate at_work;
  stages.render.on_run = [&](const stages::JobContext& job, const auto&, auto&) -> Result<void> {
    at_work.open();
    Gate never;
    never.wait(job.stop);
    return canceled();
  };
  start();
  run->start_stage(Stage::render);
  until<event::StagePlanned>();
  feed_workers();
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
  Gate never;
  stages.script.on_run = [&](const stages::JobContext& job, const auto&, auto&) -> Result<void> {
    at_work.count_down();
    never.wait(job.stop);
    return canceled();
  };
  start();
  run->start_stage(Stage::script);
  until<event::StagePlanned>();
  feed_workers();
  at_work.wait();
  app.request_stop();
  handle_one();
  run->stop();
  until<event::RunEnded>();
  EXPECT_TRUE(all<event::StageFailed>().empty());
}

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
  start();
  run->start_stage(Stage::render);
  until<event::StagePlanned>();
  feed_workers();
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
  start();
  run->start_stage(Stage::render);
  until<event::StagePlanned>();
  feed_workers();
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

TEST_F(JobRunTest, StagesSeeAbsoluteTextsAndTheTitleOfTheScript) {
  std::string source;
  std::string title;
  stages.script.on_plan = [&](const stages::JobContext& job) {
    source = job.brief.source;
    return Result<stages::StagePlan>(units({"1"}));
  };
  stages.script.on_finish = [](const auto&, int) {
    stages::StageResult result;
    result.title = "Honey";
    return Result<stages::StageResult>(std::move(result));
  };
  stages.voice.on_plan = [&](const stages::JobContext& job) {
    title = job.title;
    return Result<stages::StagePlan>(units({"1"}));
  };
  Brief brief;
  brief.source = "source.md";
  start(brief);
  run->start_stage(Stage::script);
  until<event::StageFinished>();
  run->start_stage(Stage::voice);
  while (all<event::StageFinished>().size() < 2) handle_one();
  EXPECT_EQ(source, (folder / job_id / "source.md").string());
  EXPECT_EQ(title, "Honey");
  end_quietly();
}

TEST_F(JobRunTest, TheLogSaysInSentencesWhatIsPlannedAndDone) {
  start();
  run->start_stage(Stage::visuals);
  until<event::StageFinished>();
  end_quietly();
  std::vector<LogLine> lines;
  rings.take(lines);
  const auto says = [&](std::string_view words) {
    return std::ranges::any_of(lines, [&](const LogLine& line) { return line.text().starts_with(words); });
  };
  EXPECT_TRUE(says("Done: "));
  EXPECT_TRUE(
      std::ranges::any_of(lines, [](const LogLine& line) { return line.text().ends_with("to make."); }));
  EXPECT_FALSE(says("0 "));
}

TEST_F(JobRunTest, WarningsBecomeEventsAndLinesOfTheLog) {
  stages.visuals.on_run = [](const stages::JobContext& job, const auto&, auto&) {
    job.report.warn("A picture is broken.");
    return Result<void>();
  };
  start();
  run->start_stage(Stage::visuals);
  until<event::StageFinished>();
  ASSERT_EQ(all<event::WarningRaised>().size(), 1U);
  EXPECT_EQ(all<event::WarningRaised>()[0].text, "A picture is broken.");
  end_quietly();
  EXPECT_TRUE(std::filesystem::exists(folder / job_id / "log-1.txt"));
  std::vector<LogLine> lines;
  rings.take(lines);
  EXPECT_TRUE(
      std::ranges::any_of(lines, [](const LogLine& line) { return line.text() == "A picture is broken."; }));
}

}  // namespace
}  // namespace reelwright::runtime
