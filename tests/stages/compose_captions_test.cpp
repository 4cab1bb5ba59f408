// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/captions.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/file.h"
#include "paint/colour.h"
#include "paint/text.h"
#include "stages/compose/caption_words.h"
#include "stages/visuals/safe_area.h"
#include "stages/visuals/theme.h"

namespace reelwright::stages {
namespace {

class Silence final : public Reporter {
 public:
  void log(LogLevel, std::string_view) override {}
  void warn(std::string_view) override {}
};

/// What one scene says, cut into words as a voice would.
struct Said {
  std::vector<std::string> sentences;
  std::vector<std::vector<std::string>> words;
};

class Captions : public testing::Test {
 protected:
  Captions() {
    std::string name = (fs::temp_directory_path() / "reelwright-captions-XXXXXX").string();
    CHECK(mkdtemp(name.data()) != nullptr);
    folder_ = name;
    paths_ = std::make_unique<store::JobPaths>(folder_, make_job_id(0, "Bees", 1));
    fs::create_directories(paths_->folder());
    brief_.captions = CaptionMode::both;
    timeline_.frames_per_second = frames_per_second;
  }
  ~Captions() override { fs::remove_all(folder_); }

  Scene& add_scene(const Said& said) {
    Scene scene;
    scene.id = "0" + std::to_string(inputs_.script.scenes.size() + 1);
    Narration narration{.scene = scene.id, .input_hash = {}, .voice = "v", .duration_s = 0, .words = {}};
    double at_s = 0;
    for (std::size_t i = 0; i < said.sentences.size(); ++i) {
      scene.sentences.push_back({said.sentences[i]});
      for (const std::string& word : said.words[i]) {
        const double length_s = 0.08 * static_cast<double>(word.size() + 1);
        narration.words.push_back({word, at_s, at_s + length_s, static_cast<int>(i)});
        at_s += length_s;
      }
    }
    narration.duration_s = at_s;
    const std::int64_t start = timeline_.frame_count;
    const auto frames = static_cast<std::int64_t>((at_s + 1) * frames_per_second);
    inputs_.schedule.scenes.push_back({.start_frame = start,
                                       .frame_count = frames,
                                       .transition_frames = 0,
                                       .narration_start_frame = start,
                                       .narration_end_frame = start + frames});
    timeline_.frame_count += frames;
    inputs_.narrations.push_back(std::move(narration));
    inputs_.visuals.emplace_back();
    return inputs_.script.scenes.emplace_back(std::move(scene));
  }

  void write(Aspect aspect = Aspect::wide, std::string_view theme_name = "dawn") {
    const Theme theme = load_theme(REELWRIGHT_ASSETS_DIR, theme_name).value();
    brief_.aspect = aspect;
    timeline_.size = frame_size(aspect, Quality::standard);
    style_ = caption_style(brief_, theme, timeline_.size);
    const JobContext job{*paths_, brief_, "Bees", {}, silence_};
    ASSERT_TRUE(write_captions(job, inputs_, style_, timeline_));
    ass_ = read_file(paths_->captions_ass(), 1 << 20).value();
    srt_ = read_file(paths_->captions_srt(), 1 << 20).value();
  }
  [[nodiscard]] std::vector<std::string> srt_lines() const {
    std::vector<std::string> lines;
    std::istringstream in(srt_);
    for (std::string line; std::getline(in, line);)
      if (!line.empty() && line.find("-->") == std::string::npos && line.find_first_not_of("0123456789") == 0)
        lines.push_back(line);
    return lines;
  }

