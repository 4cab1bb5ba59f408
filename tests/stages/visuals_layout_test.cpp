// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "stages/visuals/safe_area.h"
#include "stages/visuals/scene_design.h"
#include "stages/visuals/theme.h"

namespace reelwright::stages {
namespace {

using paint::Box;

constexpr std::array<Layout, 5> layouts = {Layout::title, Layout::statement, Layout::bullets, Layout::picture,
                                           Layout::recap};
constexpr std::array<Aspect, 3> aspects = {Aspect::wide, Aspect::tall, Aspect::square};

struct Texts {
  std::string name;
  std::string heading;
  std::string display;
  std::vector<std::string> bullets;
};

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

std::vector<Texts> all_texts() {
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

Scene scene_of(Layout layout, const Texts& texts, const std::string& icon) {
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

RgbaImage test_picture(int width, int height) {
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
Box solid_box(const DesignLayer& layer) {
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
  Box solid;
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
                {layer.name, layer.role, layer.role == LayerRole::content ? solid_box(layer) : Box{},
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

TEST_F(VisualsLayout, MissingGlyphsAreNamedWithAPackage) {
  Scene scene = scene_of(Layout::statement, all_texts()[1], "");
  scene.display = "What is \u0378 this?";
  const SceneDesign unknown = design(scene, Aspect::wide, true, 0);
  ASSERT_EQ(unknown.warnings.size(), 1U);
  EXPECT_NE(unknown.warnings.front().find("U+0378"), std::string::npos);
  EXPECT_NE(unknown.warnings.front().find("fonts-noto"), std::string::npos);
}

TEST_F(VisualsLayout, EachShapeHasItsOwnArrangement) {
  const Scene scene = scene_of(Layout::title, all_texts()[1], "flower");
  const auto middle = [&](Aspect aspect, const char* name) {
    const SceneDesign made = design(scene, aspect, true, 1);
    const auto layer =
        std::find_if(made.layers.begin(), made.layers.end(), [&](const auto& l) { return l.name == name; });
    EXPECT_NE(layer, made.layers.end());
    return layer->box();
  };
  // Wide: beside each other. Tall: above each other.
  EXPECT_GT(middle(Aspect::wide, "icon").x, middle(Aspect::wide, "heading").right());
  EXPECT_LT(middle(Aspect::tall, "icon").bottom(), middle(Aspect::tall, "heading").y);
  EXPECT_NEAR(middle(Aspect::tall, "heading").mid_x(), 270, 8) << "centred at 9:16";
  EXPECT_LT(middle(Aspect::square, "heading").x, 60) << "starts at the left at 1:1";
}

TEST_F(VisualsLayout, TextWrittenFromTheRightIsMirrored) {
  Scene scene = scene_of(Layout::title, all_texts()[5], "flower");
  const SceneDesign made = design(scene, Aspect::wide, true, 1);
  const auto box = [&](const char* name) {
    return std::find_if(made.layers.begin(), made.layers.end(), [&](const auto& l) { return l.name == name; })
        ->box();
  };
  EXPECT_LT(box("icon").right(), box("heading").x);
  EXPECT_GT(box("bar").mid_x(), 480);
}

TEST_F(VisualsLayout, TheSameSceneHasTheSamePixelsOnEveryThread) {
  const Scene scene = scene_of(Layout::bullets, all_texts()[1], "flower");
  const auto draw = [&] {
    const paint::TextEngine engine;
    return design_scene(
        {.scene = scene, .theme = *theme_, .size = frame_size(Aspect::wide, Quality::draft), .index = 1},
        engine, *icons_);
  };
  const SceneDesign expected = draw();
  std::vector<SceneDesign> made(6);
  {
    std::vector<std::jthread> threads;
    for (SceneDesign& design : made) threads.emplace_back([&] { design = draw(); });
  }
  for (const SceneDesign& design : made) {
    ASSERT_EQ(design.layers.size(), expected.layers.size());
    for (std::size_t i = 0; i < design.layers.size(); ++i) {
      EXPECT_EQ(design.layers[i].image.pixels, expected.layers[i].image.pixels) << design.layers[i].name;
      EXPECT_EQ(design.layers[i].from, expected.layers[i].from);
      EXPECT_EQ(design.layers[i].to, expected.layers[i].to);
    }
  }
}

TEST_F(VisualsLayout, ADisplayThatTheCaptionsSayGivesWayToTheHeading) {
  /// The layer's text as pixels; none where there is no such layer.
  const auto text_in = [&](const std::string& name, const Scene& scene, bool captions) {
    for (const DesignLayer& layer : design(scene, Aspect::wide, captions, 1).layers)
      if (layer.name == name && !solid_box(layer).empty()) return layer.image.pixels;
    return std::vector<std::uint8_t>{};
  };
  for (const Layout layout : {Layout::title, Layout::statement}) {
    const std::string display = layout == Layout::title ? "subtitle" : "phrase";
    const std::string heading = layout == Layout::title ? "heading" : "phrase";
    Scene scene = scene_of(layout, all_texts()[1], "flower");
    Scene heading_only = scene;
    heading_only.display.clear();
    const auto heading_text = text_in(heading, heading_only, true);
    ASSERT_FALSE(heading_text.empty());
    scene.sentences.push_back({"Really, one bee visits 2,000 flowers."});
    const auto display_text = text_in(display, scene, true);
    EXPECT_FALSE(display_text.empty());
    EXPECT_NE(display_text, heading_text);
    scene.sentences.push_back({"One bee visits two thousand flowers a day!"});
    EXPECT_EQ(text_in(heading, scene, true), heading_text) << name_of(layout);
    EXPECT_TRUE(layout == Layout::statement || text_in(display, scene, true).empty());
    EXPECT_NE(text_in(display, scene, false), text_in(display, heading_only, false))
        << "nothing else shows it";
    scene.heading.clear();
    EXPECT_FALSE(text_in("phrase", scene, true).empty()) << "there is no heading to give way to";
  }
}

TEST_F(VisualsLayout, LogosAndStripsAreShownWholeOnTheThemesBackground) {
  RgbaImage logo = test_picture(600, 300);
  for (int y = 0; y < logo.height; ++y)
    for (int x = 0; x < logo.width / 2; ++x) logo.row(y)[x * 4 + 3] = 0;
  const RgbaImage strip = test_picture(600, 80);
  const RgbaImage photo = test_picture(1200, 800);
  for (const Aspect aspect : aspects) {
    const FrameSize size = frame_size(aspect, Quality::draft);
    const Box frame{0, 0, static_cast<double>(size.width), static_cast<double>(size.height)};
    for (const RgbaImage* picture : {static_cast<const RgbaImage*>(&logo), &strip}) {
      const SceneDesign made =
          design(scene_of(Layout::picture, all_texts()[1], ""), aspect, true, 1, picture);
      EXPECT_EQ(made.layers.front().name, "background");
      EXPECT_FALSE(made.over_picture);
      EXPECT_TRUE(made.warnings.empty());
      const auto shown = std::find_if(made.layers.begin(), made.layers.end(),
                                      [](const DesignLayer& layer) { return layer.name == "picture"; });
      ASSERT_NE(shown, made.layers.end());
      EXPECT_FALSE(shown->photo);
      const Box ink = solid_box(*shown);
      EXPECT_TRUE(frame.contains(ink));
      EXPECT_GT(ink.w, 0.3 * frame.w) << name_of(aspect);
      EXPECT_TRUE(picture == &logo || std::abs(ink.w / ink.h - 600.0 / 80) < 0.6) << "distorted or cropped";
      for (const DesignLayer& layer : made.layers)
        EXPECT_FALSE(layer.name == "heading" && layer.box().overlaps(ink)) << name_of(aspect);
    }
    const SceneDesign over = design(scene_of(Layout::picture, all_texts()[1], ""), aspect, true, 1, &photo);
    EXPECT_NE(over.layers.front().name, "background");
    EXPECT_TRUE(over.over_picture);
  }
  const SceneDesign beside =
      design(scene_of(Layout::bullets, all_texts()[1], ""), Aspect::wide, true, 1, &strip);
  const auto shown = std::find_if(beside.layers.begin(), beside.layers.end(),
                                  [](const DesignLayer& layer) { return layer.name == "picture"; });
  ASSERT_NE(shown, beside.layers.end());
  EXPECT_GT(solid_box(*shown).w / solid_box(*shown).h, 6);
}

TEST_F(VisualsLayout, WhiteTextStaysReadableOnAWhitePicture) {
  RgbaImage white(1200, 800);
  std::fill(white.pixels.begin(), white.pixels.end(), std::uint8_t{255});
  for (const Aspect aspect : aspects) {
    SceneDesign made = design(scene_of(Layout::picture, all_texts()[1], ""), aspect, true, 1, &white);
    std::vector<Box> texts;
    for (const DesignLayer& layer : made.layers)
      if (layer.name == "heading" || layer.name == "display") texts.push_back(layer.box());
    ASSERT_EQ(texts.size(), 2U);
    std::erase_if(made.layers, [](const DesignLayer& layer) { return layer.role == LayerRole::content; });
    const RgbaImage still = flatten(made, frame_size(aspect, Quality::draft));
    for (const Box& box : texts) {
      for (const double y : {box.y, box.bottom() - 1}) {
        const std::uint8_t* pixel = still.row(static_cast<int>(y)) + static_cast<int>(box.mid_x()) * 4;
        const paint::Colour ground{pixel[0] / 255.0, pixel[1] / 255.0, pixel[2] / 255.0, 1};
        EXPECT_GE(paint::contrast_ratio({0.93, 0.94, 0.96, 1}, ground), 4.5) << name_of(aspect);
      }
    }
  }
}

TEST_F(VisualsLayout, OnlyNumberedStepsShowNumbersAndTheyGoOn) {
  Scene scene = scene_of(Layout::bullets, {"short", "Bees", "", {"Alpha", "Beta"}}, "");
  const auto first_card = [&](int first_number) {
    scene.first_number = first_number;
    for (DesignLayer& layer : design(scene, Aspect::wide, false, 0).layers) {
      if (layer.name == "bullet-1") return layer.image.pixels;
    }
    return decltype(RgbaImage::pixels){};
  };
  EXPECT_FALSE(first_card(0).empty());
  EXPECT_NE(first_card(0), first_card(1));
  EXPECT_NE(first_card(1), first_card(5));
}

}  // namespace
}  // namespace reelwright::stages
