// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window_keys.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <array>

namespace reelwright::ui {
namespace {

constexpr std::array keys = {
    WindowKey{"Create", "Ctrl+1"},
    WindowKey{"Video", "Ctrl+2"},
    WindowKey{"Jobs", "Ctrl+3"},
    WindowKey{"Settings", "Ctrl+4"},
    WindowKey{"Health", "Ctrl+5"},
    WindowKey{"Next part of the window", "F6"},
    WindowKey{"Previous part of the window", "Shift+F6"},
    WindowKey{"These shortcuts", "F1"},
    WindowKey{"Generate the video", "Ctrl+Enter"},
    WindowKey{"Undo", "Ctrl+Z"},
    WindowKey{"Redo in the scenes", "Ctrl+Shift+Z"},
    WindowKey{"Choose all videos", "Ctrl+A"},
    WindowKey{"Delete the chosen videos", "Del"},
    WindowKey{"Copy lines of the log", "Ctrl+C"},
};
constexpr std::array pages = {Page::create, Page::video, Page::jobs, Page::settings, Page::health};

bool is_popup_open() {
  return ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

}  // namespace

std::span<const WindowKey> window_keys() { return keys; }

void read_window_keys(Frame& frame) {
  ViewState& view = frame.view;
  if (ImGui::IsKeyPressed(ImGuiKey_F1, false) && !is_popup_open()) view.video.shows_shortcuts = true;
  if (view.video.is_full_screen || is_popup_open()) return;
  if (ImGui::IsKeyChordPressed(ImGuiKey_F6)) step_region(view.focus, true);
  if (ImGui::IsKeyChordPressed(ImGuiMod_Shift | ImGuiKey_F6)) step_region(view.focus, false);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const auto digit = static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(i));
    if (!ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | digit)) continue;
    view.page = pages[i];
    view.focus.enter(Region::page);
  }
  if (!is_generate_pressed()) return;
  // Else it would also press what has the focus.
  ImGuiContext& context = *ImGui::GetCurrentContext();
  context.NavActivateId = context.NavActivateDownId = context.NavActivatePressedId = 0;
}

bool is_generate_pressed() {
  return !is_popup_open() && (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Enter) ||
                              ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_KeypadEnter));
}

}  // namespace reelwright::ui
