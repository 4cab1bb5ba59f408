// SPDX-License-Identifier: GPL-3.0-or-later
// Dear ImGui on our window: its context, its input and its drawing. What is drawn between begin() and end()
// is the shell's business.
#pragma once

#include <memory>

#include "gfx/window.h"
#include "ui/item_registry.h"

namespace reelwright::ui {

/// Main thread, one at a time; the window outlives it.
class Host {
 public:
  explicit Host(gfx::Window& window);
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  void begin();
  /// Draws what was said since begin() over what is in the window.
  void end();

  /// From now on every frame's items are known by label: for tests.
  [[nodiscard]] const ItemRegistry& watch_items();

 private:
  gfx::Window& window_;
  ImGuiContext* context_;
  std::unique_ptr<ItemRegistry> items_;
};

}  // namespace reelwright::ui
