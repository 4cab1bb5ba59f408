// SPDX-License-Identifier: GPL-3.0-or-later
// What lies over the pages or under them: the status bar, messages that go by themselves.
#include <algorithm>

#include "ui/format.h"
#include "ui/panels/panels.h"
#include "ui/widgets/controls.h"

namespace reelwright::ui {
namespace {

constexpr double toast_seconds = 8;

std::size_t count(const Snapshot& snapshot, JobStatus status) {
  return static_cast<std::size_t>(std::ranges::count(snapshot.active, status, &Job::status));
}

void take_notices(Frame& frame) {
  const Snapshot& snapshot = frame.snapshot;
  ViewState& view = frame.view;
  const std::uint64_t fresh = snapshot.notices_total - std::min(snapshot.notices_total, view.notices_seen);
  const std::size_t shown = std::min<std::size_t>(fresh, snapshot.notices.size());
  for (std::size_t i = snapshot.notices.size() - shown; i < snapshot.notices.size(); ++i)
    view.toasts.push_back({snapshot.notices[i].message, snapshot.notices[i].hint, true});
  view.notices_seen = snapshot.notices_total;
}

/// A snapshot was written: where, and a way there; or why not.
void take_snapshots(Frame& frame) {
  const PlayerStatus& status = frame.player.status;
  std::uint64_t& seen = frame.view.video.snapshots_seen;
  if (status.snapshots > seen && !status.snapshot_file.empty()) {
    Toast toast;
    toast.text = "Saved " + status.snapshot_file.substr(status.snapshot_file.rfind('/') + 1);
    toast.action = "Open folder";
    toast.intent = intent::OpenFolder{status.job};
    frame.view.toasts.push_back(std::move(toast));
  }
  seen = status.snapshots;
  std::uint64_t& failed_seen = frame.view.video.failed_snapshots_seen;
  if (status.snapshots_failed > failed_seen)
    frame.view.toasts.push_back({status.snapshot_error.message, status.snapshot_error.hint, true});
  failed_seen = status.snapshots_failed;
}

/// Asked now and then while something is drawn anyway; an idle window asks nothing.
void follow_disk(Frame& frame) {
  constexpr double often_s = 30;
  std::optional<double>& asked_s = frame.view.disk_asked_s;
  if (asked_s && frame.time_s - *asked_s < often_s) return;
  asked_s = frame.time_s;
  frame.ask(intent::CheckDisk{});
}

}  // namespace

void draw_status_bar(Frame& frame) {
  const Style& style = frame.style;
  const Snapshot& snapshot = frame.snapshot;
  const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
  const std::size_t running = count(snapshot, JobStatus::running);
  const std::size_t waiting = count(snapshot, JobStatus::queued);
  if (running + waiting == 0)
    faint(style, "Nothing to do");
  else
    faint(style, ShortText("{} working, {} waiting", running, waiting));
  const auto next = [&style](std::string_view words) {
    ImGui::SameLine(0, style.px(6 * metric::grid));
    faint(style, words);
  };
  next(count_text(snapshot.jobs_total, "video"));
  next(ShortText("Encoder: {}", title_of_encoder_setting(frame.view.settings.encoder)));
  if (frame.machine.bytes_free)
    next(ShortText("{} free", std::string_view(bytes_text(*frame.machine.bytes_free))));
  next(frame.machine.data_folder);
  follow_disk(frame);
  if (!frame.view.log.is_open) {
    ImGui::SameLine(right - style.px(90));
    if (ImGui::SmallButton("Show log")) frame.view.log.is_open = true;
  }
}

void draw_toasts(Frame& frame) {
  take_notices(frame);
  take_snapshots(frame);
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  std::vector<Toast>& toasts = frame.view.toasts;
  for (Toast& toast : toasts)
    if (toast.until_s == 0) toast.until_s = frame.time_s + toast_seconds;
  std::erase_if(toasts, [&](const Toast& toast) { return toast.until_s <= frame.time_s; });
  const ImGuiViewport& screen = *ImGui::GetMainViewport();
  float bottom = screen.Size.y - style.px(metric::status_height + 4 * metric::grid);
  for (std::size_t i = toasts.size(); i-- > 0;) {
    Toast& toast = toasts[i];
    const ShortText name("##toast {}", i);
    ImGui::SetNextWindowPos({screen.Size.x - style.px(6 * metric::grid), bottom}, ImGuiCond_Always, {1, 1});
    ImGui::SetNextWindowSize({style.px(380), 0});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, colour(palette.raised));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, style.px(metric::radius));
    ImGui::Begin(name.c_str(), nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoMove);
    wrapped(style, toast.text, toast.is_error ? palette.failed : palette.text);
    if (!toast.hint.empty()) wrapped(style, toast.hint, palette.text_faint);
    bool is_over = ImGui::IsWindowHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Left);
    if (toast.intent && button(style, toast.action.c_str(), {.kind = ButtonKind::primary})) {
      // Ctrl+Z would undo it once more.
      if (std::holds_alternative<intent::UndoDeletion>(*toast.intent)) frame.view.jobs.deleted = 0;
      frame.ask(*std::exchange(toast.intent, std::nullopt));
      is_over = true;
    } else if (ImGui::IsAnyItemHovered()) {
      is_over = false;
    }
    if (is_over) toast.until_s = frame.time_s;
    bottom -= ImGui::GetWindowHeight() + style.px(metric::gap);
    ImGui::End();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
  }
}

}  // namespace reelwright::ui
