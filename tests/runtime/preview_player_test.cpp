// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <random>

#include "base/file.h"
#include "base/wakeup.h"
#include "runtime/preview_fixture.h"

namespace reelwright::runtime::test {
namespace {

using Preview = PreviewTest;

TEST_F(Preview, ShowsTheFirstPictureOfAFileWithoutBeingAskedTo) {
  open({.frames = 60});
  EXPECT_EQ(status().state, PlayerState::ready);
  EXPECT_EQ(status().frame_count, 60);
  EXPECT_DOUBLE_EQ(status().frames_per_second, 30);
  EXPECT_EQ(status().width, 192);
  EXPECT_FALSE(status().is_live);
  EXPECT_FALSE(status().is_seeking);
  EXPECT_EQ(shown(), 0);
}

TEST_F(Preview, IsUntouchedUntilItIsPlayedOrLookedThrough) {
  open({});
  EXPECT_TRUE(status().is_untouched);
  player().send(player::SetMuted{true});
  player().send(player::SetSpeed{2});
  player().send(player::Peek{30});
  settle();
  EXPECT_TRUE(status().is_untouched);
  player().send(player::Seek{0});
  EXPECT_FALSE(status().is_untouched);
  open_file(film_);
  EXPECT_TRUE(status().is_untouched);
  player().send(player::TogglePlay{});
  EXPECT_FALSE(status().is_untouched);
}

TEST_F(Preview, SeeksToExactlyTheAskedFrame) {
  open({.frames = 200, .keyframes = 60});
  std::mt19937 random(7);
  for (int i = 0; i < 40; ++i) {
    const auto frame = static_cast<std::int64_t>(random() % 200);
    player().send(player::Seek{frame});
    EXPECT_EQ(status().frame, frame);
    settle();
    ASSERT_EQ(shown(), frame);
    ASSERT_EQ(status().frame, frame);
    EXPECT_FALSE(status().is_seeking);
  }
}

TEST_F(Preview, SeeksBeyondTheEndsShowTheNearestFrame) {
  open({.frames = 50});
  player().send(player::Seek{1'000'000});
  settle();
  EXPECT_EQ(shown(), 49);
  player().send(player::Step{INT64_MIN});
  settle();
  EXPECT_EQ(shown(), 0);
}

TEST_F(Preview, StepsFrameByFrameBothWays) {
  open({.frames = 100, .keyframes = 90});
  player().send(player::Seek{70});
  settle();
  for (std::int64_t frame = 69; frame >= 30; --frame) {
    player().send(player::Step{-1, true});
    settle();
    ASSERT_EQ(shown(), frame);
  }
  for (std::int64_t frame = 31; frame < 80; ++frame) {
    player().send(player::Step{1, true});
    settle();
    ASSERT_EQ(shown(), frame);
  }
}

TEST_F(Preview, OfSeveralSeeksOnlyTheNewestIsShown) {
  open({.frames = 100});
  const std::uint64_t before = player().picture_id();
  for (const std::int64_t frame : {90, 10, 80, 20, 55}) player().send(player::Seek{frame});
  settle();
  EXPECT_EQ(shown(), 55);
  EXPECT_EQ(player().picture_id(), before + 1);
}

TEST_F(Preview, PicturesOfBeforeASeekAreNotShownAfterIt) {
  open({.frames = 100});
  player().send(player::Play{});
  advance_frames(5);
  const std::uint64_t before = player().picture_id();
  player().send(player::Seek{80});
  time_s_ += 10.0 / 30;  // what is in the ring is long due
  player().update();
  EXPECT_EQ(player().picture_id(), before);
  settle();
  EXPECT_EQ(shown(), 80);
}

TEST_F(Preview, PlaysEveryFrameAtItsTimeByASteadyClock) {
  open({.frames = 100});
  player().send(player::Play{});
  settle();
  EXPECT_TRUE(status().lacks_audio_device);
  for (std::int64_t frame = 1; frame <= 60; ++frame) {
    const auto due = player().next_due_s();
    ASSERT_TRUE(due.has_value());
    time_s_ += *due + 1e-6;
    settle();
    ASSERT_EQ(shown(), frame);
    ASSERT_EQ(status().frame, frame);
  }
  EXPECT_NEAR(time_s_ - start_s, 2.0, 0.01);
  EXPECT_EQ(status().frames_dropped, 0U);
}

TEST_F(Preview, PauseStaysWhereItWasAndPlayGoesOnFromThere) {
  open({.frames = 100});
  player().send(player::Play{});
  advance_frames(20);
  player().send(player::TogglePlay{});
  time_s_ += 5;
  settle();
  EXPECT_EQ(shown(), 20);
  EXPECT_FALSE(status().is_playing);
  player().send(player::TogglePlay{});
  advance_frames(3);
  EXPECT_EQ(shown(), 23);
  EXPECT_EQ(status().frames_dropped, 0U);
}

TEST_F(Preview, StopsAtTheEndAndPlaysFromTheStartAfterwards) {
  open({.frames = 40});
  player().send(player::Seek{35});
  player().send(player::Play{});
  settle();
  advance_frames(6);
  EXPECT_FALSE(status().is_playing);
  EXPECT_EQ(shown(), 39);
  player().send(player::Play{});
  settle();
  EXPECT_EQ(shown(), 0);
  advance_frames(4);
  EXPECT_EQ(shown(), 4);
  EXPECT_TRUE(status().is_playing);
}

TEST_F(Preview, ALoopGoesRoundWithoutMissingAFrame) {
  open({.frames = 100, .keyframes = 50});
  player().send(player::SetLoop{20, 30});
  player().send(player::Seek{20});
  player().send(player::Play{});
  settle();
  for (int i = 1; i <= 35; ++i) {
    advance_frames(1);
    ASSERT_EQ(shown(), 20 + i % 10);
  }
  player().send(player::SetLoop{});
  advance_frames(20);
  EXPECT_GT(shown(), 30);
}

TEST_F(Preview, ALoopNeedsAnEndBehindItsBegin) {
  open({.frames = 100});
  player().send(player::SetLoop{40, {}});
  EXPECT_EQ(status().loop_begin, 40);
  EXPECT_FALSE(status().loop.has_value());
  player().send(player::SetLoop{40, 10});
  EXPECT_FALSE(status().loop.has_value());
  player().send(player::SetLoop{{}, 10});
  EXPECT_EQ(status().loop, (FrameRange{0, 10}));
}

TEST_F(Preview, AnotherSpeedGoesOnFromTheShownFrame) {
  open({.frames = 200});
  player().send(player::Play{});
  advance_frames(10);
  player().send(player::SetSpeed{2});
  settle();
  EXPECT_EQ(shown(), 10);
  time_s_ += 0.5;
  settle();
  EXPECT_NEAR(static_cast<double>(shown()), 40, 1);
  player().send(player::SetSpeed{0.25});
  const std::int64_t before = shown();
  settle();
  advance_frames(8);
  EXPECT_EQ(shown(), before + 2);
  player().send(player::SetSpeed{100});
  EXPECT_EQ(status().speed, player_speed_max);
}

TEST_F(Preview, PlaysBackwardsDownToTheFirstFrame) {
  open({.frames = 100, .keyframes = 90});
  player().send(player::Seek{20});
  player().send(player::SetSpeed{-1});
  player().send(player::Play{});
  settle();
  for (std::int64_t frame = 19; frame >= 0; --frame) {
    advance_frames(1);
    ASSERT_EQ(shown(), frame);
  }
  advance_frames(1);
  EXPECT_FALSE(status().is_playing);
}

TEST_F(Preview, FramesThatComeTooLateAreLeftOutAndCounted) {
  open({.frames = 200});
  player().send(player::Play{});
  advance_frames(3);
  time_s_ += 1;
  settle();
  settle();
  EXPECT_NEAR(static_cast<double>(shown()), 33, 1);
  EXPECT_GE(status().frames_dropped, 25U);
  EXPECT_LE(status().frames_dropped, 31U);
}

TEST_F(Preview, PeekMakesASmallPictureOfThatFrameAndLeavesTheShownOne) {
  open({.frames = 100, .width = 480, .height = 240});
  player().send(player::Peek{77});
  settle();
  ASSERT_NE(player().peek(), nullptr);
  EXPECT_EQ(player().peek()->width, 240);
  EXPECT_EQ(player().peek()->height, 120);
  EXPECT_EQ(player().peek_frame(), 77);
  EXPECT_EQ(number_in(*player().peek()), 77);
  EXPECT_EQ(shown(), 0);
  player().send(player::Peek{});
  EXPECT_EQ(player().peek(), nullptr);
}

TEST_F(Preview, ASnapshotIsTheShownFrameAndNeverReplacesAnother) {
  open({.frames = 100});
  player().send(player::Seek{65});
  settle();
  player().send(player::TakeSnapshot{});
  settle();
  ASSERT_EQ(status().snapshots, 1U);
  const std::filesystem::path first = status().snapshot_file;
  EXPECT_EQ(first, folder_ / "snapshots/0-00-02-05.png");
  const auto image = media::decode_picture(first, 192, 96, {});
  ASSERT_TRUE(image.has_value());
  const auto grabbed = media::grab_frame(film_, 65, {});
  ASSERT_TRUE(grabbed.has_value());
  EXPECT_EQ(image->pixels, grabbed->pixels);
  player().send(player::TakeSnapshot{});
  settle();
  EXPECT_EQ(status().snapshots, 2U);
  EXPECT_NE(status().snapshot_file, first.string());
  EXPECT_TRUE(std::filesystem::exists(first));
  EXPECT_EQ(status().snapshots_failed, 0U);
}

TEST_F(Preview, ASnapshotThatCannotBeWrittenIsSaidEachTime) {
  open({.frames = 100});
  ASSERT_TRUE(save_file(folder_ / "snapshots", "a file where the folder should be").has_value());
  for (std::uint64_t i = 1; i <= 2; ++i) {
    player().send(player::TakeSnapshot{});
    settle();
    EXPECT_EQ(status().snapshots, 0U);
    EXPECT_EQ(status().snapshots_failed, i);
    EXPECT_FALSE(status().snapshot_error.code.empty());
    EXPECT_NE(status().snapshot_error.message.find("snapshots"), std::string::npos);
    EXPECT_FALSE(status().snapshot_error.hint.empty());
  }
  std::filesystem::remove(folder_ / "snapshots");
  player().send(player::TakeSnapshot{});
  settle();
  EXPECT_EQ(status().snapshots, 1U);
  EXPECT_EQ(status().snapshots_failed, 2U);
}

TEST_F(Preview, TheAnswerToASeekWakesTheWindowWhateverIsOnItsWay) {
  open({.frames = 100});
  player().send(player::Play{});
  advance_frames(5);  // the ring is full of pictures that are not due yet
  player().send(player::Seek{60});
  const int before = wakes_;
  player().work();
  EXPECT_GT(wakes_, before);
  player().update();
  EXPECT_EQ(shown(), 60);
}

TEST_F(Preview, TheWaveformShowsWhereSoundIs) {
  open({.frames = 60, .has_sound = true});
  ASSERT_EQ(status().waveform.size(), PreviewSideline::peaks_max);
  EXPECT_NEAR(status().waveform[1000], 128, 20);
  open({.frames = 60});
  EXPECT_TRUE(status().waveform.empty());
}

TEST_F(Preview, ClearShowsNothing) {
  open({.frames = 60});
  player().clear();
  settle();
  EXPECT_EQ(status().state, PlayerState::empty);
  EXPECT_EQ(player().picture(), nullptr);
}

TEST_F(Preview, DestroyingABusyPlayerEndsItsThreads) {
  make_film(film_, {.frames = 200, .keyframes = 200, .has_sound = true});
  for (int i = 0; i < 10; ++i) {
    Player busy({.store = store_, .wake = [] {}, .open_audio = {}});
    busy.open_file(film_);
    busy.send(player::Seek{10 * i});
    busy.send(player::Play{});
    busy.update();
  }
}

TEST_F(Preview, ThreadsAnswerSeeksAndPlay) {
  make_film(film_, {.frames = 200, .keyframes = 60, .has_sound = true});
  const Wakeup woken;
  Player threaded({.store = store_, .wake = [&] { woken.notify(); }, .open_audio = {}});
  // Sleeps as the window does: a wake-up that is lost is waited for in vain.
  const auto until = [&](const auto& has_come) {
    for (threaded.update(); !has_come(); threaded.update()) {
      const std::optional<double> due_s = threaded.next_due_s();
      const bool is_woken = woken.wait(due_s ? *due_s + 0.001 : 30);
      ASSERT_TRUE(is_woken || due_s) << "nobody wakes the window";
    }
  };
  threaded.open_file(film_);
  until([&] { return threaded.picture() != nullptr; });
  ASSERT_EQ(threaded.status().state, PlayerState::ready);
  ASSERT_EQ(threaded.status().frame_count, 200);
  std::mt19937 random(3);
  for (int i = 0; i < 30; ++i) {
    const auto frame = static_cast<std::int64_t>(random() % 200);
    threaded.send(player::Seek{frame});
    until([&] { return !threaded.status().is_seeking; });
    ASSERT_EQ(number_in(*threaded.picture()), frame);
  }
  threaded.send(player::Seek{20});
  threaded.send(player::Play{});
  until([&] { return threaded.status().frame >= 30; });
  EXPECT_TRUE(threaded.status().is_playing);
  EXPECT_EQ(number_in(*threaded.picture()), threaded.status().frame);
  threaded.send(player::Seek{195});  // while it plays
  until([&] { return !threaded.status().is_playing; });
  EXPECT_EQ(threaded.status().frame, 199);
  EXPECT_EQ(number_in(*threaded.picture()), 199);
}

}  // namespace
}  // namespace reelwright::runtime::test
