// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/clip.h"

extern "C" {
#include <libavutil/pixdesc.h>
}
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <thread>

#include "base/temporary_folder.h"
#include "media/clip_maker.h"
#include "media/clip_reader.h"
#include "media/picture.h"
#include "media/sound.h"
#include "media/support.h"

namespace reelwright::media::test {
namespace {

constexpr int fps = 30;

Layer clip_layer(const std::string& name, double scale = 1, ClipTime time = {0, 2, false}) {
  Layer layer;
  layer.image = layer.image_hash = name;
  layer.keyframes = {{0, 0, 0, scale, 1, Easing::linear}};
  layer.kind = LayerKind::clip;
  layer.clip = time;
  return layer;
}

class Clips : public testing::Test {
 protected:
  Timeline shown(const std::string& name, const ClipPlan& plan, std::int64_t frames = 60,
                 ClipTime time = {0, 2, false}) {
    write_clip(folder_ / name, plan);
    return timeline_of(plan.width, plan.height, {scene_of({clip_layer(name, 1, time)}, frames)});
  }
  /// Which picture each of the frames shows, by its luma.
  std::vector<int> numbers(const Timeline& timeline, const std::vector<std::int64_t>& frames) {
    std::vector<int> found;
    auto compositor = Compositor::open(timeline, folder_.path(), make_layer_cache(1 << 20));
    Picture picture;
    picture.resize(timeline.size.width, timeline.size.height);
    for (const std::int64_t frame : frames) {
      const auto composed = compositor->compose(frame, picture.view());
      EXPECT_TRUE(composed) << (composed ? "" : composed.error().message);
      const int luma = picture.y.row(timeline.size.height / 2)[timeline.size.width / 2];
      found.push_back(static_cast<int>(std::lround((luma - luma_of(0)) / 3.0)));
    }
    return found;
  }
  std::vector<int> numbers(const Timeline& timeline) { return numbers(timeline, all_of(timeline)); }
  static std::vector<std::int64_t> all_of(const Timeline& timeline) {
    return steady(static_cast<int>(timeline.frame_count));
  }
  Result<ClipReport> inspect(const std::string& name, double length_s_max = 100) {
    return inspect_clip(folder_ / name, length_s_max, {}, [](double) {});
  }
  std::string refusal(const std::string& name) {
    const auto report = inspect(name);
    if (report) return "accepted";
    EXPECT_NE(report.error().message.find(name), std::string::npos) << report.error().message;
    return report.error().code;
  }

