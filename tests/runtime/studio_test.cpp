// SPDX-License-Identifier: GPL-3.0-or-later
// The studio with the real store, the real index and real threads; only the stages are the test's own.
#include "runtime/studio.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <latch>

#include "runtime/studio_fixture.h"
#include "stages/voice/flite_synthesiser.h"

namespace reelwright::runtime {
namespace {

namespace fs = std::filesystem;

TEST_F(StudioTest, JobRunsThroughAllStagesToDoneOnDiskInTheIndexAndInTheSnapshot) {
  stages.script.on_finish = [](const auto&, int) {
    stages::StageResult result;
    result.title = "How bees make honey";
    return Result<stages::StageResult>(std::move(result));
  };
  stages.complete.on_finish = [](const auto&, int) {
    stages::StageResult result;
    result.video = VideoFacts{61.5, 1920, 1080, 1845};
    result.artifacts.push_back({"How bees make honey.mp4", ArtifactKind::video, 5000});
    return Result<stages::StageResult>(std::move(result));
  };
  open();
  create(first_id);
  const Job job = until_status(first_id, JobStatus::done);
  EXPECT_EQ(job.title, "How bees make honey");
  EXPECT_DOUBLE_EQ(job.percent, 100);
  EXPECT_EQ(job.video, (VideoFacts{61.5, 1920, 1080, 1845}));
  for (const Stage stage : all_stages)
    EXPECT_EQ(job.stage(stage).status, StageStatus::done) << name_of(stage);
  const Result<Job> stored = store.load(first_id);
  ASSERT_TRUE(stored);
  EXPECT_EQ(*stored, job);
  const Snapshot snapshot = until([](const Snapshot& each) { return each.history_total == 1; });
  EXPECT_EQ(snapshot.history[0].status, JobStatus::done);
  EXPECT_EQ(snapshot.history[0].bytes, 5000U);
  EXPECT_TRUE(fs::exists(store.paths(first_id).log(1)));
}

TEST_F(StudioTest, SecondJobWaitsUntilTheFirstHasEnded) {
  std::latch at_work(1);
  Gate gate;
  std::vector<std::string> order;
  stages.script.on_run = [&](const stages::JobContext& job, const auto&, auto&) {
    order.push_back(job.paths.folder().filename().string());
    if (order.size() == 1) {
      at_work.count_down();
      gate.wait();
    }
    return Result<void>();
  };
  open();
  create(first_id);
  create(second_id);
  at_work.wait();
  const Snapshot both = until([](const Snapshot& each) { return each.active.size() == 2; });
  EXPECT_EQ(find(both, first_id)->status, JobStatus::running);
  EXPECT_EQ(find(both, second_id)->status, JobStatus::queued);
  gate.open();
  until_status(second_id, JobStatus::done);
  EXPECT_EQ(order, (std::vector<std::string>{first_id, second_id}));
}

TEST_F(StudioTest, CancelStopsAUnitAtWork) {
  std::latch at_work(1);
  make_endless(stages.render, at_work);
  open_at_work(at_work);
  send(command::CancelJob{first_id});
  const Job job = until_status(first_id, JobStatus::canceled);
  EXPECT_FALSE(job.error);
  EXPECT_TRUE(stages.complete.started().empty());
  EXPECT_EQ(store.load(first_id)->status, JobStatus::canceled);
}

TEST_F(StudioTest, PauseKeepsUnitsFromStartingAndResumeContinues) {
  std::latch at_work(2);
  Gate gate;
  stages.render.on_plan = [](const auto&) { return Result<stages::StagePlan>(units({"1", "2", "3"})); };
  stages.render.on_run = [&](const auto&, const stages::WorkUnit& unit, auto&) {
    if (unit.key != "3") {
      at_work.count_down();
      gate.wait();
    }
    return Result<void>();
  };
  open_at_work(at_work);
  pause(first_id);
  gate.open();
  const Snapshot held =
      until([&](const Snapshot& each) { return find(each, first_id)->stage(Stage::render).units_done == 2; });
  EXPECT_EQ(find(held, first_id)->status, JobStatus::paused);
  EXPECT_EQ(stages.render.started().size(), 2U);
  send(command::ResumeJob{first_id});
  until_status(first_id, JobStatus::done);
  EXPECT_EQ(stages.render.started().size(), 3U);
}

TEST_F(StudioTest, WhatIsPausedBehindABusyJobDoesNotStart) {
  std::latch at_work(2);
  Gate gate;
  int scripts_planned = 0;
  stages.script.on_plan = [&](const auto&) {
    ++scripts_planned;
    return Result<stages::StagePlan>(units({"1"}));
  };
  stages.render.on_plan = [](const auto&) { return Result<stages::StagePlan>(units({"1", "2"})); };
  hold_at(stages.render, at_work, gate);
  open_at_work(at_work);
  pause(first_id);
  // The encoder is free for others, but its workers are not back yet.
  constexpr int others = 3 * static_cast<int>(limits::active_jobs_max) / 2;
  for (int i = 0; i < others; ++i) {
    const std::string id = "20261122-150000-ants-" + std::to_string(1000 + i);
    create(id);
    send(command::PauseJob{id});
  }
  until([&](const Snapshot& each) { return each.history_total == others + 1; });
  gate.open();
  send(command::ResumeJob{first_id});
  until_status(first_id, JobStatus::done);
  EXPECT_EQ(scripts_planned, 1);
}

TEST_F(StudioTest, UnitThatHangsFailsTheJobAndTheNextOneGetsItsWorker) {
  std::latch at_work(1);
  make_endless(stages.compose, at_work);
  open_at_work(at_work);
  const Snapshot failed = until([&](const Snapshot& each) {
    clock.advance(JobRun::watched_ms_max);
    const Job* job = find(each, first_id);
    return job != nullptr && job->status == JobStatus::failed && !job->stopping;
  });
  const Job& job = *find(failed, first_id);
  ASSERT_TRUE(job.error);
  EXPECT_EQ(job.error->code, "runtime.stalled");
  EXPECT_EQ(job.error->stage, Stage::compose);
  stages.compose.on_run = [](const auto&, const auto&, auto&) { return Result<void>(); };
  finish(second_id);
}

TEST_F(StudioTest, BriefBecomesAJobAndARefusedOneANotice) {
  stages::FliteSynthesiser flite;
  const stages::VoiceCatalog voices{{flite}};
  const fs::path assets = REELWRIGHT_ASSETS_DIR;
  intake.emplace(
      IntakeDesk{.parts = {.assets = assets,
                           .voices = voices,
                           .free_bytes = [](const fs::path&) { return Result<std::uint64_t>(1ULL << 40); }},
                 .data_folder = folder / "data",
                 .random = [] { return std::uint16_t{7}; }});
  open();
  IntakeRequest request;
  request.brief.topic = "Bees";
  request.brief.theme = "none such";
  ASSERT_TRUE(studio->make(request));
  const Snapshot refused = until([](const Snapshot& each) { return each.notices_total == 1; });
  EXPECT_EQ(refused.notices.back().code, "theme.unknown");
  EXPECT_TRUE(refused.active.empty());
  EXPECT_TRUE(store.list()->empty());
  request.brief.theme = "dawn";
  ASSERT_TRUE(studio->make(request));
  const Snapshot made = until(
      [](const Snapshot& each) { return !each.active.empty() && each.active[0].status == JobStatus::done; });
  EXPECT_EQ(made.active[0].title, "Bees");
  EXPECT_EQ(store.load(made.active[0].id)->brief.topic, "Bees");
}

TEST_F(StudioTest, StopAfterPausesAtTheGateAndResumePassesIt) {
  open();
  create(first_id, Stage::script);
  const Job paused = until_status(first_id, JobStatus::paused);
  EXPECT_EQ(paused.stage(Stage::script).status, StageStatus::done);
  EXPECT_TRUE(stages.voice.started().empty());
  EXPECT_EQ(store.load(first_id)->status, JobStatus::paused);
  send(command::ResumeJob{first_id});
  until_status(first_id, JobStatus::done);
}

TEST_F(StudioTest, FailureStopsTheStageBesideItAndSaysWhatHappened) {
  std::latch at_work(1);
  make_endless(stages.visuals, at_work);
  stages.voice.on_run = [&](const auto&, const auto&, auto&) -> Result<void> {
    at_work.wait();
    return fail("voice.broken", "The voice broke.", "Take another one.");
  };
  open();
  create(first_id);
  const Job job = until_status(first_id, JobStatus::failed);
  ASSERT_TRUE(job.error);
  EXPECT_EQ(job.error->code, "voice.broken");
  EXPECT_EQ(job.error->hint, "Take another one.");
  EXPECT_EQ(job.error->stage, Stage::voice);
  EXPECT_TRUE(stages.compose.started().empty());
}

TEST_F(StudioTest, RetryOfAFailedJobRunsANewAttemptWithItsOwnLog) {
  int runs = 0;
  stages.voice.on_run = [&](const auto&, const auto&, auto&) -> Result<void> {
    if (++runs == 1) return fail("voice.broken", "The voice broke.");
    return {};
  };
  open();
  create(first_id);
  until_status(first_id, JobStatus::failed);
  send(command::RetryJob{first_id});
  const Job job = until_status(first_id, JobStatus::done);
  EXPECT_EQ(job.attempt, 2);
  EXPECT_FALSE(job.error);
  EXPECT_TRUE(fs::exists(store.paths(first_id).log(2)));
}

TEST_F(StudioTest, RunningJobIsShownHoweverManyJobsArePaused) {
  for (std::size_t i = 0; i < limits::active_jobs_max; ++i) {
    Job job = make_job("20261122-143000-old-" + std::to_string(1000 + i));
    job.status = JobStatus::paused;
    ++job.revision;
    ASSERT_TRUE(store.save(job));
  }
  std::latch at_work(1);
  make_endless(stages.script, at_work);
  open_at_work(at_work);
  until_status(first_id, JobStatus::running);
}

TEST_F(StudioTest, RefusedCommandIsANoticeAndChangesNothing) {
  open();
  send(command::CancelJob{"20261122-143005-none-0000"});
  const Snapshot snapshot = until([](const Snapshot& each) { return !each.notices.empty(); });
  EXPECT_EQ(snapshot.notices[0].code, "studio.no_such_job");
}

TEST_F(StudioTest, EndDuringWorkWaitsForTheWorkers) {
  std::latch at_work(1);
  std::atomic<bool> returned = false;
  stages.script.on_run = [&](const stages::JobContext& job, const auto&, auto&) -> Result<void> {
    at_work.count_down();
    Gate never;
    never.wait(job.stop);
    job.report.warn("Stopped half way.");
    returned = true;
    return canceled();
  };
  open();
  create(first_id);
  create(second_id);
  at_work.wait();
  close();
  EXPECT_TRUE(returned);
  EXPECT_EQ(stages.script.started().size(), 1U);
}

TEST_F(StudioTest, EndWithAHeldRunDoesNotHang) {
  std::latch at_work(1);
  Gate gate;
  hold_at(stages.script, at_work, gate);
  open_at_work(at_work);
  pause(first_id);
  gate.open();
  close();
  EXPECT_EQ(store.load(first_id)->status, JobStatus::paused);
}

TEST_F(StudioTest, TimeOfAStageGrowsWhileItsUnitIsSilent) {
  std::latch at_work(1);
  Gate gate;
  hold_at(stages.script, at_work, gate);
  open_at_work(at_work);
  until([&](const Snapshot& each) {
    const Job* job = find(each, first_id);
    return job != nullptr && job->stage(Stage::script).units_total == 1;
  });
  clock.advance(5000);
  until([&](const Snapshot& each) { return find(each, first_id)->stage(Stage::script).work_ms >= 5000; });
  gate.open();
  until_status(first_id, JobStatus::done);
}

TEST_F(StudioTest, ReaderGetsTheLogAndLinesThatFoundNoRoomAreCounted) {
  stages.script.on_run = [](const stages::JobContext& job, const auto&, auto&) {
    for (std::size_t i = 0; i < LogRings::lines_a_ring + 10; ++i) job.report.log(LogLevel::info, "line");
    return Result<void>();
  };
  open();
  finish(first_id);
  EXPECT_GE(studio->read()->log_lines_dropped, 10U);
  std::vector<LogLine> lines;
  studio->take_log_lines(lines);
  EXPECT_TRUE(std::ranges::is_sorted(lines, {}, &LogLine::sequence));
  EXPECT_TRUE(std::ranges::any_of(lines, [](const LogLine& line) { return line.text() == "line"; }));
}

}  // namespace
}  // namespace reelwright::runtime
