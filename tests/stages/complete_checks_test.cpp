// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/complete/checks.h"

#include <gtest/gtest.h>

#include <functional>

#include "base/temporary_folder.h"
#include "media/picture.h"

namespace reelwright::stages {
namespace {

Timeline timeline() {
  Timeline result;
  result.size = {1920, 1080};
  result.frames_per_second = 30;
  result.frame_count = 900;
  result.audio = "sound.wav";
  return result;
}

media::FileReport good() {
  media::FileReport report;
  report.width = 1920;
  report.height = 1080;
  report.frames_per_second = 30;
  report.frames = 900;
  report.video_duration_s = 30;
  report.audio_duration_s = 30.01;
  report.has_audio = true;
  report.pixel_format = "yuv420p";
  report.colour = "bt709";
  report.faststart = true;
  report.loudness = {.integrated_lufs = -14.2, .true_peak_dbtp = -1.3};
  return report;
}

TEST(CompleteChecks, AGoodFilePasses) { EXPECT_TRUE(judge(timeline(), good())); }

TEST(CompleteChecks, EveryFaultIsToldByItsOwnCode) {
  struct Fault {
    const char* code;
    std::function<void(media::FileReport&)> apply;
  };
  const std::vector<Fault> faults = {
      {"complete.wrong_size", [](auto& r) { r.width = 1080; }},
      {"complete.wrong_length", [](auto& r) { r.frames = 899; }},
      {"complete.wrong_length", [](auto& r) { r.video_duration_s = 29; }},
      {"complete.wrong_length", [](auto& r) { r.audio_duration_s = 28; }},
      {"complete.wrong_format", [](auto& r) { r.pixel_format = "yuv444p"; }},
      {"complete.wrong_format", [](auto& r) { r.colour = ""; }},
      {"complete.wrong_format", [](auto& r) { r.faststart = false; }},
      {"complete.black",
       [](auto& r) {
         r.black.push_back({30, 30});
       }},
      {"complete.frozen",
       [](auto& r) {
         r.frozen.push_back({30, 90});
       }},
      {"complete.no_sound", [](auto& r) { r.has_audio = false; }},
      {"complete.no_sound", [](auto& r) { r.loudness.integrated_lufs = -70; }},
      {"complete.wrong_loudness", [](auto& r) { r.loudness.integrated_lufs = -16; }},
      {"complete.too_loud", [](auto& r) { r.loudness.true_peak_dbtp = -0.5; }},
  };
  for (const Fault& fault : faults) {
    media::FileReport report = good();
    fault.apply(report);
    const auto verdict = judge(timeline(), report);
    ASSERT_FALSE(verdict) << fault.code;
    EXPECT_EQ(verdict.error().code, fault.code);
    EXPECT_FALSE(verdict.error().message.empty());
  }
}

/// Two seconds of one layer that slides by `travel_px`: a gradient, with a hard edge in its middle if asked
/// for.
Timeline sliding(const std::filesystem::path& root, double travel_px, bool edge, std::uint8_t darkest,
                 std::uint8_t range) {
  RgbaImage image(400, 120);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const int grey = edge ? (x < 160 ? darkest : darkest + range) : darkest + range * x / image.width;
      for (int c = 0; c < 3; ++c) image.row(y)[4 * x + c] = static_cast<std::uint8_t>(grey);
      image.row(y)[4 * x + 3] = 255;
    }
  }
  EXPECT_TRUE(media::write_png(image, root / "layer.png"));
  Timeline result;
  result.size = {320, 120};
  result.frame_count = 60;
  TimelineScene scene;
  scene.id = "01";
  scene.frame_count = 60;
  scene.layers.push_back({.image = "layer.png",
                          .image_hash = {},
                          .keyframes = {{.frame = 0}, {.frame = 59, .x_px = -travel_px}}});
  result.scenes.push_back(scene);
  return result;
}

TEST(CompleteChecks, APictureThatTheTimelineKeepsStillIsNoFault) {
  const test::TemporaryFolder folder;
  media::FileReport report = good();
  report.frozen = {{0, 60}};
  const Timeline drift = sliding(folder.path(), 10, false, 100, 60);
  ASSERT_TRUE(excuse_intended(drift, folder.path(), report, {}));
  EXPECT_TRUE(report.frozen.empty());
}

TEST(CompleteChecks, APictureThatShouldHaveMovedIsAFault) {
  const test::TemporaryFolder folder;
  media::FileReport report = good();
  report.frozen = {{0, 60}};
  const Timeline slide = sliding(folder.path(), 60, true, 100, 60);
  ASSERT_TRUE(excuse_intended(slide, folder.path(), report, {}));
  EXPECT_EQ(report.frozen.size(), 1U);
}

TEST(CompleteChecks, LookingForWhatIsMeantStopsWhenAsked) {
  const test::TemporaryFolder folder;
  media::FileReport report = good();
  report.frozen = {{0, 60}};
  std::stop_source stop;
  stop.request_stop();
  const auto stopped =
      excuse_intended(sliding(folder.path(), 60, true, 100, 60), folder.path(), report, stop.get_token());
  ASSERT_FALSE(stopped);
  EXPECT_TRUE(is_canceled(stopped.error()));
}

TEST(CompleteChecks, DarknessIsAFaultOnlyWhereTheTimelineIsLit) {
  const test::TemporaryFolder folder;
  media::FileReport report = good();
  report.black = {{0, 60}};
  ASSERT_TRUE(excuse_intended(sliding(folder.path(), 10, false, 100, 60), folder.path(), report, {}));
  EXPECT_EQ(report.black.size(), 1U);
  ASSERT_TRUE(excuse_intended(sliding(folder.path(), 10, false, 0, 8), folder.path(), report, {}));
  EXPECT_TRUE(report.black.empty());
}

TEST(CompleteChecks, ATimelineWithoutSoundNeedsNone) {
  Timeline silent = timeline();
  silent.audio.clear();
  media::FileReport report = good();
  report.has_audio = false;
  EXPECT_TRUE(judge(silent, report));
}

}  // namespace
}  // namespace reelwright::stages
