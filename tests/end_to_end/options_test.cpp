// SPDX-License-Identifier: GPL-3.0-or-later
// Every field of the brief has an effect that a viewer can see or hear. A field that reaches the form but not
// the output fails here.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "base/file.h"
#include "base/hash.h"
#include "end_to_end/product.h"
#include "media/sound.h"

namespace reelwright::test {
namespace {

const char* const article = R"(# Coffee

Coffee is a drink made from roasted seeds. It is one of the most popular drinks in the world.

## Growing

Coffee plants grow in warm countries near the equator. The plants need shade, rain and rich soil.
A young plant takes about four years to bear fruit. Each fruit holds two seeds.

## Roasting

Roasting turns green seeds brown and brings out their smell. Light roasts keep more of the fruit taste.
Dark roasts taste stronger and slightly bitter. Roasters listen for a sound called the first crack.

## Brewing

Hot water draws the taste out of the ground seeds. Finer grounds give up their taste faster.
Water that is too hot makes the cup bitter. A clean filter keeps the drink clear.
)";

/// What a job left that a person would notice: the hash of everything up to and including Compose.
struct Traces {
  std::string script;    ///< title, headings and spoken text
  std::string voice;     ///< samples
  std::string pictures;  ///< layer images and their places
  std::string sound;     ///< final mix
  std::string captions;
  Timeline timeline;
};

std::string hash_folder(const std::filesystem::path& folder,
                        std::initializer_list<std::string_view> extensions) {
  std::vector<std::filesystem::path> paths;
  if (!std::filesystem::exists(folder)) return "";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (std::ranges::find(extensions, entry.path().extension().string()) != extensions.end())
      paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  Hasher hasher;
  for (const auto& path : paths) hasher.text(path.filename().string()).text(*read_file(path, 1U << 30));
  return hasher.hex();
}

Traces traces_of(const Product& product, std::vector<std::string> options) {
  options.insert(options.end(), {"--stop-after", "compose"});
  const auto document = product.generate(options);
  const auto folder = product.job_folder(document);
  Traces traces;
  const auto script = nlohmann::json::parse(*read_file(folder / "script.json", 1U << 24));
  Hasher words;
  words.text(script.at("title").get<std::string>());
  for (const auto& scene : script.at("scenes")) {
    for (const auto& sentence : scene.at("sentences")) words.text(sentence.at("text").get<std::string>());
  }
  traces.script = words.hex();
  traces.voice = hash_folder(folder / "voice", {".wav"});
  traces.pictures = hash_folder(folder / "visuals", {".png", ".jpg"});
  traces.sound = hash_folder(folder / "render", {".wav"});
  traces.captions = std::filesystem::exists(folder / "captions.ass")
                        ? hash_text(*read_file(folder / "captions.ass", 1U << 24))
                        : "";
  traces.timeline = product.timeline(document);
  return traces;
}

class Options : public testing::Test {
 protected:
  void SetUp() override { source_ = product_.write("coffee.md", article).string(); }
  Traces with(std::vector<std::string> extra) {
    for (const auto& [name, value] :
         {std::pair("--source", source_.c_str()), {"--duration", "20"}, {"--quality", "draft"}}) {
      if (std::ranges::find(extra, name) == extra.end()) extra.insert(extra.end(), {name, value});
    }
    return traces_of(product_, extra);
  }
  Product product_;
  std::string source_;
};

TEST_F(Options, TheSameBriefLeavesTheSameTraces) {
  const Traces a = with({});
  const Traces b = with({});
  EXPECT_EQ(a.script, b.script);
  EXPECT_EQ(a.voice, b.voice);
  EXPECT_EQ(a.pictures, b.pictures);
  EXPECT_EQ(a.sound, b.sound);
  EXPECT_EQ(a.captions, b.captions);
  EXPECT_EQ(to_json(a.timeline), to_json(b.timeline));
}

TEST_F(Options, AudienceAndToneChangeWhatIsSaid) {
  const Traces plain = with({});
  EXPECT_NE(with({"--audience", "children"}).script, plain.script);
  EXPECT_NE(with({"--tone", "energetic"}).script, plain.script);
}

TEST_F(Options, LengthIsMetWithinTenPercent) {
  for (const double seconds : {15.0, 20.0, 30.0}) {
    const Traces traces = with({"--duration", std::to_string(seconds)});
    EXPECT_NEAR(traces.timeline.duration_s(), seconds, seconds * 0.1);
  }
}

TEST_F(Options, VoiceAndSpeedChangeWhatIsHeard) {
  const Traces plain = with({});
  EXPECT_NE(with({"--voice", "rms"}).voice, plain.voice);
  EXPECT_NE(with({"--voice", "espeak-en"}).voice, plain.voice);
  EXPECT_NE(with({"--speed", "1.3"}).voice, plain.voice);
}

TEST_F(Options, LanguageChoosesAnotherVoice) {
  const auto german =
      product_
          .write("kaffee.md",
                 "# Kaffee\n\nKaffee ist ein Getränk aus gerösteten Samen. Er schmeckt vielen Menschen. "
                 "Die Pflanze wächst in warmen Ländern. Sie braucht Schatten und Regen.\n")
          .string();
  const auto document = product_.generate({"--source", german, "--lang", "de", "--duration", "15",
                                           "--quality", "draft", "--stop-after", "voice"});
  const auto folder = product_.job_folder(document) / "voice";
  int narrations = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    ++narrations;
    const auto narration = nlohmann::json::parse(*read_file(entry.path(), 1U << 24));
    EXPECT_EQ(narration.at("voice"), "espeak-de");
  }
  EXPECT_GT(narrations, 0);
}

