// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "base/file.h"
#include "media/sound.h"
#include "runtime/preview_fixture.h"

namespace reelwright::runtime::test {
namespace {

class PreviewOfFile : public PreviewTest {};

TEST_F(PreviewOfFile, ACutOffFilePlaysAsFarAsItGoes) {
  make_film(film_, {.frames = 300, .keyframes = 30});
  std::filesystem::resize_file(film_, std::filesystem::file_size(film_) * 2 / 3);
  open_file(film_);
  ASSERT_EQ(status().state, PlayerState::ready);
  player().send(player::Seek{299});
  settle();
  EXPECT_EQ(status().state, PlayerState::ready);
  EXPECT_LT(status().frame_count, 290);
  EXPECT_GT(status().frame_count, 50);
  EXPECT_EQ(status().frame, status().frame_count - 1);
  EXPECT_EQ(shown(), status().frame);
  player().send(player::Seek{10});
  settle();
  EXPECT_EQ(shown(), 10);
}

TEST_F(PreviewOfFile, AFileThatEndsFarBeforeItsTimeIsSaidWhenItsEndIsReached) {
  make_film(film_, {.frames = 300, .keyframes = 30});
  const auto bytes = std::filesystem::file_size(film_);
  open_file(film_);
  player().send(player::Seek{299});
  settle();
  EXPECT_EQ(status().problem, "") << "a whole one";
  std::filesystem::resize_file(film_, bytes / 2);
  open_file(film_);
  EXPECT_EQ(status().problem, "") << "nobody knows yet";
  player().send(player::SetSpeed{4});
  player().send(player::Play{});
  for (int i = 0; i < 100; ++i) advance_frames(1);
  EXPECT_FALSE(status().is_playing);
  EXPECT_EQ(status().state, PlayerState::ready);
  EXPECT_TRUE(status().problem.starts_with("This video ends at 0:0")) << status().problem;
  EXPECT_TRUE(status().problem.ends_with(" although 0:10 were expected; the file may be damaged."))
      << status().problem;
  EXPECT_EQ(status().hint, "Make it again.");
}

TEST_F(PreviewOfFile, DamageInTheMiddleIsPassedOver) {
  make_film(film_, {.frames = 300, .keyframes = 30});
  std::string bytes = *read_file(film_, 1 << 26);
  const std::size_t middle = bytes.size() / 2;
  for (std::size_t i = 0; i < bytes.size() / 20; ++i) bytes[middle + i] = static_cast<char>(i * 37 + 11);
  ASSERT_TRUE(save_file(film_, bytes).has_value());
  open_file(film_);
  player().send(player::Seek{280});
  settle();
  EXPECT_EQ(shown(), 280);
  player().send(player::Seek{0});
  player().send(player::SetSpeed{4});
  player().send(player::Play{});
  for (int i = 0; i < 100; ++i) advance_frames(1);
  EXPECT_EQ(status().state, PlayerState::ready);
  EXPECT_FALSE(status().is_playing);
  EXPECT_GE(status().frame, 298);
}

TEST_F(PreviewOfFile, WhatCannotBePlayedIsSaidInASentence) {
  ASSERT_TRUE(save_file(film_, "").has_value());
  open_file(film_);
  EXPECT_EQ(status().state, PlayerState::failed);
  EXPECT_EQ(status().problem, "\"film.mp4\" is not a video that can be played.");
  EXPECT_FALSE(status().hint.empty());
  EXPECT_EQ(player().picture(), nullptr);

  ASSERT_TRUE(save_file(film_, std::string(100'000, 'x')).has_value());
  open_file(film_);
  EXPECT_EQ(status().state, PlayerState::failed);

  open_file(folder_ / "none.mp4");
  EXPECT_EQ(status().state, PlayerState::failed);
  EXPECT_EQ(status().problem, "The video \"none.mp4\" is no longer there.");

  const auto sound = folder_ / "only.wav";
  ASSERT_TRUE(media::write_wav(reelwright::test::tone(440, 1, 0.5, 2), sound, media::WavFormat::pcm16));
  open_file(sound);
  EXPECT_EQ(status().state, PlayerState::failed);
  EXPECT_EQ(status().problem, "\"only.wav\" has sound but no picture.");
  player().send(player::Play{});
  player().send(player::Seek{5});
  settle();
  EXPECT_EQ(status().state, PlayerState::failed);
  EXPECT_FALSE(status().is_playing);
}

TEST_F(PreviewOfFile, LargePicturesAreShown) {
  open({.frames = 4, .width = 3840, .height = 2160});
  EXPECT_EQ(status().width, 3840);
  player().send(player::Seek{3});
  settle();
  EXPECT_EQ(shown(), 3);
}

TEST_F(PreviewOfFile, AnotherFileOfTheSameNameIsTakenAndAMissingOneSaid) {
  open({.frames = 100});
  player().send(player::Seek{42});
  settle();
  make_film(folder_ / "new.mp4", {.frames = 60});
  std::filesystem::rename(folder_ / "new.mp4", film_);
  time_s_ += 2;
  player().send(player::Seek{50});
  settle();
  EXPECT_EQ(status().frame_count, 60);
  EXPECT_EQ(shown(), 50);
  std::filesystem::remove(film_);
  time_s_ += 2;
  player().send(player::Seek{20});
  settle();
  EXPECT_EQ(status().state, PlayerState::failed);
  EXPECT_EQ(status().problem, "The video \"film.mp4\" is no longer there.");
}

class PreviewOfJob : public PreviewTest {
 protected:
  static constexpr const char* id = "20261122-143005-scenes-7f3a";

  void follow() {
    player().follow(scenes_.job);
    settle();
  }
  void finish_scene(int scene) {
    scenes_.write_voice(scene);
    scenes_.write_visual(scene);
    ++scenes_.job.stage(Stage::voice).units_done;
    ++scenes_.job.stage(Stage::visuals).units_done;
  }
  void finish_timeline() {
    scenes_.write_timeline();
    scenes_.job.stage(Stage::compose).status = StageStatus::done;
  }
  void finish_film(std::int64_t frames) {
    make_film(paths_.folder() / "Scenes.mp4", {.frames = frames, .width = 640, .height = 360});
    scenes_.job.status = JobStatus::done;
    scenes_.job.artifacts.push_back({.path = "Scenes.mp4", .kind = ArtifactKind::video, .bytes = 1});
  }
  /// Decoded and composed luma differ by a step at most.
  void expect_scene(int scene) { EXPECT_NEAR(luma(), JobOfScenes::luma_of(scene), 3); }

  store::JobPaths paths_ = store_.paths(id);
  JobOfScenes scenes_{paths_, 3};
};

TEST_F(PreviewOfJob, ShowsNothingUntilTheFirstSceneHasVoiceAndPicture) {
  follow();
  EXPECT_EQ(status().state, PlayerState::empty);
  scenes_.write_script();
  scenes_.job.stage(Stage::script).status = StageStatus::done;
  scenes_.write_voice(0);
  ++scenes_.job.stage(Stage::voice).units_done;
  follow();
  EXPECT_EQ(status().state, PlayerState::empty);
  EXPECT_EQ(player().picture(), nullptr);
  scenes_.write_visual(0);
  ++scenes_.job.stage(Stage::visuals).units_done;
  follow();
  ASSERT_EQ(status().state, PlayerState::ready);
  EXPECT_TRUE(status().is_live);
  EXPECT_EQ(status().job, id);
  EXPECT_FALSE(status().can_switch_captions);
  expect_scene(0);
}

TEST_F(PreviewOfJob, AJobThatEndedWithoutAPictureShowsNothing) {
  scenes_.job.status = JobStatus::failed;
  follow();
  EXPECT_EQ(status().state, PlayerState::empty);
}

TEST_F(PreviewOfJob, PlaysOnIntoScenesThatCameMeanwhile) {
  scenes_.write_script();
  finish_scene(0);
  follow();
  const std::int64_t before = status().frame_count;
  player().send(player::Play{});
  advance_frames(20);
  EXPECT_EQ(status().frame, 20);
  finish_scene(1);
  follow();
  EXPECT_GT(status().frame_count, before + 25);
  EXPECT_EQ(status().frame, 20);
  EXPECT_EQ(status().scenes.size(), 2U);
  for (std::int64_t frame = 21; frame < before + 25; ++frame) {
    advance_frames(1);
    ASSERT_EQ(status().frame, frame);
  }
  expect_scene(1);
  EXPECT_EQ(status().frames_dropped, 0U);
}

TEST_F(PreviewOfJob, WaitsAtTheEndOfWhatIsThereAndGoesOnWhenMoreComes) {
  scenes_.write_script();
  finish_scene(0);
  follow();
  player().send(player::Play{});
  advance_frames(static_cast<int>(status().frame_count) + 30);
  const std::int64_t last = status().frame;
  EXPECT_EQ(last, status().frame_count - 1);
  EXPECT_TRUE(status().is_playing);
  finish_scene(1);
  follow();
  advance_frames(3);
  EXPECT_EQ(status().frame, last + 3);
}

TEST_F(PreviewOfJob, ScenesFollowTheScriptsOrderWhateverComesFirst) {
  scenes_.write_script();
  finish_scene(0);
  finish_scene(2);
  follow();
  const std::int64_t before = status().frame_count;
  EXPECT_EQ(status().scenes.size(), 1U);
  finish_scene(1);
  follow();
  EXPECT_EQ(status().scenes.size(), 3U);
  EXPECT_GT(status().frame_count, before * 2);
}

TEST_F(PreviewOfJob, TheTimelineAndThenTheFinishedFileTakeOverAtTheSamePlace) {
  scenes_.write_script();
  for (int scene = 0; scene < 3; ++scene) finish_scene(scene);
  follow();
  const std::int64_t frames = status().frame_count;
  player().send(player::Seek{70});
  settle();
  finish_timeline();
  follow();
  EXPECT_TRUE(status().is_live);
  EXPECT_EQ(status().frame, 70);
  EXPECT_EQ(status().frame_count, frames);
  EXPECT_TRUE(status().shows_captions);
  player().send(player::Play{});
  advance_frames(5);
  finish_film(frames);
  follow();
  EXPECT_FALSE(status().is_live);
  EXPECT_EQ(status().scenes.size(), 3U);
  advance_frames(8);  // more than were composed before
  EXPECT_EQ(status().frame, 83);
  EXPECT_EQ(shown(), 83);
  EXPECT_EQ(status().frames_dropped, 0U);
}

TEST_F(PreviewOfJob, WithoutBurnedCaptionsTheTimelineIsPlayedInsteadOfTheFile) {
  scenes_.write_script();
  for (int scene = 0; scene < 3; ++scene) finish_scene(scene);
  follow();
  const std::int64_t frames = status().frame_count;
  finish_timeline();
  finish_film(frames);
  follow();
  EXPECT_FALSE(status().is_live);
  ASSERT_TRUE(status().can_switch_captions);
  EXPECT_TRUE(status().shows_captions);
  player().send(player::Seek{50});
  player().send(player::ShowCaptions{false});
  settle();
  EXPECT_TRUE(status().is_live);
  EXPECT_FALSE(status().shows_captions);
  EXPECT_EQ(status().frame, 50);
  EXPECT_NEAR(luma(0.5, 0.5), luma(0.5, 0.1), 2);
  player().send(player::ShowCaptions{true});
  settle();
  EXPECT_FALSE(status().is_live);
  EXPECT_EQ(shown(), 50);
}

TEST_F(PreviewOfJob, CaptionsCannotBeSwitchedWhenTheLayersAreGone) {
  scenes_.write_script();
  for (int scene = 0; scene < 3; ++scene) finish_scene(scene);
  finish_timeline();
  finish_film(100);
  std::filesystem::remove_all(paths_.visuals_folder());
  follow();
  EXPECT_EQ(status().state, PlayerState::ready);
  EXPECT_FALSE(status().can_switch_captions);
  player().send(player::ShowCaptions{false});
  settle();
  EXPECT_FALSE(status().is_live);
}

TEST_F(PreviewOfJob, AFolderDeletedWhileShownIsSaid) {
  scenes_.write_script();
  for (int scene = 0; scene < 3; ++scene) finish_scene(scene);
  finish_timeline();
  finish_film(100);
  follow();
  player().send(player::Play{});
  advance_frames(5);
  std::filesystem::remove_all(paths_.folder());
  time_s_ += 1.5;
  settle();
  EXPECT_EQ(status().state, PlayerState::failed);
  EXPECT_EQ(status().problem, "The folder of this video is no longer there.");
  EXPECT_FALSE(status().is_playing);
}

TEST_F(PreviewOfJob, AnotherJobStartsAtItsBeginning) {
  scenes_.write_script();
  finish_scene(0);
  follow();
  player().send(player::Seek{20});
  player().send(player::SetSpeed{2});
  settle();
  player().clear();
  settle();
  EXPECT_EQ(status().state, PlayerState::empty);
  follow();
  EXPECT_EQ(status().state, PlayerState::ready);
  EXPECT_EQ(status().frame, 0);
  EXPECT_EQ(status().speed, 1);
}

}  // namespace
}  // namespace reelwright::runtime::test
