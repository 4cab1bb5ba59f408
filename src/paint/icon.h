// SPDX-License-Identifier: GPL-3.0-or-later
// The Material Design icon font as outlines found by name. It knows names and shapes; which icon suits a
// scene is decided by the visuals stage.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "paint/path.h"

namespace reelwright::paint {

/// Immutable once open; any thread.
class IconFont {
 public:
  /// Finds the font through fontconfig. Errors: icons.missing (not installed), icons.damaged.
  [[nodiscard]] static Result<IconFont> open();
  IconFont(IconFont&&) noexcept;
  IconFont& operator=(IconFont&&) noexcept;
  ~IconFont();

  /// All glyph names, sorted: "account", "account-alert", ...
  [[nodiscard]] const std::vector<std::string>& names() const;
  [[nodiscard]] bool has(std::string_view name) const;
  /// y downwards, in a design square of side 1; empty for an unknown name.
  [[nodiscard]] Path outline(std::string_view name) const;

  /// For whoever draws the font's characters itself: the font's file, and an icon's character in it (0 for an
  /// unknown name).
  [[nodiscard]] const std::string& file() const;
  [[nodiscard]] char32_t character(std::string_view name) const;

 private:
  struct Glyphs;
  explicit IconFont(std::unique_ptr<Glyphs> glyphs);
  std::unique_ptr<Glyphs> glyphs_;
};

}  // namespace reelwright::paint
