// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every layout in every frame with every text.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "stages/visuals_layout_fixture.h"

namespace reelwright::stages {
namespace {

using paint::Box;

TEST_F(VisualsLayout, NoContentLeavesTheSafeArea) {
  for (const Case& made : cases_) {
    for (const LayerFacts& layer : made.layers) {
      if (layer.solid.empty()) continue;
      const Box& box = layer.solid;
      const Box& area = made.area.content;
      EXPECT_TRUE(area.grown(1.5).contains(box))
          << made.name << ": " << layer.name << " at " << box.x << ", " << box.y << " to " << box.right()
          << ", " << box.bottom() << " of " << area.right() << ", " << area.bottom();
      EXPECT_FALSE(made.area.caption_band.overlaps(box)) << made.name << ": " << layer.name;
    }
  }
}

TEST_F(VisualsLayout, NoContentOverlapsOtherContent) {
  const auto stands_on = [](const std::string& upper, const std::string& lower) {
    return lower == "panel" && upper.starts_with("point-");
  };
  for (const Case& made : cases_) {
    for (std::size_t i = 0; i < made.layers.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const LayerFacts& upper = made.layers[i];
        const LayerFacts& lower = made.layers[j];
        if (upper.solid.empty() || lower.solid.empty() || stands_on(upper.name, lower.name)) continue;
        EXPECT_FALSE(upper.solid.grown(-0.5).overlaps(lower.solid))
            << made.name << ": " << upper.name << " on " << lower.name;
      }
    }
  }
}

TEST_F(VisualsLayout, BackgroundsCoverTheFrameFromFirstToLast) {
  for (const Case& made : cases_) {
    ASSERT_FALSE(made.layers.empty());
    const LayerFacts& base = made.layers.front();
    EXPECT_EQ(base.reveal, Reveal::from_start) << made.name;
    EXPECT_EQ(base.entrance, Entrance::none) << made.name;
  }
  const RgbaImage landscape = test_picture(1200, 800);
  const RgbaImage portrait = test_picture(600, 1000);
  for (const Layout layout : layouts) {
    for (const Aspect aspect : aspects) {
      for (const RgbaImage* picture : {static_cast<const RgbaImage*>(nullptr), &landscape, &portrait}) {
        const FrameSize size = frame_size(aspect, Quality::draft);
        const DesignLayer base =
            design(scene_of(layout, all_texts()[1], ""), aspect, true, 1, picture).layers.front();
        for (const Placement& place : {base.from, base.to}) {
          EXPECT_LE(place.x_px, 0.001);
          EXPECT_LE(place.y_px, 0.001);
          EXPECT_GE(place.x_px + base.image.width * place.scale, size.width - 0.001);
          EXPECT_GE(place.y_px + base.image.height * place.scale, size.height - 0.001);
        }
        EXPECT_NE(base.from, base.to) << "never static";
      }
    }
  }
}

TEST_F(VisualsLayout, EveryBulletAppearsWithItsSentence) {
  for (const Case& made : cases_) {
    if (made.scene.layout != Layout::bullets && made.scene.layout != Layout::recap) continue;
    std::size_t shown = 0;
    for (const LayerFacts& layer : made.layers) {
      if (layer.reveal != Reveal::at_sentence) continue;
      ASSERT_LT(shown, made.scene.bullets.size()) << made.name;
      EXPECT_EQ(layer.sentence, made.scene.bullets[shown].sentence) << made.name;
      EXPECT_GT(layer.waiting_opacity, 0.2) << made.name << ": a card stands empty until it is named";
      EXPECT_LT(layer.waiting_opacity, 0.4) << made.name << ": what is named must stand out";
      ++shown;
    }
    EXPECT_EQ(shown, made.scene.bullets.size()) << made.name;
  }
}

TEST_F(VisualsLayout, LayerNamesAreUniqueAndSafeInFileNames) {
  for (const Case& made : cases_) {
    std::vector<std::string> names;
    for (const LayerFacts& layer : made.layers) {
      EXPECT_EQ(layer.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"), std::string::npos)
          << layer.name;
      names.push_back(layer.name);
    }
    std::sort(names.begin(), names.end());
    EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end()) << made.name;
  }
}

TEST_F(VisualsLayout, UsualTextsFitAndTextsThatDoNotAreNamed) {
  for (const Case& made : cases_) {
    const bool usual = made.scene.heading == "How honey is made" || made.scene.heading == "Bees";
    EXPECT_TRUE(!usual || made.warnings.empty()) << made.name;
  }
  Scene scene = scene_of(Layout::bullets, all_texts()[1], "");
  scene.bullets.assign(6, {repeated("far too many words for a small card ", 30), 0});
  const SceneDesign crowded = design(scene, Aspect::square, true, 0);
  ASSERT_FALSE(crowded.warnings.empty());
  EXPECT_NE(crowded.warnings.front().find("far too many words"), std::string::npos);
}

}  // namespace
}  // namespace reelwright::stages
