// SPDX-License-Identifier: GPL-3.0-or-later
// What the window is made of on this machine: fonts, icons, pictures, the check of a draft, its options.
#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "app/draft_check.h"
#include "app/picture_maker.h"
#include "app/problem_window.h"
#include "app/studio_parts.h"
#include "base/file.h"
#include "base/temporary_folder.h"
#include "media/picture.h"

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;

TEST(Fonts, EveryIconIsInTheIconFont) {
  const Fonts fonts = find_fonts();
  for (std::size_t i = 0; i < ui::icon_names.size(); ++i)
    EXPECT_NE(fonts.icons.utf8[i][0], '\0') << ui::icon_names[i];
}

TEST(Fonts, EmojiAreDrawnAndNotLookedForAsLetters) {
  const Fonts fonts = find_fonts();
  ASSERT_TRUE(fonts.files.draw_emoji);
  EXPECT_EQ(fonts.files.draw_emoji(U'\U0001F36F', 16).height, 16);
  for (const ui::FontFiles::Fallback& fallback : fonts.files.fallbacks)
    EXPECT_EQ(fallback.path.find("Emoji"), std::string::npos) << fallback.path;
}

TEST(StudioOptions, RefusesWhatItDoesNotKnowWithASentence) {
  const auto refused = parse_studio_options({"--dat-dir", "x"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "usage");
  EXPECT_NE(refused.error().message.find("--dat-dir"), std::string::npos);
  EXPECT_FALSE(parse_studio_options({"--screenshot"}));
  EXPECT_EQ(parse_studio_options({"--demo"})->mode, StudioOptions::Mode::demo);
}

TEST(OpenFolder, AFolderOfTheSettingsThatCannotBeUsedIsReplacedAndSaid) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(save_file(folder / "file", "no folder"));
  StudioOptions options;
  options.data_folder = folder / "file" / "data";
  options.usual_folder = folder / "usual";
  const Result<OpenedFolder> opened = open_folder(options);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->path, folder / "usual");
  ASSERT_TRUE(opened->problem);
  EXPECT_NE(opened->problem->hint.find("usual"), std::string::npos);
  // One that was asked for is not replaced.
  options.usual_folder.clear();
  EXPECT_FALSE(open_folder(options));
}

TEST(OpenFolder, AFolderThatIsInUseIsSaidToWhoeverClickedTheIcon) {
  const test::TemporaryFolder folder;
  const auto first = store::DataFolder::open(folder / "data");
  ASSERT_TRUE(first);
  StudioOptions options;
  options.data_folder = folder / "data";
  const Result<OpenedFolder> second = open_folder(options);
  ASSERT_FALSE(second);
  const ui::Problem problem = problem_for_people(second.error());
  EXPECT_EQ(problem.title, "Reelwright is open already");
  EXPECT_NE(problem.text.find((folder / "data").string()), std::string::npos);
  EXPECT_EQ(problem.hint.find("--data-dir"), std::string::npos) << "there is no command line";
}

TEST(Languages, HaveTheNamesThatPeopleCallThem) {
  const auto espeak = [](const char* lang, const char* title) {
    return stages::VoiceInfo{std::string("espeak-") + lang, title, "espeak-ng", lang, ""};
  };
  const std::vector<ui::Choice> found =
      languages_of({{"slt", "Clara (female, American English)", "flite", "en", ""},
                    espeak("en", "English (Great Britain)"),
                    espeak("pt-br", "Portuguese (Brazil)"),
                    espeak("pt", "Portuguese (Portugal)"),
                    espeak("de", "German"),
                    espeak("ga", "Gaelic (Irish)"),
                    espeak("gd", "Gaelic (Scottish)"),
                    {"x", "Somebody", "flite", "xx", ""}});
  std::vector<std::string> names;
  for (const ui::Choice& each : found) names.push_back(each.id + " " + each.title);
  EXPECT_EQ(names,
            (std::vector<std::string>{"en English", "ga Gaelic (Irish)", "gd Gaelic (Scottish)", "de German",
                                      "pt Portuguese", "pt-br Portuguese (Brazil)", "xx xx"}));
}

TEST(Languages, OfThisMachineAreAllDifferent) {
  const std::vector<ui::Choice> found = languages_of(Workshop().voices().voices());
  ASSERT_GT(found.size(), 50U);
  EXPECT_TRUE(std::ranges::is_sorted(found, {}, &ui::Choice::title));
  EXPECT_EQ(std::ranges::adjacent_find(found, {}, &ui::Choice::title), found.end());
  const auto english = std::ranges::find(found, "en", &ui::Choice::id);
  ASSERT_NE(english, found.end());
  EXPECT_EQ(english->title, "English");
}

