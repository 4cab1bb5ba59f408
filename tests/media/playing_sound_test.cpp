// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "base/temporary_folder.h"
#include "media/audio_output.h"
#include "media/sound.h"
#include "media/sound_pieces.h"
#include "media/support.h"

namespace reelwright::media::test {
namespace {

using reelwright::test::TemporaryFolder;

std::vector<StereoSample> ramp(int from, int count) {
  std::vector<StereoSample> samples;
  for (int i = from; i < from + count; ++i)
    samples.push_back({static_cast<float>(i) / 32768, -static_cast<float>(i) / 32768});
  return samples;
}

class Pieces : public testing::Test {
 protected:
  /// A sound whose sample n says n.
  std::filesystem::path counting(const std::string& name, int count, int channels) {
    AudioClip clip{48'000, channels, {}};
    for (int i = 0; i < count; ++i)
      clip.samples.insert(clip.samples.end(), static_cast<std::size_t>(channels),
                          static_cast<float>(i) / 32768);
    EXPECT_TRUE(write_wav(clip, folder_ / name, WavFormat::pcm16).has_value());
    return folder_ / name;
  }
  static int number(const StereoSample& sample) { return static_cast<int>(std::lround(sample[0] * 32768)); }

  TemporaryFolder folder_;
};

TEST_F(Pieces, EachIsHeardAtItsPlaceWithSilenceBetween) {
  SoundPieces pieces({{counting("a.wav", 1000, 1), 100}, {counting("b.wav", 500, 2), 2000}}, {});
  std::vector<StereoSample> out(3000);
  pieces.read(out);
  EXPECT_EQ(number(out[99]), 0);
  EXPECT_EQ(number(out[100 + 7]), 7);
  EXPECT_EQ(out[107][0], out[107][1]);
  EXPECT_EQ(number(out[1099]), 999);
  EXPECT_EQ(number(out[1100]), 0);
  EXPECT_EQ(number(out[2000 + 499]), 499);
  EXPECT_EQ(number(out[2500]), 0);
  EXPECT_EQ(pieces.position(), 3000);
}

TEST_F(Pieces, SeekingIsExactToTheSample) {
  SoundPieces pieces({{counting("a.wav", 30'000, 2), 0}, {counting("b.wav", 30'000, 1), 30'000}}, {});
  for (const int at : {12'345, 1, 29'999, 30'000, 41'234, 0}) {
    pieces.seek(at);
    std::vector<StereoSample> out(10);
    pieces.read(out);
    for (int i = 0; i < 10; ++i) ASSERT_EQ(number(out[static_cast<std::size_t>(i)]), (at + i) % 30'000);
  }
}

TEST_F(Pieces, OtherRatesAreBroughtToOurs) {
  const AudioClip clip = tone(1000, 1, 0.5, 44'100, 1);
  ASSERT_TRUE(write_wav(clip, folder_ / "cd.wav", WavFormat::pcm16).has_value());
  SoundPieces pieces({{folder_ / "cd.wav", 0}}, {});
  std::vector<StereoSample> out(40'000);
  pieces.read(out);
  int crossings = 0;
  for (std::size_t i = 1; i < out.size(); ++i) crossings += out[i - 1][1] < 0 && out[i][1] >= 0 ? 1 : 0;
  EXPECT_NEAR(crossings, 833, 2);
}

TEST_F(Pieces, WhatIsMissingIsSilent) {
  SoundPieces pieces({{folder_ / "none.wav", 0}, {counting("b.wav", 500, 2), 100}}, {});
  std::vector<StereoSample> out(700, StereoSample{1, 1});
  pieces.read(out);
  EXPECT_EQ(out[50][0], 0);
  EXPECT_EQ(number(out[110]), 10);
  EXPECT_EQ(out[650][0], 0);
}

TEST(TempoChange, ChangesTheLengthAndNotThePitch) {
  for (const double speed : {0.25, 0.5, 1.5, 2.0, 4.0}) {
    Tempo tempo(speed);
    const AudioClip clip = tone(500, 4, 0.5);
    std::vector<StereoSample> out;
    for (std::size_t i = 0; i + 2 * 1024 <= clip.samples.size(); i += std::size_t{2} * 1024) {
      tempo.push({reinterpret_cast<const StereoSample*>(clip.samples.data() + i), 1024});
      tempo.pull(out);
    }
    EXPECT_NEAR(static_cast<double>(out.size()), 4 * 48'000 / speed, 20'000) << speed;
    int crossings = 0;
    for (std::size_t i = 4801; i < 4800 + 24'000; ++i)
      crossings += out[i - 1][0] < 0 && out[i][0] >= 0 ? 1 : 0;
    EXPECT_NEAR(crossings, 250, 15) << speed;
  }
}

class Queue : public testing::Test {
 protected:
  std::vector<StereoSample> play(std::size_t count) {
    std::vector<StereoSample> out(count);
    queue_.fill(out);
    played_ += static_cast<std::int64_t>(count);
    return out;
  }
  AudioQueue queue_;
  std::int64_t played_ = 0;
};

TEST_F(Queue, GivesSilenceUntilThereIsSomethingAndThenThatInOrder) {
  EXPECT_EQ(play(100)[50][0], 0);
  queue_.set_gain(1);
  EXPECT_EQ(queue_.write(ramp(1000, 2000)), 2000U);
  const auto out = play(2000);
  EXPECT_LT(out[0][0], 0.001F);  // it fades in
  EXPECT_FLOAT_EQ(out[1500][0], 2500.0F / 32768);
  EXPECT_FLOAT_EQ(out[1500][1], -2500.0F / 32768);
}

TEST_F(Queue, TakesNoMoreThanItHolds) {
  EXPECT_EQ(queue_.write(ramp(0, 40'000)), AudioQueue::samples_max);
  play(100);
  EXPECT_EQ(queue_.write(ramp(0, 40'000)), 100U);
}

TEST_F(Queue, RestartDropsWhatWasWrittenBefore) {
  EXPECT_EQ(queue_.write(std::vector<StereoSample>(5000, {0.5F, 0.5F})), 5000U);
  play(1000);
  queue_.restart();
  EXPECT_EQ(queue_.write(std::vector<StereoSample>(5000, {0.25F, 0.25F})), 5000U);
  const auto out = play(1000);
  EXPECT_FLOAT_EQ(out[900][0], 0.25F);
  for (std::size_t i = 1; i < out.size(); ++i) ASSERT_LT(std::abs(out[i][0] - out[i - 1][0]), 0.01F);
}

TEST_F(Queue, HeardIsWhatOfTheNewestHasLeftTheDevice) {
  EXPECT_LT(queue_.heard_s(0), 0);
  queue_.restart();
  play(4800);  // the device ran before
  EXPECT_LT(queue_.heard_s(4800), 0);
  EXPECT_EQ(queue_.write(ramp(0, 9600)), 9600U);
  play(2400);
  EXPECT_NEAR(queue_.heard_s(4800 + 1200), 0.025, 1e-9);  // 25 ms are still in the device
  play(9600);
  EXPECT_NEAR(queue_.heard_s(played_), 0.2, 1e-9);  // it ran dry; silence is not heard as ours
  queue_.restart();
  EXPECT_LT(queue_.heard_s(played_), 0);
}

TEST_F(Queue, OneThreadWritesWhileAnotherPlays) {
  queue_.restart();
  std::jthread writer([this](std::stop_token stop) {
    const auto samples = ramp(1, 4096);
    while (!stop.stop_requested()) {
      static_cast<void>(queue_.write(samples));
      static_cast<void>(queue_.heard_s(0));
    }
  });
  for (int i = 0; i < 2000; ++i) play(64);
  EXPECT_LE(queue_.heard_s(played_), static_cast<double>(played_) / 48'000);
}

}  // namespace
}  // namespace reelwright::media::test
