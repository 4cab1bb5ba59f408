// SPDX-License-Identifier: GPL-3.0-or-later
// The player, used by pointer, on literal states.
#include <algorithm>
#include <span>

#include "ui/player_driver.h"

namespace reelwright::ui {
namespace {

TEST(PlayerPanel, EveryKeyHasAMenuEntry) {
  Player window;
  window.player.loop = FrameRange{10, 20};
  for (const char* const name :
       {"Play or pause", "Faster", "Back 5 seconds", "Forward 1 second", "Next frame", "Previous scene",
        "To the end", "Loop from here", "No loop", "More speed", "Normal speed", "Mute", "Captions",
        "Save this frame as a picture"}) {
    window.click("More of the player");
    window.click(name);
    EXPECT_GE(window.plays(), 1U) << name;
  }
  window.click("More of the player");
  window.click("Pixel for pixel (100 %)");
  EXPECT_TRUE(window.view.video.is_exact_size);
  EXPECT_EQ(window.view.video.shown_width, 1920);
  window.click("More of the player");
  window.click("Keyboard shortcuts");
  EXPECT_TRUE(window.view.video.shows_shortcuts);
}

TEST(PlayerPanel, PointerOverTheScrubBarAsksForAPeekAndLeavingEndsIt) {
  Player window;
  window.hover("Position in the video", 0.5F);
  auto plays = window.take<intent::Play>();
  ASSERT_FALSE(plays.empty());
  const auto* peek = std::get_if<player::Peek>(&plays.back().command);
  ASSERT_NE(peek, nullptr);
  ASSERT_TRUE(peek->frame);
  EXPECT_NEAR(static_cast<double>(*peek->frame), 150, 2);
  window.frame(5);
  EXPECT_EQ(window.plays(), 0U) << "resting, it asks once";
  window.hover("Picture");
  const auto end = window.said<player::Peek>();
  ASSERT_TRUE(end);
  EXPECT_FALSE(end->frame);
}

TEST(PlayerPanel, LeavingThePageEndsThePeek) {
  Player window;
  window.hover("Position in the video", 0.3F);
  static_cast<void>(window.take<intent::Play>());
  window.view.page = Page::create;
  window.settle();
  const auto end = window.said<player::Peek>();
  ASSERT_TRUE(end);
  EXPECT_FALSE(end->frame);
}

TEST(PlayerPanel, DraggingOnTheScrubBarSeeks) {
  Player window;
  const auto seeks = [&] {
    std::vector<std::int64_t> frames;
    for (const intent::Play& play : window.take<intent::Play>())
      if (const auto* seek = std::get_if<player::Seek>(&play.command)) frames.push_back(seek->frame);
    return frames;
  };
  window.hover("Position in the video", 0.25F);
  window.mouse(true);
  auto frames = seeks();
  ASSERT_EQ(frames.size(), 1U);
  EXPECT_NEAR(static_cast<double>(frames[0]), 75, 2);
  window.hover("Position in the video", 0.75F);
  frames = seeks();
  ASSERT_FALSE(frames.empty());
  EXPECT_NEAR(static_cast<double>(frames.back()), 225, 2);
  // Outside it, the pointer still has it; the last frame is the end.
  ImGui::GetIO().AddMousePosEvent(5000, 300);
  window.frame(2);
  frames = seeks();
  ASSERT_FALSE(frames.empty());
  EXPECT_EQ(frames.back(), 299);
  window.mouse(false);
  window.hover("Position in the video", 0.1F);
  EXPECT_TRUE(seeks().empty());
}

TEST(PlayerPanel, ClickOnThePicturePlays) {
  Player window;
  window.click("Picture");
  EXPECT_TRUE(window.said<player::TogglePlay>());
}

TEST(PlayerPanel, SpeedIsChosenFromAMenu) {
  Player window;
  window.click("1x");
  window.click("1.5x");
  EXPECT_EQ(window.said<player::SetSpeed>()->speed, 1.5);
}

TEST(PlayerPanel, VolumeFollowsThePointer) {
  Player window;
  window.hover("##Volume", 0.5F);
  window.mouse(true);
  window.mouse(false);
  const auto plays = window.take<intent::Play>();
  ASSERT_FALSE(plays.empty());
  const auto* const volume = std::get_if<player::SetVolume>(&plays.back().command);
  ASSERT_NE(volume, nullptr);
  EXPECT_NEAR(volume->volume, 0.5, 0.1);
}

TEST(PlayerPanel, WithoutAVideoItSaysWhatToDo) {
  Player window;
  window.snapshot.active.clear();
  window.view.job.clear();
  window.view.video.job.clear();
  window.player = {};
  window.settle();
  EXPECT_FALSE(window.shows("Picture"));
  window.key(ImGuiKey_K);
  EXPECT_EQ(window.plays(), 0U);
  window.click("Create a video");
  EXPECT_EQ(window.view.page, Page::create);
}

/// What a picture of the page differs in from another.
std::size_t differing(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) count += a[i] != b[i] ? 1 : 0;
  return count;
}

TEST(PlayerPanel, FailureShowsItsProblemAndItsHint) {
  Player window;
  ImGui::GetIO().AddMousePosEvent(5, 5);
  window.player.state = PlayerState::failed;
  window.settle();
  EXPECT_FALSE(window.shows("Picture"));
  const auto nothing = window.window().read_pixels();
  window.player.problem = "The video file is damaged.";
  window.settle();
  const auto with_problem = window.window().read_pixels();
  EXPECT_GT(differing(nothing, with_problem), 500U);
  window.player.hint = "Make it again: in Jobs, its menu has \"Make it again\".";
  window.settle();
  EXPECT_GT(differing(with_problem, window.window().read_pixels()), 500U);
}

TEST(PlayerPanel, OpeningMovesAndPausedDoesNot) {
  Player window;
  EXPECT_FALSE(window.is_moving);
  window.player.state = PlayerState::opening;
  window.settle();
  EXPECT_TRUE(window.is_moving);
}

TEST(PlayerPanel, AVideoWithoutASceneYetIsSaidWithoutMoving) {
  Player window;
  window.picture = 0;
  window.player = {};
  window.player.job = job_id;
  window.snapshot.active[0] = job_with(JobStatus::queued);
  window.settle();
  EXPECT_FALSE(window.is_moving);
  const auto waiting = window.window().read_pixels();
  window.snapshot.active[0] = job_with(JobStatus::failed);
  window.settle();
  EXPECT_GT(differing(waiting, window.window().read_pixels()), 500U);
}

TEST(PlayerPanel, WithoutASoundDeviceTheVolumeControlsSaySo) {
  Player window;
  constexpr const char* words = "No sound device: the preview is silent";
  EXPECT_FALSE(window.shows(words));
  window.player.lacks_audio_device = true;
  EXPECT_TRUE(window.shows(words));
}

TEST(PlayerPanel, PictureHasTheVideosShape) {
  Player window;
  const VideoView& view = window.view.video;
  EXPECT_GT(view.shown_width, 300);
  EXPECT_NEAR(static_cast<double>(view.shown_width) / view.shown_height, 16.0 / 9, 0.02);
  window.player.width = 1080;
  window.player.height = 1920;
  window.settle();
  EXPECT_NEAR(static_cast<double>(view.shown_width) / view.shown_height, 9.0 / 16, 0.02);
}

TEST(PlayerPanel, SaysTheSizeOfAPictureThatIsNotThereYet) {
  Player window;
  window.picture = 0;
  window.settle();
  EXPECT_GT(window.view.video.shown_width, 0);
  window.view.page = Page::create;
  window.settle();
  EXPECT_GT(window.view.video.shown_width, 0) << "of the small picture";
}

TEST(PlayerPanel, ClosingTheGenerationPanelKeepsTheVideo) {
  Player window;
  window.click("Close panel");
  EXPECT_TRUE(window.shows("Picture"));
}

TEST(PlayerPanel, SnapshotIsAnnouncedWithAWayToIt) {
  Player window;
  window.player.snapshots = 1;
  window.player.snapshot_file = "/data/jobs/a/snapshots/frame-000090.png";
  window.settle();
  ASSERT_EQ(window.view.toasts.size(), 1U);
  EXPECT_EQ(window.view.toasts[0].text, "Saved frame-000090.png");
  window.view.job.clear();  // its button of the same name is gone
  window.click("Open folder");
  const auto folders = window.take<intent::OpenFolder>();
  ASSERT_EQ(folders.size(), 1U);
  EXPECT_EQ(folders[0].job, job_id);
}

TEST(PlayerPanel, ASnapshotThatFailsIsSaidOnceEachTime) {
  Player window;
  window.player.snapshot_error = {"disk.full", "The disk is full.", "Delete something."};
  for (std::uint64_t i = 1; i <= 2; ++i) {
    window.player.snapshots_failed = i;
    window.settle();
    ASSERT_EQ(window.view.toasts.size(), i);
    EXPECT_EQ(window.view.toasts.back().text, "The disk is full.");
    EXPECT_EQ(window.view.toasts.back().hint, "Delete something.");
    EXPECT_TRUE(window.view.toasts.back().is_error);
  }
}

}  // namespace
}  // namespace reelwright::ui
