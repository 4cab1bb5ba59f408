// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <mutex>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/temporary_folder.h"
#include "media/clip_maker.h"
#include "media/compositor.h"
#include "media/libraries.h"
#include "media/picture.h"
#include "media/sound.h"
#include "model/narration.h"
#include "model/script.h"
#include "model/visual.h"
#include "stages/complete/checks.h"
#include "stages/complete/complete_stage.h"
#include "stages/compose/compose_stage.h"
#include "stages/render/render_stage.h"
#include "stages/render/segment_render.h"
#include "stages/visuals/picture_folder.h"
#include "stages/visuals/visuals_stage.h"

namespace reelwright::stages {
namespace {

using media::test::ClipPlan;
using media::test::paint_plain;
using media::test::steady;
using media::test::write_clip;

class Notes final : public Reporter {
 public:
  void log(LogLevel, std::string_view) override {}
  void warn(std::string_view text) override {
    const std::lock_guard lock(mutex_);
    text_ += std::string(text) + "\n";
  }
  [[nodiscard]] std::string text() const {
    const std::lock_guard lock(mutex_);
    return text_;
  }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

Scene scene_of(const char* id, Layout layout, const char* heading) {
  Scene scene;
  scene.id = id;
  scene.layout = layout;
  scene.heading = heading;
  scene.sentences = {{"Something is said.", true, false, 1}};
  if (layout == Layout::bullets) scene.bullets = {{"One", 0}, {"Two", 0}};
  return scene;
}

/// Stripes that move, on a plain colour.
media::test::PaintFrame moving(int luma, int u, int v) {
  return [=](int n, AVFrame& frame) {
    paint_plain(frame, luma, u, v);
    for (int y = 0; y < frame.height; ++y)
      for (int x = 0; x < 40; ++x) frame.data[0][y * frame.linesize[0] + (x + 4 * n) % frame.width] = 60;
  };
}

class VisualsOfClips : public testing::Test {
 protected:
  void SetUp() override {
    media::quiet_libraries();
    brief_.topic = "bees";
    brief_.quality = Quality::draft;
    brief_.duration_s = 15;
    brief_.captions = CaptionMode::none;
    brief_.media = (root_ / "media").string();
    std::filesystem::create_directory(brief_.media);
    script_.title = "Bees";
    script_.scenes = {scene_of("01", Layout::title, "Bees"), scene_of("02", Layout::statement, "Meadow"),
                      scene_of("03", Layout::bullets, "Hive"), scene_of("04", Layout::statement, "Honey")};
    ASSERT_TRUE(make_folder(paths_.folder()));
    save();
  }
  void save() { ASSERT_TRUE(save_file(paths_.script_json(), to_json(script_))); }

  std::filesystem::path put(const std::string& name, ClipPlan plan = {}) {
    if (plan.width == 64) {
      plan.width = 320;
      plan.height = 180;
      plan.paint = moving(150, 90, 170);
    }
    return write_clip(std::filesystem::path(brief_.media) / name, plan);
  }
  /// Plans, runs and finishes a stage; how many units it had.
  std::size_t go(IStage& stage) {
    const JobContext job{paths_, brief_, "Bees", {}, notes_};
    const Result<StagePlan> plan = stage.plan(job);
    EXPECT_TRUE(plan) << (plan ? "" : plan.error().message);
    if (!plan) return 0;
    for (const WorkUnit& unit : plan->units) {
      const Result<void> done = stage.run(job, unit, [](double) {});
      EXPECT_TRUE(done) << (done ? "" : done.error().message);
    }
    const Result<StageResult> finished = stage.finish(job, 0, [](double) {});
    EXPECT_TRUE(finished) << (finished ? "" : finished.error().message);
    return plan->units.size();
  }
  std::size_t draw() { return go(visuals_); }

  SceneVisual visual(const char* scene) {
    return *visual_from_json(*read_file(paths_.visual_json(scene), 1 << 20));
  }
  static const VisualLayer* clip_of(const SceneVisual& visual) {
    const auto found = std::ranges::find(visual.layers, LayerKind::clip, &VisualLayer::kind);
    return found == visual.layers.end() ? nullptr : &*found;
  }

