// SPDX-License-Identifier: GPL-3.0-or-later
// A look as data: palette, fonts, shapes, motion. Themes are files in assets/themes; colours stay "#RRGGBB"
// or "#RRGGBBAA" texts here and become numbers where they are painted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace reelwright {

struct ThemeFont {
  std::string families = "Inter";  ///< first choice first, separated by commas
  int weight = 400;
  double tracking_em = 0;
  double line_spacing = 1;  ///< of the font's own line height
  friend bool operator==(const ThemeFont&, const ThemeFont&) = default;
};

/// One of a theme's accents; scenes take turns with them.
struct ThemeAccent {
  std::string fill;      ///< areas: discs, bars, markers
  std::string fill_end;  ///< the other end of the fill's gradient
  std::string on;        ///< text and icons on the fill
  std::string ink;       ///< text and thin lines on the background
  friend bool operator==(const ThemeAccent&, const ThemeAccent&) = default;
};

struct ThemeBackground {
  std::string kind = "glow";        ///< glow, paper, waves, hills, geometry, grid
  std::vector<std::string> stops;   ///< the gradient
  std::vector<std::string> shapes;  ///< what drifts over it; alpha is the most that a shape covers
  std::string line;                 ///< grid lines and frames
  double hue_shift_deg = 0;         ///< how far scenes may differ in hue, each way
  friend bool operator==(const ThemeBackground&, const ThemeBackground&) = default;
};

struct Theme {
  std::string name;   ///< as in Brief::theme and the file's name
  std::string title;  ///< for people
  std::string description;
  ThemeFont heading;  ///< titles and headings
  ThemeFont display;  ///< phrases shown large
  ThemeFont body;
  ThemeFont label;  ///< small lines over headings, numbers
  bool label_capitals = true;
  ThemeBackground background;
  std::string text;
  std::string muted;                 ///< secondary text
  std::string surface;               ///< cards; alpha allowed
  std::string surface_line;          ///< their edges; alpha allowed
  std::string shadow;                ///< of cards; alpha allowed
  std::vector<ThemeAccent> accents;  ///< at least one
  std::string badge = "disc";        ///< what icons stand on: disc, tile, ring, plain
  double radius = 0.02;              ///< of corners, as a share of the frame's short side
  double motion = 1;                 ///< 0 to 1: how far backgrounds drift
  std::string entrance = "rise";     ///< rise, fade, slide: how blocks appear
  std::string caption_accent;        ///< karaoke: the spoken word
  friend bool operator==(const Theme&, const Theme&) = default;
};

/// Error: theme.damaged, naming the field.
[[nodiscard]] Result<Theme> theme_from_json(std::string_view json);

}  // namespace reelwright
