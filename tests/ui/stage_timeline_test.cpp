// SPDX-License-Identifier: GPL-3.0-or-later
// The stages' lanes under the player.
#include <chrono>

#include "ui/driver.h"
#include "ui/sample_job.h"

namespace reelwright::ui {
namespace {

struct Timeline : Driver {
  explicit Timeline(JobStatus status = JobStatus::done) {
    Job job = job_with(status);
    job.stage(Stage::script) = {StageStatus::done, 1, 1, 1, 1000, 0};
    job.stage(Stage::voice) = {StageStatus::done, 4, 4, 1, 4000, 0};
    job.work_ms = 10'000;
    snapshot.active = {job};
    view.job = job_id;
    view.page = Page::video;
    view.video.lower_part = 0.5F;
  }
  Job& job() { return snapshot.active[0]; }
  void add(Stage stage, const std::string& name, std::int64_t begin_ms, std::int64_t end_ms,
           UnitStatus status = UnitStatus::done) {
    job().units.push_back({stage, status, name, begin_ms, end_ms});
  }
  const ItemRegistry::Item& block(std::string_view label) {
    settle();
    const ItemRegistry::Item* const item = items().find(label);
    CHECK(item != nullptr);
    return *item;
  }
};

TEST(StageTimeline, BlocksLieWhereTheirTimeIs) {
  Timeline window;
  window.add(Stage::voice, "scene 01", 0, 2000);
  window.add(Stage::voice, "scene 02", 2000, 6000);
  window.add(Stage::visuals, "scene 01", 2000, 4000);
  const ItemRegistry::Item first = window.block("Voice scene 01");
  const ItemRegistry::Item second = window.block("Voice scene 02");
  const ItemRegistry::Item visual = window.block("Visuals scene 01");
  EXPECT_NEAR(second.max.x - second.min.x, 2 * (first.max.x - first.min.x), 4);
  EXPECT_NEAR(second.min.x, visual.min.x, 2);
  EXPECT_GT(visual.min.y, second.max.y);
  EXPECT_NEAR(first.min.y, second.min.y, 1);
}

TEST(StageTimeline, UnitsAtTheSameTimeLieBelowEachOther) {
  Timeline window;
  window.add(Stage::voice, "scene 01", 0, 4000);
  window.add(Stage::voice, "scene 02", 1000, 5000);
  const ItemRegistry::Item first = window.block("Voice scene 01");
  const ItemRegistry::Item second = window.block("Voice scene 02");
  EXPECT_GE(second.min.y, first.max.y);
}

TEST(StageTimeline, UnitAtWorkGrowsWithTheWork) {
  Timeline window(JobStatus::running);
  window.add(Stage::script, "script", 0, 1000);
  window.add(Stage::voice, "scene 01", 1000, 1000, UnitStatus::active);
  const ItemRegistry::Item before = window.block("Voice scene 01");
  const ItemRegistry::Item script = window.block("Script script");
  window.job().work_ms = 20'000;
  const ItemRegistry::Item after = window.block("Voice scene 01");
  const ItemRegistry::Item script_after = window.block("Script script");
  EXPECT_NEAR((before.max.x - before.min.x) / (script.max.x - script.min.x), 9, 0.5);
  EXPECT_NEAR((after.max.x - after.min.x) / (script_after.max.x - script_after.min.x), 19, 1);
}

TEST(StageTimeline, ClickLeavesOnlyTheUnitsLinesInTheLog) {
  Timeline window;
  window.add(Stage::voice, "scene 01", 0, 5000);
  window.add(Stage::voice, "scene 04", 5000, 10'000);
  const auto log = [&](const char* text, Stage stage, const char* job) {
    LogLine line;
    line.set_text(text);
    line.stage = static_cast<std::uint8_t>(stage);
    line.set_job(job);
    window.log().add(line);
  };
  log("scene 01 spoken", Stage::voice, job_id);
  log("scene 04 spoken", Stage::voice, job_id);
  log("scene 04 drawn", Stage::visuals, job_id);
  log("scene 04 spoken", Stage::voice, "another");
  window.view.log.is_open = false;
  window.click("Voice scene 04");
  EXPECT_TRUE(window.view.log.is_open);
  window.settle();
  ASSERT_EQ(window.log().size(), 1U);
  EXPECT_EQ(window.log().text(window.log().line(0)), "scene 04 spoken");
  EXPECT_EQ(window.log().job(window.log().line(0)), job_id);
  window.click("Voice · scene 04");
  window.settle();
  EXPECT_EQ(window.log().size(), 4U);
}

TEST(StageTimeline, ClickOnALanesNameShowsItsLog) {
  Timeline window;
  window.add(Stage::voice, "scene 01", 0, 5000);
  window.click("Voice lane");
  EXPECT_EQ(window.view.log.stage, Stage::voice);
  EXPECT_EQ(window.view.log.job, job_id);
  EXPECT_TRUE(window.view.log.unit.empty());
}

TEST(StageTimeline, OlderJobsHaveOneBlockAStage) {
  Timeline window;
  const ItemRegistry::Item script = window.block("Script Script");
  const ItemRegistry::Item voice = window.block("Voice Voice");
  EXPECT_NEAR(voice.max.x - voice.min.x, 4 * (script.max.x - script.min.x), 6);
  EXPECT_NEAR(voice.min.x, script.max.x, 3);
}

TEST(StageTimeline, ZoomShowsSmallUnits) {
  Timeline window;
  for (int i = 0; i < 2000; ++i)
    window.add(i < 1000 ? Stage::voice : Stage::visuals, "scene " + std::to_string(i), i % 1000 * 10,
               i % 1000 * 10 + 10);
  window.settle();
  EXPECT_EQ(window.items().find("Voice scene 500"), nullptr);
  window.hover("Voice lane", 4.0F);
  const ItemRegistry::Item lane = window.block("Voice lane");
  window.hold(ImGuiMod_Ctrl, true);
  for (int i = 0; i < 30; ++i) {
    ImGui::GetIO().AddMouseWheelEvent(0, 1);
    window.frame();
  }
  window.hold(ImGuiMod_Ctrl, false);
  window.settle();
  std::size_t blocks = 0;
  for (const ItemRegistry::Item& item : window.items().items())
    if (item.label.starts_with("Voice scene ")) {
      ++blocks;
      EXPECT_GE(item.min.x, lane.max.x - 1);
    }
  EXPECT_GT(blocks, 3U);
  EXPECT_LT(blocks, 100U);
}

}  // namespace
}  // namespace reelwright::ui
