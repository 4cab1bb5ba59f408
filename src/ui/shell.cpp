// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell.h"

#include <algorithm>
#include <cmath>

#include "ui/panels/panels.h"

namespace reelwright::ui {
namespace {

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
    case Page::jobs:
      draw_jobs(frame);
      break;
    case Page::health:
      draw_health(frame);
      break;
  }
  ImGui::EndChild();
}

}  // namespace

void draw_shell(Frame& frame) {
  open_what_started(frame);
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  const ImVec2 size = ImGui::GetMainViewport()->Size;
  const Job* const job = frame.view.job.empty() ? nullptr : frame.job(frame.view.job);
  const float rail = style.px(metric::rail_width);
  const float status = style.px(metric::status_height);
  const float panel = job == nullptr ? 0 : std::min(style.px(metric::generation_width), size.x * 0.4F);
  const float log = frame.view.log.is_open ? std::floor(size.y * 0.24F) : 0;
  const float page_height = size.y - status - log;
  const ImVec2 padding{style.px(6 * metric::grid), style.px(5 * metric::grid)};
  const ImVec2 gap{style.px(metric::gap), style.px(metric::gap)};

  part("rail", {0, 0}, {rail, size.y - status}, palette.surface, gap, [&] { draw_rail(frame); });
  // The keyboard starts on the page.
  if (ImGui::GetFrameCount() <= 1) ImGui::SetNextWindowFocus();
  part("main", {rail, 0}, {size.x - rail - panel, page_height}, palette.window, padding,
       [&] { draw_page(frame); });
  if (job != nullptr)
    part("generation", {size.x - panel, 0}, {panel, page_height}, palette.surface, padding,
         [&] { draw_generation(frame, *job); });
  if (log > 0)
    part("log", {rail, page_height}, {size.x - rail, log}, palette.surface, {padding.x, gap.y},
         [&] { draw_log(frame); });
  part("status", {0, size.y - status}, {size.x, status}, palette.raised,
       {gap.x * 1.5F, style.px(1.25F * metric::grid)}, [&] { draw_status_bar(frame); });
  draw_toasts(frame);
  draw_closing(frame);
}

}  // namespace reelwright::ui
