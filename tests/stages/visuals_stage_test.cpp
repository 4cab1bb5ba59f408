// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/visuals/visuals_stage.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/file.h"
#include "media/picture.h"
#include "model/script.h"
#include "model/visual.h"
#include "stages/remembering_reporter.h"
#include "stages/visuals/icon_choice.h"
#include "stages/visuals/picture_folder.h"
#include "stages/visuals/theme.h"
#include "stages/visuals/thumbnail.h"

namespace reelwright::stages {
namespace {

RgbaImage flat_picture(int width, int height, std::uint8_t red) {
  RgbaImage image(width, height);
  for (std::size_t i = 0; i < image.pixels.size(); i += 4) {
    image.pixels[i] = red;
    image.pixels[i + 3] = 255;
  }
  return image;
}

Scene scene_of(const char* id, Layout layout, const char* heading, const char* display,
               std::vector<Sentence> sentences, std::vector<std::string> keywords) {
  Scene scene;
  scene.id = id;
  scene.layout = layout;
  scene.heading = heading;
  scene.display = display;
  scene.sentences = std::move(sentences);
  scene.keywords = std::move(keywords);
  return scene;
}

Script four_scenes() {
  const auto kept = [](const char* text) { return Sentence{text, true, false, 1}; };
  Script script;
  script.title = "How Bees Make Honey";
  script.scenes = {scene_of("01", Layout::title, "How Bees Make Honey", "From flower to jar",
                            {kept("Honey is old."), {"Very old.", true, true, 1}}, {}),
                   scene_of("02", Layout::statement, "Search", "Two thousand flowers a day",
                            {kept("A bee flies far.")}, {"flower"}),
                   scene_of("03", Layout::bullets, "In the hive", "",
                            {kept("Nectar comes in."), kept("Wax closes it.")}, {"honey"}),
                   scene_of("04", Layout::statement, "", "It keeps for centuries", {kept("It keeps.")}, {})};
  script.scenes[2].bullets = {{"Nectar", 0}, {"Wax", 1}};
  return script;
}

class VisualsStageTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("reelwright-visuals-" + std::to_string(getpid()) + "-" +
                                         testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(root_);
    brief_.topic = "bees";
    brief_.quality = Quality::draft;
    write(paths_, four_scenes());
  }
  void TearDown() override { fs::remove_all(root_); }

  static void write(const store::JobPaths& paths, const Script& script) {
    ASSERT_TRUE(make_folder(paths.folder()));
    ASSERT_TRUE(save_file(paths.script_json(), to_json(script)));
  }
  JobContext job(const store::JobPaths& paths, std::stop_token stop = {}) {
    return {paths, brief_, "Bees", stop, notes_};
  }
  JobContext job() { return job(paths_); }

  /// Plans and draws everything; the units' names.
  std::vector<std::string> draw(const store::JobPaths& paths) {
    std::vector<std::string> names;
    const Result<StagePlan> plan = stage_.plan(job(paths));
    EXPECT_TRUE(plan) << (plan ? "" : plan.error().message);
    if (!plan) return names;
    for (const WorkUnit& unit : plan->units) {
      double last = 0;
      const Result<void> done = stage_.run(job(paths), unit, [&](double fraction) {
        EXPECT_GE(fraction, last);
        last = fraction;
      });
      EXPECT_TRUE(done) << (done ? "" : done.error().message);
      EXPECT_DOUBLE_EQ(last, 1);
      names.push_back(unit.name);
    }
    return names;
  }
  std::vector<std::string> draw() { return draw(paths_); }

  SceneVisual visual(const char* scene) {
    const Result<std::string> json = read_file(paths_.visual_json(scene), 1 << 20);
    EXPECT_TRUE(json);
    const Result<SceneVisual> read = visual_from_json(json.value_or("{}"));
    EXPECT_TRUE(read) << (read ? "" : read.error().message);
    return read.value_or(SceneVisual{});
  }

  static std::map<std::string, std::string> files_in(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(folder))
      files[entry.path().filename().string()] = read_file(entry.path(), 64 << 20).value_or("unreadable");
    return files;
  }

  /// A folder of pictures for the brief.
  fs::path media() {
    const fs::path folder = root_ / "media";
    fs::create_directories(folder);
    brief_.media = folder.string();
    return folder;
  }
  static void put(const fs::path& path, int width, int height, std::uint8_t red = 200) {
    ASSERT_TRUE(media::write_jpeg(flat_picture(width, height, red), path, 90));
  }

