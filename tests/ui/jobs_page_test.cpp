// SPDX-License-Identifier: GPL-3.0-or-later
// The list of jobs: choosing, deleting and taking it back, the menu of a row, orders and filters.
#include <gtest/gtest.h>

#include "ui/driver.h"

namespace reelwright::ui {
namespace {

std::vector<HistoryRow> three_rows() {
  std::vector<HistoryRow> rows;
  for (const char* const title : {"Bees", "Ants", "Wasps"})
    rows.push_back({.id = std::string("20261122-143005-x-000") + std::to_string(rows.size()),
                    .title = title,
                    .status = JobStatus::done,
                    .created_utc_ms = 1'794'990'000'000,
                    .finished_utc_ms = 1'794'990'060'000,
                    .video_duration_s = 50,
                    .bytes = 9'000'000,
                    .pinned = false});
  return rows;
}

struct JobsPageTest : testing::Test {
  Driver window;
  JobsPageTest() {
    window.snapshot.history = three_rows();
    window.snapshot.history_total = 3;
    window.snapshot.history_query = window.view.history;
    window.view.page = Page::jobs;
    window.settle();
  }
  const std::string& id(std::size_t row) { return window.snapshot.history[row].id; }
};

TEST_F(JobsPageTest, ADeletionIsAskedForAtOnceAndCanBeTakenBack) {
  window.click_nth("More", 1);
  window.click("Delete");
  const auto deleted = window.take_commands<command::DeleteJobs>();
  ASSERT_EQ(deleted.size(), 1U);
  EXPECT_EQ(deleted[0].ids, std::vector{id(1)});
  EXPECT_TRUE(deleted[0].can_be_undone);
  window.click("Undo");
  EXPECT_EQ(window.take<intent::UndoDeletion>().size(), 1U);
}

TEST_F(JobsPageTest, CtrlZTakesADeletionBackOnce) {
  window.click("Bees");
  window.key(ImGuiKey_Delete);
  ASSERT_EQ(window.take_commands<command::DeleteJobs>().size(), 1U);
  window.chord(ImGuiMod_Ctrl, ImGuiKey_Z);
  EXPECT_EQ(window.take<intent::UndoDeletion>().size(), 1U);
  window.chord(ImGuiMod_Ctrl, ImGuiKey_Z);
  EXPECT_TRUE(window.take<intent::UndoDeletion>().empty());
}

TEST_F(JobsPageTest, CtrlChoosesOneMoreAndShiftAllUpToIt) {
  window.click("Bees");
  window.hold(ImGuiMod_Ctrl, true);
  window.click("Wasps");
  window.hold(ImGuiMod_Ctrl, false);
  EXPECT_EQ(window.view.jobs.selected, (std::vector{id(0), id(2)}));
  window.click("Bees");
  window.hold(ImGuiMod_Shift, true);
  window.click("Wasps");
  window.hold(ImGuiMod_Shift, false);
  EXPECT_EQ(window.view.jobs.selected, (std::vector{id(0), id(1), id(2)}));
  window.click("Keep for ever");
  EXPECT_EQ(window.take_commands<command::PinJob>().size(), 3U);
  window.click("Delete all");
  const auto deleted = window.take_commands<command::DeleteJobs>();
  ASSERT_EQ(deleted.size(), 1U);
  EXPECT_EQ(deleted[0].ids.size(), 3U);
}

TEST_F(JobsPageTest, AJobAtWorkIsNotDeletedWithTheOthers) {
  Job job;
  job.id = id(0);
  job.status = JobStatus::running;
  window.snapshot.active = {job};
  window.snapshot.history[0].status = JobStatus::running;
  window.settle();
  window.intents.clear();
  window.chord(ImGuiMod_Ctrl, ImGuiKey_A);
  window.key(ImGuiKey_Delete);
  const auto deleted = window.take_commands<command::DeleteJobs>();
  ASSERT_EQ(deleted.size(), 1U);
  EXPECT_EQ(deleted[0].ids, (std::vector{id(1), id(2)}));
}

TEST_F(JobsPageTest, ASearchForgetsWhatWasChosen) {
  window.click("Bees");
  window.click("##Search jobs");
  window.type("ants");
  EXPECT_TRUE(window.view.jobs.selected.empty());
}

TEST_F(JobsPageTest, AFinishedVideoIsMadeAgainFromItsMenu) {
  window.click_nth("More", 0);
  window.click("Make it again");
  EXPECT_EQ(window.take_commands<command::RetryJob>().at(0).id, id(0));
}

TEST_F(JobsPageTest, TheMenuOfARowSaysWhatItSays) {
  window.click_nth("More", 0);
  window.click("Duplicate and edit");
  EXPECT_EQ(window.take<intent::DuplicateJob>().at(0).job, id(0));
  window.click_nth("More", 0);
  window.click("Export a copy...");
  EXPECT_EQ(window.take<intent::ChooseFiles>().at(0).job, id(0));
  window.click_nth("More", 0);
  window.click("Keep for ever");
  EXPECT_TRUE(window.take_commands<command::PinJob>().at(0).pinned);
  window.click_nth("Watch", 2);
  EXPECT_EQ(window.view.page, Page::video);
  EXPECT_EQ(window.view.job, id(2));
}

TEST_F(JobsPageTest, AFailedJobIsRetriedFromItsMenuButCannotBeWatched) {
  window.snapshot.history[0].status = JobStatus::failed;
  window.click_nth("Watch", 0);
  EXPECT_EQ(window.view.page, Page::jobs);
  window.click_nth("More", 0);
  window.click("Retry");
  EXPECT_EQ(window.take_commands<command::RetryJob>().at(0).id, id(0));
}

TEST_F(JobsPageTest, FilterAndOrderAskAnewFromTheFirstRow) {
  window.view.history.offset = 50;
  window.click("Show");
  window.click("Interrupted");
  const auto filtered = window.take<intent::ShowHistory>();
  ASSERT_EQ(filtered.size(), 1U);
  EXPECT_EQ(filtered[0].query.status, JobStatus::interrupted);
  EXPECT_EQ(filtered[0].query.offset, 0U);
  window.click("Order");
  window.click("Largest first");
  EXPECT_EQ(window.take<intent::ShowHistory>().at(0).query.order, HistoryOrder::largest);
}

TEST_F(JobsPageTest, ThumbnailsAreAskedForOnceAndShown) {
  window.settle();
  const auto wishes = window.pictures().take_wishes();
  ASSERT_EQ(wishes.size(), 3U);
  EXPECT_EQ(wishes[0].name, id(0));
  const std::vector<std::uint8_t> red = {255, 0, 0, 255};
  window.pictures().put(wishes[0], red, {1, 1});
  window.settle();
  EXPECT_TRUE(window.pictures().take_wishes().empty());
  EXPECT_NE(window.pictures().find(id(0), wishes[0].version).texture, 0U);
}

}  // namespace
}  // namespace reelwright::ui
