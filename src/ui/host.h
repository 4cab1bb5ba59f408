// SPDX-License-Identifier: GPL-3.0-or-later
// Dear ImGui on our window: its context, its input and its drawing. What is drawn between begin() and end()
// is the shell's business.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <chrono>
#include <cstdint>
#include <memory>

#include "gfx/window.h"
#include "ui/item_registry.h"

namespace reelwright::ui {

struct FrameCost {
  double ui_ms = 0;
  std::uint64_t allocations = 0;  ///< Dear ImGui's own included
};

/// Main thread, one at a time; the window outlives it.
class Host {
 public:
  explicit Host(gfx::Window& window);
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  void begin();
  /// Some of it waits for the next frames: keys that came together are told one by one.
  [[nodiscard]] bool has_pending_input() const;
  /// Whether there was anything of keyboard or pointer for the last frame.
  [[nodiscard]] bool had_input() const { return had_input_; }
  /// Draws what was said since begin() over what is in the window.
  void end();
  /// Of the last frame, from begin() to end() without OpenGL's share.
  [[nodiscard]] FrameCost cost() const { return cost_; }

  /// From now on every frame's items are known by label: for tests.
  [[nodiscard]] const ItemRegistry& watch_items();

 private:
  gfx::Window& window_;
  ImGuiContext* context_;
  std::unique_ptr<ItemRegistry> items_;
  ImVector<ImGuiInputEvent> held_;  ///< for the next frame
  bool had_input_ = false;
  FrameCost cost_;
  std::chrono::steady_clock::time_point begun_;
  std::uint64_t allocations_before_ = 0;
};

}  // namespace reelwright::ui
