// SPDX-License-Identifier: GPL-3.0-or-later
// The player: picture, scrub bar, buttons, keys. In full screen the picture has all the room, and the rest
// goes away while nobody moves the pointer, paused or not.
#include <algorithm>

#include "ui/panels/panels.h"
#include "ui/panels/player_parts.h"
#include "ui/player_actions.h"
#include "ui/widgets/controls.h"

namespace reelwright::ui {
namespace {

constexpr double controls_stay_s = 2.5;

void draw_full_screen(Frame& frame) {
  const Style& style = frame.style;
  VideoView& view = frame.view.video;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size = ImGui::GetContentRegionAvail();
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || io.NavVisible) view.pointer_moved_s = frame.time_s;
  ImGui::SetNextItemAllowOverlap();
  draw_player_picture(frame, size);
  const double left_s = view.pointer_moved_s + controls_stay_s - frame.time_s;
  const PlayerStatus& status = frame.player.status;
  const bool is_needed = !can_play(status) || (!status.is_playing && !status.problem.empty()) ||
                         ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
  const bool is_hidden = left_s <= 0 && !is_needed;
  if (!is_hidden && !is_needed) frame.redraw_in(left_s);
  if (is_hidden) ImGui::SetMouseCursor(ImGuiMouseCursor_None);
  bool has_focus = false;
  if (!is_hidden) {
    const float pad = style.px(metric::padding);
    const float height =
        scrub_bar_height(style) + style.px(metric::row_height) + style.px(metric::gap) + 2 * pad;
    ImGui::GetWindowDrawList()->AddRectFilled({at.x, at.y + size.y - height}, {at.x + size.x, at.y + size.y},
                                              colour(style.palette().surface, 0.92F));
    ImGui::SetCursorScreenPos({at.x + pad, at.y + size.y - height + pad});
    ImGui::BeginChild("controls", {size.x - 2 * pad, height - pad}, ImGuiChildFlags_NavFlattened);
    has_focus = draw_scrub_bar(frame);
    draw_player_controls(frame);
    ImGui::EndChild();
  } else {
    end_peek(frame);
  }
  read_player_keys(frame, has_focus);
}

}  // namespace

void draw_player(Frame& frame) {
  const Style& style = frame.style;
  if (frame.view.video.is_full_screen) return draw_full_screen(frame);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = style.px(metric::gap);
  const float below = scrub_bar_height(style) + style.px(metric::row_height) + 2 * gap;
  const float height = std::max(room.y - below, style.px(24));
  draw_player_picture(frame, {room.x, height});
  const bool has_focus = draw_scrub_bar(frame);
  draw_player_controls(frame);
  read_player_keys(frame, has_focus);
}

}  // namespace reelwright::ui