struct DraftCheckTest : testing::Test {
  Workshop workshop;
  test::TemporaryFolder folder;
  std::uint64_t free = 1'000'000'000'000;

  ui::DraftCheck check(const runtime::IntakeRequest& request) {
    const auto free_bytes = [this](const fs::path&) { return Result<std::uint64_t>(free); };
    return check_draft(request,
                       {.assets = workshop.assets(), .voices = workshop.voices(), .free_bytes = free_bytes},
                       folder / "data");
  }
  static runtime::IntakeRequest bees() {
    runtime::IntakeRequest request;
    request.brief.topic = "Bees";
    return request;
  }
};

TEST_F(DraftCheckTest, AGoodBriefHasNothingInItsWay) {
  const ui::DraftCheck found = check(bees());
  EXPECT_TRUE(found.lines.empty());
  EXPECT_GT(found.bytes_needed, 1'000'000U);
  EXPECT_EQ(found.bytes_free, free);
}

TEST_F(DraftCheckTest, WhatIsWrongIsNamedByItsCodeWithAHint) {
  runtime::IntakeRequest request = bees();
  request.brief.media = (folder / "nowhere").string();
  const ui::DraftCheck found = check(request);
  ASSERT_EQ(found.lines.size(), 1U);
  EXPECT_TRUE(found.lines[0].is_problem);
  EXPECT_EQ(found.lines[0].code, "media.missing");
  EXPECT_FALSE(found.lines[0].hint.empty());
}

TEST_F(DraftCheckTest, AFullDiskIsSeenBeforehand) {
  free = 1000;
  EXPECT_EQ(check(bees()).lines.at(0).code, "disk.too_small");
}

TEST_F(DraftCheckTest, CharactersThatNoFontHasAreNamed) {
  runtime::IntakeRequest request = bees();
  request.script_text = "# Bees\n\nThis is said: \U00011F02 \U00011F04.";
  const ui::DraftCheck found = check(request);
  const auto line = std::ranges::find(found.lines, "visuals.missing_glyphs", &ui::DraftCheck::Line::code);
  ASSERT_NE(line, found.lines.end());
  EXPECT_FALSE(line->is_problem);
}

struct PictureMakerTest : testing::Test {
  Workshop workshop;
  test::TemporaryFolder folder;
  store::JobStore store{folder / "jobs"};
  std::mutex mutex;
  std::condition_variable changed;
  int ready = 0;

  void wait_for(int pictures) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return ready >= pictures; });
  }
  std::function<void()> wake() {
    return [this] {
      const std::lock_guard lock(mutex);
      ++ready;
      changed.notify_all();
    };
  }
};

TEST_F(PictureMakerTest, SamplesOfThemesAreDrawnWithTheTitleAndShrunk) {
  const RgbaImage bees = make_picture(workshop.assets(), "theme/neon/1", "Bees");
  EXPECT_EQ(bees.height, 320);
  EXPECT_EQ(bees.width, 180);
  EXPECT_NE(bees.pixels, make_picture(workshop.assets(), "theme/neon/1", "Ants").pixels);
  EXPECT_TRUE(make_picture(workshop.assets(), "theme/unknown/1", "Bees").pixels.empty());
  EXPECT_TRUE(make_picture(workshop.assets(), "anything", "Bees").pixels.empty());
}

TEST_F(PictureMakerTest, WishesAreFulfilledAndAMissingThumbnailIsNotAskedForAgain) {
  const std::string with = "20261122-143005-bees-0001";
  const std::string without = "20261122-143005-ants-0002";
  ASSERT_TRUE(make_folder(store.paths(with).folder()));
  RgbaImage red(64, 36);
  for (std::size_t i = 0; i < red.pixels.size(); i += 4) red.pixels[i] = red.pixels[i + 3] = 255;
  ASSERT_TRUE(media::write_jpeg(red, store.paths(with).thumbnail(), 90));

  const auto window = gfx::Window::open({.title = "test", .visible = false}).value();
  ui::Pictures pictures(8);
  PictureMaker maker(store, workshop.assets(), wake());
  EXPECT_EQ(pictures.find(with).texture, 0U);
  EXPECT_EQ(pictures.find(without).texture, 0U);
  maker.serve(pictures, "");
  wait_for(2);
  maker.serve(pictures, "");
  EXPECT_NE(pictures.find(with).texture, 0U);
  EXPECT_NEAR(pictures.find(with).aspect, 64.0F / 36, 0.01F);
  EXPECT_EQ(pictures.find(without).texture, 0U);
  EXPECT_TRUE(pictures.take_wishes().empty());
}

}  // namespace
}  // namespace reelwright::app
