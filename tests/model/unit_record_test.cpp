// SPDX-License-Identifier: GPL-3.0-or-later
// The record of units, which the lanes of the window are drawn from.
#include <gtest/gtest.h>

#include <string>

#include "model/limits.h"
#include "model/studio_state_fixture.h"

namespace reelwright {
namespace {

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
