// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/encode.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/temporary_folder.h"
#include "media/frame_grab.h"
#include "media/muxer.h"
#include "media/sound.h"
#include "media/support.h"
#include "media/verify.h"

namespace reelwright::media::test {
namespace {

using reelwright::test::TemporaryFolder;

constexpr int width = 160;
constexpr int height = 90;

/// A bright bar that moves with the frame's number, over a texture; white all over in frame `flash`.
FrameSource moving_bar(std::int64_t flash = -1) {
  return [flash](std::int64_t frame, const YuvView& out) -> Result<void> {
    for (int index = 0; index < 3; ++index) {
      const PlaneTarget plane = plane_of(out, index);
      for (int y = 0; y < plane.height; ++y) {
        for (int x = 0; x < plane.width; ++x) {
          const bool bar = (x + plane.width - frame % plane.width) % plane.width < 10;
          plane.row(y)[x] = static_cast<std::uint8_t>(index > 0        ? 128
                                                      : frame == flash ? 235
                                                      : bar            ? 200
                                                                       : 40 + (x * 7 + y * 3) % 50);
        }
      }
    }
    return {};
  };
}

class Encoding : public testing::Test {
 protected:
  explicit Encoding(std::int64_t frames = 95) {
    timeline_ = timeline_of(width, height, {scene_of({}, frames)});
    timeline_.scenes[0].title = "Everything";
  }

  /// Encodes segments of these lengths, one after the other.
  void encode(const std::vector<std::int64_t>& lengths, std::int64_t flash = -1) {
    std::int64_t start = 0;
    for (const std::int64_t length : lengths) {
      const auto path = folder_ / ("segment-" + std::to_string(parts_.segments.size()) + ".mp4");
      const auto encoded = encode_segment(timeline_, start, length, moving_bar(flash), path, {}, {});
      ASSERT_TRUE(encoded.has_value()) << encoded.error().message;
      EXPECT_TRUE(is_complete_segment(path, timeline_, length));
      EXPECT_FALSE(is_complete_segment(path, timeline_, length + 1));
      parts_.segments.push_back(path);
      start += length;
    }
    if (timeline_.audio.empty()) return;
    parts_.sound = folder_ / "sound.mp4";
    const auto encoded = encode_sound(timeline_, folder_.path(), parts_.sound, {}, {});
    ASSERT_TRUE(encoded.has_value()) << encoded.error().message;
    EXPECT_TRUE(is_complete_sound(parts_.sound, timeline_));
  }

  FileReport join_and_verify() {
    const auto joined = join_parts(timeline_, folder_.path(), parts_, folder_ / "out.mp4", {}, {});
    EXPECT_TRUE(joined.has_value()) << (joined ? "" : joined.error().message);
    auto report = decode_fully(folder_ / "out.mp4", {}, {});
    EXPECT_TRUE(report.has_value()) << (report ? "" : report.error().message);
    return report ? *report : FileReport{};
  }

