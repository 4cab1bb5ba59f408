// SPDX-License-Identifier: GPL-3.0-or-later
// What a single picture of a clip looks like: upright, in its colours, of its shape and without combs.
extern "C" {
#include <libavutil/pixdesc.h>
}
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "media/clip_fixture.h"

namespace reelwright::media::test {
namespace {

TEST_F(Clips, StandUpright) {
  const PaintFrame dark_left = [](int, AVFrame& frame) {
    paint_plain(frame, 200, 128, 128);
    for (int y = 0; y < frame.height; ++y)
      std::memset(frame.data[0] + y * frame.linesize[0], 40, static_cast<std::size_t>(frame.width / 2));
    for (int y = 0; y < frame.height / 2; ++y)
      std::memset(frame.data[1] + y * frame.linesize[1], 100, static_cast<std::size_t>(frame.width / 4));
  };
  struct Case {
    double turn;
    int width, height, dark_x, dark_y, bright_x, bright_y;
  };
  for (const Case& c : {Case{0, 64, 48, 8, 24, 56, 24}, Case{90, 48, 64, 24, 8, 24, 56},
                        Case{180, 64, 48, 56, 24, 8, 24}, Case{270, 48, 64, 24, 56, 24, 8}}) {
    const std::string name = "turned-" + std::to_string(static_cast<int>(c.turn)) + ".mp4";
    write_clip(folder_ / name, {.times = steady(3), .turn_clockwise = c.turn, .paint = dark_left});
    const auto info = probe_clip(folder_ / name, {});
    ASSERT_TRUE(info);
    EXPECT_EQ(info->width, c.width);
    EXPECT_EQ(info->height, c.height);
    const Picture picture =
        compose_alone(timeline_of(c.width, c.height, {scene_of({clip_layer(name)}, 3)}), folder_.path(), 0);
    EXPECT_NEAR(picture.y.row(c.dark_y)[c.dark_x], 40, 2) << c.turn;
    EXPECT_NEAR(picture.y.row(c.bright_y)[c.bright_x], 200, 2) << c.turn;
    EXPECT_NEAR(picture.u.row(c.dark_y / 2)[c.dark_x / 2], 100, 2) << c.turn;
    EXPECT_NEAR(picture.u.row(c.bright_y / 2)[c.bright_x / 2], 128, 2) << c.turn;
    const auto still = clip_still(folder_ / name, {});
    ASSERT_TRUE(still);
    EXPECT_LT(still->row(c.dark_y)[4 * c.dark_x], 60);
    EXPECT_GT(still->row(c.bright_y)[4 * c.bright_x], 180);
  }
  write_clip(folder_ / "askew.mp4", {.times = steady(3), .turn_clockwise = 30});
  EXPECT_EQ(refusal("askew.mp4"), "clip.unreadable");
}

TEST_F(Clips, WithOtherMatricesAndRangesHaveTheirColours) {
  struct Colour {
    int r, g, b;
  };
  const auto yuv = [](const Colour& c, double kr, double kb, bool full) {
    const double kg = 1 - kr - kb;
    const double y = kr * c.r + kg * c.g + kb * c.b;
    const double u = (c.b - y) / (2 - 2 * kb);
    const double v = (c.r - y) / (2 - 2 * kr);
    const double luma = full ? 1 : 219.0 / 255;
    const double chroma = full ? 1 : 224.0 / 255;
    const auto byte = [](double value) { return static_cast<int>(std::clamp(std::lround(value), 0L, 255L)); };
    return std::array<int, 3>{byte(y * luma + (full ? 0 : 16)), byte(u * chroma + 128),
                              byte(v * chroma + 128)};
  };
  struct Kind {
    const char* name;
    const char* encoder;
    AVPixelFormat format;
    AVColorSpace matrix;
    double kr, kb;
    bool full;
  };
  for (const Kind& kind :
       {Kind{"601-full.mkv", "ffv1", AV_PIX_FMT_YUV420P, AVCOL_SPC_SMPTE170M, 0.299, 0.114, true},
        Kind{"601-full-x264.mp4", "libx264", AV_PIX_FMT_YUVJ420P, AVCOL_SPC_SMPTE170M, 0.299, 0.114, true},
        Kind{"601-untagged.mkv", "ffv1", AV_PIX_FMT_YUV422P, AVCOL_SPC_UNSPECIFIED, 0.299, 0.114, false},
        Kind{"2020.mkv", "ffv1", AV_PIX_FMT_YUV444P10, AVCOL_SPC_BT2020_NCL, 0.2627, 0.0593, false},
        Kind{"240.mkv", "ffv1", AV_PIX_FMT_YUV420P, AVCOL_SPC_SMPTE240M, 0.212, 0.087, false},
        Kind{"packed.mov", "rawvideo", AV_PIX_FMT_UYVY422, AVCOL_SPC_UNSPECIFIED, 0.299, 0.114, false},
        Kind{"mjpeg.avi", "mjpeg", AV_PIX_FMT_YUVJ422P, AVCOL_SPC_SMPTE170M, 0.299, 0.114, true}}) {
    for (const Colour& colour :
         {Colour{200, 40, 60}, Colour{30, 180, 70}, Colour{250, 250, 250}, Colour{20, 30, 190}}) {
      const auto stored = yuv(colour, kind.kr, kind.kb, kind.full);
      const auto expected = yuv(colour, 0.2126, 0.0722, false);
      const Timeline timeline =
          shown(kind.name,
                {.encoder = kind.encoder,
                 .format = kind.format,
                 .matrix = kind.matrix,
                 .range = kind.full ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG,
                 .times = steady(3),
                 .paint = [&](int, AVFrame& frame) { paint_plain(frame, stored[0], stored[1], stored[2]); }});
      const Picture picture = compose_alone(timeline, folder_.path(), 1);
      EXPECT_NEAR(picture.y.row(24)[32], expected[0], 3) << kind.name << " " << colour.r;
      EXPECT_NEAR(picture.u.row(12)[16], expected[1], 3) << kind.name << " " << colour.r;
      EXPECT_NEAR(picture.v.row(12)[16], expected[2], 3) << kind.name << " " << colour.r;
    }
  }
}

TEST_F(Clips, OfHighDynamicRangeHaveTheirReferenceWhiteWhite) {
  const auto luma = [&](const char* name, AVColorTransferCharacteristic transfer, int percent) {
    const int code = 64 + 876 * percent / 100;
    const Timeline timeline =
        shown(name, {.encoder = "ffv1",
                     .format = AV_PIX_FMT_YUV420P10,
                     .matrix = AVCOL_SPC_BT2020_NCL,
                     .transfer = transfer,
                     .times = steady(2),
                     .paint = [&](int, AVFrame& frame) { paint_plain(frame, code / 4, 128, 128); }});
    return int{compose_alone(timeline, folder_.path(), 0).y.row(24)[32]};
  };
  EXPECT_GE(luma("pq.mkv", AVCOL_TRC_SMPTE2084, 59), 228) << "58 % is 203 cd/m2";
  EXPECT_LT(luma("pq-half.mkv", AVCOL_TRC_SMPTE2084, 45), 200);
  EXPECT_GE(luma("hlg.mkv", AVCOL_TRC_ARIB_STD_B67, 76), 228) << "75 % is reference white";
  EXPECT_LT(luma("hlg-half.mkv", AVCOL_TRC_ARIB_STD_B67, 45), 200);
}

TEST_F(Clips, OfOddSizesAndPixelShapesFillTheirPlace) {
  const Timeline odd =
      shown("odd.mkv", {.encoder = "ffv1", .width = 63, .height = 47, .times = steady(30)}, 30);
  const auto info = probe_clip(folder_ / "odd.mkv", {});
  ASSERT_TRUE(info);
  EXPECT_EQ(info->width, 63);
  EXPECT_EQ(info->height, 47);
  Timeline even = odd;
  even.size = {64, 48};
  for (const std::int64_t frame : {0, 17}) {
    const Picture picture = compose_alone(even, folder_.path(), frame);
    for (const std::uint8_t sample : picture.y.samples) ASSERT_EQ(sample, luma_of(static_cast<int>(frame)));
    for (const std::uint8_t sample : picture.u.samples) ASSERT_EQ(sample, 128);
  }
  for (const AVPixelFormat format : {AV_PIX_FMT_YUV410P, AV_PIX_FMT_YUV411P}) {
    Timeline coarse =
        shown("coarse.mkv",
              {.encoder = "ffv1", .width = 190, .height = 50, .format = format, .times = steady(3)}, 3);
    const Picture picture = compose_alone(coarse, folder_.path(), 1);
    for (const std::uint8_t sample : picture.y.samples) ASSERT_EQ(sample, luma_of(1)) << format;
    EXPECT_TRUE(clip_still(folder_ / "coarse.mkv", {}));
  }
  write_clip(folder_ / "wide.mp4", {.times = steady(3), .pixel_aspect = {4, 3}});
  write_clip(folder_ / "tall.mp4", {.times = steady(3), .pixel_aspect = {1, 2}});
  EXPECT_EQ(probe_clip(folder_ / "wide.mp4", {})->width, 85);
  EXPECT_EQ(probe_clip(folder_ / "wide.mp4", {})->height, 48);
  EXPECT_EQ(probe_clip(folder_ / "tall.mp4", {})->height, 96);
  for (const double scale : {0.5, 0.37, 1.0, 1.75}) {
    const int width = static_cast<int>(85 * scale) / 2 * 2;
    const int height = static_cast<int>(48 * scale) / 2 * 2;
    const Picture picture = compose_alone(
        timeline_of(width, height, {scene_of({clip_layer("wide.mp4", scale)}, 2)}), folder_.path(), 1);
    for (const std::uint8_t sample : picture.y.samples) ASSERT_NEAR(sample, luma_of(1), 1) << scale;
  }
}

TEST_F(Clips, InterlacedShowOneMomentAndKeepTheRowsOfWhatStandsStill) {
  constexpr int bar_width = 32;
  struct Kind {
    const char* name;
    const char* encoder;
    AVPixelFormat format;
    bool top_field_first;
  };
  for (const Kind& kind : {Kind{"top.mkv", "ffv1", AV_PIX_FMT_YUV422P, true},
                           Kind{"ten.mkv", "ffv1", AV_PIX_FMT_YUV420P10, true},
                           Kind{"bottom.mkv", "ffv1", AV_PIX_FMT_YUV422P, false},
                           Kind{"packed.mov", "rawvideo", AV_PIX_FMT_UYVY422, true},
                           Kind{"dv.avi", "dvvideo", AV_PIX_FMT_YUV420P, false},
                           Kind{"mpeg2.mpg", "mpeg2video", AV_PIX_FMT_YUV420P, true},
                           Kind{"h264.mp4", "libx264", AV_PIX_FMT_YUV420P, true}}) {
    SCOPED_TRACE(kind.name);
    // A bar moves to the right by its half between the fields; the left has single rows of light.
    const auto bar_at = [&](int n, int field) { return 200 + (2 * n + field) * bar_width / 2; };
    ClipPlan plan{.encoder = kind.encoder,
                  .width = 720,
                  .height = 576,
                  .format = kind.format,
                  .matrix = AVCOL_SPC_UNSPECIFIED,
                  .tick = {1, 25},
                  .times = steady(8),
                  .b_frames = 0,
                  .is_interlaced = true,
                  .top_field_first = kind.top_field_first};
    plan.paint = [&](int n, AVFrame& frame) {
      const AVPixFmtDescriptor& form = *av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
      paint_plain(frame, 60, 128, 128);
      for (int y = 0; y < frame.height; ++y) {
        const bool is_second = (y % 2 == 1) == kind.top_field_first;
        const int bar = bar_at(n, is_second ? 1 : 0);
        for (int x = 0; x < frame.width; ++x) {
          const bool lit = x < 96 ? y % 8 == 3 || y % 8 == 6 : x >= bar && x < bar + bar_width;
          std::uint8_t* at = frame.data[0] + std::ptrdiff_t{y} * frame.linesize[0] + x * form.comp[0].step +
                             form.comp[0].offset;
          const int luma = (lit ? 180 : 60) << (form.comp[0].depth - 8);
          at[0] = static_cast<std::uint8_t>(luma);
          if (form.comp[0].depth > 8) at[1] = static_cast<std::uint8_t>(luma >> 8);
        }
      }
    };
    write_clip(folder_ / kind.name, plan);
    Timeline timeline = timeline_of(720, 576, {scene_of({clip_layer(kind.name, 1, {0, 0.32, false})}, 7)});
    timeline.frames_per_second = 25;
    for (const int n : {2, 0, 5}) {
      SCOPED_TRACE(n);
      const Picture picture = compose_alone(timeline, folder_.path(), n);
      const int bar = bar_at(n, 1);
      for (int y = 100; y < 140; ++y) {
        const std::uint8_t* row = picture.y.row(y);
        ASSERT_NEAR(row[bar - 8], 60, 14) << y;
        ASSERT_NEAR(row[bar + 8], 180, 14) << y;
        ASSERT_NEAR(row[bar + bar_width - 8], 180, 14) << y;
        ASSERT_NEAR(row[bar + bar_width + 8], 60, 14) << y;
        ASSERT_NEAR(row[40], y % 8 == 3 || y % 8 == 6 ? 180 : 60, 14) << y;
      }
    }
    const auto still = clip_still(folder_ / kind.name, {});
    ASSERT_TRUE(still);
    for (int y = 101; y < 139; ++y)
      for (int x = 180; x < 540; ++x)
        ASSERT_NEAR(still->row(y)[4 * x], still->row(y + 1)[4 * x], 40) << x << ", " << y;
  }
}

}  // namespace
}  // namespace reelwright::media::test