  fs::path root_;
  Brief brief_;
  RememberingReporter notes_;
  VisualsStage stage_{REELWRIGHT_ASSETS_DIR};
  // Made before SetUp, so it repeats the folder's name.
  store::JobPaths paths_{
      fs::temp_directory_path() / ("reelwright-visuals-" + std::to_string(getpid()) + "-" +
                                   testing::UnitTest::GetInstance()->current_test_info()->name()),
      "20261122-143005-bees-0001"};
};

TEST_F(VisualsStageTest, EverySceneBecomesLayersThatExistAndCanBeDecoded) {
  EXPECT_EQ(draw().size(), 4U);
  for (const char* id : {"01", "02", "03", "04"}) {
    const SceneVisual made = visual(id);
    EXPECT_EQ(made.scene, id);
    ASSERT_GE(made.layers.size(), 3U);
    for (const VisualLayer& layer : made.layers) {
      const auto picture = media::decode_picture(paths_.folder() / layer.image, 1, 1, {});
      EXPECT_TRUE(picture || picture.error().code == "picture.too_small") << layer.image;
      EXPECT_EQ(layer.image_hash.size(), 32U);
    }
  }
  const Result<StageResult> result = stage_.finish(job(), 0, [](double) {});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->artifacts.size(), 4U);
  EXPECT_TRUE(notes_.warnings.empty());
}

TEST_F(VisualsStageTest, WhatStillMatchesIsNotDrawnAgain) {
  draw();
  const Result<StagePlan> again = stage_.plan(job());
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->units.empty());
  EXPECT_EQ(again->reused.size(), 4U);

  fs::remove(paths_.folder() / visual("02").layers.back().image);
  EXPECT_EQ(draw(), std::vector<std::string>{"scene 2"});
}

TEST_F(VisualsStageTest, SpokenWordsDoNotMatterAndShownOnesDo) {
  draw();
  Script script = four_scenes();
  script.scenes[0].sentences[1].spoken = false;
  script.scenes[1].sentences.push_back({"Another one.", true, true, 2});
  script.fitted = true;
  write(paths_, script);
  EXPECT_TRUE(draw().empty());

  script.scenes[2].bullets[1].text = "Wax and more wax";
  write(paths_, script);
  EXPECT_EQ(draw(), std::vector<std::string>{"scene 3"});
  script.scenes[2].bullets[1].sentence = 0;
  script.scenes[1].display = "Three thousand flowers a day";
  script.scenes[3].icon = "rocket";
  write(paths_, script);
  EXPECT_EQ(draw(), (std::vector<std::string>{"scene 2", "scene 3", "scene 4"}));
}

TEST_F(VisualsStageTest, AMovedSceneKeepsItsLooks) {
  draw();
  Script script = four_scenes();
  std::ranges::rotate(script.scenes, script.scenes.begin() + 1);
  script.scenes.erase(script.scenes.begin());
  write(paths_, script);
  EXPECT_TRUE(draw().empty());
}

TEST_F(VisualsStageTest, EveryFieldOfTheBriefThatChangesTheLookDrawsAgain) {
  draw();
  const Brief before = brief_;
  const auto redraws = [&](auto change) {
    brief_ = before;
    change(brief_);
    const Result<StagePlan> plan = stage_.plan(job());
    return plan ? plan->units.size() : 0;
  };
  EXPECT_EQ(redraws([](Brief& b) { b.theme = "midnight"; }), 4U);
  EXPECT_EQ(redraws([](Brief& b) { b.aspect = Aspect::tall; }), 4U);
  EXPECT_EQ(redraws([](Brief& b) { b.quality = Quality::high; }), 4U);
  EXPECT_EQ(redraws([](Brief& b) { b.captions = CaptionMode::none; }), 4U);
  EXPECT_EQ(redraws([](Brief& b) { b.seed = 2; }), 4U);
  EXPECT_EQ(redraws([](Brief& b) { b.voice = "rms"; }), 0U);
  EXPECT_EQ(redraws([](Brief& b) { b.music = "none"; }), 0U);
}

TEST_F(VisualsStageTest, ScenesDrawnAgainLeaveNoFilesOfTheOldOnes) {
  draw();
  Script script = four_scenes();
  script.scenes[2].layout = Layout::statement;
  script.scenes[2].display = "No bullets any more";
  write(paths_, script);
  draw();
  std::set<std::string> expected;
  for (const char* id : {"01", "02", "03", "04"}) {
    expected.insert(paths_.visual_json(id).filename().string());
    for (const VisualLayer& layer : visual(id).layers)
      expected.insert(fs::path(layer.image).filename().string());
  }
  std::set<std::string> found;
  for (const auto& [name, bytes] : files_in(paths_.visuals_folder())) found.insert(name);
  EXPECT_EQ(found, expected);
}

