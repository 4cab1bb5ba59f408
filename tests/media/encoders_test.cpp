// SPDX-License-Identifier: GPL-3.0-or-later
// What every software encoder must keep to, so that segments of it can be joined and made again.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/temporary_folder.h"
#include "media/encode.h"
#include "media/libraries.h"
#include "media/support.h"
#include "media/verify.h"

namespace reelwright::media::test {
namespace {

using reelwright::test::TemporaryFolder;

constexpr int width = 176;
constexpr int height = 100;
constexpr std::int64_t frame_count = 95;

struct Case {
  const char* encoder;
  const char* speed;
  double crf;
  const char* codec;
};

/// Waves that travel, with a jump in the middle where an encoder likes to put a keyframe.
Result<void> waves(std::int64_t frame, const YuvView& out) {
  const double shift = static_cast<double>(frame) * 1.7 + (frame >= 50 ? 40 : 0);
  for (int index = 0; index < 3; ++index) {
    const PlaneTarget plane = plane_of(out, index);
    const double scale = index == 0 ? 1 : 2;
    for (int y = 0; y < plane.height; ++y)
      for (int x = 0; x < plane.width; ++x)
        plane.row(y)[x] = static_cast<std::uint8_t>(128 + 60 * std::sin((x * scale + shift) * 0.11) *
                                                              std::cos((y * scale - shift * 0.5) * 0.07));
  }
  return {};
}

double mean_difference(const Picture& a, const Picture& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.y.samples.size(); ++i)
    sum += std::abs(static_cast<double>(a.y.samples[i]) - static_cast<double>(b.y.samples[i]));
  return sum / static_cast<double>(a.y.samples.size());
}

class Encoders : public testing::TestWithParam<Case> {
 protected:
  static void SetUpTestSuite() { quiet_libraries(); }
  Encoders() {
    timeline_ = timeline_of(width, height, {scene_of({}, frame_count)});
    timeline_.encode = {.encoder = GetParam().encoder, .preset = GetParam().speed, .crf = GetParam().crf};
    timeline_.encode.keyframe_frames_max = 20;
  }

  /// Segments of these lengths, one after the other.
  std::vector<std::filesystem::path> encode(const std::string& name,
                                            const std::vector<std::int64_t>& lengths) {
    std::vector<std::filesystem::path> segments;
    std::int64_t start = 0;
    for (const std::int64_t length : lengths) {
      segments.push_back(folder_ / (name + std::to_string(segments.size()) + ".mp4"));
      const auto encoded = encode_segment(timeline_, start, length, waves, segments.back(), {}, {});
      EXPECT_TRUE(encoded.has_value()) << encoded.error().message;
      EXPECT_TRUE(is_complete_segment(segments.back(), timeline_, length)) << length;
      start += length;
    }
    return segments;
  }

  TemporaryFolder folder_;
  Timeline timeline_;
};

TEST_P(Encoders, JoinedSegmentsDecodeToExactlyTheirFrames) {
  const auto segments = encode("a", {1, 31, 2, 40, 1, 17, 3});
  const auto joined = join_parts(timeline_, folder_.path(), {segments, {}}, folder_ / "out.mp4", {}, {});
  ASSERT_TRUE(joined.has_value()) << joined.error().message;
  const auto report = decode_fully(folder_ / "out.mp4", {}, {});
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_EQ(report->frames, frame_count);
  EXPECT_EQ(report->video_codec, GetParam().codec);
  EXPECT_EQ(report->pixel_format, "yuv420p");
  EXPECT_EQ(report->colour, "bt709");
  EXPECT_TRUE(report->faststart);
  EXPECT_LE(report->keyframe_interval_max, 20);
  EXPECT_NEAR(report->video_duration_s, frame_count / 30.0, 1e-4);

  std::vector<Picture> single;
  for (const auto& segment : segments)
    for (Picture& picture : decode_pictures(segment)) single.push_back(std::move(picture));
  const std::vector<Picture> pictures = decode_pictures(folder_ / "out.mp4");
  ASSERT_EQ(pictures.size(), single.size());
  for (std::size_t i = 0; i < pictures.size(); ++i)
    EXPECT_TRUE(same(pictures[i], single[i])) << "frame " << i;

  Picture wanted = pictures.front();
  for (std::int64_t i = 0; i < frame_count; ++i) {
    ASSERT_TRUE(waves(i, wanted.view()));
    EXPECT_LT(mean_difference(wanted, pictures[static_cast<std::size_t>(i)]), 4) << "frame " << i;
  }
}

TEST_P(Encoders, SameFramesGiveTheSameBytes) {
  const auto first = encode("a", {60, 35});
  const auto second = encode("b", {60, 35});
  for (std::size_t i = 0; i < first.size(); ++i)
    EXPECT_TRUE(bytes_of(first[i]) == bytes_of(second[i])) << "segment " << i;
}

INSTANTIATE_TEST_SUITE_P(OnTheProcessor, Encoders,
                         testing::Values(Case{"libx264", "veryfast", 21, "h264"},
                                         Case{"libx265", "fast", 24, "hevc"},
                                         Case{"libsvtav1", "8", 32, "av1"},
                                         Case{"libvpx-vp9", "4", 30, "vp9"}),
                         [](const auto& each) { return std::string(each.param.codec); });

}  // namespace
}  // namespace reelwright::media::test
