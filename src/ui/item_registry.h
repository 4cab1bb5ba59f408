// SPDX-License-Identifier: GPL-3.0-or-later
// Every item of the window with its label and rectangle, as Dear ImGui reports them through its test hooks:
// how a test presses a button by its name, and how it finds items without one. Costs nothing while nobody
// listens.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

namespace reelwright::ui {

/// Main thread; listens to one context while it lives.
class ItemRegistry {
 public:
  struct Item {
    ImGuiID id = 0;
    ImGuiID window = 0;
    std::string label;  ///< without what follows "##"; when that is nothing, the whole; "" when it has none
    bool is_focused = false;
    ImVec2 min{};
    ImVec2 max{};
  };

  explicit ItemRegistry(ImGuiContext* context);
  ~ItemRegistry();
  ItemRegistry(const ItemRegistry&) = delete;
  ItemRegistry& operator=(const ItemRegistry&) = delete;

  /// Forgets the last frame's items: before each frame.
  void begin_frame();
  [[nodiscard]] const std::vector<Item>& items() const { return items_; }
  /// The first with this label; null when there is none in the frame.
  [[nodiscard]] const Item* find(std::string_view label) const;
  /// Labels of ids that two items of the last frame shared.
  [[nodiscard]] const std::vector<std::string>& duplicates() const { return duplicates_; }

  // What the hooks call.
  void add(ImGuiID id, ImVec2 min, ImVec2 max, bool is_focused);
  void name(ImGuiID id, const char* label);

 private:
  ImGuiContext* context_;
  std::vector<Item> items_;
  std::vector<std::string> duplicates_;
};

}  // namespace reelwright::ui