TEST_F(VisualsStageTest, TwoJobsWithTheSameBriefHaveTheSameBytesAlsoInParallel) {
  draw();
  const store::JobPaths other(root_, "20261122-143006-bees-0002");
  write(other, four_scenes());
  const Result<StagePlan> plan = stage_.plan(job(other));
  ASSERT_TRUE(plan);
  {
    std::vector<std::jthread> workers;
    for (const WorkUnit& unit : plan->units)
      workers.emplace_back([&, unit] { EXPECT_TRUE(stage_.run(job(other), unit, [](double) {})); });
  }
  EXPECT_EQ(files_in(other.visuals_folder()), files_in(paths_.visuals_folder()));
}

TEST_F(VisualsStageTest, StopsWhenAskedTo) {
  const Result<StagePlan> plan = stage_.plan(job());
  ASSERT_TRUE(plan);
  std::stop_source stop;
  stop.request_stop();
  const Result<void> stopped = stage_.run(job(paths_, stop.get_token()), plan->units.front(), [](double) {});
  ASSERT_FALSE(stopped);
  EXPECT_TRUE(is_canceled(stopped.error()));
  EXPECT_FALSE(fs::exists(paths_.visual_json("01")));
}

TEST_F(VisualsStageTest, PicturesGoToTheScenesThatNameThemAndOnlyOnce) {
  const fs::path folder = media();
  put(folder / "10 something.jpg", 1200, 700);
  put(folder / "2 meadow.jpg", 1200, 700);
  fs::create_directories(folder / "more");
  put(folder / "more" / "a honey jar.jpg", 1200, 700);
  std::ofstream(folder / "2 meadow.txt") << "Photo by A. Person, CC BY 4.0\nsecond line\n";
  draw();
  EXPECT_EQ(fs::path(visual("03").picture).filename(), "a honey jar.jpg");
  EXPECT_EQ(fs::path(visual("02").picture).filename(), "2 meadow.jpg");
  EXPECT_EQ(fs::path(visual("04").picture).filename(), "10 something.jpg");
  EXPECT_EQ(visual("01").picture, "");
  EXPECT_EQ(visual("02").credit, "2 meadow.jpg: Photo by A. Person, CC BY 4.0");

  // Another picture under the same name is another picture.
  put(folder / "2 meadow.jpg", 1200, 700, 90);
  EXPECT_EQ(draw(), std::vector<std::string>{"scene 2"});
}

TEST_F(VisualsStageTest, FilesThatAreNotUsablePicturesAreNamedAndLeftOut) {
  const fs::path folder = media();
  put(folder / "flower.jpg", 1200, 700);
  std::ofstream(folder / "notes.png") << "this is not a picture";
  put(folder / "broken.jpg", 800, 600);
  fs::resize_file(folder / "broken.jpg", 40);
  ASSERT_TRUE(media::write_png(flat_picture(1, 1, 9), folder / "dot.png"));
  ASSERT_TRUE(media::write_png(flat_picture(20000, 17, 9), folder / "huge.png"));
  std::ofstream(folder / "readme.md") << "not looked at";
  std::ofstream(folder / ".hidden.png") << "not looked at";
  draw();
  for (const char* name : {"notes.png", "broken.jpg", "dot.png", "huge.png"})
    EXPECT_TRUE(notes_.mentions(name)) << name;
  EXPECT_EQ(notes_.warnings.size(), 4U);
  EXPECT_EQ(fs::path(visual("02").picture).filename(), "flower.jpg");
  for (const char* id : {"01", "03", "04"}) EXPECT_EQ(visual(id).picture, "");
}

TEST_F(VisualsStageTest, APictureThatBreaksWhileDecodingLeavesTheDesignedLayout) {
  RgbaImage noise(1600, 900);
  std::uint32_t state = 1;
  for (std::uint8_t& value : noise.pixels)
    value = static_cast<std::uint8_t>((state = state * 1664525U + 1013904223U) >> 24U);
  const fs::path file = media() / "flower.jpg";
  ASSERT_TRUE(media::write_jpeg(noise, file, 90));
  fs::resize_file(file, fs::file_size(file) / 4);  // the header is whole, the data is not
  draw();
  ASSERT_TRUE(stage_.finish(job(), 0, [](double) {}));
  EXPECT_EQ(visual("02").picture, "");
  EXPECT_TRUE(notes_.mentions("flower.jpg"));
  EXPECT_GE(visual("02").layers.size(), 3U);
}

