// SPDX-License-Identifier: GPL-3.0-or-later
// Uses the window as a person does: finds items by their label, moves the pointer there, presses, types; then
// looks at what was asked for and at the pixels.
#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "gfx/window.h"
#include "ui/host.h"
#include "ui/shell.h"

namespace reelwright::ui {

/// Main thread.
class Driver {
 public:
  Driver() : window_(shared_window()), host_(window_), style_({}, {}), log_(10'000, 1U << 20) {
    style_.set(dark_palette, 1);
    items_ = &host_.watch_items();
    machine.themes = {{.choice = {"dawn", "Dawn", "Warm"}, .background = 0xffeedd},
                      {.choice = {"neon", "Neon", "Dark"}}};
    machine.languages = {{"en", "English", {}}, {"de", "German", {}}};
    machine.voices = {{"", "The language's own", {}}};
  }

  Snapshot snapshot;
  Machine machine;
  ViewState view;
  std::vector<Intent> intents;  ///< since the last take()

  void frame(int count = 1) {
    for (int i = 0; i < count; ++i) {
      window_.poll();
      Frame each{.snapshot = snapshot,
                 .machine = machine,
                 .style = style_,
                 .log = log_,
                 .view = view,
                 .intents = intents,
                 .utc_ms = 1'795'000'000'000,
                 .time_s = time_s_ += 1.0 / 60};
      host_.begin();
      draw_shell(each);
      window_.clear({0, 0, 0});
      host_.end();
      is_moving = each.is_moving;
    }
  }
  void settle() { frame(4); }

  void click(std::string_view label) {
    const ItemRegistry::Item* const item = find(label);
    ASSERT_NE(item, nullptr) << "no item \"" << label << "\" on the screen";
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent((item->min.x + item->max.x) / 2, (item->min.y + item->max.y) / 2);
    frame(2);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    frame();
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    settle();
  }
  /// Scrolls the page where the item is not to be seen at once.
  const ItemRegistry::Item* find(std::string_view label) {
    settle();
    ImGuiIO& io = ImGui::GetIO();
    for (int notch = 0; notch < 60 && items_->find(label) == nullptr; ++notch) {
      io.AddMousePosEvent(500, 300);
      // To the top first, then down.
      io.AddMouseWheelEvent(0, notch < 10 ? 20.0F : -1.0F);
      frame(3);
    }
    settle();
    return items_->find(label);
  }
  void type(const char* text) {
    ImGui::GetIO().AddInputCharactersUTF8(text);
    settle();
  }
  void key(ImGuiKey which) {
    ImGui::GetIO().AddKeyEvent(which, true);
    frame();
    ImGui::GetIO().AddKeyEvent(which, false);
    frame();
  }
  [[nodiscard]] bool shows(std::string_view label) {
    settle();
    return items_->find(label) != nullptr;
  }

  /// What was asked for, oldest first; forgets it.
  template <typename T>
  [[nodiscard]] std::vector<T> take() {
    std::vector<T> found;
    for (Intent& intent : std::exchange(intents, {}))
      if (T* value = std::get_if<T>(&intent)) found.push_back(std::move(*value));
    return found;
  }
  template <typename T>
  [[nodiscard]] std::vector<T> take_commands() {
    std::vector<T> found;
    for (intent::Send& send : take<intent::Send>())
      if (T* value = std::get_if<T>(&send.command)) found.push_back(std::move(*value));
    return found;
  }

  [[nodiscard]] std::uint32_t pixel(int x, int y) {
    const std::vector<std::uint8_t> pixels = window_.read_pixels();
    const std::size_t at =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(window_.framebuffer().width) +
         static_cast<std::size_t>(x)) *
        3;
    return static_cast<std::uint32_t>(pixels[at] << 16 | pixels[at + 1] << 8 | pixels[at + 2]);
  }
  [[nodiscard]] const ItemRegistry& items() const { return *items_; }
  [[nodiscard]] Style& style() { return style_; }
  [[nodiscard]] LogHistory& log() { return log_; }

  bool is_moving = false;

 private:
  /// One for all tests: Dear ImGui's backend loads OpenGL once a process. Hidden, so that the display's own
  /// pointer does not interfere.
  static gfx::Window& shared_window() {
    static const std::unique_ptr<gfx::Window> window =
        gfx::Window::open({.title = "test", .visible = false, .checks_gl = true}).value();
    return *window;
  }

  gfx::Window& window_;
  Host host_;
  Style style_;
  LogHistory log_;
  const ItemRegistry* items_ = nullptr;
  double time_s_ = 0;
};

}  // namespace reelwright::ui
