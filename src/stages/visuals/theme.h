// SPDX-License-Identifier: GPL-3.0-or-later
// The themes that are installed, and a theme's colours as one scene uses them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/theme.h"
#include "paint/background.h"
#include "paint/colour.h"

namespace reelwright::stages {

/// Errors: theme.unknown (the hint lists the names there are), theme.damaged, file.*. Any thread.
[[nodiscard]] Result<Theme> load_theme(const std::filesystem::path& assets, std::string_view name);
/// All themes in assets/themes, by name. Errors: theme.damaged, theme.none.
[[nodiscard]] Result<std::vector<Theme>> list_themes(const std::filesystem::path& assets);

struct Accent {
  paint::Colour fill, fill_end, on, ink;
};

/// A theme's colours for one scene.
struct Palette {
  paint::BackgroundKind background = paint::BackgroundKind::glow;
  std::vector<paint::Colour> stops;
  std::vector<paint::Colour> shapes;
  paint::Colour line;
  paint::Colour text, muted, surface, surface_line, shadow;
  Accent accent;  ///< this scene's
  Accent second;  ///< its companion for details
};

/// `turn` is the scene's index: neighbours differ in accent and hue. The theme came from load_theme, so its
/// colours are valid (CHECKed).
[[nodiscard]] Palette palette_for(const Theme& theme, std::size_t turn);

}  // namespace reelwright::stages
