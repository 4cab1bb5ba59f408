// SPDX-License-Identifier: GPL-3.0-or-later
// The whole program as a person uses it: the real studio, the real window, pointer and keyboard through the X
// server; judged by the files that come of it and by what the screen shows.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#include "app/studio_program.h"
#include "base/file.h"
#include "base/temporary_folder.h"
#include "journey/real_input.h"
#include "media/frame_grab.h"
#include "media/libraries.h"
#include "store/data_folder.h"
#include "store/job_files.h"

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;

struct JourneyTest : testing::Test {
  reelwright::test::TemporaryFolder folder;
  SystemClock clock;
  Workshop workshop;
  store::DataFolder data = store::DataFolder::open(folder / "data").value();
  store::JobStore store{data.jobs_folder()};
  store::Index index = store::Index::open(data.index_file(), store::Index::Soundness::checked_later).value();
  gfx::Window& window = shared_window();
  DeskMemory memory{window, std::nullopt};
  runtime::Studio studio{{.clock = clock,
                          .store = store,
                          .index = index,
                          .stages = workshop.stages(),
                          .workers = 2,
                          .intake = make_intake(workshop, folder / "data"),
                          .wake = gfx::Window::wake}};
  Desktop desktop{studio, store, workshop, folder / "data", {}};
  std::unique_ptr<PreviewScreen> preview = PreviewScreen::open(store).value();
  StudioProgram program{{.window = window,
                         .studio = studio,
                         .desktop = desktop,
                         .memory = memory,
                         .preview = *preview,
                         .store = store,
                         .clock = clock,
                         .assets = workshop.assets(),
                         .machine = look_at_machine(workshop, folder / "data"),
                         .fonts = find_fonts(),
                         .settings = {}}};
  const ui::ItemRegistry& items = program.watch_items();
  test::RealInput input;
  gfx::Window::Place place;

  /// One for all tests: Dear ImGui's backend loads OpenGL once a process.
  static gfx::Window& shared_window() {
    static const std::unique_ptr<gfx::Window> shared =
        gfx::Window::open({.title = "journey", .checks_gl = true}).value();
    return *shared;
  }

  void SetUp() override {
    media::quiet_libraries();
    frames(8);
    place = window.place();
  }

  void frames(int count) {
    for (int i = 0; i < count; ++i) {
      gfx::Window::wake();
      program.step();
    }
  }
  /// Hangs (and the test's limit strikes) when it never becomes true.
  void until(const std::function<bool()>& condition) {
    while (!condition()) program.step();
  }
  void until_shown(std::string_view label) {
    while (items.find(label) == nullptr) frames(1);
    frames(3);
  }
  void click(std::string_view label) {
    until_shown(label);
    const ui::ItemRegistry::Item item = *items.find(label);
    input.move(place.x + static_cast<int>(item.min.x) + 12,
               place.y + static_cast<int>((item.min.y + item.max.y) / 2));
    frames(3);
    input.button(true);
    frames(3);
    input.button(false);
    frames(4);
  }
  void key(KeySym symbol) {
    input.key(symbol, true);
    frames(2);
    input.key(symbol, false);
    frames(2);
  }
  /// Lower-case letters and blanks.
  void type(std::string_view text) {
    for (const char each : text) key(each == ' ' ? XK_space : static_cast<KeySym>(each));
  }
  [[nodiscard]] Job job() {
    const std::vector<std::string> ids = store.list().value();
    return ids.empty() ? Job{} : store.load(ids.back()).value();
  }
  void until_status(JobStatus status) {
    until([&] { return !store.list()->empty() && job().status == status; });
    frames(4);
  }
};

