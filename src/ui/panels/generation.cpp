// SPDX-License-Identifier: GPL-3.0-or-later
// One job on its way: its picture, title and state, percent with what is left, the six stages, what can be
// done now, its files and its newest log lines.
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "ui/command_line.h"
#include "ui/format.h"
#include "ui/panels/log_tools.h"
#include "ui/panels/panels.h"
#include "ui/panels/player_parts.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/status.h"

namespace reelwright::ui {
namespace {

/// What is said of a stage at its right.
ShortText note_of(const Job& job, Stage stage, bool works) {
  const StageState& state = job.stage(stage);
  const ShortText time = duration_text(static_cast<double>(state.work_ms) / 1000.0);
  if (works && state.units_total > 0) {
    const bool is_of_scenes = stage == Stage::voice || stage == Stage::visuals;
    return ShortText("{}{} of {}, {}", is_of_scenes ? "scene " : "",
                     std::min(state.units_done + 1, state.units_total), state.units_total,
                     std::string_view(time));
  }
  if (works || state.status == StageStatus::done) return time;
  if (state.status == StageStatus::skipped) return ShortText("already there");
  if (state.status == StageStatus::failed) return ShortText("failed");
  if (state.status == StageStatus::active) return ShortText("{}", title_of(job.status));
  return ShortText("");
}

void stage_row(Frame& frame, const Job& job, Stage stage) {
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  const StageState& state = job.stage(stage);
  const bool is_active = state.status == StageStatus::active;
  const bool works = is_active && job.status == JobStatus::running;
  const float side = style.px(8 * metric::grid);
  const bool turns = works && !frame.reduces_motion();
  stage_mark(style, stage, state.status, frame.time_s, turns, side,
             is_active && !works ? std::optional(look_of(palette, job.status)) : std::nullopt);
  frame.is_moving |= turns;
  ImGui::SameLine(0, style.px(3 * metric::grid));
  ImGui::BeginGroup();
  const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
  text(style, title_of(stage), works ? Font::bold : Font::text, metric::text_normal,
       state.status == StageStatus::queued ? palette.text_faint : palette.text);
  const ShortText note = note_of(job, stage, works);
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
  // Earlier stages keep their results: a retry begins with this one.
  if (may_retry(job.status) && (is_active || state.status == StageStatus::failed)) {
    const ShortText label("Retry from here##{}", title_of(stage));
    if (button(style, label.c_str(), {.icon = Icon::retry, .is_enabled = !job.stopping}))
      frame.ask(intent::Send{command::RetryJob{job.id}});
  }
  ImGui::EndGroup();
}

std::string folder_of(const Frame& frame, const Job& job) {
  return (std::filesystem::path(frame.machine.data_folder) / "jobs" / job.id).string();
}

/// Buttons side by side, in as many rows as they need.
class ButtonRow {
 public:
  explicit ButtonRow(const Style& style)
      : style_(style), right_(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x) {}
  bool add(const char* label, const ButtonLook& look) {
    if (!is_first_) {
      ImGui::SameLine();
      if (ImGui::GetCursorPosX() + button_width(style_, label, look.icon.has_value()) > right_)
        ImGui::NewLine();
    }
    is_first_ = false;
    return button(style_, label, look);
  }

 private:
  const Style& style_;
  const float right_;
  bool is_first_ = true;
};

/// The review was asked for, and nothing goes on before it.
bool is_at_gate(const Job& job) {
  return job.status == JobStatus::paused && job.stop_after == Stage::script &&
         job.stage(Stage::script).status != StageStatus::queued &&
         job.stage(Stage::script).status != StageStatus::active;
}

void draw_actions(Frame& frame, const Job& job) {
  const bool is_free = !job.stopping;
  ButtonRow row(frame.style);
  const bool waits = is_at_gate(job);
  if (waits) {
    wrapped(frame.style, "The script is written and waits for you.", frame.style.palette().attention);
    const bool is_there = frame.view.page == Page::video && frame.view.video.tab == VideoView::Tab::scenes;
    if (!is_there && row.add("Review the script", {.kind = ButtonKind::primary, .icon = Icon::script})) {
      frame.view.page = Page::video;
      frame.view.video.tab = VideoView::Tab::scenes;
    }
  }
  if (!waits && frame.view.page != Page::video &&
      row.add("Watch", {.kind = job.status == JobStatus::done ? ButtonKind::primary : ButtonKind::normal,
                        .icon = Icon::video}))
    frame.view.page = Page::video;
  if (job.status == JobStatus::done && row.add("Open video", {.icon = Icon::film}))
    frame.ask(intent::OpenVideo{job.id});
  if (job.status == JobStatus::running && row.add("Pause", {.icon = Icon::pause, .is_enabled = is_free}))
    frame.ask(intent::Send{command::PauseJob{job.id}});
  if ((job.status == JobStatus::paused || job.status == JobStatus::interrupted) &&
      row.add("Continue", {.kind = ButtonKind::primary, .icon = Icon::play, .is_enabled = is_free}))
    continue_job(frame, job);
  if (may_retry(job.status) && row.add("Retry", {.icon = Icon::retry, .is_enabled = is_free}))
    frame.ask(intent::Send{command::RetryJob{job.id}});
  if (job.status == JobStatus::done &&
      row.add("Make it again", {.kind = ButtonKind::quiet, .icon = Icon::retry}))
    frame.ask(intent::Send{command::RetryJob{job.id}});
  if (!is_settled(job.status) &&
      row.add("Cancel", {.kind = ButtonKind::danger, .icon = Icon::stop, .is_enabled = is_free}))
    frame.ask(intent::Send{command::CancelJob{job.id}});
  if (row.add("Open folder", {.kind = ButtonKind::quiet, .icon = Icon::folder}))
    frame.ask(intent::OpenFolder{job.id});
  if (row.add("Copy as command line", {.kind = ButtonKind::quiet, .icon = Icon::copy})) {
    ImGui::SetClipboardText(command_line(job, folder_of(frame, job)).c_str());
    frame.view.toasts.push_back({"The command line is in the clipboard.", ""});
  }
}

/// A heading that shows or hides what follows. `count`: how much that is.
bool fold(const Style& style, const char* label, std::size_t count, bool& is_open) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size{ImGui::GetContentRegionAvail().x, style.px(7 * metric::grid)};
  if (ImGui::InvisibleButton(label, size, ImGuiButtonFlags_EnableNav)) is_open = !is_open;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered())
    draw.AddRectFilled(at, {at.x + size.x, at.y + size.y}, colour(style.palette().hovered),
                       style.px(metric::radius_small));
  const float y = at.y + (size.y - ImGui::GetFontSize()) / 2;
  draw.AddText({at.x, y}, colour(style.palette().text_faint),
               style.icon(is_open ? Icon::chevron_down : Icon::chevron_right));
  const ShortText words("{} ({})", label, count);
  draw.AddText({at.x + style.px(5 * metric::grid), y}, colour(style.palette().text), words.c_str());
  return is_open;
}

