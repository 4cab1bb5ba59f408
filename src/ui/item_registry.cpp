// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/item_registry.h"

#include <imgui_internal.h>

#include <algorithm>

namespace reelwright::ui {

ItemRegistry::ItemRegistry(ImGuiContext* context) : context_(context) {
  context_->TestEngine = this;
  context_->TestEngineHookItems = true;
}

ItemRegistry::~ItemRegistry() {
  context_->TestEngineHookItems = false;
  context_->TestEngine = nullptr;
}

void ItemRegistry::begin_frame() {
  items_.clear();
  duplicates_.clear();
}

const ItemRegistry::Item* ItemRegistry::find(std::string_view label) const {
  const auto found = std::ranges::find(items_, label, &Item::label);
  return found == items_.end() ? nullptr : &*found;
}

void ItemRegistry::add(ImGuiID id, ImVec2 min, ImVec2 max, bool is_focused) {
  if (id == 0) return;
  const auto twin = std::ranges::find(items_, id, &Item::id);
  // Dear ImGui reports some items again, at the same place.
  if (twin != items_.end() && (twin->min.x != min.x || twin->min.y != min.y))
    duplicates_.push_back(twin->label);
  const ImGuiID window = context_->CurrentWindow == nullptr ? 0 : context_->CurrentWindow->ID;
  items_.push_back({id, window, {}, is_focused, min, max});
}

void ItemRegistry::name(ImGuiID id, const char* label) {
  const auto item = std::ranges::find(items_.rbegin(), items_.rend(), id, &Item::id);
  if (item == items_.rend() || label == nullptr) return;
  const std::string_view whole(label);
  const std::string_view visible = whole.substr(0, whole.find("##"));
  item->label = visible.empty() ? whole : visible;
}

}  // namespace reelwright::ui

namespace {

reelwright::ui::ItemRegistry* registry_of(ImGuiContext* context) {
  return static_cast<reelwright::ui::ItemRegistry*>(context->TestEngine);
}

}  // namespace

// Dear ImGui calls these when it is built with IMGUI_ENABLE_TEST_ENGINE.
void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect& box,
                                 const ImGuiLastItemData*) {
  if (auto* registry = registry_of(context))
    registry->add(id, box.Min, box.Max, context->NavId == id && context->NavCursorVisible);
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext* context, ImGuiID id, const char* label,
                                  ImGuiItemStatusFlags) {
  if (auto* registry = registry_of(context)) registry->name(id, label);
}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }
