// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/job_run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <latch>

#include "runtime/job_run_fixture.h"

namespace reelwright::runtime {
namespace {

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
