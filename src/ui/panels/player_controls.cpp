// SPDX-License-Identifier: GPL-3.0-or-later
// The buttons under the picture. The least important ones give way where it is narrow; every one of them is
// in the menu as well.
#include <cmath>

#include "ui/panels/player_parts.h"
#include "ui/player_actions.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/row_fit.h"

namespace reelwright::ui {
namespace {

enum Part : std::size_t {
  play,
  scene_back,
  frame_back,
  frame_next,
  scene_next,
  time,
  number,
  speed,
  captions,
  size,
  sound,
  volume,
  camera,
  full_screen,
  more,
  part_count
};

constexpr const char* no_sound_device = "No sound device: the preview is silent";

ShortText speed_text(double speed) { return ShortText("{:g}x", speed); }

ShortText time_text(const PlayerStatus& status) {
  const double seconds = static_cast<double>(status.frame_count) / std::max(status.frames_per_second, 1.0);
  return ShortText("{} / {}", std::string_view(frame_time_text(status, status.frame)),
                   std::string_view(clock_text(seconds)));
}

/// A button whose state is seen: on is in the accent's colour.
void action_button(Frame& frame, PlayerAction action, Icon icon, bool is_on = false) {
  const Style& style = frame.style;
  const PlayerActionLook& look = look_of(action);
  if (is_on) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float side = style.px(metric::row_height);
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + side, at.y + side},
                                              colour(style.palette().accent, 0.22F),
                                              style.px(metric::radius_small));
  }
  const ShortText label("{}  ({})##{}", look.name, look.key, static_cast<int>(action));
  if (icon_button(style, label.c_str(), icon, is_enabled(frame, action))) perform(frame, action);
}

void draw_speed(Frame& frame, float width) {
  const Style& style = frame.style;
  const PlayerStatus& status = frame.player.status;
  const ShortText label("{}##speed", std::string_view(speed_text(status.speed)));
  // The value is what is seen, the name is what it is called.
  ImGui::PushID("speed");
  if (button(style, label.c_str(),
             {.kind = ButtonKind::quiet, .is_enabled = can_play(status), .width = width}))
    ImGui::OpenPopup("speeds");
  ImGui::SetItemTooltip("Speed  ([ and ])");
  if (begin_menu(style, "speeds")) {
    for (const double each : player_speeds)
      if (menu_item(
              style, speed_text(each).c_str(),
              {.key = each == 1 ? "Backspace" : "", .is_checked = each == status.speed, .width_min = 150}))
        frame.ask(intent::Play{player::SetSpeed{each}});
    end_menu();
  }
  ImGui::PopID();
}

void draw_volume(Frame& frame, float width) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  const PlayerStatus& status = frame.player.status;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = style.px(metric::row_height);
  const auto shown = static_cast<float>(status.is_muted ? 0.0 : status.volume);
  // Dear ImGui's slider for pointer and keyboard, with our looks.
  constexpr std::array none = {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive,
                               ImGuiCol_SliderGrab, ImGuiCol_SliderGrabActive};
  for (const ImGuiCol which : none) ImGui::PushStyleColor(which, ImVec4{0, 0, 0, 0});
  ImGui::SetNextItemWidth(width);
  float value = shown;
  if (ImGui::SliderFloat("##Volume", &value, 0, 1, "", ImGuiSliderFlags_AlwaysClamp)) {
    frame.ask(intent::Play{player::SetVolume{static_cast<double>(value)}});
    if (status.is_muted) frame.ask(intent::Play{player::SetMuted{false}});
  }
  ImGui::PopStyleColor(static_cast<int>(none.size()));
  const bool is_hot = ImGui::IsItemHovered() || ImGui::IsItemActive();
  if (status.lacks_audio_device)
    ImGui::SetItemTooltip("%s", no_sound_device);
  else
    ImGui::SetItemTooltip("Volume %d %%", static_cast<int>(std::lround(status.volume * 100)));
  const float inset = style.px(6);
  const float y = at.y + height / 2;
  const float thick = style.px(2);
  const float x = at.x + inset + (width - 2 * inset) * shown;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled({at.x + inset, y - thick}, {at.x + width - inset, y + thick}, colour(palette.border),
                     thick);
  draw.AddRectFilled({at.x + inset, y - thick}, {x, y + thick}, colour(palette.accent), thick);
  draw.AddCircleFilled({x, y}, style.px(is_hot ? 7 : 6), colour(palette.accent));
}

void draw_more(Frame& frame) {
  const Style& style = frame.style;
  if (icon_button(style, "More of the player", Icon::more)) ImGui::OpenPopup("player menu");
  ImGui::SetNextWindowSizeConstraints({0, 0}, {FLT_MAX, ImGui::GetMainViewport()->Size.y - style.px(16)});
  if (!begin_menu(style, "player menu")) return;
  const PlayerStatus& status = frame.player.status;
  for (std::size_t i = 0; i < player_action_count; ++i) {
    const auto action = static_cast<PlayerAction>(i);
    const PlayerActionLook& look = look_of(action);
    const bool is_checked = (action == PlayerAction::mute && status.is_muted) ||
                            (action == PlayerAction::captions && status.shows_captions) ||
                            (action == PlayerAction::exact_size && frame.view.video.is_exact_size) ||
                            (action == PlayerAction::full_screen && frame.view.video.is_full_screen);
    if (action == PlayerAction::frame_back || action == PlayerAction::loop_begin ||
        action == PlayerAction::mute)
      menu_gap(style);
    if (menu_item(style, look.name,
                  {.icon = look.icon,
                   .key = look.key,
                   .is_enabled = is_enabled(frame, action),
                   .is_checked = is_checked,
                   .width_min = 320}))
      perform(frame, action);
  }
  end_menu();
}