TEST_F(Options, ThemeSeedAndAspectChangeThePicture) {
  const Traces plain = with({});
  EXPECT_NE(with({"--theme", "midnight"}).pictures, plain.pictures);
  EXPECT_NE(with({"--seed", "2"}).pictures, plain.pictures);
  const Traces tall = with({"--aspect", "9:16"});
  EXPECT_EQ(tall.timeline.size, (FrameSize{540, 960}));
  EXPECT_NE(tall.pictures, plain.pictures);
}

TEST_F(Options, QualityChangesSizeAndEncoding) {
  const Traces draft = with({});
  const Traces high = with({"--quality", "high"});
  const Traces standard = with({"--quality", "standard"});
  EXPECT_EQ(standard.timeline.size, (FrameSize{1920, 1080}));
  EXPECT_NE(draft.timeline.encode, standard.timeline.encode);
  EXPECT_NE(high.timeline.encode, standard.timeline.encode);
}

TEST_F(Options, APresetChangesEncodingAndShape) {
  const Traces plain = with({});
  const Traces shorts = with({"--preset", "shorts", "--quality", "high"});
  EXPECT_EQ(shorts.timeline.size, (FrameSize{1080, 1920}));
  EXPECT_NE(shorts.timeline.encode, plain.timeline.encode);
  const Traces youtube = with({"--preset", "youtube", "--quality", "high"});
  EXPECT_EQ(youtube.timeline.size, (FrameSize{1920, 1080}));
  EXPECT_NE(youtube.timeline.encode, shorts.timeline.encode);
}

TEST_F(Options, MusicChangesTheSound) {
  const Traces calm = with({});
  EXPECT_NE(with({"--music", "none"}).sound, calm.sound);
  EXPECT_NE(with({"--music", "bright"}).sound, calm.sound);
  AudioClip tone{.sample_rate = 44'100, .channels = 1, .samples = std::vector<float>(44'100)};
  for (std::size_t i = 0; i < tone.samples.size(); ++i) tone.samples[i] = (i / 50) % 2 == 0 ? 0.2F : -0.2F;
  ASSERT_TRUE(media::write_wav(tone, product_.work() / "mine.wav", media::WavFormat::pcm16));
  EXPECT_NE(with({"--music", (product_.work() / "mine.wav").string()}).sound, calm.sound);
}

