// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that can be done with the player, once: its name and key for menus and the list of shortcuts,
// and what it says to the player. The keys themselves are read by panels/player_keys.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "ui/frame.h"

namespace reelwright::ui {

enum class PlayerAction : std::uint8_t {
  toggle_play,
  slower,
  faster,
  back_5_s,
  forward_5_s,
  back_1_s,
  forward_1_s,
  frame_back,
  frame_next,
  scene_back,
  scene_next,
  to_start,
  to_end,
  loop_begin,
  loop_end,
  loop_clear,
  speed_down,
  speed_up,
  speed_reset,
  mute,
  captions,
  snapshot,
  exact_size,
  full_screen,
  shortcuts
};

struct PlayerActionLook {
  const char* name;
  const char* key;
  Icon icon;
};
inline constexpr std::size_t player_action_count = static_cast<std::size_t>(PlayerAction::shortcuts) + 1;
[[nodiscard]] const PlayerActionLook& look_of(PlayerAction action);

/// There is a picture to play, to seek in or to save.
[[nodiscard]] bool can_play(const PlayerStatus& status);
/// Whether it would do something now.
[[nodiscard]] bool is_enabled(const Frame& frame, PlayerAction action);
/// Says it; nothing when it would do nothing.
void perform(Frame& frame, PlayerAction action);

/// The speeds of the menu and of [ and ].
inline constexpr std::array<double, 9> player_speeds = {0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4};

}  // namespace reelwright::ui
