// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/sound.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/temporary_folder.h"
#include "media/limiter.h"
#include "media/support.h"

namespace reelwright::media::test {
namespace {

using reelwright::test::TemporaryFolder;

TEST(Sound, WavFilesComeBackAsTheyWere) {
  const TemporaryFolder folder;
  const AudioClip clip = tone(440, 0.5, 0.9, 22'050, 1);
  ASSERT_TRUE(write_wav(clip, folder / "a.wav", WavFormat::float32).has_value());
  const auto exact = read_sound(folder / "a.wav", {});
  ASSERT_TRUE(exact.has_value());
  EXPECT_EQ(exact->sample_rate, 22'050);
  EXPECT_EQ(exact->channels, 1);
  EXPECT_EQ(exact->samples, clip.samples);

  ASSERT_TRUE(write_wav(clip, folder / "b.wav", WavFormat::pcm16).has_value());
  const auto rounded = read_sound(folder / "b.wav", {});
  ASSERT_TRUE(rounded.has_value());
  ASSERT_EQ(rounded->samples.size(), clip.samples.size());
  for (std::size_t i = 0; i < clip.samples.size(); ++i)
    ASSERT_NEAR(rounded->samples[i], clip.samples[i], 0.51 / 32768);
}

TEST(Sound, PeaksBeyondFullScaleAreClippedNotWrapped) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_wav({48'000, 1, {1.5F, -1.5F}}, folder / "a.wav", WavFormat::pcm16).has_value());
  const auto clip = read_sound(folder / "a.wav", {});
  ASSERT_TRUE(clip.has_value());
  EXPECT_GT(clip->samples[0], 0.99F);
  EXPECT_LT(clip->samples[1], -0.99F);
}

TEST(Sound, WhatIsNotSoundIsRefusedByName) {
  const TemporaryFolder folder;
  write_bytes(folder / "song.mp3", "ffconcat version 1.0\nfile /etc/hostname\n");
  EXPECT_EQ(read_sound(folder / "song.mp3", {}).error().code, "sound.not_audio");
  EXPECT_NE(read_sound(folder / "song.mp3", {}).error().message.find("song.mp3"), std::string::npos);
  EXPECT_EQ(read_sound(folder / "none.mp3", {}).error().code, "sound.missing");
  EXPECT_EQ(read_sound(folder.path(), {}).error().code, "sound.not_audio");
  write_bytes(folder / "empty.wav", "");
  EXPECT_EQ(read_sound(folder / "empty.wav", {}).error().code, "sound.not_audio");
  ASSERT_TRUE(write_wav(tone(440, 1, 0.5), folder / "a.wav", WavFormat::pcm16).has_value());
  write_bytes(folder / "a.wav", bytes_of(folder / "a.wav").substr(0, 44));
  EXPECT_EQ(read_sound(folder / "a.wav", {}).error().code, "sound.damaged");
}

TEST(Sound, ReadingStopsWhenAsked) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_wav(tone(440, 1, 0.5), folder / "a.wav", WavFormat::pcm16).has_value());
  std::stop_source stop;
  stop.request_stop();
  const auto clip = read_sound(folder / "a.wav", stop.get_token());
  ASSERT_FALSE(clip.has_value());
  EXPECT_TRUE(is_canceled(clip.error()));
}

TEST(Sound, NoMoreIsReadThanAskedFor) {
  const TemporaryFolder folder;
  const AudioClip whole = tone(440, 3, 0.5, 22'050, 2);
  ASSERT_TRUE(write_wav(whole, folder / "a.wav", WavFormat::float32).has_value());
  const auto start = read_sound(folder / "a.wav", {}, 1.5);
  ASSERT_TRUE(start.has_value());
  ASSERT_EQ(start->frame_count(), 33'075U);
  EXPECT_TRUE(std::equal(start->samples.begin(), start->samples.end(), whole.samples.begin()));
  EXPECT_EQ(read_sound(folder / "a.wav", {}, 10)->samples, whole.samples);
}

TEST(Sound, ProbingTellsTheLengthAndRefusesWhatIsNoSound) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_wav(tone(440, 1.5, 0.5), folder / "a.wav", WavFormat::pcm16).has_value());
  EXPECT_NEAR(probe_sound(folder / "a.wav").value(), 1.5, 0.01);
  write_bytes(folder / "song.mp3", "This is a text about music.\n");
  EXPECT_EQ(probe_sound(folder / "song.mp3").error().code, "sound.not_audio");
  EXPECT_EQ(probe_sound(folder / "none.mp3").error().code, "sound.missing");
  // At one sample a second two hours are small.
  ASSERT_TRUE(write_wav({1, 1, std::vector<float>(7300)}, folder / "long.wav", WavFormat::pcm16).has_value());
  EXPECT_EQ(probe_sound(folder / "long.wav").error().code, "sound.too_long");
}

template <typename T>
bool was_canceled(const Result<T>& result) {
  return !result && is_canceled(result.error());
}

TEST(Sound, MeasuringAndChangingStopWhenAskedAndLeaveTheSoundAlone) {
  std::stop_source stop;
  stop.request_stop();
  const AudioClip before = tone(440, 2, 0.5);
  AudioClip clip = before;
  EXPECT_TRUE(was_canceled(measure_loudness(clip, stop.get_token())));
  EXPECT_TRUE(was_canceled(measure_integrated_lufs(clip, stop.get_token())));
  EXPECT_TRUE(was_canceled(resample(clip, 44'100, 2, stop.get_token())));
  EXPECT_TRUE(was_canceled(normalise_loudness(clip, -14, -1, stop.get_token())));
  EXPECT_EQ(clip.samples, before.samples);
  EXPECT_TRUE(was_canceled(amplify_and_limit(clip, 2, 0.5, stop.get_token())));
}

TEST(Sound, ResamplingKeepsToneLengthAndPlace) {
  const AudioClip clip = tone(1000, 1, 0.5, 22'050, 1);
  const auto result = resample(clip, 48'000, 2);
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->frame_count(), 48'000U);
  EXPECT_EQ(result->channels, 2);
  const AudioClip wanted = tone(1000, 1, 0.5, 48'000, 2);
  for (std::size_t i = 2000; i < 94'000; ++i) ASSERT_NEAR(result->samples[i], wanted.samples[i], 0.002) << i;
  const auto mono = resample(AudioClip{48'000, 2, {0.5F, 0.25F}}, 48'000, 1);
  ASSERT_TRUE(mono.has_value());
  EXPECT_EQ(mono->samples, std::vector<float>{0.375F});
}

/// Bursts of sound with hard peaks, like speech over music.
AudioClip lively(double amplitude) {
  AudioClip clip = tone(220, 6, amplitude);
  for (std::size_t i = 0; i < clip.samples.size(); ++i) {
    const double t = static_cast<double>(i / 2) / 48'000;
    const double burst = std::fmod(t, 0.7) < 0.08 ? 4 : 1;
    clip.samples[i] *= static_cast<float>(burst * (1 + 0.5 * std::sin(2 * std::numbers::pi * 3 * t)));
  }
  return clip;
}

TEST(Sound, LoudnessIsBroughtToTheTargetUnderThePeak) {
  for (const double amplitude : {0.002, 0.1, 1.5}) {
    AudioClip clip = lively(amplitude);
    const auto reached = normalise_loudness(clip, -14, -1, {});
    ASSERT_TRUE(reached.has_value());
    const auto measured = measure_loudness(clip);
    EXPECT_NEAR(measured->integrated_lufs, -14, 0.3);
    EXPECT_LE(measured->true_peak_dbtp, -1);
    EXPECT_DOUBLE_EQ(measure_integrated_lufs(clip).value(), measured->integrated_lufs);
    EXPECT_DOUBLE_EQ(reached->integrated_lufs, measured->integrated_lufs);
  }
}

TEST(Sound, PeaksBetweenSamplesAreSeen) {
  // A quarter of the sample rate, sampled beside its peaks: the samples stay 3 dB below them.
  AudioClip clip{48'000, 2, {}};
  for (int i = 0; i < 96'000; ++i)
    clip.samples.insert(clip.samples.end(), 2,
                        static_cast<float>(std::sin(std::numbers::pi / 2 * i + std::numbers::pi / 4)));
  ASSERT_TRUE(amplify_and_limit(clip, 1, 0.5).has_value());
  EXPECT_NEAR(measure_loudness(clip)->true_peak_dbtp, 20 * std::log10(0.5), 0.2);
}

TEST(Sound, TheLimiterLeavesNoClicks) {
  AudioClip clip = tone(100, 2, 0.1);
  for (std::size_t i = 90'000; i < 100'000; ++i) clip.samples[i] *= 12;
  const AudioClip before = clip;
  const auto reached = normalise_loudness(clip, -14, -1, {});
  ASSERT_TRUE(reached.has_value());
  double last_gain = 0;
  for (std::size_t i = 0; i < clip.samples.size(); i += 2) {
    if (std::abs(before.samples[i]) < 0.02F) continue;
    const double gain = static_cast<double>(clip.samples[i]) / static_cast<double>(before.samples[i]);
    if (last_gain > 0) {
      ASSERT_NEAR(gain / last_gain, 1, 0.35) << i;
    }
    last_gain = gain;
  }
}

TEST(Sound, SilenceIsLeftAlone) {
  AudioClip clip{48'000, 2, std::vector<float>(96'000)};
  const auto reached = normalise_loudness(clip, -14, -1, {});
  ASSERT_TRUE(reached.has_value());
  EXPECT_DOUBLE_EQ(reached->integrated_lufs, -70);
  EXPECT_TRUE(std::ranges::all_of(clip.samples, [](float sample) { return sample == 0; }));
}

TEST(Sound, NormalisingIsTheSameEveryTime) {
  AudioClip a = lively(0.3);
  AudioClip b = a;
  ASSERT_TRUE(normalise_loudness(a, -14, -1, {}).has_value());
  ASSERT_TRUE(normalise_loudness(b, -14, -1, {}).has_value());
  EXPECT_EQ(a.samples, b.samples);
}

}  // namespace
}  // namespace reelwright::media::test
