// SPDX-License-Identifier: GPL-3.0-or-later
// The preview player as a panel sees it: what it is doing, and the picture that it shows as a texture.
#pragma once

#include <imgui.h>

#include "model/player.h"

namespace reelwright::ui {

struct PlayerView {
  const PlayerStatus& status;
  ImTextureID picture = 0;  ///< the frame that is shown, upright; 0 while there is none
  struct Peek {
    ImTextureID picture = 0;  ///< 0 while there is none
    std::int64_t frame = 0;
    int width = 0;  ///< pixels
    int height = 0;
  };
  Peek peek{};
};

}  // namespace reelwright::ui
