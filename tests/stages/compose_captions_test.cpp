// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/captions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/temporary_folder.h"
#include "media/compositor.h"
#include "media/picture.h"
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
    paths_ = std::make_unique<store::JobPaths>(folder_.path(), make_job_id(0, "Bees", 1));
    fs::create_directories(paths_->render_folder());
    brief_.captions = CaptionMode::both;
    timeline_.frames_per_second = frames_per_second;
  }

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
    drawn_ass_ = read_file(paths_->folder() / timeline_.captions_ass, 1 << 20).value();
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

  /// What the renderer draws for each cue, by its difference from a frame without captions.
  [[nodiscard]] std::vector<paint::Box> drawn_boxes() {
    const FrameSize size = timeline_.size;
    RgbaImage ground(size.width, size.height);
    std::ranges::fill(ground.pixels, std::uint8_t{255});
    EXPECT_TRUE(media::write_png(ground, paths_->folder() / "ground.png"));
    TimelineScene scene;
    scene.frame_count = timeline_.frame_count;
    scene.layers = {{"ground.png", "ground", {{}}}};
    timeline_.scenes = {scene};
    auto compositor = media::Compositor::open(timeline_, paths_->folder(), media::make_layer_cache(1 << 28));
    EXPECT_TRUE(compositor.has_value());
    std::vector<paint::Box> boxes;
    for (const TimelineCaption& caption : timeline_.captions) {
      const auto w = static_cast<std::size_t>(size.width);
      const auto h = static_cast<std::size_t>(size.height);
      std::vector<std::uint8_t> y(w * h), u(w * h / 4), v(w * h / 4);
      EXPECT_TRUE(
          compositor->compose((caption.start_frame + caption.end_frame) / 2, {.width = size.width,
                                                                              .height = size.height,
                                                                              .y = y.data(),
                                                                              .u = u.data(),
                                                                              .v = v.data(),
                                                                              .y_stride = size.width,
                                                                              .u_stride = size.width / 2,
                                                                              .v_stride = size.width / 2}));
      int left = size.width, top = size.height, right = 0, bottom = 0;
      for (int row = 0; row < size.height; ++row)
        for (int column = 0; column < size.width; ++column) {
          if (y[static_cast<std::size_t>(row) * w + static_cast<std::size_t>(column)] > 200) continue;
          left = std::min(left, column);
          right = std::max(right, column + 1);
          top = std::min(top, row);
          bottom = row + 1;
        }
      boxes.push_back({static_cast<double>(left), static_cast<double>(top), static_cast<double>(right - left),
                       static_cast<double>(bottom - top)});
    }
    return boxes;
  }

  test::TemporaryFolder folder_;
  std::unique_ptr<store::JobPaths> paths_;
  Brief brief_;
  Silence silence_;
  ComposeInputs inputs_;
  Timeline timeline_;
  CaptionStyle style_;
  std::string ass_;
  std::string drawn_ass_;
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
  for (const Aspect aspect : {Aspect::wide, Aspect::tall, Aspect::square}) {
    write(aspect);
    std::size_t longest = 0;
    for (const std::string& line : srt_lines()) longest = std::max(longest, line.size());
    EXPECT_LE(longest, 42U);
    EXPECT_GE(longest, 12U);
    // A line that libass finds too long becomes two, and the cue grows out of its band.
    const paint::Box band = safe_area(timeline_.size, true).caption_band;
    const double outline_px = 0.15 * style_.size_px;
    for (const paint::Box& ink : drawn_boxes()) {
      EXPECT_GT(ink.w, 0.3 * band.w) << name_of(aspect);
      EXPECT_TRUE(band.grown(outline_px).contains(ink)) << name_of(aspect) << ": " << ink.x << ", " << ink.y
                                                        << " to " << ink.right() << ", " << ink.bottom();
    }
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
  EXPECT_EQ(drawn_ass_.find("elephants"), std::string::npos);
  EXPECT_NE(drawn_ass_.find("It floats"), std::string::npos);
  for (const std::string& sidecar : {srt_, ass_}) {
    EXPECT_NE(sidecar.find("elephants"), std::string::npos) << "sidecars hold everything";
    EXPECT_NE(sidecar.find("It floats"), std::string::npos);
  }
  for (const TimelineCaption& caption : timeline_.captions)
    EXPECT_EQ(caption.text.find("elephants"), std::string::npos) << "segments are keyed by what is drawn";
  inputs_.script.scenes[0].heading = "Clouds";  // then the heading is shown, not the phrase
  write();
  EXPECT_NE(drawn_ass_.find("elephants"), std::string::npos);
  EXPECT_EQ(timeline_.captions_ass, "captions.ass");
  EXPECT_FALSE(fs::exists(paths_->burned_ass())) << "nothing of an earlier attempt stays";
}

TEST_F(Captions, SentencesOfScriptsWithSpacesStayApart) {
  add_scene({{"꿀벌은 꿀을 만듭니다", "겨울에 먹습니다"},
             {{"꿀벌은", "꿀을", "만듭니다"}, {"겨울에", "먹습니다"}}});
  add_scene({{"Bees 🐝", "🍯 now"}, {{"Bees", "🐝"}, {"🍯", "now"}}});
  add_scene({{"「はい」", "「いいえ」"}, {{"「はい」"}, {"「いいえ」"}}});
  const std::vector<CaptionWord> words = caption_words(inputs_);
  EXPECT_FALSE(words[3].joins_previous) << words[3].text;
  EXPECT_FALSE(words[7].joins_previous) << words[7].text;
  EXPECT_TRUE(words[10].joins_previous) << words[10].text;
}

}  // namespace
}  // namespace reelwright::stages
