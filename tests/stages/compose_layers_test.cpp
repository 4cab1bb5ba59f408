// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/layers.h"

#include <gtest/gtest.h>

namespace reelwright::stages {
namespace {

constexpr int fps = 30;
constexpr FrameSize size{1920, 1080};

ScheduledScene scene() {
  return {.start_frame = 100,
          .frame_count = 300,
          .transition_frames = 15,
          .narration_start_frame = 120,
          .narration_end_frame = 380};
}

Narration narration() {
  return {.scene = "01",
          .input_hash = {},
          .voice = "slt",
          .duration_s = 8,
          .words = {{"First.", 0.0, 0.5, 0}, {"Second.", 4.0, 4.6, 1}}};
}

std::vector<Layer> layers_of(VisualLayer layer) {
  SceneVisual visual{.scene = "01",
                     .input_hash = {},
                     .layers = {std::move(layer)},
                     .picture = {},
                     .credit = {},
                     .warnings = {}};
  return make_layers(visual, {{400, 100}}, narration(), scene(), size, fps);
}

TEST(Layers, ABulletAppearsWithTheSentenceThatNamesIt) {
  const auto layers = layers_of({.image = "a.png",
                                 .image_hash = "h",
                                 .from = {100, 200, 1},
                                 .to = {100, 200, 1},
                                 .reveal = Reveal::at_sentence,
                                 .sentence = 1,
                                 .entrance = Entrance::rise});
  const std::int64_t spoken = 120 - 100 + 4 * fps;
  EXPECT_EQ(layer_state(layers[0], spoken - 10).opacity, 0);
  EXPECT_GT(layer_state(layers[0], spoken + 2).opacity, 0);
  EXPECT_EQ(layer_state(layers[0], spoken + 15).opacity, 1);
  EXPECT_EQ(layer_state(layers[0], spoken + 15).y_px, 200);
}

TEST(Layers, ABulletWaitsFaintlySoonAfterTheSceneStarts) {
  VisualLayer bullet{.image = "a.png",
                     .image_hash = "h",
                     .from = {100, 200, 1},
                     .to = {100, 200, 1},
                     .waiting_opacity = 0.3,
                     .reveal = Reveal::at_sentence,
                     .sentence = 1,
                     .delay_s = 0.15,
                     .entrance = Entrance::rise};
  const auto layers = layers_of(bullet);
  const std::int64_t spoken = 120 - 100 + 4 * fps;
  EXPECT_EQ(layer_state(layers[0], 0).opacity, 0);
  EXPECT_GT(layer_state(layers[0], 18).opacity, 0) << "0.6 s after the scene's start";
  EXPECT_DOUBLE_EQ(layer_state(layers[0], 40).opacity, 0.3);
  EXPECT_DOUBLE_EQ(layer_state(layers[0], spoken - 10).opacity, 0.3);
  EXPECT_GT(layer_state(layers[0], spoken + 2).opacity, 0.4) << "lit by the word that names it";
  EXPECT_EQ(layer_state(layers[0], spoken + 15).opacity, 1);
  EXPECT_EQ(layer_state(layers[0], spoken - 10).y_px, 200);
  for (std::size_t i = 1; i < layers[0].keyframes.size(); ++i)
    EXPECT_LT(layers[0].keyframes[i - 1].frame, layers[0].keyframes[i].frame);
  bullet.sentence = 0;  // named right away: it does not wait
  const auto first = layers_of(bullet);
  EXPECT_EQ(layer_state(first[0], 40).opacity, 1);
}

TEST(Layers, ASilentSentenceDoesNotHideItsLayer) {
  const auto layers = layers_of({.image = "a.png",
                                 .image_hash = "h",
                                 .from = {},
                                 .to = {},
                                 .reveal = Reveal::at_sentence,
                                 .sentence = 7,
                                 .entrance = Entrance::fade});
  EXPECT_EQ(layer_state(layers[0], 60).opacity, 1);
}

TEST(Layers, ABackgroundIsThereFromTheFirstFrameAndDriftsToTheLast) {
  const auto layers =
      layers_of({.image = "bg.png", .image_hash = "h", .from = {-60, -20, 1}, .to = {-10, -30, 1}});
  EXPECT_EQ(layer_state(layers[0], 0).opacity, 1);
  EXPECT_EQ(layer_state(layers[0], 0).x_px, -60);
  EXPECT_EQ(layer_state(layers[0], 299).x_px, -10);
  EXPECT_EQ(layer_state(layers[0], 299).y_px, -30);
}

TEST(Layers, AGrowingLayerKeepsItsCentre) {
  const auto layers = layers_of({.image = "a.png",
                                 .image_hash = "h",
                                 .from = {100, 200, 1},
                                 .to = {100, 200, 1},
                                 .entrance = Entrance::grow});
  const Keyframe first = layers[0].keyframes.front();
  EXPECT_LT(first.scale, 1);
  EXPECT_DOUBLE_EQ(first.x_px + 400 * first.scale / 2, 300);
  EXPECT_DOUBLE_EQ(first.y_px + 100 * first.scale / 2, 250);
}

TEST(Layers, RevealsBeyondTheSceneAreClampedIntoIt) {
  const auto layers = layers_of({.image = "a.png",
                                 .image_hash = "h",
                                 .from = {},
                                 .to = {},
                                 .delay_s = 1000,
                                 .entrance = Entrance::fade});
  EXPECT_LE(layers[0].keyframes.back().frame, 299);
  for (std::size_t i = 1; i < layers[0].keyframes.size(); ++i) {
    EXPECT_LT(layers[0].keyframes[i - 1].frame, layers[0].keyframes[i].frame);
  }
}

}  // namespace
}  // namespace reelwright::stages