  reelwright::test::TemporaryFolder folder_;
};

std::vector<int> counting(int count) {
  std::vector<int> numbers(static_cast<std::size_t>(count));
  for (int n = 0; n < count; ++n) numbers[static_cast<std::size_t>(n)] = n;
  return numbers;
}

TEST_F(Clips, ShowEveryPictureAtItsTime) {
  EXPECT_EQ(numbers(shown("a.mp4", {})), counting(60));
  EXPECT_EQ(numbers(shown("a.mov", {})), counting(60));
  EXPECT_EQ(numbers(shown("a.mkv", {})), counting(60)) << "its clock has whole milliseconds";
  EXPECT_EQ(numbers(shown("a.avi", {.encoder = "mpeg4", .b_frames = 0})), counting(60));
  EXPECT_EQ(numbers(shown("b.avi", {.encoder = "mpeg4"})), counting(60));
  EXPECT_EQ(numbers(shown("h264.avi", {.b_frames = 0})), counting(60));
  EXPECT_EQ(numbers(shown("h264-b.avi", {})), counting(60));
  EXPECT_EQ(numbers(shown("mpeg2-b.avi", {.encoder = "mpeg2video"})), counting(60));
}

TEST_F(Clips, KeepTheMemoryOfTheirPictures) {
  for (const double turn : {0.0, 90.0}) {
    write_clip(folder_ / "a.mp4", {.turn_clockwise = turn});
    auto reader = ClipReader::open(folder_ / "a.mp4", clip_layer("a.mp4"), fps, {});
    ASSERT_TRUE(reader);
    const LayerImage* image = nullptr;
    const std::uint8_t* samples = nullptr;
    for (int n = 0; n < 20; ++n) {
      ASSERT_TRUE(reader->go_to(n));
      const auto shown_now = reader->image();
      ASSERT_TRUE(shown_now);
      const Plane& luma = (*shown_now)->level(0).colour.y;
      if (n == 0) image = *shown_now;
      if (n == 0) samples = luma.samples.data();
      EXPECT_EQ(*shown_now, image);
      EXPECT_EQ(luma.samples.data(), samples);
      EXPECT_NEAR(luma.row(20)[20], luma_of(n), 1);
      EXPECT_NEAR((*shown_now)->level(1).colour.y.row(10)[10], luma_of(n), 1) << "of the picture before";
    }
  }
}

TEST_F(Clips, WithAVariableRateShowTheLastPictureWhoseTimeHasCome) {
  const std::vector<std::int64_t> times = {0, 40, 80, 1000, 1010, 1020, 1500, 1990};
  const Timeline timeline = shown("vfr.mkv", {.tick = {1, 1000}, .times = times});
  std::vector<int> expected;
  for (int frame = 0; frame < 60; ++frame) {
    const double time_ms = std::floor(frame * 1000.0 / fps + 0.5);
    const auto later =
        std::ranges::find_if(times, [&](std::int64_t time) { return static_cast<double>(time) > time_ms; });
    expected.push_back(static_cast<int>(later - times.begin()) - 1);
  }
  EXPECT_EQ(numbers(timeline), expected);
}

TEST_F(Clips, AreTheSameInWhateverOrderTheirFramesAreAskedFor) {
  struct Kind {
    const char* name;
    const char* encoder;
    int b_frames;
    bool is_interlaced = false;
  };
  for (const auto& [name, encoder, b_frames, is_interlaced] :
       {Kind{"order.mp4", "libx264", 2}, Kind{"order.mkv", "libx264", 2}, Kind{"mpeg4.avi", "mpeg4", 0},
        Kind{"mpeg4-b.avi", "mpeg4", 2}, Kind{"mjpeg.avi", "mjpeg", 0}, Kind{"h264.avi", "libx264", 0},
        Kind{"h264-b.avi", "libx264", 2}, Kind{"mpeg4-b.mkv", "mpeg4", 2},
        Kind{"mpeg2-b.avi", "mpeg2video", 2}, Kind{"mpeg2.avi", "mpeg2video", 0},
        Kind{"interlaced.avi", "mpeg2video", 2, true}, Kind{"interlaced.mp4", "libx264", 2, true}}) {
    PaintFrame noise = [](int n, AVFrame& frame) {
      paint_number(n, frame);
      std::uint32_t state = static_cast<std::uint32_t>(n) * 77U + 1;
      for (int y = 0; y < frame.height; ++y)
        for (int x = 0; x < frame.width; ++x)
          frame.data[0][y * frame.linesize[0] + x] ^=
              static_cast<std::uint8_t>((state = state * 1664525U + 1013904223U) >> 30U);
    };
    const Timeline timeline =
        shown(name,
              {.encoder = encoder,
               .format = std::string(encoder) == "mjpeg" ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P,
               .times = steady(64),
               .b_frames = b_frames,
               .is_interlaced = is_interlaced,
               .paint = noise},
              64, {0, 64.0 / fps, false});
    EXPECT_TRUE(ClipDecoder::open(folder_ / name, {})->can_jump()) << name;
    std::vector<Picture> in_order(64);
    auto compositor = Compositor::open(timeline, folder_.path(), make_layer_cache(1 << 20));
    for (std::int64_t frame = 0; frame < 64; ++frame) {
      in_order[static_cast<std::size_t>(frame)].resize(64, 48);
      ASSERT_TRUE(compositor->compose(frame, in_order[static_cast<std::size_t>(frame)].view()));
    }
    Picture picture;
    picture.resize(64, 48);
    for (const std::int64_t frame : all_of(timeline))
      EXPECT_TRUE(
          same(compose_alone(timeline, folder_.path(), frame), in_order[static_cast<std::size_t>(frame)]))
          << name << " alone " << frame;
    for (const std::int64_t frame : {50, 3, 4, 63, 0, 31, 30, 12, 11, 13, 50, 49}) {
      ASSERT_TRUE(compositor->compose(frame, picture.view()));
      EXPECT_TRUE(same(picture, in_order[static_cast<std::size_t>(frame)])) << name << " " << frame;
    }
  }
}

TEST_F(Clips, ShorterThanTheSceneRestOnTheirLastPictureOrBeginAgain) {
  write_clip(folder_ / "short.mp4", {.times = steady(20)});
  const double length_s = inspect("short.mp4")->length_s;
  EXPECT_NEAR(length_s, 20.0 / fps, 1e-9);
  const auto with = [&](ClipTime time) {
    return timeline_of(64, 48, {scene_of({clip_layer("short.mp4", 1, time)}, 50)});
  };
  std::vector<int> rests = counting(50);
  std::vector<int> loops = counting(50);
  std::vector<int> from_inside = counting(50);
  for (int& n : rests) n = std::min(n, 19);
  for (int& n : loops) n %= 20;
  for (int& n : from_inside) n = std::min(n + 15, 19);
  EXPECT_EQ(numbers(with({0, length_s, false})), rests);
  EXPECT_EQ(numbers(with({0, length_s, true})), loops);
  EXPECT_EQ(numbers(with({0.5, length_s, false})), from_inside);
  EXPECT_EQ(numbers(with({0, length_s, true}), {45, 3, 20, 19}), (std::vector<int>{5, 3, 0, 19}));
}

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

TEST_F(Clips, ThatWereCutOffShowTheirLastWholePicture) {
  write_clip(folder_ / "whole.mkv", {.width = 320, .height = 240, .b_frames = 0});
  write_clip(folder_ / "whole.mp4",
             {.width = 320, .height = 240, .b_frames = 0, .format_flags = "faststart"});
  for (const char* kind : {"mkv", "mp4"}) {
    const std::string name = std::string("cut.") + kind;
    const std::string bytes = bytes_of(folder_ / (std::string("whole.") + kind));
    EXPECT_FALSE(inspect(std::string("whole.") + kind)->ends_early);
    EXPECT_NEAR(inspect(std::string("whole.") + kind)->length_s, 2, 0.002);
    write_bytes(folder_ / name, bytes.substr(0, bytes.size() * 6 / 10));
    const auto report = inspect(name);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_TRUE(report->ends_early) << kind;
    EXPECT_GT(report->length_s, 0.5);
    EXPECT_LT(report->length_s, 1.7);
    const int last = static_cast<int>(std::lround(report->length_s * fps)) - 1;
    const Timeline timeline =
        timeline_of(320, 240, {scene_of({clip_layer(name, 1, {0, report->length_s, false})}, 60)});
    std::vector<int> expected = counting(60);
    for (int& n : expected) n = std::min(n, last);
    EXPECT_EQ(numbers(timeline), expected) << kind;
    EXPECT_EQ(numbers(timeline, {59, 10, 58}), (std::vector<int>{last, 10, last})) << kind;
  }
}

TEST_F(Clips, ThatCannotBeShownAreRefusedByName) {
  write_bytes(folder_ / "garbage.mp4", std::string(50'000, 'x'));
  write_bytes(folder_ / "empty.mp4", "");
  ASSERT_TRUE(write_wav(tone(440, 1, 0.5), folder_ / "sound.mp4", WavFormat::pcm16));
  write_clip(folder_ / "tiny.mkv", {.encoder = "ffv1", .width = 8, .height = 8, .times = steady(2)});
  write_clip(folder_ / "huge.mkv", {.encoder = "ffv1", .width = 8200, .height = 16, .times = steady(2)});
  const std::string whole = bytes_of(write_clip(folder_ / "whole.mp4", {.width = 320, .height = 240}));
  write_bytes(folder_ / "without index.mp4", whole.substr(0, whole.size() / 2));
  EXPECT_EQ(refusal("garbage.mp4"), "clip.unreadable");
  EXPECT_EQ(refusal("empty.mp4"), "clip.unreadable");
  EXPECT_EQ(refusal("sound.mp4"), "clip.no_video");
  EXPECT_EQ(refusal("tiny.mkv"), "clip.too_small");
  EXPECT_EQ(refusal("huge.mkv"), "clip.too_large");
  EXPECT_EQ(refusal("without index.mp4"), "clip.unreadable");
  EXPECT_EQ(refusal("nowhere.mp4"), "clip.missing");
  write_clip(folder_ / "matrix.mkv",
             {.encoder = "ffv1", .matrix = AVCOL_SPC_CHROMA_DERIVED_NCL, .times = steady(2)});
  EXPECT_EQ(refusal("matrix.mkv"), "clip.unreadable");
  const auto still = clip_still(folder_ / "matrix.mkv", {});
  ASSERT_FALSE(still);
  EXPECT_NE(still.error().message.find("matrix.mkv"), std::string::npos) << still.error().message;
  EXPECT_FALSE(still.error().hint.empty());
  std::filesystem::create_directory(folder_ / "folder.mp4");
  EXPECT_EQ(refusal("folder.mp4"), "clip.unreadable");
}

TEST_F(Clips, DamagedInTheMiddleAreRefused) {
  const PaintFrame stripes = [](int n, AVFrame& frame) {
    paint_plain(frame, 128, 128, 128);
    for (int y = 0; y < frame.height; ++y)
      for (int x = 0; x < frame.width; ++x)
        frame.data[0][y * frame.linesize[0] + x] =
            static_cast<std::uint8_t>(30 + (x * 3 + y * 5 + n * 11) % 180);
  };
  for (const char* name : {"damaged.mp4", "damaged.mkv"}) {
    std::string bytes = bytes_of(write_clip(folder_ / name, {.width = 320, .height = 240, .paint = stripes}));
    ASSERT_EQ(refusal(name), "accepted");
    for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 4000; ++i)
      bytes[i] = static_cast<char>(i * 37);
    write_bytes(folder_ / name, bytes);
    EXPECT_EQ(refusal(name), "clip.damaged") << name;
  }
}

TEST_F(Clips, ThatEndBeforeTheTimelineSaysAreAnErrorOfTheRender) {
  write_clip(folder_ / "a.mp4", {.times = steady(20)});
  const Timeline timeline = timeline_of(64, 48, {scene_of({clip_layer("a.mp4")}, 60)});
  auto compositor = Compositor::open(timeline, folder_.path(), make_layer_cache(1 << 20));
  Picture picture;
  picture.resize(64, 48);
  EXPECT_TRUE(compositor->compose(19, picture.view()));
  const auto composed = compositor->compose(30, picture.view());
  ASSERT_FALSE(composed);
  EXPECT_EQ(composed.error().code, "compositor.damaged_layer");
}

TEST_F(Clips, StopWhenAsked) {
  write_clip(folder_ / "a.avi", {.encoder = "mpeg4"});
  const Timeline timeline = timeline_of(64, 48, {scene_of({clip_layer("a.avi")}, 60)});
  Picture picture;
  picture.resize(64, 48);
  // Before the clip is opened, and while it is being decoded.
  for (const bool is_open : {false, true}) {
    std::stop_source stop;
    auto compositor = Compositor::open(timeline, folder_.path(), make_layer_cache(1 << 20), stop.get_token());
    ASSERT_TRUE(compositor);
    if (is_open) {
      EXPECT_TRUE(compositor->compose(0, picture.view()));
    }
    stop.request_stop();
    const auto composed = compositor->compose(50, picture.view());
    ASSERT_FALSE(composed);
    EXPECT_TRUE(is_canceled(composed.error())) << composed.error().code;
  }
}

TEST_F(Clips, InSegmentsAreTheSameAsInOnePieceAlsoAtOnce) {
  write_clip(folder_ / "a.mp4", {.times = steady(60)});
  write_clip(folder_ / "b.mkv", {.times = steady(50)});
  Layer moving = clip_layer("b.mkv", 1, {0.2, 1.6, false});
  moving.keyframes.push_back({40, -6.5, -3.25, 1.2, 1, Easing::ease_out});
  const Layer lower = layer_of(folder_.path(), "disc.png", glass_disc(20), {{0, 5, 5, 1, 1, Easing::linear}});
  const Timeline timeline = timeline_of(64, 48,
                                        {scene_of({clip_layer("a.mp4"), lower}, 60),
                                         scene_of({moving, lower}, 60, TransitionKind::crossfade, 15)});
  std::vector<Picture> whole(static_cast<std::size_t>(timeline.frame_count));
  auto compositor = Compositor::open(timeline, folder_.path(), make_layer_cache(1 << 20));
  for (std::size_t frame = 0; frame < whole.size(); ++frame) {
    whole[frame].resize(64, 48);
    ASSERT_TRUE(compositor->compose(static_cast<std::int64_t>(frame), whole[frame].view()));
  }
  const auto cache = make_layer_cache(1 << 20);
  std::vector<std::jthread> workers;
  for (const Segment& segment : cut_segments(timeline, 20))
    workers.emplace_back([&, segment] {
      auto own = Compositor::open(timeline, folder_.path(), cache);
      Picture picture;
      picture.resize(64, 48);
      for (std::int64_t n = 0; n < segment.frame_count; ++n) {
        EXPECT_TRUE(own->compose(segment.start_frame + n, picture.view()));
        EXPECT_TRUE(same(picture, whole[static_cast<std::size_t>(segment.start_frame + n)]))
            << segment.start_frame + n;
      }
    });
}

}  // namespace
}  // namespace reelwright::media::test
