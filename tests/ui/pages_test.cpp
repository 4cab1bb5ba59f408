// SPDX-License-Identifier: GPL-3.0-or-later
// The pages, used as a person uses them, on literal snapshots.
#include <algorithm>

#include "ui/driver.h"
#include "ui/sample_job.h"

namespace reelwright::ui {
namespace {

std::vector<HistoryRow> rows(std::size_t count, std::uint64_t first = 0) {
  std::vector<HistoryRow> found;
  for (std::size_t i = 0; i < count; ++i)
    found.push_back({.id = "20261122-143005-job-" + std::to_string(first + i),
                     .title = "Video " + std::to_string(first + i),
                     .status = JobStatus::done,
                     .created_utc_ms = 1'794'000'000'000,
                     .finished_utc_ms = 1'794'000'100'000,
                     .video_duration_s = 61,
                     .bytes = 5'000'000});
  return found;
}

void open_jobs(Driver& window, std::size_t page_rows, std::uint64_t total) {
  window.snapshot.history = rows(page_rows);
  window.snapshot.history_total = total;
  window.click("Jobs");
}

TEST(CreatePage, TypedTopicAndChoicesBecomeABrief) {
  Driver window;
  window.click("Topic");
  window.click("##Topic");
  window.type("Kaffee für 日本 🍯");
  window.click("9:16");
  window.click("Neon");
  window.click("Generate");
  const auto videos = window.take<intent::MakeVideo>();
  ASSERT_EQ(videos.size(), 1U);
  EXPECT_EQ(videos[0].brief.topic, "Kaffee für 日本 🍯");
  EXPECT_EQ(videos[0].brief.aspect, Aspect::tall);
  EXPECT_EQ(videos[0].brief.theme, "neon");
  EXPECT_FALSE(videos[0].stop_after);
}

TEST(CreatePage, NothingIsGeneratedFromAnEmptyBrief) {
  Driver window;
  window.click("Generate");
  window.view.draft.topic = " \n ";
  window.click("Generate");
  EXPECT_TRUE(window.take<intent::MakeVideo>().empty());
}

TEST(CreatePage, NotesAndScriptsTravelAsTexts) {
  Driver window;
  window.click("Notes or article");
  window.click("##Notes");
  window.type("Bees dance.");
  window.click("Review the script first");
  window.click("Generate");
  window.click("Finished script");
  window.click("##Script");
  window.type("# Bees");
  window.click("Generate");
  const auto videos = window.take<intent::MakeVideo>();
  ASSERT_EQ(videos.size(), 2U);
  EXPECT_EQ(videos[0].source, "Bees dance.");
  EXPECT_EQ(videos[0].stop_after, Stage::script);
  EXPECT_EQ(videos[1].script, "# Bees");
  EXPECT_FALSE(videos[1].source);
  EXPECT_FALSE(videos[1].brief.duration_s);
}

TEST(CreatePage, IsUsedByKeyboardAlone) {
  Driver window;
  window.settle();
  const auto tab_to = [&](std::string_view label) {
    for (int presses = 0; presses < 80; ++presses) {
      window.key(ImGuiKey_Tab);
      window.settle();
      const ItemRegistry::Item* const item = window.items().find(label);
      if (item != nullptr && item->is_focused) return true;
    }
    return false;
  };
  ASSERT_TRUE(tab_to("##Topic"));
  window.type("Bees");
  EXPECT_EQ(window.view.draft.topic, "Bees");
  ASSERT_TRUE(tab_to("Generate"));
  window.key(ImGuiKey_Space);
  window.settle();
  EXPECT_EQ(window.take<intent::MakeVideo>().size(), 1U);
}

TEST(GenerationPanel, OpensWithTheJobThatStartsAndOffersWhatAppliesNow) {
  Driver window;
  EXPECT_FALSE(window.shows("Cancel"));
  Job job = job_with(JobStatus::running);
  job.stage(Stage::script).status = StageStatus::done;
  job.stage(Stage::voice) = {StageStatus::active, 8, 4, 0.5, 100, 0};
  window.snapshot.active = {job};
  EXPECT_TRUE(window.shows("Cancel"));
  EXPECT_TRUE(window.is_moving);
  EXPECT_FALSE(window.shows("Retry"));
  window.click("Pause");
  EXPECT_EQ(window.take_commands<command::PauseJob>().size(), 1U);
  window.click("Cancel");
  EXPECT_EQ(window.take_commands<command::CancelJob>().size(), 1U);
  window.click("Close panel");
  EXPECT_FALSE(window.shows("Cancel"));
  EXPECT_FALSE(window.is_moving);
}

TEST(GenerationPanel, FailedJobCanBeRetried) {
  Driver window;
  Job job = job_with(JobStatus::failed);
  job.error =
      JobError{"render.disk_full", "There is no room on the disk.", "Free some space.", Stage::render};
  window.snapshot.active = {job};
  window.view.job = job_id;
  EXPECT_FALSE(window.shows("Pause"));
  window.click("Retry");
  const auto retried = window.take_commands<command::RetryJob>();
  ASSERT_EQ(retried.size(), 1U);
  EXPECT_EQ(retried[0].id, job_id);
  window.click("Open folder");
  EXPECT_EQ(window.take<intent::OpenFolder>().size(), 1U);
}

TEST(GenerationPanel, JobThatIsBeingStoppedTakesNoCommands) {
  Driver window;
  Job job = job_with(JobStatus::running);
  job.stopping = true;
  window.snapshot.active = {job};
  window.click("Cancel");
  EXPECT_TRUE(window.take_commands<command::CancelJob>().empty());
}

TEST(JobsPage, SearchAsksWithEveryKeyFromTheFirstPage) {
  Driver window;
  open_jobs(window, 3, 3);
  window.click("##Search jobs");
  window.type("bee");
  const auto asked = window.take<intent::ShowHistory>();
  ASSERT_FALSE(asked.empty());
  EXPECT_EQ(asked.back().query.search, "bee");
  window.click("Show");
  window.click("Failed");
  const auto filtered = window.take<intent::ShowHistory>();
  ASSERT_FALSE(filtered.empty());
  EXPECT_EQ(filtered.back().query.status, JobStatus::failed);
}

TEST(JobsPage, ScrollingAHundredThousandJobsAsksForThePageThatIsSeen) {
  Driver window;
  open_jobs(window, 50, 100'000);
  EXPECT_TRUE(window.take<intent::ShowHistory>().empty());
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(700, 400);
  for (int i = 0; i < 20; ++i) {
    io.AddMouseWheelEvent(0, -50);
    window.frame(2);
  }
  const auto asked = window.take<intent::ShowHistory>();
  // One question until it is answered.
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_GT(asked[0].query.offset, 0U);
  // Answered until nothing is missing any more.
  HistoryQuery query = asked[0].query;
  for (int answers = 0; answers < 5; ++answers) {
    window.snapshot.history_query = query;
    window.snapshot.history = rows(50, query.offset);
    window.settle();
    const auto more = window.take<intent::ShowHistory>();
    if (more.empty()) break;
    query = more.back().query;
  }
  const auto is_of_the_page = [&](const ItemRegistry::Item& item) {
    return item.label.starts_with("Video ") && std::stoull(item.label.substr(6)) >= query.offset;
  };
  EXPECT_TRUE(std::ranges::any_of(window.items().items(), is_of_the_page));
  EXPECT_TRUE(window.take<intent::ShowHistory>().empty());
}

TEST(JobsPage, AnOldJobOpensItsPanel) {
  Driver window;
  open_jobs(window, 1, 1);
  window.click("Video 0");
  const auto asked = window.take<intent::ShowJob>();
  ASSERT_EQ(asked.size(), 1U);
  Job job = job_with(JobStatus::done);
  job.id = asked[0].job;
  window.snapshot.shown = job;
  EXPECT_TRUE(window.shows("Close panel"));
}

TEST(HealthPage, ChecksWhenItIsFirstSeen) {
  Driver window;
  window.click("Health");
  EXPECT_FALSE(window.take<intent::CheckHealth>().empty());
  window.machine.health = {{"Encoder", true, "It works.", ""}};
  window.settle();
  static_cast<void>(window.take<intent::CheckHealth>());
  window.settle();
  EXPECT_TRUE(window.take<intent::CheckHealth>().empty());
}

TEST(JobsPage, WithoutJobsItLeadsToTheFirst) {
  Driver window;
  window.click("Jobs");
  window.click("Create your first video");
  EXPECT_EQ(window.view.page, Page::create);
}

TEST(Shell, RefusalsAreShownOnceAndGoByThemselves) {
  Driver window;
  window.snapshot.notices = {{"theme.unknown", "There is no theme.", "Choose another.", std::nullopt}};
  window.snapshot.notices_total = 1;
  window.settle();
  ASSERT_EQ(window.view.toasts.size(), 1U);
  EXPECT_TRUE(window.view.toasts[0].is_error);
  window.settle();
  EXPECT_EQ(window.view.toasts.size(), 1U);
  window.frame(60 * 9);
  EXPECT_TRUE(window.view.toasts.empty());
}

TEST(Shell, EveryPageInEveryLookHasNoTwoItemsWithOneId) {
  Driver window;
  window.snapshot.history = rows(30);
  window.snapshot.history_total = 30;
  Job job = job_with(JobStatus::running);
  job.warnings = {"One.", "Two."};
  window.snapshot.active = {job};
  for (const Page page : {Page::create, Page::jobs, Page::health})
    for (const float scale : {1.0F, 1.5F, 2.0F})
      for (const Palette* palette : {&dark_palette, &light_palette}) {
        window.view.page = page;
        window.style().set(*palette, scale);
        window.settle();
        EXPECT_EQ(window.items().duplicates(), std::vector<std::string>()) << static_cast<int>(page);
      }
}

TEST(Shell, AppearanceIsSwitchedInTheRail) {
  Driver window;
  window.click("Light appearance");
  EXPECT_EQ(window.view.settings.appearance, Appearance::light);
  window.click("Dark appearance");
  EXPECT_EQ(window.view.settings.appearance, Appearance::dark);
}

TEST(Shell, PaletteReachesThePixels) {
  Driver window;
  window.settle();
  EXPECT_EQ(window.pixel(1430, 560), dark_palette.window);
  window.style().set(light_palette, 1);
  window.settle();
  EXPECT_EQ(window.pixel(1430, 560), light_palette.window);
}

}  // namespace
}  // namespace reelwright::ui
