// SPDX-License-Identifier: GPL-3.0-or-later
// A frame in which nothing happens takes no memory, on any page.
#include "ui/driver.h"

namespace reelwright::ui {
namespace {

TEST(SteadyFrame, TakesNoMemoryOnAnyPage) {
  Driver window(false);
  Job job;
  job.id = "20261122-143005-bees-7f3a";
  job.title = "How bees make honey, and why they dance for their sisters";
  job.status = JobStatus::running;
  job.stage(Stage::voice) = {StageStatus::active, 8, 4, 0.5, 100, 0};
  job.units = {{Stage::voice, UnitStatus::done, "scene 1", 0, 300},
               {Stage::voice, UnitStatus::active, "scene 2", 300, 300}};
  job.warnings = {"Something to know about this video that is longer than a line of the panel is wide."};
  window.snapshot.active = {job};
  for (int i = 0; i < 50; ++i)
    window.snapshot.history.push_back(
        {.id = "20261122-143005-bees-" + std::to_string(1000 + i),
         .title = "A title of more than sixteen characters " + std::to_string(i),
         .status = JobStatus::done,
         .created_utc_ms = 1'600'000'000'000 + i * 100'000'000'000});
  window.snapshot.history_total = 100'000;
  window.view.history.search = "a search of more than sixteen characters";
  window.snapshot.history_query = window.view.history;
  for (int i = 0; i < 2000; ++i) {
    LogLine line{.utc_ms = i, .level = LogLevel::info, .stage = 1};
    line.set_job(job.id);
    line.set_text("A line of the log that says what has been done for a scene of the video.");
    window.log().add(line);
  }
  for (const Page page : {Page::create, Page::video, Page::jobs, Page::settings, Page::health}) {
    window.view.page = page;
    window.frame(80);
    window.intents.clear();
    window.frame(20);
    std::uint64_t allocations = 0;
    for (int i = 0; i < 30; ++i) {
      window.frame();
      allocations += window.diagnostics().allocations;
      window.intents.clear();
    }
    EXPECT_EQ(allocations, 0U) << "page " << static_cast<int>(page);
  }
}

}  // namespace
}  // namespace reelwright::ui