void draw_time(const Style& style, std::string_view words, float width, std::uint32_t rgb) {
  ImGui::PushFont(style.font(Font::mono), style.px(metric::text_small));
  const ImVec2 text_size = ImGui::CalcTextSize(words.data(), words.data() + words.size());
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = style.px(metric::row_height);
  ImGui::GetWindowDrawList()->AddText({at.x, at.y + (height - text_size.y) / 2}, colour(rgb), words.data(),
                                      words.data() + words.size());
  ImGui::Dummy({width, height});
  ImGui::PopFont();
}

float mono_width(const Style& style, std::string_view words) {
  ImGui::PushFont(style.font(Font::mono), style.px(metric::text_small));
  const float width = ImGui::CalcTextSize(words.data(), words.data() + words.size()).x;
  ImGui::PopFont();
  return width;
}

void draw_part(Frame& frame, Part part, float width) {
  const Style& style = frame.style;
  const PlayerStatus& status = frame.player.status;
  const VideoView& view = frame.view.video;
  switch (part) {
    case play:
      return action_button(frame, PlayerAction::toggle_play, status.is_playing ? Icon::pause : Icon::play);
    case scene_back:
      return action_button(frame, PlayerAction::scene_back, Icon::scene_back);
    case frame_back:
      return action_button(frame, PlayerAction::frame_back, Icon::frame_back);
    case frame_next:
      return action_button(frame, PlayerAction::frame_next, Icon::frame_next);
    case scene_next:
      return action_button(frame, PlayerAction::scene_next, Icon::scene_next);
    case time:
      return draw_time(style, time_text(status), width, style.palette().text);
    case number:
      return draw_time(style, ShortText("frame {}", status.frame), width, style.palette().text_faint);
    case speed:
      return draw_speed(frame, width);
    case captions:
      return action_button(frame, PlayerAction::captions, Icon::captions, status.shows_captions);
    case size:
      return action_button(frame, PlayerAction::exact_size, Icon::picture, view.is_exact_size);
    case sound:
      if (status.lacks_audio_device) {
        icon_button(style, no_sound_device, Icon::muted, false);
        return ImGui::SetItemTooltip("%s", no_sound_device);
      }
      return action_button(frame, PlayerAction::mute, status.is_muted ? Icon::muted : Icon::volume);
    case volume:
      return draw_volume(frame, width);
    case camera:
      return action_button(frame, PlayerAction::snapshot, Icon::camera);
    case full_screen:
      return action_button(frame, PlayerAction::full_screen,
                           view.is_full_screen ? Icon::leave_full_screen : Icon::full_screen);
    case more:
      return draw_more(frame);
    case part_count:
      return;
  }
}

}  // namespace

void draw_player_controls(Frame& frame) {
  const Style& style = frame.style;
  const float side = style.px(metric::row_height);
  const float gap = style.px(2);
  const float room = ImGui::GetContentRegionAvail().x;
  std::array<RowItem, part_count> items;
  items.fill({side, 0});
  // The more important, the longer it stays.
  constexpr std::array order = {play,       more,       time,       full_screen, sound,
                                captions,   scene_next, scene_back, speed,       frame_next,
                                frame_back, camera,     volume,     size,        number};
  for (std::size_t i = 0; i < order.size(); ++i)
    items[order[i]].importance = static_cast<int>(order.size() - i);
  items[time].width = mono_width(style, time_text(frame.player.status)) + style.px(2 * metric::gap);
  items[number].width = mono_width(style, "frame 000000") + style.px(metric::gap);
  items[speed].width = style.px(56);
  items[volume].width = style.px(92);
  const auto shown = fit_row(items, room, gap);

  // What moves through the video is at the left, how it is seen and heard at the right.
  float right_width = 0;
  for (std::size_t i = speed; i < part_count; ++i)
    if (shown[i]) right_width += items[i].width + gap;
  const float left = ImGui::GetCursorPosX();
  bool is_first = true;
  for (std::size_t i = 0; i < part_count; ++i) {
    if (!shown[i]) continue;
    if (i >= speed && right_width > 0) {
      ImGui::SameLine(left + room - right_width + gap, 0);
      right_width = 0;
    } else if (!is_first) {
      ImGui::SameLine(0, gap);
    }
    is_first = false;
    if (i == time) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + style.px(metric::gap));
    draw_part(frame, static_cast<Part>(i), items[i].width - (i == time ? style.px(metric::gap) : 0));
  }
}

}  // namespace reelwright::ui
