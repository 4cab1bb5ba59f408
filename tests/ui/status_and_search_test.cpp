// SPDX-License-Identifier: GPL-3.0-or-later
// The status bar, the fields to look for something, and messages that offer to undo.
#include <algorithm>

#include "ui/driver.h"

namespace reelwright::ui {
namespace {

struct WindowBits : testing::Test {
  Driver window;
  WindowBits() {
    window.snapshot.history = {
        {.id = "20261122-143005-job-0", .title = "Video 0", .status = JobStatus::done},
        {.id = "20261122-143005-job-1", .title = "Video 1", .status = JobStatus::done}};
    window.snapshot.history_total = window.snapshot.jobs_total = 2;
  }
  std::size_t undo_messages() {
    return static_cast<std::size_t>(std::ranges::count(window.view.toasts, "Undo", &Toast::action));
  }
};

TEST_F(WindowBits, TheDiskIsAskedNowAndThen) {
  window.settle();
  EXPECT_EQ(window.take<intent::CheckDisk>().size(), 1U);
  window.frame(60);
  EXPECT_TRUE(window.take<intent::CheckDisk>().empty());
  *window.view.disk_asked_s -= 60;
  window.frame();
  EXPECT_EQ(window.take<intent::CheckDisk>().size(), 1U);
}

TEST_F(WindowBits, ASearchIsClearedByItsButton) {
  window.view.page = Page::jobs;
  EXPECT_FALSE(window.shows("Clear the search"));
  window.click("##Search jobs");
  window.type("bee");
  EXPECT_EQ(window.view.history.search, "bee");
  window.click("Clear the search");
  EXPECT_EQ(window.view.history.search, "");
  const auto asked = window.take<intent::ShowHistory>();
  ASSERT_FALSE(asked.empty());
  EXPECT_EQ(asked.back().query.search, "");
  EXPECT_FALSE(window.shows("Clear the search"));
}

TEST_F(WindowBits, ASearchIsClearedByEscape) {
  window.click("##Search log");
  window.type("bee");
  EXPECT_EQ(window.view.log.search, "bee");
  window.key(ImGuiKey_Escape);
  window.settle();
  EXPECT_EQ(window.view.log.search, "");
}

TEST_F(WindowBits, UndoByKeyTakesTheMessageWithIt) {
  window.view.page = Page::jobs;
  window.click("Video 0");
  window.key(ImGuiKey_Delete);
  window.settle();
  ASSERT_EQ(undo_messages(), 1U);
  window.chord(ImGuiMod_Ctrl, ImGuiKey_Z);
  window.settle();
  EXPECT_EQ(window.take<intent::UndoDeletion>().size(), 1U);
  EXPECT_EQ(undo_messages(), 0U);
}

TEST_F(WindowBits, UndoByMessageLeavesNothingForTheKey) {
  window.view.page = Page::jobs;
  window.click("Video 0");
  window.key(ImGuiKey_Delete);
  window.settle();
  window.click("Undo");
  EXPECT_EQ(window.take<intent::UndoDeletion>().size(), 1U);
  window.chord(ImGuiMod_Ctrl, ImGuiKey_Z);
  window.settle();
  EXPECT_TRUE(window.take<intent::UndoDeletion>().empty());
}

TEST_F(WindowBits, OnlyTheLastDeletionIsOfferedToUndo) {
  window.view.page = Page::jobs;
  for (const char* title : {"Video 0", "Video 1"}) {
    window.click(title);
    window.key(ImGuiKey_Delete);
    window.settle();
  }
  EXPECT_EQ(undo_messages(), 1U);
}

}  // namespace
}  // namespace reelwright::ui
