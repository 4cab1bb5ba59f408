// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/panels/panels.h"
#include "ui/panels/player_parts.h"
#include "ui/widgets/edge.h"
#include "ui/window_keys.h"

namespace reelwright::ui {
namespace {

/// Of the window's.
constexpr float log_height_min = 0.14F;
constexpr float log_height_max = 0.7F;

/// A part of the window at a fixed place; `draw` fills it.
template <typename Draw>
void part(const char* name, ImVec2 at, ImVec2 size, std::uint32_t rgb, ImVec2 padding, const Draw& draw) {
  ImGui::SetNextWindowPos(at);
  ImGui::SetNextWindowSize(size);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, colour(rgb));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::PopStyleVar();
  draw();
  ImGui::End();
  ImGui::PopStyleColor();
}

/// A job that has just begun to work opens the panel; the user closes it.
void open_what_started(Frame& frame) {
  const auto& active = frame.snapshot.active;
  const auto running = std::ranges::find(active, JobStatus::running, &Job::status);
  const std::string_view now = running == active.end() ? std::string_view() : std::string_view(running->id);
  if (now == frame.view.job_at_work) return;
  frame.view.job_at_work = now;
  if (!now.empty()) frame.view.job = now;
}

void draw_page(Frame& frame) {
  ImGui::BeginChild("page", {0, 0}, ImGuiChildFlags_NavFlattened);
  switch (frame.view.page) {
    case Page::create:
      draw_create(frame);
      break;
    case Page::video:
      draw_video(frame);
      break;
    case Page::settings:
      draw_settings(frame);
      break;
    case Page::jobs:
      draw_jobs(frame);
      break;
    case Page::health:
      draw_health(frame);
      break;
    case Page::gallery:
      draw_gallery(frame);
      break;
  }
  ImGui::EndChild();
}

/// The log with the edge by which it is made higher.
void draw_log_part(Frame& frame, float window_height) {
  LogView& view = frame.view.log;
  const float top = ImGui::GetCursorPosY();
  ImGui::SetCursorPosY(0);
  if (const float moved = draggable_edge(frame.style, "Height of the log"); moved != 0)
    view.height = std::clamp(view.height - moved / window_height, log_height_min, log_height_max);
  ImGui::SetCursorPosY(top);
  draw_log(frame);
}

/// What the Video page is about, and what it no longer is.
void follow_the_video(Frame& frame) {
  ViewState& view = frame.view;
  if (!view.job.empty()) view.video.job = view.job;
  view.video.shown_width = view.video.shown_height = 0;
  if (view.page == Page::video) return;
  end_peek(frame);
  if (std::exchange(view.video.is_full_screen, false)) frame.ask(intent::FullScreen{false});
}

}  // namespace

void draw_shell(Frame& frame) {
  read_window_keys(frame);
  open_what_started(frame);
  follow_the_video(frame);
  begin_regions(frame.view.focus);
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  const ImVec2 size = ImGui::GetMainViewport()->Size;
  const Job* const job = frame.view.job.empty() ? nullptr : frame.job(frame.view.job);
  if (frame.view.page == Page::video && frame.view.video.is_full_screen) {
    part("full screen", {0, 0}, size, palette.window, {0, 0}, [&] { draw_video(frame); });
    draw_toasts(frame);
    draw_shortcuts(frame);
    return draw_closing(frame);
  }
  const float rail = style.px(metric::rail_width);
  const float status = style.px(metric::status_height);
  const float panel = job == nullptr ? 0 : std::min(style.px(metric::generation_width), size.x * 0.4F);
  const float log = frame.view.log.is_open ? std::floor(size.y * frame.view.log.height) : 0;
  const float page_height = size.y - status - log;
  const ImVec2 padding{style.px(6 * metric::grid), style.px(5 * metric::grid)};
  const ImVec2 gap{style.px(metric::gap), style.px(metric::gap)};

  part(name_of(Region::rail), {0, 0}, {rail, size.y - status}, palette.surface, gap,
       [&] { draw_rail(frame); });
  // The keyboard starts on the page.
  if (ImGui::GetFrameCount() <= 1) ImGui::SetNextWindowFocus();
  part(name_of(Region::page), {rail, 0}, {size.x - rail - panel, page_height}, palette.window, padding,
       [&] { draw_page(frame); });
  if (job != nullptr)
    part(name_of(Region::generation), {size.x - panel, 0}, {panel, page_height}, palette.surface, padding,
         [&] { draw_generation(frame, *job); });
  if (log > 0)
    part(name_of(Region::log), {rail, page_height}, {size.x - rail, log}, palette.surface, {padding.x, gap.y},
         [&] { draw_log_part(frame, size.y); });
  part(name_of(Region::status), {0, size.y - status}, {size.x, status}, palette.raised,
       {gap.x * 1.5F, style.px(1.25F * metric::grid)}, [&] { draw_status_bar(frame); });
  end_regions(frame.view.focus);
  draw_debug(frame);
  draw_toasts(frame);
  draw_shortcuts(frame);
  draw_closing(frame);
}

}  // namespace reelwright::ui