  test::TemporaryFolder root_;
  Brief brief_;
  Script script_;
  Notes notes_;
  VisualsStage visuals_{REELWRIGHT_ASSETS_DIR};
  store::JobPaths paths_{root_.path(), "20261122-143005-bees-0001"};
};

TEST_F(VisualsOfClips, AClipGoesToTheSceneThatItNamesAndFillsIt) {
  put("a meadow.MP4", {.times = steady(120)});
  std::ofstream(root_ / "media/a meadow.txt") << "Clip by A. Person, CC BY 4.0";
  EXPECT_EQ(draw(), 4U);
  const SceneVisual made = visual("02");
  const VisualLayer* clip = clip_of(made);
  ASSERT_NE(clip, nullptr);
  EXPECT_EQ(clip, &made.layers.front());
  EXPECT_EQ(clip->image, "visuals/scene-02-picture.mp4");
  EXPECT_EQ(*read_file(paths_.folder() / clip->image, 1 << 26),
            *read_file(root_ / "media/a meadow.MP4", 1 << 26));
  EXPECT_EQ(clip->from, clip->to) << "it moves by itself";
  EXPECT_EQ(clip->from, (Placement{0, 0, 3})) << "320 x 180 in 960 x 540";
  EXPECT_NEAR(clip->clip.length_s, 4, 1e-6);
  EXPECT_FALSE(clip->clip.loops);
  EXPECT_TRUE(made.over_picture);
  EXPECT_EQ(made.credit, "a meadow.MP4: Clip by A. Person, CC BY 4.0");
  EXPECT_EQ(notes_.text(), "");

  EXPECT_EQ(draw(), 0U);
  put("a meadow.MP4", {.times = steady(60)});
  EXPECT_EQ(draw(), 1U) << "another clip under the same name";
  EXPECT_TRUE(clip_of(visual("02"))->clip.loops) << "two seconds are a gesture";
  std::filesystem::remove(root_ / "media/a meadow.MP4");
  put("meadow.mkv");
  EXPECT_EQ(draw(), 1U);
  EXPECT_FALSE(std::filesystem::exists(paths_.folder() / "visuals/scene-02-picture.mp4")) << "no leftovers";
}

TEST_F(VisualsOfClips, ScenesWithBulletsKeepThem) {
  put("hive.mp4");
  draw();
  EXPECT_EQ(clip_of(visual("03")), nullptr);
  EXPECT_EQ(visual("03").picture, "");
  EXPECT_NE(clip_of(visual("02")), nullptr) << "the first scene that can show it";

  script_.scenes[2].picture = (root_ / "media/hive.mp4").string();
  save();
  draw();
  EXPECT_EQ(clip_of(visual("03")), nullptr);
  EXPECT_EQ(visual("03").picture, script_.scenes[2].picture) << "a still of it";
}

TEST_F(VisualsOfClips, AnUprightClipHangsWholeInAWideFrame) {
  put("meadow.mp4", {.width = 180, .height = 320, .paint = moving(150, 90, 170)});
  draw();
  const SceneVisual made = visual("02");
  const VisualLayer* clip = clip_of(made);
  ASSERT_NE(clip, nullptr);
  EXPECT_NE(clip, &made.layers.front());
  EXPECT_GE(clip->from.y_px, 0);
  EXPECT_LE(clip->from.y_px + 320 * clip->from.scale, 540);
}

TEST_F(VisualsOfClips, WhatCannotBeShownIsNamedAndLeftOut) {
  const std::filesystem::path folder = brief_.media;
  std::ofstream(folder / "meadow garbage.mp4") << "this is not a clip";
  std::ofstream(folder / "honey empty.webm");
  ASSERT_TRUE(media::write_wav({.sample_rate = 48'000, .channels = 1, .samples = std::vector<float>(48'000)},
                               folder / "sound.mov", media::WavFormat::pcm16));
  ClipPlan plan{.width = 320, .height = 180, .paint = moving(150, 90, 170)};
  plan.paint = [](int n, AVFrame& frame) {
    paint_plain(frame, 128, 128, 128);
    for (int y = 0; y < frame.height; ++y)
      for (int x = 0; x < frame.width; ++x)
        frame.data[0][y * frame.linesize[0] + x] =
            static_cast<std::uint8_t>(30 + (x * 3 + y * 5 + n * 11) % 180);
  };
  std::string bytes = *read_file(put("damaged meadow.mp4", plan), 1 << 26);
  for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 4000; ++i)
    bytes[i] = static_cast<char>(i * 37);
  ASSERT_TRUE(save_file(folder / "damaged meadow.mp4", bytes));
  draw();
  for (const char* name : {"meadow garbage.mp4", "honey empty.webm", "sound.mov", "damaged meadow.mp4"})
    EXPECT_NE(notes_.text().find(std::string("The clip \"") + name), std::string::npos)
        << name << notes_.text();
  for (const char* id : {"01", "02", "03", "04"}) {
    EXPECT_EQ(visual(id).picture, "") << id;
    EXPECT_EQ(clip_of(visual(id)), nullptr) << id;
  }
}

TEST_F(VisualsOfClips, AClipThatWasCutOffSaysWhatTheRestOfTheSceneShows) {
  const std::filesystem::path clip = put("meadow.mp4", {.width = 320,
                                                        .height = 180,
                                                        .times = steady(150),
                                                        .b_frames = 0,
                                                        .format_flags = "faststart",
                                                        .paint = moving(150, 90, 170)});
  std::filesystem::resize_file(clip, std::filesystem::file_size(clip) * 6 / 10);
  draw();
  const VisualLayer layer = *clip_of(visual("02"));
  EXPECT_FALSE(layer.clip.loops);
  EXPECT_LT(layer.clip.length_s, 4);
  EXPECT_NE(notes_.text().find("\"meadow.mp4\" ends after "), std::string::npos) << notes_.text();
  EXPECT_NE(notes_.text().find("the rest of the scene shows its last picture."), std::string::npos);
}

TEST(PicturesOfAFolder, FilesOfOtherKindsAreNamedInOneSentence) {
  const test::TemporaryFolder folder;
  for (const char* name :
       {"D.MPG", "b.wmv", "a.svg", "c.ts", "e.flv", ".hidden.ts", "notes.docx", "no ending"})
    std::ofstream(folder / name) << "x";
  std::filesystem::create_directory(folder / "inner.ts");
  const auto found = scan_pictures(folder.path(), {});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->warnings.size(), 1U);
  EXPECT_NE(found->warnings[0].find("\"a.svg\", \"b.wmv\", \"c.ts\" and 2 more"), std::string::npos)
      << found->warnings[0];
}

