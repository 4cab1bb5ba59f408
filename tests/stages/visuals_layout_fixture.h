// SPDX-License-Identifier: GPL-3.0-or-later
// Scenes of every layout with every kind of text, drawn in the theme "dawn".
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "stages/visuals/safe_area.h"
#include "stages/visuals/scene_design.h"
#include "stages/visuals/theme.h"

namespace reelwright::stages {

inline constexpr std::array<Layout, 5> layouts = {Layout::title, Layout::statement, Layout::bullets,
                                                  Layout::picture, Layout::recap};
inline constexpr std::array<Aspect, 3> aspects = {Aspect::wide, Aspect::tall, Aspect::square};

struct Texts {
  std::string name;
  std::string heading;
  std::string display;
  std::vector<std::string> bullets;
};

inline std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

inline std::vector<Texts> all_texts() {
  return {
      {"short", "Bees", "Honey", {"One", "Two"}},
      {"usual",
       "How honey is made",
       "One bee visits two thousand flowers a day",
       {"Nectar is passed on", "Enzymes split its sugar", "Wings fan the water away"}},
      {"long", repeated("Everything about the life of a worker ", 3),
       repeated("A phrase that is much too long for a screen. ", 5),
       std::vector<std::string>(6, repeated("A point with rather many words in it ", 3))},
      {"one word",
       "Donaudampfschifffahrtsgesellschaft",
       "Rindfleischetikettierungsüberwachungsaufgabe",
       {"Kraftfahrzeughaftpflichtversicherung", "Rechtsschutzversicherungsgesellschaften"}},
      {"Chinese",
       "蜜蜂如何酿造蜂蜜",
       "一只蜜蜂一天要访问两千朵花，然后才能回到蜂巢",
       {"采集花蜜", "酶分解糖分", "翅膀扇走水分", "蜂蜡封存"}},
      {"Arabic",
       "كيف يصنع النحل العسل",
       "تزور النحلة الواحدة ألفي زهرة في اليوم",
       {"جمع الرحيق", "تحويل السكر", "تبخير الماء"}},
      {"emoji", "Bees 🐝 and honey 🍯", "🌻 🌻 🌻", {"🐝 one", "🍯 two"}},
      {"nothing", "", "", {}},
  };
}

inline Scene scene_of(Layout layout, const Texts& texts, const std::string& icon) {
  Scene scene;
  scene.id = "03";
  scene.layout = layout;
  scene.heading = texts.heading;
  scene.display = texts.display;
  for (const std::string& text : texts.bullets)
    scene.bullets.push_back({text, static_cast<int>(scene.bullets.size())});
  scene.icon = icon;
  return scene;
}

inline RgbaImage test_picture(int width, int height) {
  RgbaImage image(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      std::uint8_t* to = image.row(y) + x * 4;
      to[0] = static_cast<std::uint8_t>(x * 255 / width);
      to[1] = static_cast<std::uint8_t>(y * 255 / height);
      to[2] = 200;
      to[3] = 255;
    }
  }
  return image;
}

/// Where a layer is more than half opaque: its ink without soft shadows.
inline paint::Box solid_box(const DesignLayer& layer) {
  int left = layer.image.width, top = layer.image.height, right = -1, bottom = -1;
  for (int y = 0; y < layer.image.height; ++y) {
    for (int x = 0; x < layer.image.width; ++x) {
      if (layer.image.row(y)[x * 4 + 3] <= 130) continue;
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = y;
    }
  }
  if (right < 0) return {};
  return {layer.from.x_px + left * layer.from.scale, layer.from.y_px + top * layer.from.scale,
          (right + 1 - left) * layer.from.scale, (bottom + 1 - top) * layer.from.scale};
}

/// A layer without its pixels.
struct LayerFacts {
  std::string name;
  LayerRole role;
  paint::Box solid;
  Placement from, to;
  Reveal reveal;
  int sentence;
  Entrance entrance;
  double waiting_opacity;
};

struct Case {
  std::string name;
  Scene scene;
  SafeArea area;
  std::vector<LayerFacts> layers;
  std::vector<std::string> warnings;
};

class VisualsLayout : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    Result<paint::IconFont> icons = paint::IconFont::open();
    ASSERT_TRUE(icons) << icons.error().message;
    icons_ = std::make_unique<paint::IconFont>(std::move(*icons));
    Result<Theme> theme = load_theme(REELWRIGHT_ASSETS_DIR, "dawn");
    ASSERT_TRUE(theme) << theme.error().message;
    theme_ = std::make_unique<Theme>(*theme);
    cases_ = all_cases();
  }
  static void TearDownTestSuite() {
    cases_.clear();
    theme_.reset();
    icons_.reset();
  }

  static SceneDesign design(const Scene& scene, Aspect aspect, bool captions, std::size_t index,
                            const RgbaImage* picture = nullptr) {
    const paint::TextEngine engine;
    return design_scene({.scene = scene,
                         .theme = *theme_,
                         .picture = picture,
                         .size = frame_size(aspect, Quality::draft),
                         .captions_burned = captions,
                         .index = index},
                        engine, *icons_);
  }

  /// Every layout in every frame with every text; icons, captions, neighbours and pictures take turns.
  static std::vector<Case> all_cases() {
    const RgbaImage landscape = test_picture(1200, 800);
    const RgbaImage portrait = test_picture(600, 1000);
    std::vector<Case> cases;
    std::size_t turn = 0;
    for (const Layout layout : layouts) {
      for (const Aspect aspect : aspects) {
        for (const Texts& texts : all_texts()) {
          ++turn;
          Case made;
          made.scene = scene_of(layout, texts, turn % 3 == 0 ? "" : "flower");
          const bool beside = layout == Layout::bullets && turn % 2 == 0 && texts.bullets.size() <= 4;
          const RgbaImage* picture =
              layout == Layout::picture || beside ? (turn % 4 < 2 ? &portrait : &landscape) : nullptr;
          const bool captions = turn % 5 != 0;
          made.name = std::string(name_of(layout)) + " " + std::string(name_of(aspect)) + " " + texts.name +
                      (captions ? " with captions" : "") + (picture != nullptr ? " with a picture" : "");
          made.area = safe_area(frame_size(aspect, Quality::draft), captions);
          const SceneDesign drawn = design(made.scene, aspect, captions, turn, picture);
          made.warnings = drawn.warnings;
          for (const DesignLayer& layer : drawn.layers)
            made.layers.push_back(
                {layer.name, layer.role, layer.role == LayerRole::content ? solid_box(layer) : paint::Box{},
                 layer.from, layer.to, layer.reveal, layer.sentence, layer.entrance, layer.waiting_opacity});
          cases.push_back(std::move(made));
        }
      }
    }
    return cases;
  }

  static inline std::unique_ptr<paint::IconFont> icons_;
  static inline std::unique_ptr<Theme> theme_;
  static inline std::vector<Case> cases_;
};

}  // namespace reelwright::stages
