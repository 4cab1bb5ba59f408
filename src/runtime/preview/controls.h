// SPDX-License-Identifier: GPL-3.0-or-later
// What a command does to the player's order and to what the window shows of it: rules without threads,
// files or time.
#pragma once

#include "model/player.h"
#include "runtime/preview/exchange.h"

namespace reelwright::runtime {

/// `is_growing`: more of the video comes, so its end is not the end. TakeSnapshot changes nothing here. Pure.
void apply(const PlayerCommand& command, bool is_growing, PlayerOrder& order, PlayerStatus& status);

/// What is on its way becomes stale; playing goes on from the frame that is shown or looked for. Pure.
void begin_generation(PlayerOrder& order, const PlayerStatus& status);

}  // namespace reelwright::runtime