  TemporaryFolder folder_;
  Timeline timeline_;
  EncodedParts parts_;
};

TEST_F(Encoding, JoinedSegmentsDecodeToExactlyTheirOwnFrames) {
  encode({1, 31, 2, 40, 1, 17, 3});
  const FileReport report = join_and_verify();
  EXPECT_EQ(report.frames, 95);
  std::vector<Picture> single;
  for (const auto& segment : parts_.segments)
    for (Picture& picture : decode_pictures(segment)) single.push_back(std::move(picture));
  const std::vector<Picture> joined = decode_pictures(folder_ / "out.mp4");
  ASSERT_EQ(joined.size(), single.size());
  for (std::size_t i = 0; i < joined.size(); ++i) EXPECT_TRUE(same(joined[i], single[i])) << "frame " << i;
}

TEST_F(Encoding, SameFramesGiveTheSameBytes) {
  encode({95});
  const auto again = folder_ / "again.mp4";
  ASSERT_TRUE(encode_segment(timeline_, 0, 95, moving_bar(), again, {}, {}).has_value());
  EXPECT_EQ(bytes_of(parts_.segments[0]), bytes_of(again));
  ASSERT_TRUE(join_parts(timeline_, folder_.path(), parts_, folder_ / "a.mp4", {}, {}).has_value());
  ASSERT_TRUE(join_parts(timeline_, folder_.path(), parts_, folder_ / "b.mp4", {}, {}).has_value());
  EXPECT_EQ(bytes_of(folder_ / "a.mp4"), bytes_of(folder_ / "b.mp4"));
}

TEST_F(Encoding, TheFinishedFileIsWhatTheTimelineSays) {
  timeline_.lang = "de-AT";
  timeline_.soft_subtitles = "captions.srt";
  write_bytes(folder_ / "captions.srt",
              "1\n00:00:00,500 --> 00:00:01,500\nGrüße: 1 < 2 & {x} > 0\n\n2\n00:00:02,000 --> "
              "00:00:03,000\nzwei\nZeilen\n\n");
  timeline_.chapters = {{0, "Anfang"}, {1500, "Ende"}};
  timeline_.audio = "mix.wav";
  ASSERT_TRUE(write_wav(tone(440, 95 / 30.0, 0.25), folder_ / "mix.wav", WavFormat::float32).has_value());
  encode({50, 45});
  const FileReport report = join_and_verify();
  EXPECT_EQ(report.width, width);
  EXPECT_EQ(report.height, height);
  EXPECT_EQ(report.frames, 95);
  EXPECT_DOUBLE_EQ(report.frames_per_second, 30);
  EXPECT_NEAR(report.video_duration_s, 95 / 30.0, 1e-4);
  EXPECT_TRUE(report.has_audio);
  EXPECT_EQ(report.audio_sample_rate, 48'000);
  EXPECT_EQ(report.audio_channels, 2);
  EXPECT_NEAR(report.audio_duration_s, report.video_duration_s, 1024 / 48'000.0);
  EXPECT_EQ(report.video_codec, "h264");
  EXPECT_EQ(report.pixel_format, "yuv420p");
  EXPECT_EQ(report.colour, "bt709");
  EXPECT_TRUE(report.faststart);
  EXPECT_LE(report.keyframe_interval_max, 30);
  EXPECT_EQ(report.subtitle_codecs, std::vector<std::string>{"mov_text"});
  EXPECT_EQ(report.chapter_titles, (std::vector<std::string>{"Anfang", "Ende"}));
  EXPECT_NEAR(report.loudness.integrated_lufs, measure_loudness(tone(440, 95 / 30.0, 0.25))->integrated_lufs,
              0.3);
  EXPECT_TRUE(report.black.empty());
  EXPECT_TRUE(report.frozen.empty());
  const std::string bytes = bytes_of(folder_ / "out.mp4");
  EXPECT_NE(bytes.find("Grüße: 1 < 2 & {x} > 0"), std::string::npos) << "as written: SRT has no markup";
  EXPECT_EQ(bytes.find("Lavf"), std::string::npos);
}

TEST_F(Encoding, SubtitlesAreShownUnaskedOnlyWhereThePictureHasNone) {
  timeline_.soft_subtitles = "captions.srt";
  write_bytes(folder_ / "captions.srt", "1\n00:00:00,500 --> 00:00:01,500\nOnce is enough\n\n");
  timeline_.audio = "mix.wav";
  ASSERT_TRUE(write_wav(tone(440, 95 / 30.0, 0.25), folder_ / "mix.wav", WavFormat::float32).has_value());
  encode({95});
  for (const bool burned : {false, true}) {
    timeline_.burn_captions = burned;
    const FileReport report = join_and_verify();
    EXPECT_EQ(report.subtitle_codecs.size(), 1U);
    EXPECT_EQ(report.shows_subtitles, !burned);
  }
}

TEST_F(Encoding, PictureAndSoundMeet) {
  constexpr std::int64_t flash = 47;
  timeline_.audio = "mix.wav";
  AudioClip mix = tone(1000, 95 / 30.0, 0);
  const AudioClip beep = tone(1000, 1 / 30.0, 0.8);
  std::ranges::copy(beep.samples, mix.samples.begin() + flash * 1600 * 2);
  ASSERT_TRUE(write_wav(mix, folder_ / "mix.wav", WavFormat::float32).has_value());
  encode({1, 33, 61}, flash);
  static_cast<void>(join_and_verify());

  const std::vector<Picture> pictures = decode_pictures(folder_ / "out.mp4");
  std::vector<double> brightness;
  for (const Picture& picture : pictures)
    brightness.push_back(std::accumulate(picture.y.samples.begin(), picture.y.samples.end(), 0.0));
  const auto brightest = std::ranges::max_element(brightness) - brightness.begin();
  EXPECT_EQ(brightest, flash);

  const auto sound = read_sound(folder_ / "out.mp4", {});
  ASSERT_TRUE(sound.has_value());
  const auto loud =
      std::ranges::find_if(sound->samples, [](float sample) { return std::abs(sample) > 0.2F; });
  const auto beep_sample = (loud - sound->samples.begin()) / sound->channels;
  EXPECT_NEAR(static_cast<double>(beep_sample), flash * 1600.0, 48);  // a millisecond
}

TEST_F(Encoding, SoundThatIsTooShortIsFilledUpWithSilence) {
  timeline_.audio = "mix.wav";
  ASSERT_TRUE(write_wav(tone(440, 1, 0.25, 48'000, 1), folder_ / "mix.wav", WavFormat::pcm16).has_value());
  encode({95});
  EXPECT_NEAR(join_and_verify().audio_duration_s, 95 / 30.0, 1024 / 48'000.0);
}

TEST_F(Encoding, SoundIsEncodedOnItsOwn) {
  timeline_.audio = "mix.wav";
  ASSERT_TRUE(write_wav(tone(440, 3, 0.25), folder_ / "mix.wav", WavFormat::float32).has_value());
  const auto sound = folder_ / "sound.mp4";
  double progress = 0;
  ASSERT_TRUE(encode_sound(timeline_, folder_.path(), sound, {}, [&](double share) {
                EXPECT_GT(share, progress);
                progress = share;
              }).has_value());
  EXPECT_GT(progress, 0.5);
  EXPECT_LE(progress, 1);
  ASSERT_TRUE(encode_sound(timeline_, folder_.path(), folder_ / "again.mp4", {}, {}).has_value());
  const std::string bytes = bytes_of(sound);
  EXPECT_EQ(bytes_of(folder_ / "again.mp4"), bytes);

  EXPECT_TRUE(is_complete_sound(sound, timeline_));
  Timeline longer = timeline_;
  ++longer.frame_count;
  EXPECT_FALSE(is_complete_sound(sound, longer));
  EXPECT_FALSE(is_complete_sound(folder_ / "mix.wav", timeline_));
  encode({95});
  EXPECT_FALSE(is_complete_sound(parts_.segments[0], timeline_));

  write_bytes(sound, bytes.substr(0, bytes.size() * 2 / 3));
  EXPECT_FALSE(is_complete_sound(sound, timeline_));
  parts_.sound = sound;
  const auto joined = join_parts(timeline_, folder_.path(), parts_, folder_ / "out.mp4", {}, {});
  ASSERT_FALSE(joined.has_value());
  EXPECT_EQ(joined.error().code, "mux.segment_mismatch");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "out.mp4"));
}

TEST_F(Encoding, AStoppedSoundLeavesNothingBehind) {
  timeline_.audio = "mix.wav";
  ASSERT_TRUE(write_wav(tone(440, 3, 0.25), folder_ / "mix.wav", WavFormat::float32).has_value());
  std::stop_source stop;
  const auto encoded = encode_sound(timeline_, folder_.path(), folder_ / "sound.mp4", stop.get_token(),
                                    [&](double) { stop.request_stop(); });
  ASSERT_FALSE(encoded.has_value());
  EXPECT_TRUE(is_canceled(encoded.error()));
  EXPECT_EQ(names_in(folder_.path()), std::vector<std::string>{"mix.wav"});
}

TEST_F(Encoding, AGrabbedFrameIsExactlyTheAskedOne) {
  encode({60, 35});
  static_cast<void>(join_and_verify());
  for (const std::int64_t frame : {0, 29, 30, 61, 94}) {
    const auto image = grab_frame(folder_ / "out.mp4", frame, {});
    ASSERT_TRUE(image.has_value()) << image.error().message;
    EXPECT_GT(image->row(45)[4 * ((frame + 5) % width)], 180) << "frame " << frame;
    EXPECT_LT(image->row(45)[4 * ((frame + 20) % width)], 120) << "frame " << frame;
  }
  EXPECT_EQ(grab_frame(folder_ / "out.mp4", 95, {}).error().code, "verify.damaged");
}

TEST_F(Encoding, StoppingLeavesNothingBehind) {
  std::stop_source stop;
  const auto encoded = encode_segment(timeline_, 0, 95, moving_bar(), folder_ / "a.mp4", stop.get_token(),
                                      [&](std::int64_t frames) {
                                        if (frames == 20) stop.request_stop();
                                      });
  ASSERT_FALSE(encoded.has_value());
  EXPECT_TRUE(is_canceled(encoded.error()));
  EXPECT_TRUE(names_in(folder_.path()).empty());

  encode({95});
  std::stop_source stop_join;
  const auto joined = join_parts(timeline_, folder_.path(), parts_, folder_ / "out.mp4",
                                 stop_join.get_token(), [&](double) { stop_join.request_stop(); });
  ASSERT_FALSE(joined.has_value());
  EXPECT_TRUE(is_canceled(joined.error()));
  EXPECT_EQ(names_in(folder_.path()), std::vector<std::string>{"segment-0.mp4"});
}

TEST_F(Encoding, WhatTheDiskHasNoRoomForIsNoFaultOfTheEncoderAndLeavesNothing) {
  timeline_.audio = "mix.wav";
  ASSERT_TRUE(write_wav(tone(440, 3, 0.25), folder_ / "mix.wav", WavFormat::float32).has_value());
  encode({95});
  const std::vector<std::string> before = names_in(folder_.path());
  rlimit old{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
  const auto handler = ::signal(SIGXFSZ, SIG_IGN);
  const auto code_with = [&](const std::filesystem::path& whole, const auto& write) {
    rlimit limit = old;
    limit.rlim_cur = std::filesystem::file_size(whole) / 2;
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    const Result<void> written = write();
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &old), 0);
    return written ? std::string("none") : written.error().code;
  };
  const auto path = folder_ / "a.mp4";
  EXPECT_EQ(code_with(parts_.segments[0],
                      [&] { return encode_segment(timeline_, 0, 95, moving_bar(), path, {}, {}); }),
            "file.disk_full");
  EXPECT_EQ(code_with(parts_.sound, [&] { return encode_sound(timeline_, folder_.path(), path, {}, {}); }),
            "file.disk_full");
  EXPECT_EQ(code_with(parts_.segments[0],
                      [&] { return join_parts(timeline_, folder_.path(), parts_, path, {}, {}); }),
            "file.disk_full");
  ::signal(SIGXFSZ, handler);
  EXPECT_EQ(names_in(folder_.path()), before);
  EXPECT_EQ(Muxer::open(folder_ / "none" / "a.mp4", "encode.failed", {}).error().code, "file.unwritable");
}

TEST_F(Encoding, AFrameThatCannotBeMadeFailsTheSegment) {
  FrameSource broken = [](std::int64_t frame, const YuvView& out) -> Result<void> {
    if (frame == 5) return fail("compositor.missing_layer", "gone");
    return moving_bar()(frame, out);
  };
  const auto encoded = encode_segment(timeline_, 0, 10, std::move(broken), folder_ / "a.mp4", {}, {});
  ASSERT_FALSE(encoded.has_value());
  EXPECT_EQ(encoded.error().code, "compositor.missing_layer");
  EXPECT_TRUE(names_in(folder_.path()).empty());
}

TEST_F(Encoding, AnUnknownEncoderIsNamed) {
  timeline_.encode.encoder = "libnothing";
  const auto encoded = encode_segment(timeline_, 0, 10, moving_bar(), folder_ / "a.mp4", {}, {});
  ASSERT_FALSE(encoded.has_value());
  EXPECT_EQ(encoded.error().code, "encode.unavailable");
  EXPECT_NE(encoded.error().message.find("libnothing"), std::string::npos);
  EXPECT_TRUE(names_in(folder_.path()).empty());
}

TEST_F(Encoding, SegmentsThatDoNotFitAreRefused) {
  encode({50, 45});
  const auto join = [&] {
    return join_parts(timeline_, folder_.path(), parts_, folder_ / "out.mp4", {}, {});
  };
  const auto all = parts_.segments;
  parts_.segments = {all[0]};
  EXPECT_EQ(join().error().code, "mux.segment_mismatch");

  parts_.segments = all;
  const std::string bytes = bytes_of(all[1]);
  write_bytes(all[1], bytes.substr(0, bytes.size() / 2));
  EXPECT_FALSE(is_complete_segment(all[1], timeline_, 45));
  EXPECT_EQ(join().error().code, "mux.segment_mismatch");

  Timeline other = timeline_;
  other.encode.preset = "medium";
  ASSERT_TRUE(encode_segment(other, 50, 45, moving_bar(), all[1], {}, {}).has_value());
  EXPECT_EQ(join().error().code, "mux.segment_mismatch");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "out.mp4"));
}

class Verifying : public Encoding {
 protected:
  Verifying() : Encoding(150) {}
};

TEST_F(Verifying, BlackAndFrozenStretchesAreFound) {
  FrameSource source = [](std::int64_t frame, const YuvView& out) -> Result<void> {
    if (frame < 20 || frame >= 40) return moving_bar()(frame >= 60 && frame < 130 ? 60 : frame, out);
    fill_black(out);
    return {};
  };
  ASSERT_TRUE(encode_segment(timeline_, 0, 150, std::move(source), folder_ / "a.mp4", {}, {}).has_value());
  parts_.segments = {folder_ / "a.mp4"};
  const FileReport report = join_and_verify();
  ASSERT_EQ(report.black.size(), 1U);
  EXPECT_EQ(report.black[0].first, 20);
  EXPECT_EQ(report.black[0].count, 20);
  ASSERT_EQ(report.frozen.size(), 1U);
  // The encoder sharpens a picture over the first frames that show it.
  EXPECT_GE(report.frozen[0].first, 60);
  EXPECT_LE(report.frozen[0].first, 75);
  EXPECT_EQ(report.frozen[0].first + report.frozen[0].count, 130);
  EXPECT_FALSE(report.has_audio);
}

TEST_F(Verifying, DamageIsFound) {
  encode({150});
  static_cast<void>(join_and_verify());
  const std::string bytes = bytes_of(folder_ / "out.mp4");
  const auto code_of = [&](const std::string& content) {
    write_bytes(folder_ / "bad.mp4", content);
    const auto report = decode_fully(folder_ / "bad.mp4", {}, {});
    return report ? std::string("none") : report.error().code;
  };
  EXPECT_EQ(code_of(bytes), "none");
  EXPECT_EQ(code_of(bytes.substr(0, bytes.size() * 3 / 4)), "verify.damaged");
  std::string scratched = bytes;
  for (std::size_t i = bytes.size() * 2 / 3; i < bytes.size() * 2 / 3 + 2000; ++i)
    scratched[i] = static_cast<char>(i * 37);
  EXPECT_EQ(code_of(scratched), "verify.damaged");
  EXPECT_EQ(code_of("not a video at all"), "verify.unreadable");
  EXPECT_EQ(code_of(""), "verify.unreadable");
  EXPECT_EQ(decode_fully(folder_ / "nothing.mp4", {}, {}).error().code, "verify.missing");
  ASSERT_TRUE(write_wav(tone(440, 1, 0.5), folder_ / "sound.wav", WavFormat::pcm16).has_value());
  EXPECT_EQ(decode_fully(folder_ / "sound.wav", {}, {}).error().code, "verify.no_video");
}

TEST_F(Verifying, TheSameDamageIsFoundEveryTime) {
  encode({150});
  static_cast<void>(join_and_verify());
  const std::string bytes = bytes_of(folder_ / "out.mp4");
  for (const std::size_t tenth : {4U, 5U, 6U, 7U, 8U, 9U}) {
    std::string scratched = bytes;
    const std::size_t at = bytes.size() * tenth / 10;
    for (std::size_t i = at; i < std::min(at + 200, bytes.size()); ++i)
      scratched[i] = static_cast<char>(i * 37 + i / 7);
    write_bytes(folder_ / "bad.mp4", scratched);
    int found = 0;
    for (int i = 0; i < 6; ++i) found += decode_fully(folder_ / "bad.mp4", {}, {}) ? 0 : 1;
    EXPECT_EQ(found, 6) << tenth;
  }
}

TEST_F(Verifying, StopsWhenAsked) {
  encode({150});
  static_cast<void>(join_and_verify());
  std::stop_source stop;
  const auto report =
      decode_fully(folder_ / "out.mp4", stop.get_token(), [&](double) { stop.request_stop(); });
  ASSERT_FALSE(report.has_value());
  EXPECT_TRUE(is_canceled(report.error()));
}

}  // namespace
}  // namespace reelwright::media::test
