// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/studio_state.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "model/limits.h"

namespace reelwright {
namespace {

/// "save a", "start a/1", "stage a/1 script", ... in order.
std::string text_of(const Effect& effect) {
  struct Text {
    std::string operator()(const effect::SaveJob& e) { return "save " + e.id; }
    std::string operator()(const effect::StartRun& e) {
      return "start " + e.id + "/" + std::to_string(e.attempt);
    }
    std::string operator()(const effect::StartStage& e) {
      return "stage " + e.id + " " + std::string(name_of(e.stage));
    }
    std::string operator()(const effect::HoldRun& e) { return "hold " + e.id; }
    std::string operator()(const effect::ReleaseRun& e) { return "release " + e.id; }
    std::string operator()(const effect::StopRun& e) { return "stop " + e.id; }
    std::string operator()(const effect::EndRun& e) { return "end " + e.id; }
    std::string operator()(const effect::RemoveJob& e) { return "remove " + e.id; }
    std::string operator()(const effect::RecordStage& e) {
      return "record " + std::string(name_of(e.stage)) + " " + std::to_string(e.sample.units) + " " +
             std::to_string(std::lround(e.sample.seconds * 1000));
    }
    std::string operator()(const effect::ApplyRetention&) { return "retention"; }
  };
  return std::visit(Text{}, effect);
}

using Texts = std::vector<std::string>;

/// A state with a clock that only moves when told.
class StudioStateTest : public testing::Test {
 protected:
  Texts send(const Command& command) {
    const auto effects = state_.apply(command, now_);
    EXPECT_TRUE(effects) << effects.error().message;
    return effects ? texts(*effects) : Texts{};
  }
  Texts send(const Event& event) { return texts(state_.apply(event, now_)); }
  std::string refusal(const Command& command) {
    const std::uint64_t revision = state_.revision();
    const auto effects = state_.apply(command, now_);
    EXPECT_EQ(state_.revision(), revision);
    return effects ? "accepted" : effects.error().code;
  }

  Texts create(const std::string& id, std::optional<Stage> stop_after = std::nullopt) {
    Job job;
    job.id = job.title = id;
    job.stop_after = stop_after;
    return send(command::CreateJob{job});
  }
  event::RunKey key(const std::string& id) { return {id, state_.find(id)->attempt}; }
  Texts plan(const std::string& id, Stage stage, int total, int reused = 0) {
    Texts names;
    for (int i = 0; i < reused; ++i) names.push_back("unit " + std::to_string(i + 1));
    return send(event::StagePlanned{key(id), stage, total, names});
  }
  Texts finish(const std::string& id, Stage stage) {
    return send(event::StageFinished{key(id), stage, {}, {}, {}, false});
  }
  Texts fail(const std::string& id, Stage stage) {
    return send(event::StageFailed{key(id), stage, Error{"x.y", "It broke.", "Fix it."}});
  }
  Texts end(const std::string& id) { return send(event::RunEnded{key(id)}); }
  void finish_all(const std::string& id) {
    for (const Stage stage : all_stages) finish(id, stage);
  }
  const Job& job(const std::string& id) { return *state_.find(id); }
  void wait(std::int64_t ms) {
    now_.utc_ms += ms;
    now_.work_ms += ms;
    state_.tick(now_);
  }