TEST(ClipMatching, LeavesListsToPictures) {
  const std::vector<Scene> scenes = {scene_of("1", Layout::bullets, "Bees"),
                                     scene_of("2", Layout::statement, ""),
                                     scene_of("3", Layout::bullets, "")};
  const FolderPicture clip{"c.mp4", {"bee"}, true};
  const FolderPicture picture{"p.jpg", {}};
  EXPECT_EQ(match_pictures(scenes, {clip, picture}), (std::vector<int>{1, 0, -1}));
  EXPECT_EQ(match_pictures(scenes, {clip, clip, picture}), (std::vector<int>{2, 0, -1}));
}

TEST_F(VisualsOfClips, AStuckClipIsAFaultAlsoWhereItsLoopEndsAsItBegan) {
  put("loop.mp4", {.width = 320, .height = 180, .times = steady(20), .paint = moving(150, 90, 170)});
  Layer layer{.image = "loop.mp4",
              .image_hash = "h",
              .keyframes = {Keyframe{}},
              .kind = LayerKind::clip,
              .clip = {.start_s = 0, .length_s = 20.0 / 30, .loops = true}};
  Timeline timeline;
  timeline.size = {320, 180};
  timeline.frame_count = 90;
  timeline.scenes.push_back({.id = "01", .title = "", .frame_count = 90, .layers = {layer}});
  media::FileReport report;
  report.frozen = {{10, 61}};
  ASSERT_TRUE(excuse_intended(timeline, root_ / "media", report, {}));
  EXPECT_EQ(report.frozen.size(), 1U);
}

TEST_F(VisualsOfClips, AJobWithAClipBecomesAVideoThatShowsIt) {
  put("meadow.mp4", {.width = 1280, .height = 720, .times = steady(100), .paint = moving(150, 90, 170)});
  draw();
  ASSERT_TRUE(make_folder(paths_.voice_folder()));
  for (const Scene& scene : script_.scenes) {
    AudioClip tone{.sample_rate = 48'000, .channels = 1, .samples = std::vector<float>(3 * 48'000)};
    for (std::size_t i = 0; i < tone.samples.size(); ++i) tone.samples[i] = (i / 100) % 2 == 0 ? 0.2F : -0.2F;
    ASSERT_TRUE(media::write_wav(tone, paths_.voice_wav(scene.id), media::WavFormat::pcm16));
    const Narration narration{.scene = scene.id,
                              .input_hash = "h",
                              .voice = "v",
                              .duration_s = 3,
                              .words = {{"Said.", 0.1, 2.9, 0}}};
    ASSERT_TRUE(save_file(paths_.voice_json(scene.id), to_json(narration)));
  }
  ComposeStage compose(REELWRIGHT_ASSETS_DIR);
  RenderStage render;
  CompleteStage complete(REELWRIGHT_ASSETS_DIR);
  go(compose);
  EXPECT_GT(go(render), 0U);
  EXPECT_EQ(go(render), 0U);
  go(complete);
  const Timeline timeline = *load_timeline(paths_.timeline_json());
  const TimelineScene& scene = timeline.scenes[1];
  ASSERT_EQ(scene.layers[0].kind, LayerKind::clip);
  EXPECT_NEAR(scene.layers[0].clip.length_s, 100.0 / 30, 1e-6);

  const auto thumbnail = media::decode_picture(paths_.thumbnail(), 1, 1, {});
  ASSERT_TRUE(thumbnail);
  const std::uint8_t* pixel = thumbnail->row(0);
  EXPECT_GT(pixel[0], pixel[2] + 60) << "a still of the clip";

  // What the clip holds at the end of its scene is not taken for a fault, and what should have moved is.
  media::FileReport report;
  report.frozen = {{scene.start_frame + 105, scene.frame_count - 120}, {scene.start_frame + 20, 61}};
  ASSERT_TRUE(excuse_intended(timeline, paths_.folder(), report, {}));
  ASSERT_EQ(report.frozen.size(), 1U);
  EXPECT_EQ(report.frozen[0].count, 61);
}

}  // namespace
}  // namespace reelwright::stages
