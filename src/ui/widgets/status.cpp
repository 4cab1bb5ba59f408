// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/status.h"

#include <algorithm>
#include <cstring>
#include <numbers>

#include "ui/format.h"

namespace reelwright::ui {

StatusLook look_of(const Palette& palette, JobStatus status) {
  switch (status) {
    case JobStatus::queued:
      return {palette.idle, Icon::dash};
    case JobStatus::running:
      return {palette.active, Icon::play};
    case JobStatus::paused:
      return {palette.attention, Icon::pause};
    case JobStatus::done:
      return {palette.done, Icon::check};
    case JobStatus::failed:
      return {palette.failed, Icon::cross};
    case JobStatus::canceled:
      return {palette.attention, Icon::stop};
    case JobStatus::interrupted:
      break;
  }
  return {palette.attention, Icon::lightning};
}

void status_badge(const Style& style, JobStatus status) {
  const StatusLook look = look_of(style.palette(), status);
  const std::string_view word = title_of(status);
  ImGui::PushFont(nullptr, style.px(metric::text_small));
  const ImVec2 glyph = ImGui::CalcTextSize(style.icon(look.icon));
  const ImVec2 size = ImGui::CalcTextSize(word.data(), word.data() + word.size());
  const float pad = style.px(2 * metric::grid);
  const float between = style.px(metric::grid);
  const ImVec2 box{2 * pad + glyph.x + between + size.x, size.y + style.px(1.5F * metric::grid)};
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy(box);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(at, {at.x + box.x, at.y + box.y}, colour(look.rgb, 0.16F), box.y / 2);
  const float y = at.y + (box.y - size.y) / 2;
  draw.AddText({at.x + pad, y}, colour(look.rgb), style.icon(look.icon));
  draw.AddText({at.x + pad + glyph.x + between, y}, colour(look.rgb), word.data(), word.data() + word.size());
  ImGui::PopFont();
}

Icon icon_of(Stage stage) {
  constexpr std::array icons = {Icon::script,  Icon::voice,  Icon::visuals,
                                Icon::compose, Icon::render, Icon::complete};
  return icons[index_of(stage)];
}

std::uint32_t rgb_of(const Palette& palette, StageStatus status) {
  switch (status) {
    case StageStatus::queued:
      return palette.idle;
    case StageStatus::active:
      return palette.active;
    case StageStatus::done:
      return palette.done;
    case StageStatus::failed:
      return palette.failed;
    case StageStatus::skipped:
      break;
  }
  return palette.attention;
}

void stage_mark(const Style& style, Stage stage, StageStatus status, double time_s, bool moves, float side,
                std::optional<StatusLook> stopped) {
  const std::uint32_t rgb = stopped ? stopped->rgb : rgb_of(style.palette(), status);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({side, side});
  const ImVec2 centre{at.x + side / 2, at.y + side / 2};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const bool is_active = status == StageStatus::active && !stopped;
  draw.AddCircleFilled(centre, side / 2, colour(rgb, is_active ? 0.12F : 0.18F));
  if (is_active) {
    constexpr float turn = 2 * std::numbers::pi_v<float>;
    const float start =
        moves ? static_cast<float>(time_s - static_cast<double>(static_cast<long>(time_s))) * turn : 0;
    draw.PathArcTo(centre, side / 2 - style.px(1), start, start + 0.7F * turn, 24);
    draw.PathStroke(colour(rgb), 0, style.px(2));
  }
  Icon icon = icon_of(stage);
  if (status == StageStatus::done) icon = Icon::check;
  if (status == StageStatus::failed) icon = Icon::cross;
  if (status == StageStatus::skipped) icon = Icon::dash;
  if (stopped) icon = stopped->icon;
  const ShortText number("{}", index_of(stage) + 1);
  const char* const glyph = status == StageStatus::queued ? number.c_str() : style.icon(icon);
  const ImVec2 size = ImGui::CalcTextSize(glyph);
  draw.AddText({centre.x - size.x / 2, centre.y - size.y / 2}, colour(rgb), glyph);
}

void progress_bar(const Style& style, double fraction, std::uint32_t rgb) {
  const float height = style.px(1.5F * metric::grid);
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({width, height});
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(at, {at.x + width, at.y + height}, colour(style.palette().raised), height / 2);
  const float done = width * static_cast<float>(std::clamp(fraction, 0.0, 1.0));
  if (done >= height) draw.AddRectFilled(at, {at.x + done, at.y + height}, colour(rgb), height / 2);
}

}  // namespace reelwright::ui
