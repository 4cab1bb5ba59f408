// SPDX-License-Identifier: GPL-3.0-or-later
// The question when the window is closed during work.
#include "ui/driver.h"
#include "ui/sample_job.h"

namespace reelwright::ui {
namespace {

struct ClosingTest : testing::Test {
  Driver window;
  ClosingTest() {
    window.snapshot.active = {job_with(JobStatus::running)};
    window.settle();
    window.intents.clear();
    window.view.asks_to_close = true;
    window.settle();
  }
};

TEST_F(ClosingTest, StayingChangesNothing) {
  window.click("Stay");
  EXPECT_FALSE(window.view.asks_to_close);
  EXPECT_TRUE(window.intents.empty());
  EXPECT_FALSE(window.shows("Pause and close"));
}

TEST_F(ClosingTest, EscapeStays) {
  window.key(ImGuiKey_Escape);
  window.settle();
  EXPECT_FALSE(window.view.asks_to_close);
  EXPECT_TRUE(window.take<intent::Close>().empty());
}

TEST_F(ClosingTest, WhatIsFinishedWhileTheQuestionStandsIsNotAskedAbout) {
  window.snapshot.active[0].status = JobStatus::done;
  window.settle();
  ASSERT_EQ(window.take<intent::Close>().size(), 1U);
  EXPECT_FALSE(window.view.asks_to_close);
}

TEST_F(ClosingTest, FinishingClosesWhenAllIsMade) {
  window.click("Finish, then close");
  const auto closed = window.take<intent::Close>();
  ASSERT_EQ(closed.size(), 1U);
  EXPECT_EQ(closed[0].how, CloseHow::when_done);
}

TEST_F(ClosingTest, PausingAndCancelingAreSaidBeforeClosing) {
  window.click("Pause and close");
  ASSERT_EQ(window.intents.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<command::PauseJob>(std::get<intent::Send>(window.intents[0]).command));
  EXPECT_EQ(std::get<intent::Close>(window.intents[1]).how, CloseHow::now);
  window.intents.clear();
  window.view.asks_to_close = true;
  window.click("Cancel and close");
  ASSERT_EQ(window.intents.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<command::CancelJob>(std::get<intent::Send>(window.intents[0]).command));
}

TEST(Closing, UnsavedScenesCanBeSavedFirst) {
  Driver window;
  window.view.scenes.editors.emplace_back(job_id);
  ScriptEditor& editor = window.view.scenes.editors.back();
  Script script;
  Scene scene;
  scene.id = "01";
  scene.heading = "Before";
  set_narration(scene, "Bees dance.", "en");
  script.scenes = {scene};
  editor.take({.job = editor.job(), .script = script, .hash = "first", .spoken = {}, .problem = {}}, {});
  editor.change("", 0, [](Script& each) { each.scenes[0].heading = "Behind"; });
  window.view.asks_to_close = true;
  window.click("Save and close");
  std::erase_if(window.intents, [](const Intent& each) {
    return std::holds_alternative<intent::CheckDisk>(each) ||
           std::holds_alternative<intent::CheckDraft>(each);
  });
  ASSERT_EQ(window.intents.size(), 2U);
  const auto& sent = std::get<intent::ReviseScript>(window.intents[0]);
  EXPECT_EQ(sent.script.scenes[0].heading, "Behind");
  EXPECT_FALSE(sent.continues);
  EXPECT_TRUE(std::holds_alternative<intent::Close>(window.intents[1]));
}

}  // namespace
}  // namespace reelwright::ui
