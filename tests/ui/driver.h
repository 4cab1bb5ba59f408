// SPDX-License-Identifier: GPL-3.0-or-later
// Uses the window as a person does: finds items by their label, moves the pointer there, presses, types; then
// looks at what was asked for and at the pixels.
#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <functional>
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
  /// Watching takes memory in every frame.
  explicit Driver(bool watches = true, const FontFiles& fonts = {})
      : window_(shared_window()), host_(window_), style_(fonts, {}), log_(10'000, 1U << 20) {
    style_.set(dark_palette, 1);
    view.log.is_open = true;
    if (watches) items_ = &host_.watch_items();
    machine.themes = {{.choice = {"dawn", "Dawn", "Warm"}, .background = 0xffeedd},
                      {.choice = {"neon", "Neon", "Dark"}}};
    machine.languages = {{"en", "English", {}}, {"de", "German", {}}};
    machine.voices = {{"", "The language's own", {}}};
  }

  Snapshot snapshot;
  Machine machine;
  PlayerStatus player;
  ImTextureID picture = 0;  ///< of the player
  PlayerView::Peek peek;
  ViewState view;
  std::vector<Intent> intents;  ///< since the last take()
  /// What is drawn: the whole window, or a panel alone.
  std::function<void(Frame&)> draw = draw_shell;

  void frame(int count = 1) {
    for (int i = 0; i < count; ++i) {
      window_.poll();
      const PlayerView player_view{.status = player, .picture = picture, .peek = peek};
      Frame each{.snapshot = snapshot,
                 .machine = machine,
                 .player = player_view,
                 .diagnostics = diagnostics_,
                 .style = style_,
                 .log = log_,
                 .pictures = pictures_,
                 .view = view,
                 .intents = intents,
                 .utc_ms = 1'795'000'000'000,
                 .time_s = time_s_ += 1.0 / 60};
      host_.begin();
      draw(each);
      window_.clear({0, 0, 0});
      host_.end();
      diagnostics_.allocations = host_.cost().allocations;
      is_moving = each.is_moving;
      redraw_in_s = each.redraw_in_s;
    }
  }
  void settle() { frame(4); }

  void click(std::string_view label) {
    const ItemRegistry::Item* const item = find(label);
    ASSERT_NE(item, nullptr) << "no item \"" << label << "\" on the screen";
    press(*item);
  }
  /// Of several items with this label, counted from 0 in the order in which they are drawn. Near its left
  /// edge, where a wide item has nothing on it.
  void click_nth(std::string_view label, std::size_t which) {
    settle();
    for (const ItemRegistry::Item& item : items_->items())
      if (item.label == label && which-- == 0) return press(ItemRegistry::Item(item));
    FAIL() << "not so many items \"" << label << "\" on the screen";
  }
  void press(const ItemRegistry::Item& item) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(std::min((item.min.x + item.max.x) / 2, item.min.x + 60),
                        (item.min.y + item.max.y) / 2);
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
  void resize(int width, int height) {
    window_.resize(width, height);
    settle();
  }
  /// The pointer goes to a part of the item: 0, 0 is its left upper corner.
  void hover(std::string_view label, float across = 0.5F, float down = 0.5F) {
    const ItemRegistry::Item* const item = find(label);
    ASSERT_NE(item, nullptr) << "no item \"" << label << "\" on the screen";
    ImGui::GetIO().AddMousePosEvent(item->min.x + (item->max.x - item->min.x) * across,
                                    item->min.y + (item->max.y - item->min.y) * down);
    frame(2);
  }
  void mouse(bool is_down) {
    ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, is_down);
    frame(2);
  }
  /// A modifier key, down or up.
  void hold(ImGuiKey modifier, bool is_down) {
    ImGui::GetIO().AddKeyEvent(modifier, is_down);
    frame();
  }
  void chord(ImGuiKey modifier, ImGuiKey which) {
    hold(modifier, true);
    key(which);
    hold(modifier, false);
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
  [[nodiscard]] gfx::Window& window() { return window_; }
  [[nodiscard]] Style& style() { return style_; }
  [[nodiscard]] LogHistory& log() { return log_; }
  [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }
  [[nodiscard]] Pictures& pictures() { return pictures_; }

  bool is_moving = false;
  double redraw_in_s = 0;  ///< as the last frame wished

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
  Pictures pictures_{64};
  Diagnostics diagnostics_;
  const ItemRegistry* items_ = nullptr;
  double time_s_ = 0;
};

}  // namespace reelwright::ui