void draw_files(Frame& frame, const Job& job) {
  const Style& style = frame.style;
  if (job.artifacts.empty() || !fold(style, "Files", job.artifacts.size(), frame.view.generation.shows_files))
    return;
  const Palette& palette = style.palette();
  const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
  ImGui::PushStyleVarY(ImGuiStyleVar_ItemSpacing, style.px(2));
  for (const Artifact& file : job.artifacts) {
    const ShortText size = bytes_text(file.bytes);
    ImGui::PushFont(style.font(Font::mono), style.px(metric::text_small));
    const float width = ImGui::CalcTextSize(size.c_str()).x;
    ImGui::PopFont();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushClipRect(at, {at.x + ImGui::GetContentRegionAvail().x - width - style.px(12), at.y + 100},
                        true);
    text(style, file.path, Font::mono, metric::text_small, palette.text_faint);
    ImGui::PopClipRect();
    ImGui::SameLine(right - width, 0);
    text(style, size, Font::mono, metric::text_small, palette.text_faint);
  }
  ImGui::PopStyleVar();
}

void draw_newest_lines(Frame& frame, const Job& job) {
  frame.log.watch(job.id);
  const auto& tail = frame.log.tail();
  const Style& style = frame.style;
  if (tail.empty() || !fold(style, "Newest log lines", tail.size(), frame.view.generation.shows_log)) return;
  ImGui::PushStyleVarY(ImGuiStyleVar_ItemSpacing, style.px(1));
  for (const std::uint64_t number : tail) {
    const LogHistory::Line& line = frame.log.at(number);
    const std::uint32_t rgb =
        line.level == LogLevel::info ? style.palette().text_faint : rgb_of(style.palette(), line.level);
    text(style, frame.log.text(line), Font::mono, metric::text_small - 1, rgb);
  }
  ImGui::PopStyleVar();
}

void draw_error(Frame& frame, const JobError& error) {
  const Style& style = frame.style;
  wrapped(style, error.message, style.palette().failed);
  if (!error.hint.empty()) wrapped(style, error.hint, style.palette().text_faint);
}

void draw_warnings(Frame& frame, const Job& job) {
  const Style& style = frame.style;
  for (const std::string& warning : job.warnings) {
    text(style, style.icon(Icon::warning), Font::text, metric::text_normal, style.palette().attention);
    ImGui::SameLine();
    wrapped(style, warning, style.palette().text_faint);
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
  ImGui::BeginChild("job", {0, 0}, ImGuiChildFlags_NavFlattened);
  draw_mini_player(frame, job);
  ImGui::PushTextWrapPos(0);
  text(style, job.title, Font::bold, metric::text_large, palette.text);
  ImGui::PopTextWrapPos();
  ImGui::Dummy({0, style.px(metric::grid)});

  text(style, ShortText("{:.0f} %", std::floor(job.percent)), Font::bold, metric::text_title, palette.text);
  if (job.status == JobStatus::running) {
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    const ShortText left = eta_text(job);
    faint(style,
          ShortText("{} so far{}{}", std::string_view(clock_text(static_cast<double>(job.work_ms) / 1000)),
                    std::string_view(left).empty() ? "" : ", ", std::string_view(left)));
  } else if (job.video) {
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    faint(style, ShortText("{}, {} x {}", std::string_view(clock_text(job.video->duration_s)),
                           job.video->width, job.video->height));
  }
  progress_bar(style, job.percent / 100.0, look_of(palette, job.status).rgb);
  ImGui::Dummy({0, style.px(metric::grid)});
  // What can be done now stays in sight, however long the rest is.
  if (job.error) draw_error(frame, *job.error);
  draw_actions(frame, job);
  ImGui::Dummy({0, style.px(metric::grid)});
  for (const Stage stage : all_stages) stage_row(frame, job, stage);
  ImGui::Dummy({0, style.px(metric::grid)});
  draw_warnings(frame, job);
  ImGui::Dummy({0, style.px(metric::grid)});
  draw_files(frame, job);
  draw_newest_lines(frame, job);
  ImGui::EndChild();
}

}  // namespace reelwright::ui
