// SPDX-License-Identifier: GPL-3.0-or-later
// The video of the chosen job: title, player, and below it how it came about or its scenes.
#include <imgui_internal.h>

#include <algorithm>
#include <array>

#include "ui/panels/panels.h"
#include "ui/panels/player_parts.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/edge.h"
#include "ui/widgets/status.h"

namespace reelwright::ui {
namespace {

/// Below this there is only the player, units.
constexpr float height_for_both = 320;
constexpr float lower_min = 110;
constexpr float player_min = 170;

/// Title, state, folder.
void draw_title(Frame& frame, const Job* job) {
  const Style& style = frame.style;
  const float side = style.px(metric::row_height);
  const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
  const std::string_view title = job == nullptr ? std::string_view("Video") : std::string_view(job->title);
  ImGui::PushFont(style.font(Font::bold), style.px(metric::text_large));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float badge = job == nullptr ? 0 : style.px(130);
  const float room = ImGui::GetContentRegionAvail().x - badge - (job == nullptr ? 0 : side);
  const ImVec2 size = ImGui::CalcTextSize(title.data(), title.data() + title.size());
  const float width = std::clamp(room, 1.0F, size.x + 1);
  const float y = at.y + (side - size.y) / 2;
  ImGui::RenderTextEllipsis(ImGui::GetWindowDrawList(), {at.x, y}, {at.x + width, y + size.y}, at.x + width,
                            title.data(), title.data() + title.size(), &size);
  ImGui::PopFont();
  ImGui::Dummy({width, side});
  if (job == nullptr) return;
  if (size.x > width) ImGui::SetItemTooltip("%s", job->title.c_str());
  ImGui::SameLine(0, style.px(3 * metric::grid));
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + style.px(1.75F * metric::grid));
  status_badge(style, job->status);
  ImGui::SameLine(right - side, 0);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - style.px(1.75F * metric::grid));
  if (icon_button(style, "Open folder##of the video", Icon::folder)) frame.ask(intent::OpenFolder{job->id});
}

void draw_lower(Frame& frame, const Job& job) {
  VideoView& view = frame.view.video;
  constexpr std::array<const char*, 2> tabs = {"Timeline", "Scenes"};
  if (const auto tab = segments(frame.style, "lower part", tabs, static_cast<std::size_t>(view.tab)))
    view.tab = static_cast<VideoView::Tab>(*tab);
  ImGui::BeginChild("lower", {0, 0}, ImGuiChildFlags_NavFlattened);
  if (view.tab == VideoView::Tab::timeline)
    draw_stage_timeline(frame, job);
  else
    draw_scenes(frame, job);
  ImGui::EndChild();
}

/// There is nothing to watch yet: the scenes have the page for themselves.
bool waits_for_its_script(const Job& job) {
  return job.status == JobStatus::paused && job.stop_after == Stage::script &&
         job.stage(Stage::voice).status == StageStatus::queued;
}

}  // namespace

void draw_video(Frame& frame) {
  const Style& style = frame.style;
  VideoView& view = frame.view.video;
  const Job* const job = view.job.empty() ? nullptr : frame.job(view.job);
  if (job != nullptr) turn_to_scenes_at_gate(frame, *job);
  if (view.is_full_screen) return draw_player(frame);
  draw_title(frame, job);
  if (job != nullptr && view.tab == VideoView::Tab::scenes && waits_for_its_script(*job))
    return draw_lower(frame, *job);
  const float room = ImGui::GetContentRegionAvail().y;
  const bool has_lower = job != nullptr && room >= style.px(height_for_both);
  if (!has_lower) return draw_player(frame);
  const float edge = style.px(edge_height) + 2 * style.px(metric::gap);
  const float lower =
      std::clamp(room * view.lower_part, style.px(lower_min), room - edge - style.px(player_min));
  ImGui::BeginChild("player", {0, room - lower - edge}, ImGuiChildFlags_NavFlattened,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  draw_player(frame);
  ImGui::EndChild();
  if (const float moved = draggable_edge(style, "Height of the player"); moved != 0)
    view.lower_part = std::clamp((lower - moved) / room, 0.1F, 0.8F);
  ImGui::BeginChild("below the player", {0, 0}, ImGuiChildFlags_NavFlattened,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  draw_lower(frame, *job);
  ImGui::EndChild();
}

}  // namespace reelwright::ui
