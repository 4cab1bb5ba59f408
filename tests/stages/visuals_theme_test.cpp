// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "model/brief.h"
#include "paint/pixels.h"
#include "stages/visuals/safe_area.h"
#include "stages/visuals/theme.h"

namespace reelwright::stages {
namespace {

using paint::Colour;

constexpr double contrast_min = 4.5;

/// The darkest and the lightest pixel that a scene's background has where content may stand, at its start or
/// end.
std::pair<Colour, Colour> extremes(const Palette& palette, int width, int height, std::uint64_t seed) {
  paint::BackgroundSpec spec;
  spec.kind = palette.background;
  spec.stops = palette.stops;
  spec.shapes = palette.shapes;
  spec.line = palette.line;
  spec.width = width;
  spec.height = height;
  spec.seed = seed;
  Colour darkest{1, 1, 1, 1};
  Colour lightest{0, 0, 0, 1};
  double low = 2;
  double high = -1;
  for (const bool at_end : {false, true}) {
    RgbaImage frame(width, height);
    for (const paint::DriftingImage& layer : paint::paint_background(spec))
      paint::blend(frame, layer.image, at_end ? layer.x1 : layer.x0, at_end ? layer.y1 : layer.y0,
                   layer.scale, 1);
    const paint::Box area = safe_area({width, height}, false).content;
    for (int y = static_cast<int>(area.y); y < area.bottom(); ++y) {
      for (int x = static_cast<int>(area.x); x < area.right(); ++x) {
        const std::uint8_t* value = frame.row(y) + static_cast<std::ptrdiff_t>(x) * 4;
        const Colour pixel{value[0] / 255.0, value[1] / 255.0, value[2] / 255.0, 1};
        const double luminance = paint::luminance(pixel);
        if (luminance < low) {
          low = luminance;
          darkest = pixel;
        }
        if (luminance > high) {
          high = luminance;
          lightest = pixel;
        }
      }
    }
  }
  return {darkest, lightest};
}

TEST(Themes, ThereAreAtLeastSixAndTheDefaultIsOneOfThem) {
  const auto themes = list_themes(REELWRIGHT_ASSETS_DIR);
  ASSERT_TRUE(themes) << themes.error().message;
  EXPECT_GE(themes->size(), 6U);
  std::set<std::string> titles;
  std::set<std::string> kinds;
  for (const Theme& theme : *themes) {
    titles.insert(theme.title);
    kinds.insert(theme.background.kind);
  }
  EXPECT_EQ(titles.size(), themes->size());
  EXPECT_GE(kinds.size(), 5U) << "themes differ in more than colour";
  EXPECT_TRUE(load_theme(REELWRIGHT_ASSETS_DIR, Brief{}.theme));
}

TEST(Themes, AnUnknownNameIsRefusedWithTheNamesThereAre) {
  for (const char* name : {"", "sunset", "../themes/dawn", "Dawn"}) {
    const auto theme = load_theme(REELWRIGHT_ASSETS_DIR, name);
    ASSERT_FALSE(theme) << name;
    EXPECT_EQ(theme.error().code, "theme.unknown");
    EXPECT_NE(theme.error().hint.find("dawn"), std::string::npos);
    EXPECT_NE(theme.error().hint.find("midnight"), std::string::npos);
  }
}

TEST(Themes, NeighbouringScenesDiffer) {
  const auto themes = list_themes(REELWRIGHT_ASSETS_DIR);
  ASSERT_TRUE(themes);
  for (const Theme& theme : *themes)
    for (std::size_t turn = 0; turn < 15; ++turn)
      EXPECT_NE(palette_for(theme, turn).accent.fill, palette_for(theme, turn + 1).accent.fill) << theme.name;
}

TEST(Themes, EveryTextIsReadableOnEveryBackground) {
  const auto themes = list_themes(REELWRIGHT_ASSETS_DIR);
  ASSERT_TRUE(themes);
  for (const Theme& theme : *themes) {
    for (std::size_t turn = 0; turn < 15; ++turn) {  // all pairs of accent and hue
      const Palette palette = palette_for(theme, turn);
      const auto check = [&](const char* what, const Colour& text, const Colour& ground) {
        EXPECT_GE(paint::contrast_ratio(text, ground), contrast_min)
            << theme.name << " scene " << turn << ": " << what;
      };
      const auto [width, height] = turn % 2 == 0 ? std::pair(192, 108) : std::pair(108, 192);
      const auto [darkest, lightest] = extremes(palette, width, height, turn + 1);
      for (const Colour& ground : {darkest, lightest}) {
        check("text", palette.text, ground);
        check("secondary text", palette.muted, ground);
        check("label", palette.accent.ink, ground);
        check("text on a card", palette.text, paint::over(palette.surface, ground));
        check("marker on a card", palette.accent.ink, paint::over(palette.surface, ground));
      }
      for (int step = 0; step <= 8; ++step)
        check("text on the accent", palette.accent.on,
              mix(palette.accent.fill, palette.accent.fill_end, step / 8.0));
    }
  }
}

}  // namespace
}  // namespace reelwright::stages
