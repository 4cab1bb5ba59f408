// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/choice_keys.h"

#include <imgui.h>
#include <imgui_internal.h>

namespace reelwright::ui {

ChoiceStop::ChoiceStop(bool is_stop) { ImGui::PushItemFlag(ImGuiItemFlags_NoNav, !is_stop); }
ChoiceStop::~ChoiceStop() { ImGui::PopItemFlag(); }

std::optional<std::size_t> choice_by_key(std::size_t here, std::size_t count, std::size_t columns) {
  if (!ImGui::IsItemFocused() || count == 0) return std::nullopt;
  std::optional<std::size_t> chosen;
  const auto take = [&, id = ImGui::GetItemID()](ImGuiKey key, std::size_t to) {
    ImGui::SetKeyOwner(key, id);
    if (ImGui::GetIO().KeyMods == 0 && ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id) && to != here)
      chosen = to;
  };
  take(ImGuiKey_LeftArrow, here > 0 ? here - 1 : here);
  take(ImGuiKey_RightArrow, here + 1 < count ? here + 1 : here);
  take(ImGuiKey_Home, 0);
  take(ImGuiKey_End, count - 1);
  if (here >= columns) take(ImGuiKey_UpArrow, here - columns);
  if (here + columns < count) take(ImGuiKey_DownArrow, here + columns);
  return chosen;
}

void focus_choice(const char* label) {
  ImGui::SetFocusID(ImGui::GetID(label), ImGui::GetCurrentWindow());
  ImGui::SetNavCursorVisible(true);
}

}  // namespace reelwright::ui