  StudioState state_;
  Moment now_{1'000'000, 5'000};

 private:
  static Texts texts(const std::vector<Effect>& effects) {
    Texts out;
    for (const Effect& effect : effects) out.push_back(text_of(effect));
    return out;
  }
};

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

TEST_F(StudioStateTest, SettledJobsAreInTheOrderInWhichTheySettled) {
  create("b");
  create("a");
  send(command::CancelJob{"a"});
  finish_all("b");
  EXPECT_EQ(state_.settled(), (Texts{"a", "b"}));
  send(command::RetryJob{"a"});
  EXPECT_EQ(state_.settled(), (Texts{"b"}));
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

// What the lanes of the window are drawn from.
class UnitRecordTest : public StudioStateTest {
 protected:
  void start(const std::string& id, Stage stage, const std::string& unit) {
    send(event::UnitStarted{key(id), stage, unit});
  }
  void done(const std::string& id, Stage stage, const std::string& unit, bool failed = false) {
    send(event::UnitFinished{key(id), stage, unit, failed});
  }
  static std::string text_of(const UnitRecord& unit) {
    return std::string(name_of(unit.stage)) + " " + unit.name + " " + std::string(name_of(unit.status)) +
           " " + std::to_string(unit.begin_ms) + "-" + std::to_string(unit.end_ms);
  }
  Texts units(const std::string& id) {
    Texts texts;
    for (const UnitRecord& unit : job(id).units) texts.push_back(text_of(unit));
    return texts;
  }
};

TEST_F(UnitRecordTest, AUnitIsRecordedFromStartToEndOnTheAttemptsOwnClock) {
  create("a");
  plan("a", Stage::script, 1);
  wait(10);
  const std::uint64_t revision = state_.revision();
  start("a", Stage::script, "the script");
  EXPECT_GT(state_.revision(), revision);
  EXPECT_EQ(units("a"), (Texts{"script the script active 10-10"}));
  wait(25);
  done("a", Stage::script, "the script");
  EXPECT_EQ(units("a"), (Texts{"script the script done 10-35"}));
  EXPECT_EQ(job("a").work_ms, 35);
}

TEST_F(UnitRecordTest, PausesDoNotCount) {
  create("a");
  plan("a", Stage::script, 2);
  start("a", Stage::script, "1");
  wait(10);
  send(command::PauseJob{"a"});
  wait(5'000);
  done("a", Stage::script, "1");
  send(command::ResumeJob{"a"});
  start("a", Stage::script, "2");
  wait(7);
  done("a", Stage::script, "2");
  EXPECT_EQ(units("a"), (Texts{"script 1 done 0-10", "script 2 done 10-17"}));
}

TEST_F(UnitRecordTest, ReusedUnitsAreRecordedOnceAnAttempt) {
  create("a");
  finish("a", Stage::script);
  plan("a", Stage::voice, 3, 2);
  start("a", Stage::voice, "unit 3");
  wait(5);
  done("a", Stage::voice, "unit 3");
  // Planned again, as Voice does once it has fitted the script: two scenes are spoken anew.
  send(event::StagePlanned{key("a"), Stage::voice, 3, {"unit 1", "unit 3"}});
  start("a", Stage::voice, "unit 2");
  EXPECT_EQ(units("a"), (Texts{"voice unit 1 reused 0-0", "voice unit 2 reused 0-0", "voice unit 3 done 0-5",
                               "voice unit 2 active 5-5"}));
}

TEST_F(UnitRecordTest, AFailureMarksItsUnitAndStopsTheOthers) {
  create("a");
  finish("a", Stage::script);
  plan("a", Stage::voice, 2);
  plan("a", Stage::visuals, 1);
  start("a", Stage::voice, "scene 1");
  start("a", Stage::voice, "scene 2");
  start("a", Stage::visuals, "scene 1");
  wait(5);
  done("a", Stage::voice, "scene 2", true);
  const int worked = job("a").stage(Stage::voice).units_done;
  fail("a", Stage::voice);
  EXPECT_EQ(worked, 0);
  EXPECT_EQ(units("a"),
            (Texts{"voice scene 1 stopped 0-5", "voice scene 2 failed 0-5", "visuals scene 1 stopped 0-5"}));
}

TEST_F(UnitRecordTest, CancelMarksWhatWasAtWork) {
  create("a");
  plan("a", Stage::script, 1);
  start("a", Stage::script, "the script");
  wait(5);
  send(command::CancelJob{"a"});
  wait(3);
  end("a");
  EXPECT_EQ(units("a"), (Texts{"script the script stopped 0-8"}));
}

TEST_F(UnitRecordTest, ANewAttemptBeginsAnewAndAResumedOneGoesOn) {
  create("a", Stage::script);
  plan("a", Stage::script, 1);
  start("a", Stage::script, "the script");
  wait(20);
  done("a", Stage::script, "the script");
  finish("a", Stage::script);
  end("a");
  wait(1'000);
  send(command::ResumeJob{"a"});
  plan("a", Stage::script, 1);
  send(event::StagePlanned{key("a"), Stage::script, 1, {"the script"}});
  finish("a", Stage::script);
  start("a", Stage::voice, "scene 1");
  EXPECT_EQ(units("a"), (Texts{"script the script done 0-20", "voice scene 1 active 20-20"}));
  fail("a", Stage::voice);
  end("a");
  send(command::RetryJob{"a"});
  EXPECT_TRUE(job("a").units.empty());
  EXPECT_EQ(job("a").work_ms, 0);
}

TEST_F(UnitRecordTest, WhatACrashLeftAtWorkIsStoppedWhenItIsLoaded) {
  Job left;
  left.id = left.title = "a";
  left.status = JobStatus::running;
  left.work_ms = 40;
  left.units = {{Stage::script, UnitStatus::active, "the script", 10, 10}};
  send(event::JobsLoaded{{left}});
  EXPECT_EQ(units("a"), (Texts{"script the script stopped 10-40"}));
}

TEST_F(UnitRecordTest, RecordsAreBounded) {
  create("a");
  plan("a", Stage::script, 1);
  for (std::size_t i = 0; i <= limits::unit_records_max; ++i) start("a", Stage::script, std::to_string(i));
  EXPECT_EQ(job("a").units.size(), limits::unit_records_max);
  done("a", Stage::script, std::to_string(limits::unit_records_max));
  EXPECT_EQ(job("a").stage(Stage::script).units_done, 1);
}

}  // namespace
}  // namespace reelwright
