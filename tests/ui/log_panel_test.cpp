// SPDX-License-Identifier: GPL-3.0-or-later
// The log console by pointer and keyboard, and what it keeps of a million lines.
#include <string>

#include "ui/driver.h"
#include "ui/log_excerpt.h"

namespace reelwright::ui {
namespace {

LogLine line(const std::string& text, LogLevel level = LogLevel::info, Stage stage = Stage::voice,
             const std::string& job = "a") {
  LogLine made;
  made.level = level;
  made.stage = static_cast<std::uint8_t>(stage);
  made.utc_ms = 1'795'000'000'000;
  made.set_text(text);
  made.set_job(job);
  return made;
}

struct Console : Driver {
  Console() {
    for (int i = 0; i < 500; ++i) log().add(line("line " + std::to_string(i)));
    settle();
  }
  void wheel(float notches) {
    hover_lines();
    ImGui::GetIO().AddMouseWheelEvent(0, notches);
    frame(6);
  }
  void hover_lines() {
    const ItemRegistry::Item* const edge = items().find("Height of the log");
    CHECK(edge != nullptr);
    ImGui::GetIO().AddMousePosEvent(edge->min.x + 300, edge->min.y + 120);
    frame(2);
  }
};

TEST(LogPanel, FollowingEndsWithScrollingUpAndComesBackAtTheEnd) {
  Console window;
  EXPECT_TRUE(window.view.log.follows);
  window.wheel(2);
  EXPECT_FALSE(window.view.log.follows);
  const float place = window.view.log.scroll;
  window.log().add(line("new"));
  window.settle();
  EXPECT_EQ(window.view.log.scroll, place);
  window.wheel(-50);
  EXPECT_TRUE(window.view.log.follows);
  const float end = window.view.log.scroll;
  window.log().add(line("newer"));
  window.settle();
  EXPECT_GT(window.view.log.scroll, end);
  EXPECT_TRUE(window.view.log.follows);
}

TEST(LogPanel, LinesThatAreReadStayWhereTheyAreWhileTheOldestGo) {
  Driver window;
  for (int i = 0; i < 10'000; ++i) window.log().add(line("line " + std::to_string(i)));
  window.settle();
  window.view.log.follows = false;
  window.frame();
  const float place = window.view.log.scroll;
  // The history of the driver holds 10 000.
  for (int i = 0; i < 10; ++i) window.log().add(line("more"));
  window.settle();
  EXPECT_LT(window.view.log.scroll, place - 50);
}

TEST(LogPanel, SearchIsMarkedAndFilters) {
  Console window;
  window.click("##Search log");
  window.type("line 49");
  EXPECT_EQ(window.log().size(), 11U);
}

TEST(LogPanel, StageAndJobAreFilters) {
  Console window;
  window.log().add(line("a picture", LogLevel::info, Stage::visuals));
  window.log().add(line("elsewhere", LogLevel::info, Stage::voice, "b"));
  window.click("##Log stage");
  window.click("Visuals");
  window.settle();
  EXPECT_EQ(window.log().size(), 1U);
  window.view.log.stage.reset();
  window.view.video.job = "b";
  window.click("Only this job");
  window.settle();
  ASSERT_EQ(window.log().size(), 1U);
  EXPECT_EQ(window.log().text(window.log().line(0)), "elsewhere");
  window.click("All jobs");
  window.settle();
  EXPECT_EQ(window.log().size(), 502U);
}

TEST(LogPanel, CopiesWhatPassesAndWhatIsSelected) {
  Console window;
  window.click("##Search log");
  window.type("line 499");
  window.click("Copy lines");
  EXPECT_STREQ(ImGui::GetClipboardText(), "2026-11-18T11:06:40.000Z info Voice line 499\n");
  window.view.log.search.clear();
  window.settle();
  window.view.log.selected = window.log().number(3);
  window.view.log.selected_to = window.log().number(1);
  window.click("Copy selected lines");
  const std::string copied = ImGui::GetClipboardText();
  EXPECT_EQ(std::count(copied.begin(), copied.end(), '\n'), 3);
  EXPECT_NE(copied.find("line 1\n"), std::string::npos);
  EXPECT_NE(copied.find("line 3\n"), std::string::npos);
}

TEST(LogPanel, ClickSelectsALine) {
  Console window;
  window.hover_lines();
  window.mouse(true);
  window.mouse(false);
  ASSERT_TRUE(window.view.log.selected);
  EXPECT_GT(*window.view.log.selected, 400U);
}

TEST(LogPanel, CopyOfVeryManyLinesIsOfTheNewestAndBounded) {
  Driver window;
  for (int i = 0; i < 9000; ++i) window.log().add(line(std::to_string(i) + std::string(200, 'x')));
  window.settle();
  window.click("Copy lines");
  const std::string copied = ImGui::GetClipboardText();
  EXPECT_LE(copied.size(), 1U << 20);
  EXPECT_NE(copied.find(" 8999x"), std::string::npos);
}

TEST(LogPanel, JumpsFromErrorToError) {
  Driver window;
  for (int i = 0; i < 900; ++i)
    window.log().add(
        line("line " + std::to_string(i), i == 100 || i == 500 ? LogLevel::error : LogLevel::info));
  window.settle();
  window.click("Next error");
  EXPECT_EQ(window.view.log.selected, 100U);
  EXPECT_FALSE(window.view.log.follows);
  window.settle();
  const float first = window.view.log.scroll;
  EXPECT_GT(first, 0);
  window.click("Next error");
  EXPECT_EQ(window.view.log.selected, 500U);
  window.settle();
  EXPECT_GT(window.view.log.scroll, first);
  window.click("Next error");
  EXPECT_EQ(window.view.log.selected, 100U);
}

TEST(LogPanel, SavingIsAskedForWithTheFilter) {
  Console window;
  window.click("##Search log");
  window.type("line 4");
  window.click("Save lines as a file");
  const auto saves = window.take<intent::SaveLog>();
  ASSERT_EQ(saves.size(), 1U);
  EXPECT_EQ(saves[0].filter.search, "line 4");
  LogExcerpt excerpt(saves[0].filter);
  int calls = 1;
  while (!excerpt.advance(window.log(), 100)) ++calls;
  EXPECT_EQ(calls, 5);
  const std::string text = excerpt.take_text();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 111);
}

TEST(LogPanel, IsMadeHigherByItsEdge) {
  Console window;
  const float before = window.view.log.height;
  window.hover("Height of the log");
  window.mouse(true);
  const ImVec2 at = ImGui::GetIO().MousePos;
  ImGui::GetIO().AddMousePosEvent(at.x, at.y - 90);
  window.frame(3);
  window.mouse(false);
  EXPECT_NEAR(window.view.log.height, before + 0.1F, 0.01F);
}

TEST(LogPanel, ItsRowNeverOverlaps) {
  Console window;
  window.view.log.job = "a";
  window.view.log.stage = Stage::voice;
  window.view.log.unit = "scene 04";
  for (const auto& [width, height] : {std::pair{1000, 640}, {1440, 900}})
    for (const float scale : {1.0F, 1.5F, 2.0F}) {
      window.resize(width, height);
      window.style().set(dark_palette, scale);
      window.settle();
      const ItemRegistry::Item* const hide = window.items().find("Hide log");
      ASSERT_NE(hide, nullptr);
      std::vector<ItemRegistry::Item> row;
      for (const ItemRegistry::Item& item : window.items().items())
        if (item.label != "log" && item.window == hide->window && item.min.y < hide->max.y - 4 &&
            item.max.y > hide->min.y + 4)
          row.push_back(item);
      std::ranges::sort(row, {}, [](const ItemRegistry::Item& item) { return item.min.x; });
      EXPECT_GE(row.size(), 3U);
      for (std::size_t i = 1; i < row.size(); ++i)
        EXPECT_LE(row[i - 1].max.x, row[i].min.x + 0.5F)
            << row[i - 1].label << " and " << row[i].label << " at " << width << " scale " << scale;
    }
  window.resize(1440, 900);
}

TEST(LogHistory, AnotherFilterIsAppliedPieceByPieceFromTheNewest) {
  LogHistory log(100'000, 16U << 20);
  for (int i = 0; i < 90'000; ++i) log.add(line("line " + std::to_string(i % 2)));
  log.filter({.search = "line 1"});
  EXPECT_EQ(log.size(), LogHistory::lines_a_frame / 2);
  EXPECT_EQ(log.number(log.size() - 1), 89'999U);
  log.add(line("line 1"));
  int scans = 1;
  while (!log.scan()) ++scans;
  EXPECT_EQ(scans, 4);
  EXPECT_EQ(log.size(), 45'001U);
  for (std::size_t i = 1; i < log.size(); ++i) ASSERT_LT(log.number(i - 1), log.number(i));
}

TEST(LogHistory, TailOfAJobIsThereWhateverTheFilter) {
  LogHistory log(1000, 1U << 20);
  for (int i = 0; i < 50; ++i)
    log.add(line("a" + std::to_string(i), LogLevel::info, Stage::voice, i % 2 == 0 ? "a" : "b"));
  log.filter({.level_min = LogLevel::error});
  log.watch("a");
  ASSERT_EQ(log.tail().size(), LogHistory::tail_lines_max);
  EXPECT_EQ(log.text(log.at(log.tail().back())), "a48");
  log.add(line("newest", LogLevel::info, Stage::voice, "a"));
  log.add(line("a detail", LogLevel::debug, Stage::voice, "a"));
  EXPECT_EQ(log.tail().size(), LogHistory::tail_lines_max);
  EXPECT_EQ(log.text(log.at(log.tail().back())), "newest");
  for (int i = 0; i < 2000; ++i) log.add(line("other", LogLevel::info, Stage::voice, "b"));
  EXPECT_TRUE(log.tail().empty());
}

TEST(LogHistory, StageAndUnitFilter) {
  LogHistory log(100, 1U << 20);
  log.add(line("scene 04 spoken", LogLevel::info, Stage::voice));
  log.add(line("scene 04 drawn", LogLevel::info, Stage::visuals));
  log.add(line("scene 05 spoken", LogLevel::info, Stage::voice));
  log.filter({.stage = Stage::voice, .unit = "scene 04"});
  ASSERT_EQ(log.size(), 1U);
  EXPECT_EQ(log.text(log.line(0)), "scene 04 spoken");
}

}  // namespace
}  // namespace reelwright::ui
