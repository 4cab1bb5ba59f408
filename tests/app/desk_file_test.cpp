// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers, from the view to the disk and back.
#include "app/desk_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>

#include "app/keeper.h"
#include "base/file.h"
#include "base/temporary_folder.h"

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;

ui::ViewState used_view() {
  ui::ViewState view;
  view.page = ui::Page::jobs;
  view.job = "20261122-143005-bees-7f3a";
  view.video.tab = ui::VideoView::Tab::scenes;
  view.log.is_open = true;
  view.log.follows = false;
  view.log.level_min = 3;
  view.history.order = HistoryOrder::title;
  view.history.status = JobStatus::failed;
  view.draft.kind = ui::Draft::Kind::notes;
  view.draft.topic = "Bees";
  view.draft.notes = "Bees dance.";
  view.draft.script = "# Bees";
  view.draft.brief.theme = "neon";
  view.draft.brief.speed = 1.5;
  view.draft.is_reviewed = true;
  return view;
}

struct DeskFile : testing::Test {
  test::TemporaryFolder folder;
  fs::path path = folder / "reelwright" / "desk.json";
  fs::path bad = folder / "reelwright" / "desk.json.bad";

  void write(std::string_view text) const {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
};

TEST_F(DeskFile, TheViewComesBackThroughTheFile) {
  Desk desk;
  take_desk(used_view(), desk);
  DeskSaver saver(path);
  saver(desk);
  const DeskRead read = read_desk(path);
  ASSERT_TRUE(read.desk) << read.trouble;
  ui::ViewState view;
  show_desk(*read.desk, view);
  Desk again;
  take_desk(view, again);
  EXPECT_EQ(again, desk);
  EXPECT_EQ(view.page, ui::Page::jobs);
  EXPECT_EQ(view.video.tab, ui::VideoView::Tab::scenes);
  EXPECT_EQ(view.draft.kind, ui::Draft::Kind::notes);
  EXPECT_EQ(view.draft.notes, "Bees dance.");
  EXPECT_EQ(view.draft.brief, used_view().draft.brief);
  EXPECT_EQ(view.history, used_view().history);
  EXPECT_TRUE(view.log.is_open);
}

TEST_F(DeskFile, TheFirstStartLeavesTheRoomToThePageInsteadOfTheLog) {
  ui::ViewState view;
  view.log.is_open = true;
  view.log.height = 0.5F;
  show_desk({}, view);
  EXPECT_FALSE(view.log.is_open);
  EXPECT_LE(view.log.height, 0.22F);
}

TEST_F(DeskFile, NoFileIsNoTrouble) {
  const DeskRead read = read_desk(path);
  EXPECT_FALSE(read.desk);
  EXPECT_EQ(read.trouble, "");
}

TEST_F(DeskFile, WhatCannotBeUsedIsKeptAsideAndTold) {
  for (const char* text : {"", "{\"schema_version\": 1", "{\"schema_version\": 9}", "\xff\xfe"}) {
    write(text);
    const DeskRead read = read_desk(path);
    EXPECT_FALSE(read.desk);
    EXPECT_NE(read.trouble.find("desk.json"), std::string::npos) << text;
    EXPECT_FALSE(fs::exists(path));
    EXPECT_EQ(read_file(bad, 100).value_or("(none)"), text);
  }
}

TEST_F(DeskFile, IsWrittenOnlyWhenItDiffers) {
  DeskSaver saver(path);
  saver(Desk());
  fs::remove(path);
  saver(Desk());
  EXPECT_FALSE(fs::exists(path));
  Desk other;
  other.page = "health";
  saver(other);
  EXPECT_EQ(read_desk(path).desk, other);
}

TEST_F(DeskFile, AFolderThatCannotBeMadeStopsNothing) {
  std::ofstream(folder / "reelwright") << "in the way";
  DeskSaver saver(path);
  saver(Desk());
  EXPECT_FALSE(read_desk(path).desk);
}

TEST_F(DeskFile, StandsWhereTheDesktopWantsIt) {
  const auto given = [](std::map<std::string, std::string> values) {
    return desk_path([values](const char* name) -> std::optional<std::string> {
      const auto found = values.find(name);
      return found == values.end() ? std::nullopt : std::optional(found->second);
    });
  };
  EXPECT_EQ(given({{"XDG_STATE_HOME", "/s"}, {"HOME", "/h"}}), "/s/reelwright/desk.json");
  EXPECT_EQ(given({{"XDG_STATE_HOME", "s"}, {"HOME", "/h"}}), "/h/.local/state/reelwright/desk.json");
  EXPECT_FALSE(given({}));
}

TEST(Keeper, SavesTheNewestAtTheEnd) {
  std::vector<int> saved;
  {
    Keeper<int> keeper([&saved](const int& value) { saved.push_back(value); });
    for (int i = 0; i <= 1000; ++i) keeper.keep(i);
  }
  ASSERT_FALSE(saved.empty());
  EXPECT_EQ(saved.back(), 1000);
  EXPECT_TRUE(std::ranges::is_sorted(saved));
}

TEST(Keeper, ASlowDiskKeepsNobodyWaiting) {
  std::mutex disk;
  std::vector<int> saved;
  {
    Keeper<int> keeper([&](const int& value) {
      const std::lock_guard lock(disk);
      saved.push_back(value);
    });
    // keep() would hang here for ever if it waited for the disk.
    const std::lock_guard stalled(disk);
    for (int i = 0; i <= 100; ++i) keeper.keep(i);
  }
  EXPECT_EQ(saved.back(), 100);
  EXPECT_LT(saved.size(), 100U);
}

TEST(DeskClock, IsDueOnceAMomentAfterTheLastInputButNotPutOffForEver) {
  DeskClock clock;
  EXPECT_FALSE(clock.wait_s(0));
  EXPECT_FALSE(clock.is_due(100));
  clock.touch(100);
  EXPECT_DOUBLE_EQ(clock.wait_s(100.25).value(), 0.75);
  clock.touch(100.5);
  EXPECT_FALSE(clock.is_due(101.2));
  EXPECT_TRUE(clock.is_due(101.5));
  EXPECT_FALSE(clock.is_due(102));
  EXPECT_FALSE(clock.wait_s(102));
  double now = 200;
  for (; now < 300 && !clock.is_due(now); now += 0.5) clock.touch(now);
  EXPECT_NEAR(now, 210, 1);
}

}  // namespace
}  // namespace reelwright::app
