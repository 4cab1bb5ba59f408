// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the Video page around the player: the small player, the generation panel, where they lie.
#include <algorithm>
#include <cmath>

#include "ui/player_driver.h"

namespace reelwright::ui {
namespace {

TEST(MiniPlayer, ShowsTheJobsPictureAndLeadsToIt) {
  Player window;
  window.view.page = Page::create;
  EXPECT_TRUE(window.shows("Watch the preview"));
  EXPECT_GT(window.view.video.shown_width, 100);
  window.player.job = "another";
  EXPECT_FALSE(window.shows("Watch the preview"));
  EXPECT_EQ(window.view.video.shown_width, 0);
  window.player.job = job_id;
  window.click("Watch the preview");
  EXPECT_EQ(window.view.page, Page::video);
}

TEST(GenerationPanel, JobIsCopiedAsACommandLine) {
  Player window;
  window.snapshot.active[0].brief.topic = "How bees make honey";
  window.click("Copy as command line");
  EXPECT_STREQ(ImGui::GetClipboardText(), "reelwright generate --topic 'How bees make honey'");
}

TEST(GenerationPanel, FailedStageIsRetriedWhereItStopped) {
  Player window;
  Job& job = window.snapshot.active[0];
  job.status = JobStatus::failed;
  job.stage(Stage::render).status = StageStatus::failed;
  window.click("Retry from here");
  EXPECT_EQ(window.take_commands<command::RetryJob>().size(), 1U);
}

TEST(VideoPage, HasNoTwoItemsWithOneIdAndItsItemsAreLabelled) {
  Player window;
  Job& job = window.snapshot.active[0];
  for (int i = 0; i < 20; ++i)
    job.units.push_back({i < 10 ? Stage::voice : Stage::visuals, UnitStatus::done,
                         "scene " + std::to_string(i), i * 200, i * 200 + 300});
  for (const auto& [width, height] : {std::pair{1000, 640}, {1440, 900}})
    for (const float scale : {1.0F, 1.5F, 2.0F})
      for (const VideoView::Tab tab : {VideoView::Tab::timeline, VideoView::Tab::scenes})
        for (const bool has_panel : {true, false}) {
          window.resize(width, height);
          window.style().set(dark_palette, scale);
          window.view.video.tab = tab;
          window.view.job = has_panel ? job_id : "";
          window.settle();
          EXPECT_EQ(window.items().duplicates(), std::vector<std::string>());
          // What is scrolled out of sight does not tell its label.
          for (const char* const label : {"Position in the video", "More of the player", "Picture"})
            EXPECT_EQ(
                std::ranges::count(window.items().items(), std::string(label), &ItemRegistry::Item::label), 1)
                << label << " at " << width << " scale " << scale;
        }
}

/// The player's own items, left to right.
TEST(VideoPage, ControlsNeverOverlap) {
  Player window;
  for (const auto& [width, height] : {std::pair{1000, 640}, {1200, 700}, {1440, 900}})
    for (const float scale : {1.0F, 1.5F, 2.0F})
      for (const bool has_panel : {true, false}) {
        window.resize(width, height);
        window.style().set(dark_palette, scale);
        window.view.job = has_panel ? job_id : "";
        window.settle();
        std::vector<ItemRegistry::Item> row;
        const ItemRegistry::Item* const more = window.items().find("More of the player");
        const ItemRegistry::Item* const bar = window.items().find("Position in the video");
        ASSERT_NE(more, nullptr);
        ASSERT_NE(bar, nullptr);
        for (const ItemRegistry::Item& item : window.items().items())
          if (std::abs(item.min.y - more->min.y) < 2 && item.window == more->window &&
              item.max.x > item.min.x)
            row.push_back(item);
        std::ranges::sort(row, {}, [](const ItemRegistry::Item& item) { return item.min.x; });
        EXPECT_GE(row.size(), 2U);
        for (std::size_t i = 1; i < row.size(); ++i)
          EXPECT_LE(row[i - 1].max.x, row[i].min.x + 0.5F)
              << row[i - 1].label << " and " << row[i].label << " at " << width << "x" << height << " scale "
              << scale;
        EXPECT_LE(bar->max.y, more->min.y + 0.5F);
        EXPECT_LE(more->max.x, bar->max.x + 0.5F);
        EXPECT_LE(more->max.y, static_cast<float>(height));
      }
}

}  // namespace
}  // namespace reelwright::ui
