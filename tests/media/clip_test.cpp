// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/clip.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "media/clip_fixture.h"
#include "media/clip_reader.h"
#include "media/sound.h"
#include "media/support.h"

namespace reelwright::media::test {
namespace {

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
