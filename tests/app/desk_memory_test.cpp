// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, back where it was left.
#include "app/desk_memory.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include "base/file.h"
#include "base/temporary_folder.h"
#include "ui/host.h"

namespace reelwright::app {
namespace {

struct DeskMemoryTest : testing::Test {
  test::TemporaryFolder folder;
  std::filesystem::path path = folder / "desk.json";
  std::unique_ptr<gfx::Window> window = gfx::Window::open({.title = "test"}).value();
  ui::ViewState view;
};

TEST_F(DeskMemoryTest, WindowAndViewComeBack) {
  {
    DeskMemory memory(*window, path);
    EXPECT_FALSE(memory.has_draft());
    window->set_place({120, 90, 1100, 700});
    window->poll();
    view.page = ui::Page::jobs;
    view.draft.topic = "Bees";
    memory.note(view, true, 10);
    EXPECT_TRUE(memory.wait_s(10));
    memory.keep(view);
  }
  window->set_place({0, 0, 1440, 900});
  window->poll();
  DeskMemory memory(*window, path);
  window->poll();
  const gfx::Window::Place place = window->place();
  EXPECT_EQ(place.x, 120);
  EXPECT_EQ(place.y, 90);
  EXPECT_EQ(place.width, 1100);
  EXPECT_EQ(place.height, 700);
  ui::ViewState other;
  memory.show(other);
  EXPECT_EQ(other.page, ui::Page::jobs);
  EXPECT_EQ(other.draft.topic, "Bees");
}

TEST_F(DeskMemoryTest, AWindowOffAllScreensComesBackToOne) {
  Desk desk;
  desk.window = {.x = 20'000, .y = 20'000, .width = 1200, .height = 800, .is_placed = true};
  DeskSaver saver(path);
  saver(desk);
  const DeskMemory memory(*window, path);
  window->poll();
  const gfx::Window::Place place = window->place();
  EXPECT_LE(place.x + place.width, 1920);
  EXPECT_LE(place.y + place.height, 1200);
}

TEST_F(DeskMemoryTest, OnlyKeyboardAndPointerAreInput) {
  ui::Host host(*window);
  const auto frame = [&] {
    window->poll();
    host.begin();
    host.end();
  };
  for (int i = 0; i < 5; ++i) frame();
  EXPECT_FALSE(host.had_input());
  ImGui::GetIO().AddMousePosEvent(5, 5);
  frame();
  EXPECT_TRUE(host.had_input());
  frame();
  EXPECT_FALSE(host.had_input());
}

TEST_F(DeskMemoryTest, NothingIsWrittenWithoutAPlaceForIt) {
  DeskMemory memory(*window, std::nullopt);
  memory.note(view, true, 10);
  memory.note(view, false, 12);
  memory.keep(view);
  EXPECT_EQ(memory.trouble(), "");
}

}  // namespace
}  // namespace reelwright::app