TEST_F(VisualsStageTest, AMissingFolderOfPicturesIsAnError) {
  brief_.media = (root_ / "nowhere").string();
  const Result<StagePlan> missing = stage_.plan(job());
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "media.missing_folder");
  EXPECT_NE(missing.error().message.find("nowhere"), std::string::npos);
  brief_.media = paths_.script_json().string();
  const Result<StagePlan> file = stage_.plan(job());
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, "media.not_a_folder");
}

TEST_F(VisualsStageTest, UnknownThemeIsAnError) {
  brief_.theme = "sunset";
  const Result<StagePlan> plan = stage_.plan(job());
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, "theme.unknown");
}

TEST(PictureMatching, PutsTheRestInOrderAndPrefersScenesMeantForPictures) {
  std::vector<Scene> scenes = {
      scene_of("1", Layout::title, "Bees", "", {}, {}), scene_of("2", Layout::statement, "", "First", {}, {}),
      scene_of("3", Layout::picture, "", "Second", {}, {}), scene_of("4", Layout::recap, "Recap", "", {}, {}),
      scene_of("5", Layout::picture, "", "Third", {}, {})};
  scenes[4].picture = "/own.jpg";
  const auto named = [](const char* name) { return FolderPicture{name, {}}; };
  EXPECT_EQ(match_pictures(scenes, {named("a")}), (std::vector<int>{-1, -1, 0, -1, -1}));
  EXPECT_EQ(match_pictures(scenes, {named("a"), named("b"), named("c")}),
            (std::vector<int>{-1, 0, 1, -1, -1}));
  EXPECT_EQ(match_pictures(scenes, {{"x", {"zebra"}}, {"y", {"bee"}}}), (std::vector<int>{1, -1, 0, -1, -1}));
  EXPECT_EQ(match_pictures(scenes, {}), (std::vector<int>{-1, -1, -1, -1, -1}));
}

TEST(IconChoice, FindsGlyphsForWordsPluralsAndScenes) {
  const auto icons = paint::IconFont::open();
  ASSERT_TRUE(icons);
  EXPECT_EQ(icon_for_word(*icons, "rockets"), "rocket");
  EXPECT_EQ(icon_for_word(*icons, "leaves"), "leaf");
  EXPECT_EQ(icon_for_word(*icons, "cities"), "city");
  EXPECT_EQ(icon_for_word(*icons, "bee"), "flower");
  EXPECT_EQ(icon_for_word(*icons, "apple"), "food-apple") << "not a company's mark";
  EXPECT_EQ(icon_for_word(*icons, "amazon"), "");
  EXPECT_EQ(icon_for_word(*icons, "xyzzy"), "");
  Scene scene;
  scene.keywords = {"xyzzy", "clocks"};
  EXPECT_EQ(choose_icon(*icons, scene), "clock");
  scene.icon = "rocket";
  EXPECT_EQ(choose_icon(*icons, scene), "rocket");
  EXPECT_EQ(icon_in_text(*icons, "The water and the fire", {"water"}), "fire");
}

TEST(Thumbnail, HasTheAspectsSizeAndDependsOnTitleAndTheme) {
  const auto dawn = load_theme(REELWRIGHT_ASSETS_DIR, "dawn");
  const auto neon = load_theme(REELWRIGHT_ASSETS_DIR, "neon");
  ASSERT_TRUE(dawn && neon);
  const auto first = draw_thumbnail(*dawn, four_scenes(), {}, Aspect::wide);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->width, 1280);
  EXPECT_EQ(first->height, 720);
  EXPECT_EQ(draw_thumbnail(*dawn, four_scenes(), {}, Aspect::wide)->pixels, first->pixels);
  EXPECT_NE(draw_thumbnail(*neon, four_scenes(), {}, Aspect::wide)->pixels, first->pixels);
  Script renamed = four_scenes();
  renamed.title = "Wax";
  EXPECT_NE(draw_thumbnail(*dawn, renamed, {}, Aspect::wide)->pixels, first->pixels);
  EXPECT_EQ(draw_thumbnail(*dawn, renamed, {}, Aspect::tall)->height, 1280);
}

}  // namespace
}  // namespace reelwright::stages
