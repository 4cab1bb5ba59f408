// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of a scene's card share while it is drawn: what they show, where they lie and how they
// change the scene. Only the card and its details use it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "ui/panels/scene_card.h"

namespace reelwright::ui {

inline constexpr float scene_card_padding = 3 * metric::grid;  ///< units

struct SceneCardLayout {
  float left = 0;   ///< of the words, from the card's left edge
  float width = 0;  ///< of all beside the number
  float words = 0;  ///< of the narration
  bool is_roomy = false;
  bool is_pictured = false;
};

/// Main thread, for one frame.
class SceneCardPart {
 public:
  SceneCardPart(Frame& frame, ScriptEditor& editor, const CardPlace& place, const SceneCardLayout& layout)
      : frame_(frame),
        style_(frame.style),
        editor_(editor),
        place_(place),
        scene_(editor.script().scenes[place.index]),
        layout_(layout),
        number_(place.index + 1),
        is_writable_(place.is_editable && !scene_.locked) {}

 protected:
  void to(float x, float y) { ImGui::SetCursorScreenPos({place_.at.x + x, place_.at.y + y}); }

  template <typename Edit>
  void change(std::string_view field, Edit edit) {
    editor_.change(field, frame_.time_s, [&](Script& script) { edit(script.scenes[place_.index]); });
  }

  Frame& frame_;
  const Style& style_;
  ScriptEditor& editor_;
  const CardPlace& place_;
  const Scene& scene_;
  const SceneCardLayout layout_;
  const std::size_t number_;
  const bool is_writable_;
  std::string& scratch_ = frame_.view.scenes.scratch;
};

/// One line of text, whose Ctrl+Z is the editor's. True when it was changed.
bool scene_field(const Style& style, const char* label, const char* hint, std::string& words,
                 bool is_editable);

/// What the details take, in units.
[[nodiscard]] float scene_details_units(const Scene& scene);
/// From `y` below the card's upper edge; pixels. Returns where they end.
[[nodiscard]] float draw_scene_details(const SceneCardPart& card, float y);

}  // namespace reelwright::ui
