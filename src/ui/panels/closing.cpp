// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked once when the window is closed while a video is being made or changes are not in one yet.
#include <algorithm>

#include "ui/panels/panels.h"
#include "ui/shell.h"
#include "ui/widgets/controls.h"

namespace reelwright::ui {
namespace {

constexpr const char* popup = "closing";

void send_to_those_at_work(Frame& frame, bool are_paused) {
  for (const Job& job : frame.snapshot.active) {
    if (!is_at_work(job)) continue;
    if (are_paused)
      frame.ask(intent::Send{command::PauseJob{job.id}});
    else
      frame.ask(intent::Send{command::CancelJob{job.id}});
  }
}

void leave(Frame& frame) {
  frame.view.asks_to_close = false;
  ImGui::CloseCurrentPopup();
}

/// One answer a line: what it does stands beside it.
bool answer(const Style& style, const char* label, const char* note, const ButtonLook& look) {
  const bool is_pressed = button(style, label, look);
  ImGui::SameLine(0, style.px(metric::padding));
  ImGui::AlignTextToFramePadding();
  faint(style, note);
  return is_pressed;
}

void draw_answers(Frame& frame) {
  const Style& style = frame.style;
  const float width = style.px(200);
  if (answer(style, "Stay", "Nothing changes.", {.kind = ButtonKind::primary, .width = width})) leave(frame);
  if (answer(style, "Finish, then close", "The window goes out of the way and ends when all is made.",
             {.icon = Icon::clock, .width = width})) {
    frame.ask(intent::Close{CloseHow::when_done});
    leave(frame);
  }
  if (answer(style, "Pause and close", "It can be continued at the next start.",
             {.icon = Icon::pause, .width = width})) {
    send_to_those_at_work(frame, true);
    frame.ask(intent::Close{CloseHow::now});
    leave(frame);
  }
  if (answer(style, "Cancel and close", "The video is not made; it can be retried.",
             {.kind = ButtonKind::danger, .icon = Icon::stop, .width = width})) {
    send_to_those_at_work(frame, false);
    frame.ask(intent::Close{CloseHow::now});
    leave(frame);
  }
}

bool can_save_all(const Frame& frame) {
  return std::ranges::all_of(frame.view.scenes.editors, [&](const ScriptEditor& editor) {
    const bool is_stored = !editor.changes().is_changed || editor.is_saving();
    return is_stored || (!editor.silent_scene() && !editor.is_outdated());
  });
}

void save_all(Frame& frame) {
  for (ScriptEditor& editor : frame.view.scenes.editors) {
    if (!editor.changes().is_changed || editor.is_saving()) continue;
    frame.ask(intent::ReviseScript{editor.job(), editor.script(), editor.hash(), false});
    editor.sent();
  }
}

void draw_loss(Frame& frame) {
  const Style& style = frame.style;
  const float width = style.px(200);
  if (answer(style, "Stay", "To put the changes into the video.",
             {.kind = ButtonKind::primary, .width = width}))
    leave(frame);
  if (can_save_all(frame) && answer(style, "Save and close", "The scenes keep them; the video is as it was.",
                                    {.icon = Icon::save, .width = width})) {
    save_all(frame);
    frame.ask(intent::Close{CloseHow::now});
    leave(frame);
  }
  if (answer(style, "Close without them", "The changes to the scenes are lost.",
             {.kind = ButtonKind::danger, .width = width})) {
    frame.ask(intent::Close{CloseHow::now});
    leave(frame);
  }
}

}  // namespace

bool has_unsaved_scenes(const ViewState& view) {
  return std::ranges::any_of(view.scenes.editors,
                             [](const ScriptEditor& editor) { return editor.changes().is_changed; });
}

void draw_closing(Frame& frame) {
  const Style& style = frame.style;
  if (!frame.view.asks_to_close) return;
  if (!ImGui::IsPopupOpen(popup)) ImGui::OpenPopup(popup);
  const ImGuiViewport& screen = *ImGui::GetMainViewport();
  ImGui::SetNextWindowPos({screen.Size.x / 2, screen.Size.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {style.px(6 * metric::grid), style.px(5 * metric::grid)});
  const bool is_open =
      ImGui::BeginPopupModal(popup, nullptr,
                             ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings |
                                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove);
  ImGui::PopStyleVar();
  if (!is_open) return;
  if (!std::ranges::any_of(frame.snapshot.active, is_at_work) && !has_unsaved_scenes(frame.view)) {
    // It was finished while the question stood: nothing is in the way any more.
    frame.ask(intent::Close{CloseHow::now});
    leave(frame);
    return ImGui::EndPopup();
  }
  const bool works = std::ranges::any_of(frame.snapshot.active, is_at_work);
  text(style, works ? "A video is being made" : "Some changes are not in a video yet", Font::bold,
       metric::text_large, style.palette().text);
  ImGui::Dummy({0, style.px(metric::grid)});
  if (works)
    draw_answers(frame);
  else
    draw_loss(frame);
  if (works && has_unsaved_scenes(frame.view))
    faint(style, "Changes to scenes that are not in a video yet are lost when the window closes.");
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) leave(frame);
  ImGui::EndPopup();
}

}  // namespace reelwright::ui
