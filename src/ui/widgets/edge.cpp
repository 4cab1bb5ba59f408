// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/edge.h"

#include <algorithm>

namespace reelwright::ui {

float draggable_edge(const Style& style, const char* label) {
  const ImVec2 size{std::max(ImGui::GetContentRegionAvail().x, 1.0F), style.px(edge_height)};
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton(label, size, ImGuiButtonFlags_EnableNav);
  const bool is_hot = ImGui::IsItemHovered() || ImGui::IsItemActive();
  if (is_hot) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
  const float width = style.px(is_hot ? 72 : 40);
  const float thick = style.px(is_hot ? 2 : 1.5F);
  const ImVec2 middle{at.x + size.x / 2, at.y + size.y / 2};
  ImGui::GetWindowDrawList()->AddRectFilled(
      {middle.x - width / 2, middle.y - thick}, {middle.x + width / 2, middle.y + thick},
      colour(is_hot ? style.palette().accent : style.palette().border), thick);
  float moved = 0;
  if (ImGui::IsItemActive() && ImGui::IsMouseDown(ImGuiMouseButton_Left)) moved = ImGui::GetIO().MouseDelta.y;
  if (ImGui::IsItemFocused() && ImGui::GetIO().NavVisible) {
    constexpr ImGuiInputFlags flags = ImGuiInputFlags_RouteFocused | ImGuiInputFlags_Repeat;
    if (ImGui::Shortcut(ImGuiKey_UpArrow, flags)) moved -= style.px(4 * metric::grid);
    if (ImGui::Shortcut(ImGuiKey_DownArrow, flags)) moved += style.px(4 * metric::grid);
  }
  return moved;
}

}  // namespace reelwright::ui
