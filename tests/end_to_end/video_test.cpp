// SPDX-License-Identifier: GPL-3.0-or-later
// From a brief to a file that plays: made by the real program, then decoded and looked at frame by frame.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "base/file.h"
#include "base/hash.h"
#include "end_to_end/product.h"
#include "media/frame_grab.h"
#include "media/sound.h"
#include "media/verify.h"

namespace reelwright::test {
namespace {

struct Shape {
  const char* aspect;
  int width;
  int height;
};

class EveryAspect : public testing::TestWithParam<Shape> {};

std::array<double, 3> mean_colour(const RgbaImage& image) {
  std::array<double, 3> sum{};
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      for (std::size_t c = 0; c < 3; ++c) sum[c] += image.row(y)[4 * x + static_cast<int>(c)];
    }
  }
  for (double& value : sum) value /= static_cast<double>(image.width) * image.height;
  return sum;
}

RgbaImage frame(const std::string& video, std::int64_t index) {
  auto image = media::grab_frame(video, index, {});
  EXPECT_TRUE(image) << (image ? "" : image.error().message);
  return image ? *std::move(image) : RgbaImage(2, 2);
}

TEST_P(EveryAspect, AScriptWithPicturesBecomesAVideoThatPlaysAnywhere) {
  const Product product;
  const auto script = product.write("script.md", short_script());
  write_picture(product.work() / "media/red.png", 1600, 1200, 200, 20, 20);
  write_picture(product.work() / "media/green.png", 1200, 1600, 20, 180, 20);
  write_picture(product.work() / "media/blue.png", 1400, 1400, 20, 20, 200);
  const auto document =
      product.generate({"--script", script.string(), "--media", (product.work() / "media").string(),
                        "--aspect", GetParam().aspect, "--quality", "draft", "--music", "none"});
  ASSERT_EQ(document.at("status"), "done");
  const std::string video = document.at("output");
  const Timeline timeline = product.timeline(document);

  const auto report = media::decode_fully(video, {}, [](double) {});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->width, GetParam().width);
  EXPECT_EQ(report->height, GetParam().height);
  EXPECT_EQ(report->frames, document.at("frames"));
  EXPECT_EQ(report->frames, timeline.frame_count);
  EXPECT_EQ(report->video_codec, "h264");
  EXPECT_EQ(report->pixel_format, "yuv420p");
  EXPECT_EQ(report->colour, "bt709");
  EXPECT_TRUE(report->faststart);
  EXPECT_TRUE(report->has_audio);
  EXPECT_EQ(report->audio_sample_rate, 48'000);
  EXPECT_EQ(report->audio_channels, 2);
  EXPECT_NEAR(report->loudness.integrated_lufs, -14, 1);
  EXPECT_LE(report->loudness.true_peak_dbtp, -1.0);
  EXPECT_LE(report->keyframe_interval_max, timeline.frames_per_second);
  EXPECT_FALSE(report->subtitle_codecs.empty());

  // The pictures named red, green and blue stand in the scenes of that name, in the script's order.
  ASSERT_EQ(timeline.scenes.size(), 4U);
  for (std::size_t scene = 0; scene < 3; ++scene) {
    const TimelineScene& shown = timeline.scenes[scene + 1];  // after the title
    const auto mean = mean_colour(frame(video, shown.start_frame + shown.frame_count / 2));
    EXPECT_EQ(std::ranges::max_element(mean) - mean.begin(), static_cast<std::ptrdiff_t>(scene))
        << shown.title;
  }
}

INSTANTIATE_TEST_SUITE_P(Video, EveryAspect,
                         testing::Values(Shape{"16:9", 960, 540}, Shape{"9:16", 540, 960},
                                         Shape{"1:1", 540, 540}),
                         [](const auto& shape) {
                           return std::to_string(shape.param.width) + "x" +
                                  std::to_string(shape.param.height);
                         });

TEST(Video, CaptionsAreInThePictureWhereTheCuesSaySoAndNowhereElse) {
  const Product product;
  const auto script = product.write("script.md", short_script());
  const auto document =
      product.generate({"--script", script.string(), "--quality", "draft", "--captions", "burn"});
  Timeline timeline = product.timeline(document);
  ASSERT_FALSE(timeline.captions.empty());
  // The same timeline without captions: whatever differs is a caption.
  timeline.burn_captions = false;
  const auto plain = product.job_folder(document) / "plain.json";
  ASSERT_TRUE(save_file(plain, to_json(timeline)));
  ASSERT_EQ(product.run({"render", plain.string(), "--output", "plain.mp4"}).exit_code, 0);

  const std::string with = document.at("output");
  const std::string without = product.work() / "plain.mp4";
  const int height = timeline.size.height;
  for (const TimelineCaption& cue : timeline.captions) {
    const std::int64_t shown = (cue.start_frame + cue.end_frame) / 2;
    EXPECT_GT(difference(frame(with, shown), frame(without, shown), height * 3 / 4, height), 2.0) << cue.text;
  }
  int gaps = 0;
  for (std::size_t i = 0; i + 1 < timeline.captions.size(); ++i) {
    const std::int64_t gap = timeline.captions[i + 1].start_frame - timeline.captions[i].end_frame;
    if (gap < 3) continue;
    ++gaps;
    const std::int64_t silent = timeline.captions[i].end_frame + gap / 2;
    EXPECT_LT(difference(frame(with, silent), frame(without, silent), height * 3 / 4, height), 1.0) << silent;
  }
  EXPECT_GT(gaps, 0);
}

