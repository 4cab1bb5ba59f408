// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of the player. Letters and arrows are taken as shortcuts, so that they do not also move the focus;
// punctuation is taken as it is typed, wherever the keyboard has it.
#include "ui/panels/player_parts.h"
#include "ui/player_actions.h"

namespace reelwright::ui {
namespace {

struct Key {
  ImGuiKeyChord chord;
  PlayerAction action;
  bool repeats = false;
};

constexpr std::array keys = {
    Key{ImGuiKey_K, PlayerAction::toggle_play},
    Key{ImGuiKey_J, PlayerAction::slower},
    Key{ImGuiKey_L, PlayerAction::faster},
    Key{ImGuiKey_I, PlayerAction::loop_begin},
    Key{ImGuiKey_O, PlayerAction::loop_end},
    Key{ImGuiKey_M, PlayerAction::mute},
    Key{ImGuiKey_C, PlayerAction::captions},
    Key{ImGuiKey_S, PlayerAction::snapshot},
    Key{ImGuiKey_F, PlayerAction::full_screen},
    Key{ImGuiKey_1, PlayerAction::exact_size},
    Key{ImGuiKey_Home, PlayerAction::to_start},
    Key{ImGuiKey_End, PlayerAction::to_end},
    Key{ImGuiKey_PageUp, PlayerAction::scene_back, true},
    Key{ImGuiKey_PageDown, PlayerAction::scene_next, true},
    Key{ImGuiKey_Backspace, PlayerAction::speed_reset},
};
/// These also move the focus and press what has it.
constexpr std::array shared_keys = {
    Key{ImGuiKey_Space, PlayerAction::toggle_play},
    Key{ImGuiKey_LeftArrow, PlayerAction::back_5_s, true},
    Key{ImGuiKey_RightArrow, PlayerAction::forward_5_s, true},
    Key{ImGuiMod_Shift | ImGuiKey_LeftArrow, PlayerAction::back_1_s, true},
    Key{ImGuiMod_Shift | ImGuiKey_RightArrow, PlayerAction::forward_1_s, true},
};

void read(Frame& frame, const Key& key) {
  const ImGuiInputFlags flags = ImGuiInputFlags_RouteGlobal | (key.repeats ? ImGuiInputFlags_Repeat : 0);
  if (ImGui::Shortcut(key.chord, flags)) perform(frame, key.action);
}

void read(Frame& frame, ImWchar character) {
  switch (character) {
    case ',':
      return perform(frame, PlayerAction::frame_back);
    case '.':
      return perform(frame, PlayerAction::frame_next);
    case '[':
      return perform(frame, PlayerAction::speed_down);
    case ']':
      return perform(frame, PlayerAction::speed_up);
    case '\\':
      return perform(frame, PlayerAction::loop_clear);
    case '?':
      return perform(frame, PlayerAction::shortcuts);
    default:
      return;
  }
}

}  // namespace

void read_player_keys(Frame& frame, bool has_focus) {
  const ImGuiIO& io = ImGui::GetIO();
  constexpr ImGuiPopupFlags any = ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel;
  if (io.WantTextInput || ImGui::IsPopupOpen("", any)) return;
  for (const Key& key : keys) read(frame, key);
  if (!io.NavVisible || has_focus)
    for (const Key& key : shared_keys) read(frame, key);
  if (frame.view.video.is_full_screen && ImGui::Shortcut(ImGuiKey_Escape, ImGuiInputFlags_RouteGlobal))
    perform(frame, PlayerAction::full_screen);
  for (const ImWchar character : io.InputQueueCharacters) read(frame, character);
}

}  // namespace reelwright::ui
