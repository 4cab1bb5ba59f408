// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/menu.h"

#include <algorithm>

#include "ui/widgets/label.h"

namespace reelwright::ui {
namespace {

/// Tighter than on a page: the longest menu fits below its button.
constexpr float menu_row_height = metric::row_height - metric::grid;

void push_menu_look(const Style& style) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding,
                      {style.px(1.5F * metric::grid), style.px(1.5F * metric::grid)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, style.px(2)});
}

float widest(std::span<const char* const> names) {
  float width = 0;
  for (const char* const name : names) width = std::max(width, ImGui::CalcTextSize(name).x);
  return width;
}

void pop_menu_look() { ImGui::PopStyleVar(2); }

}  // namespace

bool menu_item(const Style& style, const char* label, const MenuRow& row) {
  const Palette& palette = style.palette();
  const float height = style.px(menu_row_height);
  const float width = std::max(ImGui::GetContentRegionAvail().x, style.px(row.width_min));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::BeginDisabled(!row.is_enabled);
  const bool chosen = ImGui::InvisibleButton(label, {width, height}, ImGuiButtonFlags_EnableNav);
  const bool hot = row.is_enabled && (ImGui::IsItemHovered() || ImGui::IsItemFocused());
  ImGui::EndDisabled();
  const std::uint32_t rgb = row.is_danger ? palette.failed : palette.text;
  const float fade = row.is_enabled ? 1.0F : 0.4F;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (hot)
    draw.AddRectFilled(at, {at.x + width, at.y + height}, colour(palette.hovered),
                       style.px(metric::radius_small));
  const float text_y = at.y + (height - ImGui::GetFontSize()) / 2;
  const float indent = style.px(2.5F * metric::grid);
  const char* const glyph = row.is_checked ? style.icon(Icon::check) : row.icon ? style.icon(*row.icon) : "";
  draw.AddText({at.x + indent, text_y}, colour(row.is_danger ? palette.failed : palette.text_faint, fade),
               glyph);
  draw.AddText({at.x + indent + style.px(7 * metric::grid), text_y}, colour(rgb, fade), label,
               visible_end(label));
  const float key_width = ImGui::CalcTextSize(row.key).x;
  draw.AddText({at.x + width - indent - key_width, text_y}, colour(palette.text_faint, fade), row.key);
  if (chosen) ImGui::CloseCurrentPopup();
  return chosen;
}

void menu_gap(const Style& style) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::Dummy({width, style.px(metric::gap)});
  const float y = at.y + style.px(metric::gap) / 2;
  ImGui::GetWindowDrawList()->AddLine({at.x, y}, {at.x + width, y}, colour(style.palette().border),
                                      style.px(1));
}

bool begin_menu(const Style& style, const char* id) {
  push_menu_look(style);
  if (ImGui::BeginPopup(id)) return true;
  pop_menu_look();
  return false;
}

bool begin_context_menu(const Style& style, const char* id) {
  push_menu_look(style);
  if (ImGui::BeginPopupContextItem(id)) return true;
  pop_menu_look();
  return false;
}

void end_menu() {
  ImGui::EndPopup();
  pop_menu_look();
}

std::optional<std::size_t> drop_down(const Style& style, const char* label,
                                     std::span<const char* const> names, std::size_t chosen, float width) {
  const Palette& palette = style.palette();
  std::optional<std::size_t> picked;
  const float height = style.px(metric::row_height);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID(label);
  if (ImGui::InvisibleButton(label, {width, height}, ImGuiButtonFlags_EnableNav)) ImGui::OpenPopup("list");
  const bool hot = ImGui::IsItemHovered();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 corner{at.x + width, at.y + height};
  const float radius = style.px(metric::radius_small);
  draw.AddRectFilled(at, corner, colour(hot ? palette.hovered : palette.raised), radius);
  draw.AddRect(at, corner, colour(palette.border), radius, 0, style.px(1));
  const float pad = style.px(2.5F * metric::grid);
  const float text_y = at.y + (height - ImGui::GetFontSize()) / 2;
  const char* const arrow = style.icon(Icon::chevron_down);
  const float arrow_x = corner.x - pad - ImGui::CalcTextSize(arrow).x;
  ImGui::PushClipRect(at, {arrow_x, corner.y}, true);
  const char* const name = chosen < names.size() ? names[chosen] : "";
  draw.AddText({at.x + pad, text_y}, colour(palette.text), name);
  ImGui::PopClipRect();
  draw.AddText({arrow_x, text_y}, colour(palette.text_faint), arrow);
  ImGui::SetNextWindowPos({at.x, corner.y + style.px(metric::grid)}, ImGuiCond_Appearing);
  const float list_width = std::max(width, widest(names) + style.px(14 * metric::grid));
  ImGui::SetNextWindowSizeConstraints({list_width, 0}, {style.px(480), style.px(360)});
  if (begin_menu(style, "list")) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      ImGui::PushID(static_cast<int>(i));
      const MenuRow row{.is_checked = i == chosen, .width_min = 0};
      if (menu_item(style, names[i], row) && i != chosen) picked = i;
      ImGui::PopID();
    }
    end_menu();
  }
  ImGui::PopID();
  return picked;
}

}  // namespace reelwright::ui