TEST_F(JourneyTest, AScriptTypedByMouseAndKeysBecomesAVideoThatIsWatchedBeforeAndAfter) {
  click("Finished script");
  click("##Script");
  type("bees dance in the dark hive and all their sisters learn the way to the flowers");
  click("Generate");
  std::set<Stage> worked;
  bool was_previewed = false;
  until([&] {
    const auto snapshot = studio.read();
    for (const Job& each : snapshot->active) {
      for (const Stage stage : all_stages)
        if (each.stage(stage).status != StageStatus::queued) worked.insert(stage);
      if (each.status == JobStatus::running) was_previewed |= preview->view().picture != 0;
      if (each.status == JobStatus::done) return true;
    }
    return false;
  });
  EXPECT_EQ(worked.size(), stage_count);
  EXPECT_TRUE(was_previewed);
  const Job done = job();
  const fs::path video = store::video_of(done, store.paths(done.id));
  ASSERT_TRUE(fs::exists(video));

  click("Watch");
  until(
      [&] { return preview->view().status.state == PlayerState::ready && !preview->view().status.is_live; });
  key(XK_space);
  until([&] { return preview->view().status.frame > 20; });
  key(XK_space);
  frames(6);
  ASSERT_FALSE(preview->view().status.is_playing);
  const std::int64_t frame = preview->view().status.frame;
  key(XK_comma);
  until([&] { return preview->view().status.frame == frame - 1 && !preview->view().status.is_seeking; });
  frames(6);

  // What the screen shows is the video's own picture, in its own colours.
  const RgbaImage image = media::grab_frame(video, frame - 1, {}).value();
  const ui::ItemRegistry::Item picture = *items.find("Picture");
  const ui::VideoView& view = program.view().video;
  const double scale = static_cast<double>(view.shown_width) / image.width;
  const double left = (picture.min.x + picture.max.x - static_cast<float>(view.shown_width)) / 2;
  const double top = (picture.min.y + picture.max.y - static_cast<float>(view.shown_height)) / 2;
  for (const auto& [x, y] : {std::pair{60, 60}, {60, 900}, {1700, 100}}) {
    std::array<double, 3> expected{};
    for (int row = 0; row < 16; ++row)
      for (int column = 0; column < 16; ++column)
        for (std::size_t i = 0; i < 3; ++i)
          expected[i] += image.row(y + row)[4 * (x + column) + static_cast<int>(i)];
    const std::array<double, 3> seen =
        input.colour(place.x + static_cast<int>(std::lround(left + x * scale)) + 1,
                     place.y + static_cast<int>(std::lround(top + y * scale)) + 1, 4);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(seen[i], expected[i] / 256, 3) << x << ", " << y;
  }
}

TEST_F(JourneyTest, AVideoIsAskedForByKeyboardAloneAndCanceled) {
  const auto tab_to = [&](std::string_view label) {
    for (int presses = 0; presses < 80; ++presses) {
      key(XK_Tab);
      const ui::ItemRegistry::Item* const item = items.find(label);
      if (item != nullptr && item->is_focused) return true;
    }
    return false;
  };
  ASSERT_TRUE(tab_to("##Topic"));
  type("volcanoes");
  ASSERT_TRUE(tab_to("Generate"));
  key(XK_space);
  until_status(JobStatus::running);
  EXPECT_EQ(job().brief.topic, "volcanoes");
  click("Cancel");
  until_status(JobStatus::canceled);
  EXPECT_TRUE(store::video_of(job(), store.paths(job().id)).empty());
}

TEST_F(JourneyTest, OffTheScreenItTakesDownWhatWasTypedAndThenRests) {
  click("##Topic");
  type("geysers");
  input.set_iconic(window.system_name(), true);
  until([&] { return window.is_hidden(); });
  const auto is_pending = [&] {
    return memory.wait_s(static_cast<double>(clock.work_ms()) / 1000.0).has_value();
  };
  ASSERT_TRUE(is_pending());
  // A step that has nothing left to wait for ends at the next of these.
  std::jthread waker([](const std::stop_token& stop) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any never;
    while (!never.wait_for(lock, stop, std::chrono::milliseconds(100), [] { return false; }) &&
           !stop.stop_requested())
      gfx::Window::wake();
  });
  constexpr int steps_max = 1000;
  int steps = 0;
  for (; is_pending() && steps < steps_max; ++steps) program.step();
  EXPECT_LT(steps, steps_max / 10);
  waker = {};
  input.set_iconic(window.system_name(), false);
  until([&] { return !window.is_hidden(); });
}

TEST_F(JourneyTest, WhatIsChangedAtTheReviewGateIsSpokenAndShown) {
  click("Finished script");
  click("##Script");
  type("bees dance");
  click("Review the script first");
  click("Generate");
  until_status(JobStatus::paused);
  click("Video");
  click("##Narration of scene 1");
  key(XK_End);
  type(" with wasps");
  click("Continue");
  until_status(JobStatus::done);
  const Job done = job();
  const Result<std::string> captions = read_file(store.paths(done.id).folder() / "captions.srt", 10'000);
  ASSERT_TRUE(captions);
  EXPECT_NE(captions->find("wasps"), std::string::npos) << *captions;
}

}  // namespace
}  // namespace reelwright::app
