// SPDX-License-Identifier: GPL-3.0-or-later
// What the studio keeps: on the disk, in the history, over the end of the program, and for how long.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <latch>

#include "runtime/studio_fixture.h"

namespace reelwright::runtime {
namespace {

namespace fs = std::filesystem;

TEST_F(StudioTest, HistoryPageAnswersTheQueryThatWasAsked) {
  for (const auto& [id, title] : {std::pair{first_id, "Bees"}, std::pair{second_id, "Ants"}}) {
    Job job = make_job(id);
    job.title = title;
    job.status = JobStatus::done;
    ++job.revision;
    ASSERT_TRUE(store.save(job));
  }
  open();
  EXPECT_EQ(studio->read()->history_total, 2U);
  const HistoryQuery query{.search = "ant", .order = HistoryOrder::oldest};
  ASSERT_TRUE(studio->show_history(query));
  const Snapshot shown = until([&](const Snapshot& each) { return each.history_query == query; });
  ASSERT_EQ(shown.history.size(), 1U);
  EXPECT_EQ(shown.history[0].id, second_id);
  EXPECT_EQ(shown.history_total, 1U);
  EXPECT_EQ(shown.jobs_total, 2U) << "whatever is looked for";
}

TEST_F(StudioTest, JobThatSettledLongAgoIsShownWhenItIsAskedFor) {
  open();
  finish(first_id);
  finish(second_id);
  EXPECT_EQ(find(*studio->read(), first_id), nullptr);
  ASSERT_TRUE(studio->show_job(first_id));
  const Snapshot shown = until([](const Snapshot& each) { return each.shown.has_value(); });
  EXPECT_EQ(shown.shown->id, first_id);
  send(command::DeleteJobs{{first_id}});
  until([](const Snapshot& each) { return !each.shown.has_value(); });
}

TEST_F(StudioTest, JobThatWasRunningWhenTheProgramEndedIsInterruptedAndResumesWithWhatIsThere) {
  std::latch at_work(1);
  // The script's unit leaves a file, and what has its file is not planned again.
  stages.script.on_plan = [](const stages::JobContext& job) {
    return Result<stages::StagePlan>(fs::exists(job.paths.script_json()) ? units({}, 1) : units({"1"}));
  };
  stages.script.on_run = [](const stages::JobContext& job, const auto&, auto&) {
    std::ofstream(job.paths.script_json()) << "{}";
    return Result<void>();
  };
  make_endless(stages.voice, at_work);
  open_at_work(at_work);
  close();
  EXPECT_EQ(store.load(first_id)->status, JobStatus::running);

  stages.voice.on_run = [](const auto&, const auto&, auto&) { return Result<void>(); };
  open();
  EXPECT_EQ(until_status(first_id, JobStatus::interrupted).id, first_id);
  EXPECT_EQ(store.load(first_id)->status, JobStatus::interrupted);
  send(command::ResumeJob{first_id});
  until_status(first_id, JobStatus::done);
  EXPECT_EQ(stages.script.started().size(), 1U);
}

TEST_F(StudioTest, WhatASnapshotShowsIsAlreadyOnDisk) {
  for (ScriptedStage* stage :
       {&stages.script, &stages.voice, &stages.visuals, &stages.compose, &stages.render})
    stage->on_plan = [](const auto&) { return Result<stages::StagePlan>(units({"1", "2", "3"})); };
  open();
  create(first_id);
  until([&](const Snapshot& snapshot) {
    const Job* job = find(snapshot, first_id);
    if (job == nullptr) return false;
    const Result<Job> stored = store.load(first_id);
    EXPECT_TRUE(stored);
    EXPECT_GE(stored->revision, job->revision);
    return job->status == JobStatus::done;
  });
}

TEST_F(StudioTest, JobThatCannotBeSavedFailsAndIsShownAsFailed) {
  std::latch at_work(1);
  make_endless(stages.visuals, at_work);
  stages.voice.on_run = [&](const stages::JobContext& job, const auto&, auto&) {
    at_work.wait();
    fs::remove_all(job.paths.folder());
    return Result<void>();
  };
  open();
  create(first_id);
  const Job job = until_status(first_id, JobStatus::failed);
  ASSERT_TRUE(job.error);
  EXPECT_EQ(job.error->code, "store.no_such_job");
}

TEST_F(StudioTest, LastStateThatCannotBeSavedIsNoticed) {
  stages.complete.on_finish = [](const stages::JobContext& job, int) {
    fs::remove_all(job.paths.folder());
    return Result<stages::StageResult>(stages::StageResult{});
  };
  open();
  finish(first_id);
  const Snapshot snapshot = until([](const Snapshot& each) { return !each.notices.empty(); });
  EXPECT_EQ(snapshot.notices[0].code, "store.no_such_job");
}

TEST_F(StudioTest, JobThatHasJustSettledIsShownAndKeptThoughTheClockWentBack) {
  jobs_kept = 1;
  open();
  finish(first_id);
  clock.advance(-5000);
  finish(second_id);
  EXPECT_TRUE(fs::exists(store.paths(second_id).folder()));
  EXPECT_FALSE(fs::exists(store.paths(first_id).folder()));
}

TEST_F(StudioTest, RetentionRemovesTheOldestSettledJob) {
  jobs_kept = 1;
  open();
  finish(first_id);
  clock.advance(1000);
  finish(second_id);
  const Snapshot snapshot = until([&](const Snapshot& each) { return each.history_total == 1; });
  EXPECT_EQ(snapshot.history[0].id, second_id);
  EXPECT_FALSE(fs::exists(store.paths(first_id).folder()));
}

TEST_F(StudioTest, FewerJobsAreKeptOnceTheNextOneIsDone) {
  open();
  finish(first_id);
  clock.advance(1000);
  ASSERT_TRUE(studio->keep_jobs(1));
  finish(second_id);
  until([&](const Snapshot& each) { return each.history_total == 1; });
  EXPECT_FALSE(fs::exists(store.paths(first_id).folder()));
}

TEST_F(StudioTest, KeepingNoNumberOfJobsKeepsAll) {
  jobs_kept = 0;
  open();
  finish(first_id);
  clock.advance(1000);
  finish(second_id);
  close();
  EXPECT_TRUE(fs::exists(store.paths(first_id).folder()));
  EXPECT_TRUE(fs::exists(store.paths(second_id).folder()));
}

TEST_F(StudioTest, DeletedJobLeavesFolderIndexAndSnapshot) {
  open();
  finish(first_id);
  send(command::DeleteJobs{{first_id}});
  until([](const Snapshot& each) { return each.active.empty() && each.history_total == 0; });
  EXPECT_FALSE(fs::exists(store.paths(first_id).folder()));
}

TEST_F(StudioTest, LostIndexIsFilledFromTheFoldersAtTheStart) {
  open();
  finish(first_id);
  close();
  fs::remove(data.index_file());
  open();
  const Snapshot snapshot = until([](const Snapshot& each) { return each.history_total == 1; });
  EXPECT_EQ(snapshot.history[0].id, first_id);
}

TEST_F(StudioTest, ProgramForOneVideoLeavesOtherWaitingJobsWaiting) {
  make_job(first_id);
  takes_up_queue = false;
  open();
  finish(second_id);
  close();
  EXPECT_EQ(store.load(first_id)->status, JobStatus::queued);
}

TEST_F(StudioTest, WaitingJobsAreTakenUpAtTheStart) {
  make_job(first_id);
  open();
  until_status(first_id, JobStatus::done);
}

}  // namespace
}  // namespace reelwright::runtime
