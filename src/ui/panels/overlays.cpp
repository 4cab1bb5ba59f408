// SPDX-License-Identifier: GPL-3.0-or-later
// What lies over the pages or under them: the status bar, messages that go by themselves, the question when
// the window is closed during work.
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
    view.toasts.push_back(
        {snapshot.notices[i].message, snapshot.notices[i].hint, true, frame.time_s + toast_seconds});
  view.notices_seen = snapshot.notices_total;
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
  ImGui::SameLine(0, style.px(6 * metric::grid));
  faint(style, ShortText("{} videos", snapshot.history_total));
  ImGui::SameLine(0, style.px(6 * metric::grid));
  faint(style, frame.machine.data_folder);
  if (!frame.view.log.is_open) {
    ImGui::SameLine(right - style.px(90));
    if (ImGui::SmallButton("Show log")) frame.view.log.is_open = true;
  }
}

void draw_toasts(Frame& frame) {
  take_notices(frame);
  const Style& style = frame.style;
  const Palette& palette = style.palette();
  std::vector<Toast>& toasts = frame.view.toasts;
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
    if (ImGui::IsWindowHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Left))
      toast.until_s = frame.time_s;
    bottom -= ImGui::GetWindowHeight() + style.px(metric::gap);
    ImGui::End();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
  }
}

void draw_closing(Frame& frame) {
  const Style& style = frame.style;
  const char* const name = "A video is being made";
  if (frame.view.asks_to_close && !ImGui::IsPopupOpen(name)) ImGui::OpenPopup(name);
  if (!ImGui::BeginPopupModal(name, nullptr,
                              ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings))
    return;
  wrapped(style, "What is finished is kept: the job can be continued at the next start.",
          style.palette().text);
  if (button(style, "Stop and close", {.kind = ButtonKind::danger})) {
    frame.ask(intent::Close{});
    ImGui::CloseCurrentPopup();
  }
  ImGui::SameLine();
  if (button(style, "Stay", {.kind = ButtonKind::primary})) {
    frame.view.asks_to_close = false;
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
}

}  // namespace reelwright::ui
