// SPDX-License-Identifier: GPL-3.0-or-later
// How single scenes are arranged.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "stages/visuals_layout_fixture.h"

namespace reelwright::stages {
namespace {

using paint::Box;

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
