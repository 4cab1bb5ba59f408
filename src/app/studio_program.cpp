// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio_program.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "ui/shell.h"

namespace reelwright::app {
namespace {

/// Dear ImGui needs a few frames until what one frame said is laid out in the next.
constexpr int settle_frames = 3;
/// While something moves. A screen that does not make us wait would get every frame that a core can draw, and
/// that core has a video to encode.
constexpr double moving_frame_s = 1.0 / 30;
constexpr std::size_t pictures_max = 96;
constexpr std::size_t log_lines_max = 1'000'000;
constexpr std::size_t log_text_bytes_max = 96U << 20;

bool has_work(const Snapshot& snapshot) {
  return std::ranges::any_of(
      snapshot.active, [](const Job& job) { return is_at_work(job) || job.status == JobStatus::queued; });
}

}  // namespace

StudioProgram::StudioProgram(StudioProgramParts parts)
    : window_(parts.window),
      studio_(parts.studio),
      desktop_(parts.desktop),
      memory_(parts.memory),
      preview_(parts.preview),
      clock_(parts.clock),
      machine_(std::move(parts.machine)),
      host_(parts.window),
      style_(parts.fonts.files, parts.fonts.icons),
      log_(log_lines_max, log_text_bytes_max),
      pictures_(pictures_max),
      picture_maker_(parts.store, std::move(parts.assets), gfx::Window::wake) {
  view_.settings = std::move(parts.settings);
  remember();
}

void StudioProgram::run() {
  while (!ended_) step();
  memory_.keep(view_);
  // What is at work may take a moment to come back.
  window_.disappear();
}

void StudioProgram::step() {
  if (window_.is_closing()) ask_to_close();
  if (window_.is_hidden()) return rest();
  draw();
  if (ended_) return;
  if (host_.has_pending_input()) {
    settled_ = 0;
    window_.poll();
  } else if (is_moving_ || excerpt_) {
    settled_ = 0;
    window_.wait(std::min(moving_frame_s, preview_.next_due_s().value_or(moving_frame_s)));
  } else if (++settled_ < settle_frames) {
    window_.poll();
  } else {
    settled_ = 0;
    wait(still_s());
  }
}

/// The view as it was left, and the jobs that it shows.
void StudioProgram::remember() {
  memory_.show(view_);
  if (!memory_.has_draft()) {
    view_.draft.brief.lang = view_.settings.lang;
    view_.draft.brief.voice = view_.settings.voice;
    view_.draft.brief.speed = view_.settings.speed;
  }
  static_cast<void>(studio_.show_history(view_.history));
  if (!view_.job.empty()) static_cast<void>(studio_.show_job(view_.job));
  if (memory_.trouble().empty()) return;
  LogLine line{.utc_ms = clock_.utc_ms(), .level = LogLevel::warning};
  line.set_text(memory_.trouble());
  log_.add(line);
}

/// What goes on whether somebody looks or not: the preview plays and what changed is taken down. For all else
/// somebody wakes the window.
double StudioProgram::quiet_s() const {
  constexpr double never = std::numeric_limits<double>::infinity();
  return std::min(preview_.next_due_s().value_or(never), memory_.wait_s(now_s()).value_or(never));
}

/// Messages go by themselves.
double StudioProgram::still_s() const {
  const double seconds = std::min(redraw_in_s_, quiet_s());
  return view_.toasts.empty() ? seconds : std::min(seconds, 0.5);
}

void StudioProgram::wait(double seconds) {
  window_.wait(std::isfinite(seconds) ? std::optional(seconds) : std::nullopt);
}

float StudioProgram::scale() const {
  const auto set = static_cast<float>(view_.settings.ui_scale);
  return set > 0 ? set : window_.content_scale();
}

/// Nobody looks: nothing is drawn until the window is back.
void StudioProgram::rest() {
  take_log();
  desktop_.deliver(view_, machine_);
  const auto snapshot = studio_.read();
  preview_.update(*snapshot, view_);
  memory_.note(view_, false, now_s());
  close_when_done(*snapshot);
  if (!ended_) wait(quiet_s());
}

/// What went wrong stays to be read after its message has gone.
void StudioProgram::log_errors() {
  for (ui::Toast& toast : view_.toasts) {
    if (!toast.is_error || std::exchange(toast.is_logged, true)) continue;
    LogLine line{.utc_ms = clock_.utc_ms(), .level = LogLevel::error};
    line.set_text(toast.hint.empty() ? toast.text : toast.text + " " + toast.hint);
    log_.add(line);
  }
}

void StudioProgram::draw() {
  take_log();
  desktop_.drop(window_.take_dropped(), view_);
  desktop_.deliver(view_, machine_);
  style_.set(ui::is_light(view_.settings, machine_) ? ui::light_palette : ui::dark_palette, scale());
  intents_.clear();
  const auto snapshot = studio_.read();
  const auto begun = std::chrono::steady_clock::now();
  preview_.update(*snapshot, view_);
  const ui::PlayerView player_view = preview_.view();
  ui::Frame frame{.snapshot = *snapshot,
                  .machine = machine_,
                  .player = player_view,
                  .diagnostics = diagnostics_,
                  .style = style_,
                  .log = log_,
                  .pictures = pictures_,
                  .view = view_,
                  .intents = intents_,
                  .utc_ms = clock_.utc_ms(),
                  .time_s = now_s()};
  host_.begin();
  ui::draw_shell(frame);
  window_.clear({0, 0, 0});
  host_.end();
  note_cost(begun);
  window_.show();
  picture_maker_.serve(pictures_, view_.create.title);
  redraw_in_s_ = frame.redraw_in_s;
  is_moving_ = frame.is_moving;
  is_working_ = std::ranges::any_of(snapshot->active, is_at_work);
  for (ui::Intent& intent : intents_) perform(intent);
  log_errors();
  close_when_done(*snapshot);
  memory_.note(view_, host_.had_input(), now_s());
}

/// What concerns the window itself is done here, all else by the desktop.
void StudioProgram::perform(ui::Intent& intent) {
  if (const auto* play = std::get_if<ui::intent::Play>(&intent))
    preview_.send(play->command);
  else if (const auto* full = std::get_if<ui::intent::FullScreen>(&intent))
    window_.set_full_screen(full->is_on);
  else if (const auto* log = std::get_if<ui::intent::SaveLog>(&intent))
    excerpt_.emplace(log->filter);
  else if (std::holds_alternative<ui::intent::RestoreDraft>(intent))
    ui::restore_draft(view_);
  else if (const auto* close = std::get_if<ui::intent::Close>(&intent); close != nullptr)
    close_as_asked(close->how);
  else
    desktop_.perform(intent, machine_);
}

void StudioProgram::note_cost(std::chrono::steady_clock::time_point begun) {
  const ui::FrameCost cost = host_.cost();
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
  diagnostics_ = {.ui_ms = cost.ui_ms,
                  .frame_ms = took.count(),
                  .allocations = cost.allocations,
                  .frames = diagnostics_.frames + 1};
}

void StudioProgram::take_log() {
  lines_.clear();
  studio_.take_log_lines(lines_);
  for (const LogLine& line : lines_) log_.add(line);
  // A part each frame: a million lines are not collected at once.
  if (!excerpt_ || !excerpt_->advance(log_)) return;
  desktop_.save_text(excerpt_->take_text(), "reelwright-log.txt");
  excerpt_.reset();
}

void StudioProgram::ask_to_close() {
  window_.keep_open();
  if (window_.is_hidden()) window_.restore();
  if (is_working_ || ui::has_unsaved_scenes(view_))
    view_.asks_to_close = true;
  else
    ended_ = true;
}

void StudioProgram::close_as_asked(ui::CloseHow how) {
  if (how == ui::CloseHow::now) {
    ended_ = true;
    return;
  }
  closes_when_done_ = true;
  window_.minimise();
}

void StudioProgram::close_when_done(const Snapshot& snapshot) {
  if (!closes_when_done_) return;
  // Somebody who takes the window back stays.
  if (!window_.is_hidden() && host_.had_input()) closes_when_done_ = false;
  if (closes_when_done_ && !has_work(snapshot)) ended_ = true;
}

}  // namespace reelwright::app
