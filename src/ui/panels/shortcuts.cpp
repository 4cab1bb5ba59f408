// SPDX-License-Identifier: GPL-3.0-or-later
// The list of all keys.
#include <algorithm>

#include "ui/panels/player_parts.h"
#include "ui/player_actions.h"
#include "ui/widgets/controls.h"
#include "ui/window_keys.h"

namespace reelwright::ui {
namespace {

void draw_key(const Style& style, const char* key, float right) {
  ImGui::PushFont(style.font(Font::mono), style.px(metric::text_small));
  const ImVec2 size = ImGui::CalcTextSize(key);
  const ImVec2 pad{style.px(2 * metric::grid), style.px(metric::grid / 2)};
  const ImVec2 at{right - size.x - 2 * pad.x, ImGui::GetCursorScreenPos().y};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(at, {right, at.y + size.y + 2 * pad.y}, colour(style.palette().raised),
                     style.px(metric::radius_small));
  draw.AddText({at.x + pad.x, at.y + pad.y}, colour(style.palette().text), key);
  ImGui::PopFont();
}

struct Keys {
  const char* name;
  const char* key;
};
Keys window_keys_at(std::size_t i) { return {window_keys()[i].name, window_keys()[i].key}; }
Keys player_keys_at(std::size_t i) {
  const PlayerActionLook& look = look_of(static_cast<PlayerAction>(i));
  return {look.name, look.key};
}

void draw_column(const Style& style, Keys (*at)(std::size_t), std::size_t first, std::size_t last,
                 float width) {
  ImGui::BeginGroup();
  for (std::size_t i = first; i < last; ++i) {
    const Keys row = at(i);
    const ImVec2 place = ImGui::GetCursorScreenPos();
    draw_key(style, row.key, place.x + width);
    ImGui::GetWindowDrawList()->AddText({place.x, place.y + style.px(1)}, colour(style.palette().text),
                                        row.name);
    ImGui::Dummy({width, style.px(5.5F * metric::grid)});
  }
  ImGui::EndGroup();
}

void draw_columns(const Style& style, Keys (*at)(std::size_t), std::size_t count, float column) {
  // Names and keys need their room.
  if (column < style.px(230)) return draw_column(style, at, 0, count, 2 * column + style.px(32));
  const std::size_t half = (count + 1) / 2;
  draw_column(style, at, 0, half, column);
  ImGui::SameLine(0, style.px(32));
  draw_column(style, at, half, count, column);
}

}  // namespace

void draw_shortcut_list(const Style& style, float column) {
  field_label(style, "Everywhere");
  draw_columns(style, window_keys_at, window_keys().size(), column);
  ImGui::Dummy({0, style.px(metric::grid)});
  field_label(style, "Player, on the page Video; silent while you type");
  draw_columns(style, player_keys_at, player_action_count, column);
}

void draw_shortcuts(Frame& frame) {
  const Style& style = frame.style;
  bool& is_wanted = frame.view.video.shows_shortcuts;
  constexpr const char* name = "Keyboard shortcuts of everything";
  bool& was_open = frame.view.video.shortcuts_are_open;
  // Closed by Escape or a click beside it.
  if (was_open && !ImGui::IsPopupOpen(name)) is_wanted = false;
  if (is_wanted && !was_open) ImGui::OpenPopup(name);
  const ImVec2 screen = ImGui::GetMainViewport()->Size;
  const float width = std::min(style.px(300), (screen.x - style.px(120)) / 2);
  ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::SetNextWindowSizeConstraints({0, 0}, {screen.x, screen.y - style.px(32)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {style.px(24), style.px(20)});
  const bool is_open = ImGui::BeginPopup(name);
  ImGui::PopStyleVar();
  was_open = is_open;
  if (!is_open) return;
  text(style, "Keyboard shortcuts", Font::bold, metric::text_large, style.palette().text);
  ImGui::Dummy({0, style.px(metric::grid)});
  draw_shortcut_list(style, width);
  const auto& typed = ImGui::GetIO().InputQueueCharacters;
  if (!is_wanted || (!ImGui::IsWindowAppearing() && std::ranges::find(typed, ImWchar{'?'}) != typed.end())) {
    is_wanted = false;
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
}

}  // namespace reelwright::ui
