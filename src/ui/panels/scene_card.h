// SPDX-License-Identifier: GPL-3.0-or-later
// One scene of the editor: its number, words, picture, and what can be done with it. Only the scenes panel
// draws it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "ui/frame.h"
#include "ui/script_editor.h"

namespace reelwright::ui {

/// What was asked of the list of scenes; done when all cards are drawn.
struct SceneWish {
  enum class Kind : std::uint8_t { none, add_after, duplicate, remove, move };
  Kind kind = Kind::none;
  std::size_t scene = 0;
  std::size_t to = 0;
};

/// Where a card stands and what may be done with it.
struct CardPlace {
  std::size_t index = 0;
  ImVec2 at{};
  float width = 0;
  float height = 0;
  bool is_editable = false;
};

/// Pixels; wraps the narration for this width.
[[nodiscard]] float scene_card_height(const Style& style, ScriptEditor& editor, std::size_t index,
                                      bool is_open, float width);
void draw_scene_card(Frame& frame, ScriptEditor& editor, const CardPlace& place, SceneWish& wish);

/// For people: "Title", "Statement", ...
[[nodiscard]] const char* title_of(Layout layout);

}  // namespace reelwright::ui
