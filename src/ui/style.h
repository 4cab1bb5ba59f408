// SPDX-License-Identifier: GPL-3.0-or-later
// The palette and the grid as Dear ImGui wants them, and the fonts. One theme a window; switching it or the
// scale takes effect with the next frame.
#pragma once

#include <imgui.h>

#include <memory>
#include <string>
#include <vector>

#include "ui/emoji_font_loader.h"
#include "ui/icon.h"
#include "ui/palette.h"

namespace reelwright::ui {

/// Font files found by the composition root. `fallbacks` are tried in order for characters that Inter has
/// not.
struct FontFiles {
  std::string text;
  std::string text_bold;
  std::string mono;
  std::string icons;
  struct Fallback {
    std::string path;
    int face = 0;  ///< within a collection
  };
  std::vector<Fallback> fallbacks;
  EmojiDrawer draw_emoji{};  ///< unset: none
};

class FontBytes;

enum class Font : std::uint8_t { text, bold, mono };

/// Main thread. Text is drawn only while it lives.
class Style {
 public:
  /// Adds the fonts to the current context, which must live as long.
  Style(const FontFiles& fonts, const IconGlyphs& icons);
  ~Style();
  Style(const Style&) = delete;
  Style& operator=(const Style&) = delete;

  /// Also sets Dear ImGui's own style; cheap when nothing changes.
  void set(const Palette& palette, float scale);

  [[nodiscard]] const Palette& palette() const { return *palette_; }
  [[nodiscard]] float px(float units) const { return units * scale_; }
  [[nodiscard]] ImFont* font(Font which) const { return fonts_[static_cast<std::size_t>(which)]; }
  [[nodiscard]] const char* icon(Icon which) const { return icons_[which]; }

 private:
  // Where the fonts find them.
  std::unique_ptr<FontBytes> bytes_;
  std::unique_ptr<EmojiDrawer> draw_emoji_;
  std::array<ImFont*, 3> fonts_{};
  IconGlyphs icons_;
  const Palette* palette_ = &dark_palette;
  float scale_ = 0;
};

[[nodiscard]] ImU32 colour(std::uint32_t rgb, float opacity = 1.0F);
[[nodiscard]] ImVec4 colour_values(std::uint32_t rgb, float opacity = 1.0F);

}  // namespace reelwright::ui
