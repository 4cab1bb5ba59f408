// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/chapters.h"

#include <gtest/gtest.h>

namespace reelwright::stages {
namespace {

std::vector<TimelineScene> scenes(std::initializer_list<std::pair<std::int64_t, const char*>> starts) {
  std::vector<TimelineScene> result;
  for (const auto& [start, title] : starts) {
    TimelineScene scene;
    scene.start_frame = start;
    scene.title = title;
    result.push_back(scene);
  }
  return result;
}

TEST(Chapters, StartAtZeroAndLastTenSecondsOrMore) {
  const auto chapters = make_chapters(
      scenes({{0, "A"}, {150, "short"}, {320, "B"}, {700, "C"}, {1500, "end"}}), 1600, 30, "Video");
  ASSERT_EQ(chapters.size(), 3U);
  EXPECT_EQ(chapters[0], (Chapter{0, "A"}));
  EXPECT_EQ(chapters[1].title, "B");
  EXPECT_EQ(chapters[2].title, "C");
}

TEST(Chapters, FewerThanThreeAreNone) {
  EXPECT_TRUE(make_chapters(scenes({{0, "A"}, {600, "B"}}), 1200, 30, "Video").empty());
}

TEST(Chapters, AnUntitledOpeningTakesTheVideosTitle) {
  const auto chapters = make_chapters(scenes({{0, ""}, {600, "B"}, {1200, "C"}}), 1800, 30, "Rivers");
  ASSERT_EQ(chapters.size(), 3U);
  EXPECT_EQ(chapters[0].title, "Rivers");
}

TEST(Chapters, TextUsesTheFormThatPlayersRead) {
  EXPECT_EQ(chapters_text({{0, "A"}, {65'000, "B"}, {3'725'000, "C"}}), "0:00 A\n1:05 B\n1:02:05 C\n");
}

}  // namespace
}  // namespace reelwright::stages