/// First sample from `begin` on whose neighbourhood is louder than a whisper, as a frame number.
double onset_frame(const AudioClip& sound, std::int64_t begin_frame, int fps) {
  const auto window = static_cast<std::size_t>(sound.sample_rate / 200);
  auto at = static_cast<std::size_t>(begin_frame) * static_cast<std::size_t>(sound.sample_rate / fps);
  for (; at + window < sound.frame_count(); at += window / 4) {
    double sum = 0;
    for (std::size_t i = at; i < at + window; ++i) {
      const float sample = sound.samples[i * static_cast<std::size_t>(sound.channels)];
      sum += static_cast<double>(sample) * sample;
    }
    if (std::sqrt(sum / static_cast<double>(window)) > 0.004) break;
  }
  return static_cast<double>(at) * fps / sound.sample_rate;
}

TEST(Video, EverySceneIsHeardWhenThePictureSaysSo) {
  const Product product;
  const auto script = product.write("script.md", short_script());
  const auto document =
      product.generate({"--script", script.string(), "--quality", "draft", "--music", "none"});
  const Timeline timeline = product.timeline(document);
  const auto sound = media::read_sound(document.at("output").get<std::string>(), {});
  ASSERT_TRUE(sound) << sound.error().message;
  for (const TimelineScene& scene : timeline.scenes) {
    const double heard =
        onset_frame(*sound, scene.start_frame + scene.transition_frames, timeline.frames_per_second);
    EXPECT_NEAR(heard, static_cast<double>(scene.narration_start_frame), 1.0) << scene.title;
  }
}

TEST(Video, TheSameBriefAndSeedGiveTheSameSegments) {
  const Product first;
  const Product second;
  const auto names = [](const Product& product) {
    const auto script = product.write("script.md", short_script());
    const auto document =
        product.generate({"--script", script.string(), "--quality", "draft", "--seed", "7"});
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(product.job_folder(document) / "render")) {
      files[entry.path().filename().string()] = hash_text(*read_file(entry.path(), 1U << 30));
    }
    return files;
  };
  const auto a = names(first);
  EXPECT_GE(a.size(), 5U);
  EXPECT_EQ(a, names(second));
}

TEST(Video, ChangedWordsMoveTheOtherScenesButLeaveTheirPicturesAsTheyAre) {
  const Product product;
  const auto document = product.generate({"--topic", "How bees make honey", "--duration", "25", "--quality",
                                          "draft", "--stop-after", "compose"});
  const Timeline before = product.timeline(document);
  const auto path = product.job_folder(document) / "script.json";
  auto script = nlohmann::json::parse(*read_file(path, 1U << 20));
  auto& text = script.at("scenes").at(1).at("sentences").at(0).at("text");
  text = text.get<std::string>() + " Oh yes.";
  ASSERT_TRUE(save_file(path, script.dump()));
  const auto resumed = product.run(
      product.with_data_dir({"jobs", "resume", product.job_folder(document).filename().string()}));
  ASSERT_EQ(resumed.exit_code, 0) << resumed.err;
  const Timeline after = product.timeline(document);
  EXPECT_GT(after.frame_count, before.frame_count);

  constexpr std::int64_t uncut = 100'000;
  const std::vector<Segment> old = cut_segments(before, uncut);
  const std::vector<Segment> now = cut_segments(after, uncut);
  ASSERT_EQ(now.size(), old.size());
  ASSERT_GE(now.size(), 7U);
  for (std::size_t i = 0; i < now.size(); ++i) {
    const bool is_of_it = now[i].scene == 1 || (now[i].scene == 2 && now[i].is_transition);
    EXPECT_EQ(now[i].key != old[i].key, is_of_it)
        << "scene " << now[i].scene << (now[i].is_transition ? ", into it" : "");
  }
}

TEST(Video, RenderingATimelineAgainGivesTheSameFrames) {
  const Product product;
  const auto script = product.write("script.md", short_script());
  const auto document = product.generate({"--script", script.string(), "--quality", "draft"});
  const auto result = product.run({"render", (product.job_folder(document) / "timeline.json").string(),
                                   "--output", "again.mp4", "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const auto again = read_file(product.work() / "again.mp4", 1U << 30);
  const auto video = read_file(document.at("output").get<std::string>(), 1U << 30);
  ASSERT_TRUE(again && video);
  EXPECT_EQ(hash_text(*again), hash_text(*video));
}

}  // namespace
}  // namespace reelwright::test