TEST_F(Options, CaptionsComeInTheFormsThatWereAskedFor) {
  const auto files = [&](const std::string& mode) {
    const auto document = product_.generate({"--source", source_, "--duration", "20", "--quality", "draft",
                                             "--captions", mode, "--stop-after", "compose"});
    const auto folder = product_.job_folder(document);
    return std::make_tuple(
        std::filesystem::exists(folder / "captions.srt"), std::filesystem::exists(folder / "captions.vtt"),
        product_.timeline(document).burn_captions, !product_.timeline(document).soft_subtitles.empty());
  };
  EXPECT_EQ(files("none"), std::make_tuple(false, false, false, false));
  EXPECT_EQ(files("burn"), std::make_tuple(false, false, true, false));
  EXPECT_EQ(files("sidecar"), std::make_tuple(true, true, false, true));
  EXPECT_EQ(files("both"), std::make_tuple(true, true, true, true));
}

TEST_F(Options, CaptionStyleChangesTheCaptions) {
  const Traces classic = with({});
  EXPECT_NE(with({"--caption-style", "boxed"}).captions, classic.captions);
  EXPECT_NE(with({"--caption-style", "karaoke"}).captions, classic.captions);
}

TEST_F(Options, MediaPutsTheUsersPicturesIntoTheVideo) {
  const Traces plain = with({});
  write_picture(product_.work() / "pictures/roasting.png", 1280, 960, 200, 100, 50);
  const auto options = [&] { return with({"--media", (product_.work() / "pictures").string()}); };
  const Traces red = options();
  EXPECT_NE(red.pictures, plain.pictures);
  write_picture(product_.work() / "pictures/roasting.png", 1280, 960, 50, 100, 200);
  EXPECT_NE(options().pictures, red.pictures);  // the picture itself, not only the layout
}

TEST_F(Options, TopicTitlesAndWritesTheVideo) {
  const Traces bees =
      traces_of(product_, {"--topic", "Honey bees", "--duration", "20", "--quality", "draft"});
  const Traces rivers = traces_of(product_, {"--topic", "Rivers", "--duration", "20", "--quality", "draft"});
  EXPECT_NE(bees.script, rivers.script);
  EXPECT_NEAR(bees.timeline.duration_s(), 20, 2);
  EXPECT_EQ(rivers.timeline.title, "Rivers");
}

TEST_F(Options, StandardInputIsASource) {
  const RunResult result =
      product_.run(product_.with_data_dir({"generate", "--source", "-", "--duration", "20", "--quality",
                                           "draft", "--stop-after", "script", "--json"}),
                   article);
  EXPECT_EQ(result.exit_code, 0) << result.err;
}

TEST_F(Options, TheStoredBriefMakesTheSameVideoAgain) {
  const auto document = product_.generate({"--source", source_, "--duration", "20", "--quality", "draft",
                                           "--theme", "midnight", "--stop-after", "compose"});
  std::filesystem::remove(source_);
  const auto brief = product_.job_folder(document) / "brief.json";
  const auto again = product_.generate({"--brief", brief.string(), "--stop-after", "compose"});
  EXPECT_EQ(to_json(product_.timeline(document)), to_json(product_.timeline(again)));
}

TEST_F(Options, TheCommandLineWinsOverTheBrief) {
  const auto brief = product_.write(
      "brief.json", R"({"source": "coffee.md", "duration_s": 20, "aspect": "16:9", "quality": "draft"})");
  const auto document =
      product_.generate({"--brief", brief.string(), "--aspect", "1:1", "--stop-after", "compose"});
  EXPECT_EQ(product_.timeline(document).size, (FrameSize{540, 540}));
}

TEST_F(Options, StopAfterLeavesALaterStageUndone) {
  const auto document = product_.generate(
      {"--source", source_, "--duration", "20", "--quality", "draft", "--stop-after", "script"});
  EXPECT_EQ(document.at("status"), "paused");
  EXPECT_TRUE(document.at("output").is_null());
  for (const auto& stage : document.at("stages")) {
    EXPECT_EQ(stage.at("status"), stage.at("stage") == "script" ? "done" : "queued");
  }
}

TEST_F(Options, OutputPutsTheVideoWhereItWasAskedFor) {
  const auto document = product_.generate(
      {"--source", source_, "--duration", "15", "--quality", "draft", "--output", "my video.mp4"});
  EXPECT_EQ(document.at("status"), "done");
  EXPECT_TRUE(std::filesystem::exists(product_.work() / "my video.mp4"));
}

}  // namespace
}  // namespace reelwright::test
