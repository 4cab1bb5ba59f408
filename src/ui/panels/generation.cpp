// SPDX-License-Identifier: GPL-3.0-or-later
// One job on its way: title and state, percent with what is left, the six stages, and what can be done now.
#include <cmath>

#include "ui/format.h"
#include "ui/panels/panels.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/status.h"

namespace reelwright::ui {
namespace {

void stage_row(Frame& frame, const Job& job, Stage stage) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  const StageState& state = job.stage(stage);
  const bool works = state.status == StageStatus::active && job.status == JobStatus::running;
  const float side = style.px(8 * metric::grid);
  stage_mark(style, stage, state.status, frame.time_s, works, side);
  frame.is_moving |= works;
  ImGui::SameLine(0, style.px(3 * metric::grid));
  ImGui::BeginGroup();
  const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
  text(style, title_of(stage), works ? Font::bold : Font::text, metric::text_normal,
       state.status == StageStatus::queued ? palette.text_faint : palette.text);
  const ShortText note =
      works && state.units_total > 0         ? ShortText("{} of {}", state.units_done, state.units_total)
      : state.status == StageStatus::done    ? duration_text(static_cast<double>(state.work_ms) / 1000.0)
      : state.status == StageStatus::skipped ? ShortText("already there")
      : state.status == StageStatus::failed  ? ShortText("failed")
                                             : ShortText("");
  const float note_width = ImGui::CalcTextSize(note.c_str()).x;
  ImGui::SameLine();
  ImGui::SetCursorPosX(right - note_width);
  ImGui::PushStyleColor(ImGuiCol_Text, colour(palette.text_faint));
  ImGui::TextUnformatted(note.c_str());
  ImGui::PopStyleColor();
  if (works)
    progress_bar(style, state.progress, palette.active);
  else
    ImGui::Dummy({0, style.px(1.5F * metric::grid)});
  ImGui::EndGroup();
}

bool may_retry(JobStatus status) {
  return status == JobStatus::failed || status == JobStatus::canceled || status == JobStatus::interrupted;
}

void draw_actions(Frame& frame, const Job& job) {
  const Style& style = frame.style;
  const bool is_free = !job.stopping;
  if (job.status == JobStatus::done) {
    if (button(style, "Open video", {.kind = ButtonKind::primary, .icon = Icon::film}))
      frame.ask(intent::OpenVideo{job.id});
    ImGui::SameLine();
  }
  if (job.status == JobStatus::running) {
    if (button(style, "Pause", {.icon = Icon::pause, .is_enabled = is_free}))
      frame.ask(intent::Send{command::PauseJob{job.id}});
    ImGui::SameLine();
  }
  if (job.status == JobStatus::paused || job.status == JobStatus::interrupted) {
    if (button(style, "Continue", {.kind = ButtonKind::primary, .icon = Icon::play, .is_enabled = is_free}))
      frame.ask(intent::Send{command::ResumeJob{job.id}});
    ImGui::SameLine();
  }
  if (may_retry(job.status)) {
    if (button(style, "Retry", {.icon = Icon::retry, .is_enabled = is_free}))
      frame.ask(intent::Send{command::RetryJob{job.id}});
    ImGui::SameLine();
  }
  if (!is_settled(job.status)) {
    if (button(style, "Cancel", {.kind = ButtonKind::danger, .icon = Icon::stop, .is_enabled = is_free}))
      frame.ask(intent::Send{command::CancelJob{job.id}});
    ImGui::SameLine();
  }
  if (button(style, "Open folder", {.kind = ButtonKind::quiet, .icon = Icon::folder}))
    frame.ask(intent::OpenFolder{job.id});
}

void draw_problem(Frame& frame, const Job& job) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  if (job.error) {
    ImGui::Dummy({0, style.px(metric::grid)});
    wrapped(style, job.error->message, palette.failed);
    if (!job.error->hint.empty()) wrapped(style, job.error->hint, palette.text_faint);
  }
  for (const std::string& warning : job.warnings) {
    text(style, style.icon(Icon::warning), Font::text, metric::text_normal, palette.attention);
    ImGui::SameLine();
    wrapped(style, warning, palette.text_faint);
  }
}

}  // namespace

void draw_generation(Frame& frame, const Job& job) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
  status_badge(style, job.status);
  ImGui::SameLine(right - style.px(metric::row_height));
  if (icon_button(style, "Close panel", Icon::cross)) frame.view.job.clear();
  ImGui::PushTextWrapPos(0);
  text(style, job.title, Font::bold, metric::text_large, palette.text);
  ImGui::PopTextWrapPos();
  ImGui::Dummy({0, style.px(metric::grid)});

  text(style, ShortText("{:.0f} %", std::floor(job.percent)), Font::bold, metric::text_title, palette.text);
  if (job.status == JobStatus::running) {
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    faint(style, eta_text(job));
  } else if (job.video) {
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    faint(style, ShortText("{}, {} x {}", std::string_view(clock_text(job.video->duration_s)),
                           job.video->width, job.video->height));
  }
  progress_bar(style, job.percent / 100.0, look_of(palette, job.status).rgb);
  ImGui::Dummy({0, style.px(2 * metric::grid)});
  for (const Stage stage : all_stages) stage_row(frame, job, stage);
  ImGui::Dummy({0, style.px(metric::grid)});
  draw_actions(frame, job);
  draw_problem(frame, job);
}

}  // namespace reelwright::ui
