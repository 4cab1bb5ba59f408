// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/studio_state.h"

#include <gtest/gtest.h>

#include "model/limits.h"
#include "model/studio_state_fixture.h"

namespace reelwright {
namespace {

TEST_F(StudioStateTest, AJobGoesThroughAllStagesInOrder) {
  EXPECT_EQ(create("a"), (Texts{"save a", "start a/1", "stage a script"}));
  EXPECT_EQ(job("a").status, JobStatus::running);
  EXPECT_EQ(finish("a", Stage::script), (Texts{"save a", "stage a voice", "stage a visuals"}));
  EXPECT_EQ(finish("a", Stage::visuals), (Texts{"save a"}));
  EXPECT_EQ(finish("a", Stage::voice), (Texts{"save a", "stage a compose"}));
  EXPECT_EQ(finish("a", Stage::compose), (Texts{"save a", "stage a render"}));
  EXPECT_EQ(finish("a", Stage::render), (Texts{"save a", "stage a complete"}));
  EXPECT_EQ(finish("a", Stage::complete), (Texts{"save a", "end a", "retention"}));
  EXPECT_EQ(job("a").status, JobStatus::done);
  EXPECT_EQ(job("a").percent, 100);
  EXPECT_EQ(job("a").finished_utc_ms, now_.utc_ms);
  EXPECT_TRUE(state_.queue().empty());
}

TEST_F(StudioStateTest, TheNextJobStartsOnlyWhenTheFilesOfTheFirstAreQuiet) {
  create("a");
  EXPECT_EQ(create("b"), (Texts{"save b"}));
  finish_all("a");
  EXPECT_EQ(job("b").status, JobStatus::queued);
  EXPECT_EQ(end("a"), (Texts{"save b", "start b/1", "stage b script"}));
}

TEST_F(StudioStateTest, AFailureStopsTheRunAndNamesItsStage) {
  create("a");
  create("b");
  finish("a", Stage::script);
  EXPECT_EQ(fail("a", Stage::voice), (Texts{"save a", "retention", "stop a"}));
  EXPECT_EQ(job("a").status, JobStatus::failed);
  EXPECT_TRUE(job("a").stopping);
  EXPECT_EQ(job("a").error->code, "x.y");
  EXPECT_EQ(job("a").error->stage, Stage::voice);
  EXPECT_EQ(job("a").stage(Stage::voice).status, StageStatus::failed);
  EXPECT_EQ(job("a").stage(Stage::visuals).status, StageStatus::queued);
  EXPECT_TRUE(fail("a", Stage::visuals).empty());
  EXPECT_EQ(job("b").status, JobStatus::queued);
  EXPECT_EQ(end("a"), (Texts{"save b", "start b/1", "stage b script"}));
  EXPECT_FALSE(job("a").stopping);
}

TEST_F(StudioStateTest, RetryIsTheNextAttemptOfTheSameJob) {
  create("a");
  finish("a", Stage::script);
  send(event::WarningRaised{key("a"), "Careful."});
  fail("a", Stage::voice);
  const auto old_key = key("a");
  EXPECT_EQ(send(command::RetryJob{"a"}), (Texts{"save a"}));  // its old run is still stopping
  EXPECT_EQ(job("a").attempt, 2);
  EXPECT_FALSE(job("a").error);
  EXPECT_TRUE(job("a").warnings.empty());
  EXPECT_EQ(job("a").percent, 0);
  EXPECT_TRUE(send(event::StageFinished{old_key, Stage::visuals, {}, {}, {}, false}).empty());
  EXPECT_TRUE(send(event::WarningRaised{old_key, "Late."}).empty());
  EXPECT_TRUE(job("a").warnings.empty());
  EXPECT_EQ(send(event::RunEnded{old_key}), (Texts{"save a", "start a/2", "stage a script"}));
  EXPECT_TRUE(send(event::StageFinished{old_key, Stage::script, {}, {}, {}, false}).empty());
}

TEST_F(StudioStateTest, CancelWaitsForTheWorkers) {
  create("a");
  EXPECT_EQ(send(command::CancelJob{"a"}), (Texts{"stop a"}));
  EXPECT_EQ(job("a").status, JobStatus::running);
  EXPECT_TRUE(job("a").stopping);
  EXPECT_EQ(refusal(command::CancelJob{"a"}), "studio.not_applicable");
  EXPECT_TRUE(finish("a", Stage::script).empty());
  EXPECT_EQ(end("a"), (Texts{"save a", "retention"}));
  EXPECT_EQ(job("a").status, JobStatus::canceled);
  EXPECT_EQ(job("a").stage(Stage::script).status, StageStatus::queued);
}

TEST_F(StudioStateTest, AWaitingJobIsCanceledAtOnce) {
  create("a");
  create("b");
  EXPECT_EQ(send(command::CancelJob{"b"}), (Texts{"save b", "retention"}));
  EXPECT_EQ(job("b").status, JobStatus::canceled);
  EXPECT_EQ(state_.queue(), (Texts{"a"}));
}

TEST_F(StudioStateTest, PauseHoldsTheRunAndGivesThePlaceAway) {
  create("a");
  create("b");
  create("c");
  EXPECT_EQ(send(command::PauseJob{"a"}),
            (Texts{"save a", "save b", "hold a", "start b/1", "stage b script"}));
  EXPECT_EQ(send(command::ResumeJob{"a"}), (Texts{"save a"}));
  EXPECT_EQ(job("a").status, JobStatus::queued);
  EXPECT_EQ(state_.queue(), (Texts{"b", "a", "c"}));
  finish_all("b");
  EXPECT_EQ(end("b"), (Texts{"save a", "release a"}));
  EXPECT_EQ(job("a").status, JobStatus::running);
}

TEST_F(StudioStateTest, AHeldRunStartsNoStageUntilItIsReleased) {
  create("a");
  send(command::PauseJob{"a"});
  EXPECT_EQ(finish("a", Stage::script), (Texts{"save a"}));
  EXPECT_EQ(send(command::ResumeJob{"a"}),
            (Texts{"save a", "release a", "stage a voice", "stage a visuals"}));
}

TEST_F(StudioStateTest, ReviewGatePausesAndResumeGoesOn) {
  create("a", Stage::script);
  create("b");
  EXPECT_EQ(finish("a", Stage::script), (Texts{"save a", "end a"}));
  EXPECT_EQ(job("a").status, JobStatus::paused);
  EXPECT_EQ(end("a"), (Texts{"save b", "start b/1", "stage b script"}));
  send(command::CancelJob{"b"});
  end("b");
  EXPECT_EQ(send(command::ResumeJob{"a"}), (Texts{"save a", "start a/1", "stage a script"}));
  EXPECT_FALSE(job("a").stop_after);
  EXPECT_EQ(send(event::StageFinished{key("a"), Stage::script, {}, {}, {}, true}),
            (Texts{"save a", "stage a voice", "stage a visuals"}));
  EXPECT_EQ(job("a").stage(Stage::script).status, StageStatus::done);
}

TEST_F(StudioStateTest, AGateBeforeItIsReachedStaysWhenThePauseEnds) {
  create("a", Stage::voice);
  finish("a", Stage::script);
  EXPECT_EQ(job("a").stage(Stage::visuals).status, StageStatus::queued);
  send(command::PauseJob{"a"});
  send(command::ResumeJob{"a"});
  EXPECT_EQ(job("a").stop_after, Stage::voice);
  EXPECT_EQ(finish("a", Stage::voice), (Texts{"save a", "end a"}));
  EXPECT_EQ(job("a").status, JobStatus::paused);
}

TEST_F(StudioStateTest, DeleteIsRefusedWhileRunningAndWaitsForAHeldRun) {
  create("a");
  EXPECT_EQ(refusal(command::DeleteJobs{{"a"}}), "studio.not_applicable");
  EXPECT_EQ(refusal(command::DeleteJobs{{"nobody"}}), "studio.no_such_job");
  send(command::PauseJob{"a"});
  EXPECT_EQ(send(command::DeleteJobs{{"a", "a"}}), (Texts{"save a", "stop a", "retention"}));
  EXPECT_EQ(refusal(command::RetryJob{"a"}), "studio.no_such_job");
  EXPECT_EQ(end("a"), (Texts{"remove a"}));
  EXPECT_EQ(state_.find("a"), nullptr);
}

TEST_F(StudioStateTest, DeleteOfSeveralIsAllOrNothing) {
  create("a");
  create("b");
  EXPECT_EQ(refusal(command::DeleteJobs{{"b", "a"}}), "studio.not_applicable");
  EXPECT_NE(state_.find("b"), nullptr);
  EXPECT_EQ(send(command::DeleteJobs{{"b"}}), (Texts{"remove b"}));
}

TEST_F(StudioStateTest, JobsThatACrashLeftBehindAreInterruptedAndTheQueueGoesOn) {
  Job running;
  running.id = "r";
  running.status = JobStatus::running;
  running.stage(Stage::script).status = StageStatus::active;
  Job later;
  later.id = "a-later";
  later.created_utc_ms = 20;
  Job sooner;
  sooner.id = "sooner";
  sooner.created_utc_ms = 10;
  EXPECT_EQ(send(event::JobsLoaded{{running, later, sooner}}),
            (Texts{"save r", "save sooner", "start sooner/1", "stage sooner script"}));
  EXPECT_EQ(job("r").status, JobStatus::interrupted);
  EXPECT_EQ(job("r").stage(Stage::script).status, StageStatus::queued);
  EXPECT_EQ(state_.queue(), (Texts{"sooner", "a-later"}));
  EXPECT_EQ(send(command::ResumeJob{"r"}), (Texts{"save r"}));
  EXPECT_EQ(state_.queue(), (Texts{"sooner", "r", "a-later"}));
}

TEST_F(StudioStateTest, WhatWaitedAtTheStartKeepsItsTurnWhateverComesBeforeAllOfItIsKnown) {
  const auto loaded = [](const std::string& id, JobStatus status, std::int64_t created_utc_ms) {
    Job job;
    job.id = id;
    job.status = status;
    job.created_utc_ms = created_utc_ms;
    return event::JobsLoaded{{job}};
  };
  state_.await_queue();
  EXPECT_EQ(create("new"), Texts{"save new"});
  EXPECT_EQ(send(loaded("d", JobStatus::queued, 30)), Texts{});
  send(loaded("resumed", JobStatus::interrupted, 40));
  EXPECT_EQ(send(command::ResumeJob{"resumed"}), Texts{"save resumed"});
  send(loaded("again", JobStatus::done, 5));
  EXPECT_EQ(send(command::RetryJob{"again"}), Texts{"save again"});
  EXPECT_EQ(send(loaded("c", JobStatus::queued, 20)), Texts{});
  EXPECT_EQ(send(loaded("a", JobStatus::queued, 10)), Texts{});
  EXPECT_EQ(send(loaded("b", JobStatus::queued, 10)), Texts{});
  EXPECT_EQ(send(event::QueueLoaded{}), (Texts{"save resumed", "start resumed/1", "stage resumed script"}));
  EXPECT_EQ(state_.queue(), (Texts{"resumed", "a", "b", "c", "d", "new", "again"}));

  send(loaded("sooner", JobStatus::queued, 1));
  EXPECT_EQ(send(event::QueueLoaded{}), Texts{}) << "once";
  EXPECT_EQ(state_.queue().back(), "sooner");
}

TEST_F(StudioStateTest, TimeAtWorkExcludesPauses) {
  create("a");
  wait(100);
  send(command::PauseJob{"a"});
  wait(10'000);
  send(command::ResumeJob{"a"});
  plan("a", Stage::script, 1);
  send(event::UnitFinished{key("a"), Stage::script, "the script"});
  wait(50);
  EXPECT_EQ(job("a").stage(Stage::script).work_ms, 150);
  EXPECT_EQ(finish("a", Stage::script)[1], "record script 1 150");
}

TEST_F(StudioStateTest, ProgressIsShownButNotSavedAndNeverGoesBack) {
  create("a");
  finish("a", Stage::script);
  EXPECT_TRUE(plan("a", Stage::voice, 4, 1).empty());
  EXPECT_EQ(job("a").stage(Stage::voice).units_done, 1);
  const std::uint64_t revision = state_.revision();
  const std::uint64_t stored = job("a").revision;
  EXPECT_TRUE(send(event::UnitProgressed{key("a"), Stage::voice, 0.625}).empty());
  EXPECT_GT(state_.revision(), revision);
  EXPECT_EQ(job("a").revision, stored);
  const double percent = job("a").percent;
  EXPECT_TRUE(send(event::UnitProgressed{key("a"), Stage::voice, 0.375}).empty());
  EXPECT_TRUE(plan("a", Stage::voice, 40, 0).empty());
  EXPECT_GE(job("a").percent, percent);
  EXPECT_DOUBLE_EQ(job("a").stage(Stage::voice).progress, 0.625);
}

TEST_F(StudioStateTest, ReusedStagesAreSkippedAndNotRecorded) {
  create("a");
  plan("a", Stage::script, 1, 1);
  EXPECT_EQ(send(event::StageFinished{key("a"), Stage::script, {}, {}, {}, true}),
            (Texts{"save a", "stage a voice", "stage a visuals"}));
  EXPECT_EQ(job("a").stage(Stage::script).status, StageStatus::skipped);
}

TEST_F(StudioStateTest, ResultsOfStagesAreMerged) {
  create("a");
  send(event::StageFinished{
      key("a"), Stage::script, {{"script.json", ArtifactKind::script, 5}}, {}, "Bees", false});
  send(event::StageFinished{key("a"),
                            Stage::voice,
                            {{"script.json", ArtifactKind::script, 6}, {"v.wav", ArtifactKind::narration, 7}},
                            {},
                            "",
                            false});
  EXPECT_EQ(job("a").title, "Bees");
  EXPECT_EQ(job("a").artifacts, (std::vector<Artifact>{{"script.json", ArtifactKind::script, 6},
                                                       {"v.wav", ArtifactKind::narration, 7}}));
}

TEST_F(StudioStateTest, AJobThatCannotBeSavedFails) {
  create("a");
  EXPECT_EQ(send(event::SaveFailed{"a", Error{"file.disk_full", "The disk is full.", "Make room."}}),
            (Texts{"save a", "retention", "stop a"}));
  EXPECT_EQ(job("a").error->code, "file.disk_full");
  EXPECT_FALSE(job("a").error->stage);
  EXPECT_TRUE(send(event::SaveFailed{"a", Error{"file.disk_full", "The disk is full.", ""}}).empty());
}

TEST_F(StudioStateTest, ARunThatEndsUnaskedFailsItsJob) {
  create("a");
  create("b");
  EXPECT_EQ(end("a"), (Texts{"save a", "save b", "retention", "start b/1", "stage b script"}));
  EXPECT_EQ(job("a").error->code, "studio.run_lost");
}

TEST_F(StudioStateTest, WarningsAreKeptOnceAndBounded) {
  create("a");
  for (int i = 0; i < 200; ++i) send(event::WarningRaised{key("a"), "w" + std::to_string(i / 2)});
  EXPECT_EQ(job("a").warnings.size(), limits::warnings_max);
  EXPECT_EQ(job("a").warnings[1], "w1");
}

TEST_F(StudioStateTest, WarningAfterTheLastStageIsStillSaved) {
  create("a");
  finish_all("a");
  EXPECT_EQ(send(event::WarningRaised{key("a"), "late"}), (Texts{"save a"}));
}

TEST_F(StudioStateTest, TheNewestSettledJobIsTheOneThatSettledLast) {
  create("b");
  create("a");
  send(command::CancelJob{"a"});
  finish_all("b");
  EXPECT_EQ(state_.newest_settled()->id, "b");
  send(command::RetryJob{"b"});
  EXPECT_EQ(state_.newest_settled()->id, "a");
}

TEST_F(StudioStateTest, JobsThatAreLoadedWhileOthersSettleSettledBeforeThose) {
  const auto loaded = [](const std::string& id, std::int64_t finished_utc_ms) {
    Job job;
    job.id = id;
    job.status = JobStatus::done;
    job.finished_utc_ms = finished_utc_ms;
    return job;
  };
  constexpr std::int64_t late_utc_ms = 4'000'000'000'000;
  send(event::JobsLoaded{{loaded("c", late_utc_ms)}});
  create("a");
  finish_all("a");
  send(event::JobsLoaded{{loaded("b", late_utc_ms - 1), loaded("d", late_utc_ms + 1)}});
  for (const char* const newest : {"a", "d", "c", "b"}) {
    EXPECT_EQ(state_.newest_settled()->id, newest);
    if (newest == std::string_view("a")) send(event::RunEnded{key("a")});
    send(command::DeleteJobs{{newest}});
  }
  EXPECT_EQ(state_.newest_settled(), nullptr);
}

TEST_F(StudioStateTest, CommandsThatDoNotApplyAreRefused) {
  create("a");
  EXPECT_EQ(refusal(command::CreateJob{job("a")}), "studio.duplicate_job");
  EXPECT_EQ(refusal(command::ResumeJob{"a"}), "studio.not_applicable");
  EXPECT_EQ(refusal(command::RetryJob{"a"}), "studio.not_applicable");
  EXPECT_EQ(refusal(command::PauseJob{"b"}), "studio.no_such_job");
  finish_all("a");
  EXPECT_EQ(refusal(command::PauseJob{"a"}), "studio.not_applicable");
  EXPECT_EQ(refusal(command::CancelJob{"a"}), "studio.not_applicable");
  EXPECT_EQ(refusal(command::ResumeJob{"a"}), "studio.not_applicable");
}

TEST_F(StudioStateTest, PinIsStored) {
  create("a");
  EXPECT_EQ(send(command::PinJob{"a", true}), (Texts{"save a"}));
  EXPECT_TRUE(job("a").pinned);
  EXPECT_TRUE(send(command::PinJob{"a", true}).empty());
}

}  // namespace
}  // namespace reelwright
