// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "runtime/preview_fixture.h"

namespace reelwright::runtime::test {
namespace {

class PreviewSound : public PreviewTest {
 protected:
  PreviewSound() { has_audio_ = true; }

  void play(int milliseconds) {
    for (int i = 0; i < milliseconds / 10; ++i) play_samples(480);
  }
  [[nodiscard]] float loudest(std::size_t last_samples) const {
    float peak = 0;
    for (std::size_t i = heard_.size() - std::min(last_samples, heard_.size()); i < heard_.size(); ++i)
      peak = std::max(peak, std::abs(heard_[i][0]));
    return peak;
  }
  [[nodiscard]] float largest_step(std::size_t from) const {
    float step = 0;
    for (std::size_t i = std::max<std::size_t>(from, 1); i < heard_.size(); ++i)
      step = std::max(step, std::abs(heard_[i][0] - heard_[i - 1][0]));
    return step;
  }
};

TEST_F(PreviewSound, PicturesFollowWhatIsHeardNotTheWallClock) {
  open({.frames = 120, .has_sound = true});
  player().send(player::Play{});
  settle();
  EXPECT_FALSE(status().lacks_audio_device);
  time_s_ += 1;  // the device has not begun
  settle();
  EXPECT_EQ(shown(), 0);
  double worst_s = 0;
  for (int i = 0; i < 200; ++i) {
    play_samples(480);
    const double heard_s = static_cast<double>(heard_.size()) / 48'000;
    const double shown_s = static_cast<double>(shown()) / 30;
    // A picture is shown from its time until the next one's.
    worst_s = std::max({worst_s, shown_s - heard_s, heard_s - shown_s - 1.0 / 30});
  }
  EXPECT_NEAR(static_cast<double>(shown()), 60, 1);
  EXPECT_LT(worst_s, 0.02);
  EXPECT_EQ(status().frames_dropped, 0U);
  EXPECT_NEAR(loudest(4800), 0.5, 0.05);
}

TEST_F(PreviewSound, ADeviceThatFailsLeavesTheSteadyClock) {
  open({.frames = 120, .has_sound = true});
  player().send(player::Play{});
  settle();
  play(500);
  const std::int64_t before = shown();
  is_broken_ = true;
  settle();
  EXPECT_TRUE(status().lacks_audio_device);
  EXPECT_TRUE(status().is_playing);
  advance_frames(10);
  EXPECT_EQ(shown(), before + 10);
}

TEST_F(PreviewSound, ADeviceThatNeverBeginsIsGivenUp) {
  open({.frames = 120, .has_sound = true});
  player().send(player::Play{});
  settle();
  time_s_ += 2.5;
  settle();
  EXPECT_TRUE(status().lacks_audio_device);
  advance_frames(10);
  EXPECT_EQ(shown(), 10);
}

TEST_F(PreviewSound, PausingMakesNoClickAndIsSilent) {
  open({.frames = 120, .has_sound = true});
  player().send(player::Play{});
  settle();
  play(500);
  const std::size_t before = heard_.size();
  const float usual = largest_step(0);
  player().send(player::Pause{});
  settle();
  play(100);
  EXPECT_LE(largest_step(before), usual * 1.1F);
  EXPECT_EQ(loudest(2400), 0);
}

TEST_F(PreviewSound, VolumeAndMuteActWithoutAClick) {
  open({.frames = 120, .has_sound = true});
  player().send(player::Play{});
  settle();
  play(300);
  const float usual = largest_step(0);
  const std::size_t before = heard_.size();
  player().send(player::SetVolume{0.5});
  settle();
  play(100);
  EXPECT_NEAR(loudest(2400), 0.5 * 0.125, 0.01);
  player().send(player::SetMuted{true});
  settle();
  play(100);
  EXPECT_EQ(loudest(2400), 0);
  EXPECT_LE(largest_step(before), usual * 1.1F);
}

TEST_F(PreviewSound, AnotherSpeedKeepsThePitchAndThePlace) {
  open({.frames = 300, .has_sound = true});
  player().send(player::SetSpeed{2});
  player().send(player::Play{});
  settle();
  play(1000);
  EXPECT_NEAR(static_cast<double>(shown()), 60, 3);
  int crossings = 0;
  for (std::size_t i = heard_.size() - 24'000; i < heard_.size(); ++i)
    crossings += heard_[i - 1][0] < 0 && heard_[i][0] >= 0 ? 1 : 0;
  EXPECT_NEAR(crossings, 220, 12);
}

TEST_F(PreviewSound, BackwardsIsSilent) {
  open({.frames = 120, .has_sound = true});
  player().send(player::Seek{100});
  player().send(player::SetSpeed{-1});
  player().send(player::Play{});
  settle();
  play(500);
  EXPECT_NEAR(static_cast<double>(shown()), 85, 1);
  EXPECT_EQ(loudest(heard_.size()), 0);
}

TEST_F(PreviewSound, ALoopsSoundGoesRoundWithItsPictures) {
  open({.frames = 120, .has_sound = true});
  player().send(player::SetLoop{30, 45});
  player().send(player::Seek{30});
  player().send(player::Play{});
  settle();
  play(1250);
  EXPECT_NEAR(static_cast<double>(shown()), 37, 1);  // two rounds and a half
  EXPECT_NEAR(loudest(40'000), 0.5, 0.05);
}

TEST_F(PreviewSound, AVideoWithoutSoundPlaysAtItsSpeedAllTheSame) {
  open({.frames = 120});
  player().send(player::Play{});
  settle();
  play(1000);
  EXPECT_NEAR(static_cast<double>(shown()), 30, 1);
  EXPECT_EQ(loudest(heard_.size()), 0);
}

}  // namespace
}  // namespace reelwright::runtime::test