  fs::path folder_;
  std::unique_ptr<store::JobPaths> paths_;
  Brief brief_;
  Silence silence_;
  ComposeInputs inputs_;
  Timeline timeline_;
  CaptionStyle style_;
  std::string ass_;
  std::string srt_;
};

TEST_F(Captions, HoldTheTextExactlyAsWritten) {
  add_scene({{"蜂蜜は花の蜜から作られます。", "働き蜂はGPSより正確です。"},
             {{"蜂蜜は花の蜜から作ら", "れます。"}, {"働き蜂はGPSより正確で", "す。"}}});
  add_scene(
      {{"The well-known bee.", "It 飛ぶ fast."}, {{"The", "well-known", "bee."}, {"It", "飛ぶ", "fast."}}});
  write();
  std::string all;
  for (const std::string& line : srt_lines()) all += line + "|";
  for (const char* text :
       {"蜂蜜は花の蜜から作られます。", "働き蜂はGPSより正確です。", "The well-known bee.", "It 飛ぶ fast."})
    EXPECT_NE(all.find(text), std::string::npos) << all;
  const std::vector<CaptionWord> words = caption_words(inputs_);
  EXPECT_TRUE(words[1].joins_previous);
  EXPECT_TRUE(words[2].joins_previous) << "Japanese sentences follow without a space";
  EXPECT_FALSE(words[4].joins_previous);
  EXPECT_FALSE(words[8].joins_previous) << "a written space stays";
}

TEST_F(Captions, LinesFitTheirBandAtEveryAspect) {
  const std::vector<std::string> words = {"WWWW", "MMMMM", "Wagons",  "moved", "many", "Women", "with",
                                          "warm", "MILK",  "through", "WARM",  "mist", "and",   "mud."};
  std::string sentence;
  for (const std::string& word : words) sentence += (sentence.empty() ? "" : " ") + word;
  add_scene({{sentence}, {words}});
  const paint::TextEngine engine;
  for (const Aspect aspect : {Aspect::wide, Aspect::tall, Aspect::square}) {
    write(aspect);
    paint::TextStyle text{.families = style_.font, .weight = 700, .size_px = 100, .size_px_min = 100};
    const double scale = style_.size_px / engine.fit("Ag", text, 1e5, 1e5).height_px();
    std::size_t longest = 0;
    for (const std::string& line : srt_lines()) {
      EXPECT_LE(engine.fit(line, text, 1e5, 1e5).width_px() * scale,
                (timeline_.size.width - 2 * style_.margin_side_px))
          << name_of(aspect) << ": " << line;
      longest = std::max(longest, line.size());
    }
    EXPECT_LE(longest, 42U);
    EXPECT_GE(longest, 12U);
  }
}

TEST_F(Captions, AreLargeEnoughForEachAspect) {
  add_scene({{"Bees fly."}, {{"Bees", "fly."}}});
  write(Aspect::tall);
  EXPECT_GE(style_.size_px, 0.042 * timeline_.size.height);
  EXPECT_LE(style_.size_px, 0.048 * timeline_.size.height);
  write(Aspect::wide);
  EXPECT_GE(style_.size_px, 0.048 * timeline_.size.height);
  const double latin_px = style_.size_px;
  brief_.lang = "ja";
  write(Aspect::wide);
  EXPECT_GT(style_.size_px, latin_px * 1.1) << "fonts of wide scripts stand taller in the same size";
  brief_.lang = "en";
  write(Aspect::wide, "paper");
  EXPECT_GT(style_.size_px, latin_px * 1.05) << "and so does Vollkorn";
  const SafeArea area = safe_area(timeline_.size, true);
  EXPECT_LE(2 * style_.size_px, area.caption_band.h);
}

TEST_F(Captions, InkIsReadableOnEveryTheme) {
  const auto colour = [](const std::string& html) { return paint::parse_colour(html).value(); };
  const std::vector<Theme> themes = list_themes(REELWRIGHT_ASSETS_DIR).value();
  for (const Theme& theme : themes) {
    const CaptionStyle style = caption_style(brief_, theme, {1920, 1080});
    for (const CaptionInk& ink : {style.ink, style.picture_ink}) {
      EXPECT_GE(paint::contrast_ratio(colour(ink.text), colour(ink.halo)), 4.5) << theme.name;
      EXPECT_GE(paint::contrast_ratio(colour(ink.accent), colour(ink.halo)), 4.5) << theme.name;
    }
    for (const std::string& stop : theme.background.stops)
      EXPECT_GE(paint::contrast_ratio(colour(style.ink.text), colour(stop)), 4.5) << theme.name;
    const bool is_light = paint::luminance(colour(theme.background.stops.front())) > 0.4;
    EXPECT_EQ(paint::luminance(colour(style.ink.text)) < 0.2, is_light) << theme.name;
    EXPECT_GT(paint::luminance(colour(style.picture_ink.text)), 0.9) << "pictures are darkened";
  }
}

TEST_F(Captions, OverPicturesTheyAreLight) {
  add_scene({{"Bees fly."}, {{"Bees", "fly."}}});
  add_scene({{"They dance."}, {{"They", "dance."}}});
  inputs_.visuals[1].over_picture = true;
  write();
  EXPECT_NE(ass_.find("\\rPicture\\blur1.62}They dance."), std::string::npos) << ass_;
  EXPECT_EQ(ass_.find("\\rPicture\\blur1.62}Bees"), std::string::npos);
}

TEST_F(Captions, ASentenceThatTheSceneShowsLargeIsNotBurnedInAsWell) {
  Scene& scene = add_scene({{"A cloud weighs as much as elephants!", "It floats all the same."},
                            {{"A", "cloud", "weighs", "as", "much", "as", "elephants!"},
                             {"It", "floats", "all", "the", "same."}}});
  scene.layout = Layout::statement;
  scene.display = "A cloud weighs as much as elephants";
  write();
  EXPECT_EQ(ass_.find("elephants"), std::string::npos);
  EXPECT_NE(ass_.find("It floats"), std::string::npos);
  EXPECT_NE(srt_.find("elephants"), std::string::npos) << "sidecars hold everything";
  inputs_.script.scenes[0].heading = "Clouds";  // then the heading is shown, not the phrase
  write();
  EXPECT_NE(ass_.find("elephants"), std::string::npos);
}

}  // namespace
}  // namespace reelwright::stages
