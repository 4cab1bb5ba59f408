// SPDX-License-Identifier: GPL-3.0-or-later
// The Video page's player, used by keys and pointer, on literal states.
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "gfx/video_texture.h"
#include "ui/driver.h"

namespace reelwright::ui {
namespace {

constexpr const char* job_id = "20261122-143005-bees-7f3a";

Job job_with(JobStatus status) {
  Job job;
  job.id = job_id;
  job.title = "How bees make honey";
  job.status = status;
  return job;
}

/// A window on the Video page with a ten-second video of four scenes, paused at 3 s.
struct Player : Driver {
  Player() {
    const std::array<std::uint8_t, 4> grey = {90, 90, 90, 255};
    small_ = gfx::ImageTexture(grey, {1, 1});
    picture = small_.id();
    Job job = job_with(JobStatus::done);
    for (const Stage stage : all_stages) job.stage(stage) = {StageStatus::done, 4, 4, 1, 1000, 0};
    job.work_ms = 6000;
    snapshot.active = {job};
    view.job = job_id;
    view.page = Page::video;
    player.state = PlayerState::ready;
    player.job = job_id;
    player.width = 1920;
    player.height = 1080;
    player.frame_count = 300;
    player.frame = 90;
    player.can_switch_captions = true;
    player.scenes = {{0, "Start"}, {80, "Nectar"}, {160, "Hive"}, {240, "Honey"}};
    player.waveform.assign(1000, 128);
    settle();
    intents.clear();
  }
  ~Player() { resize(1440, 900); }

  /// The only player command that was said since the last time.
  template <typename T>
  std::optional<T> said() {
    const auto plays = take<intent::Play>();
    if (plays.size() != 1) return std::nullopt;
    const T* const command = std::get_if<T>(&plays[0].command);
    return command == nullptr ? std::nullopt : std::optional(*command);
  }
  std::size_t plays() { return take<intent::Play>().size(); }

 private:
  gfx::ImageTexture small_;
};

TEST(PlayerKeys, PlayAndPause) {
  Player window;
  window.key(ImGuiKey_Space);
  EXPECT_TRUE(window.said<player::TogglePlay>());
  window.key(ImGuiKey_K);
  EXPECT_TRUE(window.said<player::TogglePlay>());
}

TEST(PlayerKeys, StepsAreExact) {
  Player window;
  const auto step = [&](std::int64_t frames, bool pauses) {
    const auto said = window.said<player::Step>();
    return said && said->frames == frames && said->pauses == pauses;
  };
  window.key(ImGuiKey_LeftArrow);
  EXPECT_TRUE(step(-150, false));
  window.key(ImGuiKey_RightArrow);
  EXPECT_TRUE(step(150, false));
  window.chord(ImGuiMod_Shift, ImGuiKey_LeftArrow);
  EXPECT_TRUE(step(-30, false));
  window.chord(ImGuiMod_Shift, ImGuiKey_RightArrow);
  EXPECT_TRUE(step(30, false));
  window.type(",");
  EXPECT_TRUE(step(-1, true));
  window.type(".");
  EXPECT_TRUE(step(1, true));
}

TEST(PlayerKeys, PlacesInTheVideo) {
  Player window;
  const auto seek = [&](ImGuiKey key) {
    window.key(key);
    const auto said = window.said<player::Seek>();
    return said ? said->frame : -1;
  };
  EXPECT_EQ(seek(ImGuiKey_Home), 0);
  EXPECT_EQ(seek(ImGuiKey_End), 299);
  // A third of a second into a scene, the one before is meant.
  EXPECT_EQ(seek(ImGuiKey_PageUp), 0);
  EXPECT_EQ(seek(ImGuiKey_PageDown), 160);
  window.player.frame = 130;
  EXPECT_EQ(seek(ImGuiKey_PageUp), 80);
  window.player.frame = 250;
  EXPECT_EQ(seek(ImGuiKey_PageDown), 299);
}

TEST(PlayerKeys, ShuttleGoesThroughItsSpeeds) {
  Player window;
  window.player.is_playing = true;
  const auto speed = [&](ImGuiKey key, double from) {
    window.player.speed = from;
    window.key(key);
    const auto said = window.said<player::SetSpeed>();
    return said ? said->speed : 0;
  };
  EXPECT_EQ(speed(ImGuiKey_J, 2), 1);
  EXPECT_EQ(speed(ImGuiKey_J, 1), -1);
  EXPECT_EQ(speed(ImGuiKey_J, -1), -2);
  EXPECT_EQ(speed(ImGuiKey_J, -2), -4);
  EXPECT_EQ(speed(ImGuiKey_J, -4), -4);
  EXPECT_EQ(speed(ImGuiKey_L, -1), 1);
  EXPECT_EQ(speed(ImGuiKey_L, 1), 2);
  EXPECT_EQ(speed(ImGuiKey_L, 1.5), 2);
  EXPECT_EQ(speed(ImGuiKey_L, 4), 4);
  window.player.is_playing = false;
  window.key(ImGuiKey_J);
  const auto plays = window.take<intent::Play>();
  ASSERT_EQ(plays.size(), 2U);
  EXPECT_EQ(std::get<player::SetSpeed>(plays[0].command).speed, -1);
  EXPECT_TRUE(std::holds_alternative<player::Play>(plays[1].command));
}

TEST(PlayerKeys, Speeds) {
  Player window;
  const auto speed = [&](const char* typed, double from) {
    window.player.speed = from;
    window.type(typed);
    const auto said = window.said<player::SetSpeed>();
    return said ? said->speed : 0;
  };
  EXPECT_EQ(speed("]", 1), 1.25);
  EXPECT_EQ(speed("[", 1), 0.75);
  EXPECT_EQ(speed("[", 0.25), 0.25);
  EXPECT_EQ(speed("]", 4), 4);
  EXPECT_EQ(speed("]", -1), -1.25);
  window.key(ImGuiKey_Backspace);
  EXPECT_EQ(window.said<player::SetSpeed>()->speed, 1);
}

TEST(PlayerKeys, Loop) {
  Player window;
  window.key(ImGuiKey_I);
  auto loop = window.said<player::SetLoop>();
  ASSERT_TRUE(loop);
  EXPECT_EQ(loop->begin, 90);
  EXPECT_FALSE(loop->end);
  window.player.loop_begin = 90;
  window.player.frame = 120;
  window.key(ImGuiKey_O);
  loop = window.said<player::SetLoop>();
  ASSERT_TRUE(loop);
  EXPECT_EQ(loop->begin, 90);
  EXPECT_EQ(loop->end, 121);
  window.player.loop = FrameRange{90, 121};
  window.player.loop_begin.reset();
  window.player.frame = 100;
  window.key(ImGuiKey_I);
  loop = window.said<player::SetLoop>();
  ASSERT_TRUE(loop);
  EXPECT_EQ(loop->begin, 100);
  EXPECT_EQ(loop->end, 121);
  window.type("\\");
  loop = window.said<player::SetLoop>();
  ASSERT_TRUE(loop);
  EXPECT_FALSE(loop->begin || loop->end);
}

TEST(PlayerKeys, MuteCaptionsSnapshot) {
  Player window;
  window.key(ImGuiKey_M);
  EXPECT_TRUE(window.said<player::SetMuted>()->is_muted);
  window.player.is_muted = true;
  window.key(ImGuiKey_M);
  EXPECT_FALSE(window.said<player::SetMuted>()->is_muted);
  window.key(ImGuiKey_C);
  EXPECT_FALSE(window.said<player::ShowCaptions>()->are_shown);
  window.player.can_switch_captions = false;
  window.key(ImGuiKey_C);
  EXPECT_EQ(window.plays(), 0U);
  window.key(ImGuiKey_S);
  EXPECT_TRUE(window.said<player::TakeSnapshot>());
}

TEST(PlayerKeys, FullScreenAndBack) {
  Player window;
  window.key(ImGuiKey_F);
  auto full = window.take<intent::FullScreen>();
  ASSERT_EQ(full.size(), 1U);
  EXPECT_TRUE(full[0].is_on);
  const ItemRegistry::Item* picture = window.find("Picture");
  ASSERT_NE(picture, nullptr);
  EXPECT_EQ(picture->max.x - picture->min.x, 1440);
  EXPECT_EQ(picture->max.y - picture->min.y, 900);
  EXPECT_EQ(window.items().duplicates(), std::vector<std::string>());
  window.key(ImGuiKey_Escape);
  full = window.take<intent::FullScreen>();
  ASSERT_EQ(full.size(), 1U);
  EXPECT_FALSE(full[0].is_on);
  EXPECT_FALSE(window.view.video.is_full_screen);
  EXPECT_TRUE(window.shows("Jobs"));
}

TEST(PlayerKeys, FullScreenHidesItsControlsWhileNobodyMoves) {
  Player window;
  window.view.video.is_full_screen = true;
  window.player.is_playing = true;
  ImGui::GetIO().AddMousePosEvent(400, 400);
  EXPECT_TRUE(window.shows("Position in the video"));
  window.frame(60 * 3);
  EXPECT_EQ(window.items().find("Position in the video"), nullptr);
  ImGui::GetIO().AddMousePosEvent(420, 400);
  EXPECT_TRUE(window.shows("Position in the video"));
  window.view.video.is_full_screen = false;
}

TEST(PlayerKeys, AreSilentWhileSomebodyTypes) {
  Player window;
  window.click("##Search log");
  static_cast<void>(window.take<intent::Play>());
  window.type("k.,[]\\");
  for (const ImGuiKey key : {ImGuiKey_K, ImGuiKey_Space, ImGuiKey_LeftArrow, ImGuiKey_Home,
                             ImGuiKey_Backspace, ImGuiKey_F, ImGuiKey_M})
    window.key(key);
  EXPECT_EQ(window.plays(), 0U);
  EXPECT_FALSE(window.view.video.is_full_screen);
  EXPECT_FALSE(window.view.log.search.empty());
}

TEST(PlayerKeys, AreSilentUnderAMenu) {
  Player window;
  window.click("More of the player");
  EXPECT_TRUE(window.shows("Next scene"));
  window.key(ImGuiKey_K);
  window.key(ImGuiKey_M);
  EXPECT_EQ(window.plays(), 0U);
  window.key(ImGuiKey_Escape);
  window.settle();
  window.key(ImGuiKey_K);
  EXPECT_EQ(window.plays(), 1U);
}

TEST(PlayerKeys, AreSilentOnOtherPages) {
  Player window;
  window.click("Jobs");
  window.key(ImGuiKey_K);
  window.key(ImGuiKey_M);
  EXPECT_EQ(window.plays(), 0U);
}

TEST(PlayerKeys, SpacePressesWhatTheKeyboardHasChosen) {
  Player window;
  bool is_there = false;
  for (int presses = 0; presses < 60 && !is_there; ++presses) {
    window.key(ImGuiKey_Tab);
    window.settle();
    const auto& items = window.items().items();
    is_there = std::ranges::any_of(items, [](const ItemRegistry::Item& item) {
      return item.is_focused && item.label.starts_with("Mute");
    });
  }
  ASSERT_TRUE(is_there);
  window.key(ImGuiKey_Space);
  window.settle();
  const auto plays = window.take<intent::Play>();
  ASSERT_EQ(plays.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<player::SetMuted>(plays[0].command)) << plays[0].command.index();
}

TEST(PlayerKeys, ListOfShortcutsOpensAndCloses) {
  Player window;
  window.type("?");
  window.settle();
  EXPECT_TRUE(window.view.video.shows_shortcuts);
  window.key(ImGuiKey_K);
  EXPECT_EQ(window.plays(), 0U);
  window.type("?");
  window.settle();
  EXPECT_FALSE(window.view.video.shows_shortcuts);
  window.type("?");
  window.settle();
  window.key(ImGuiKey_Escape);
  window.settle();
  EXPECT_FALSE(window.view.video.shows_shortcuts);
}

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

TEST(MiniPlayer, ShowsTheJobsPictureAndLeadsToIt) {
  Player window;
  window.view.page = Page::create;
  EXPECT_TRUE(window.shows("Watch the preview"));
  EXPECT_GT(window.view.video.shown_width, 100);
  window.player.job = "another";
  EXPECT_FALSE(window.shows("Watch the preview"));
  EXPECT_EQ(window.view.video.shown_width, 0);
  window.player.job = job_id;
  window.click("Watch the preview");
  EXPECT_EQ(window.view.page, Page::video);
}

TEST(GenerationPanel, JobIsCopiedAsACommandLine) {
  Player window;
  window.snapshot.active[0].brief.topic = "How bees make honey";
  window.click("Copy as command line");
  EXPECT_STREQ(ImGui::GetClipboardText(), "reelwright generate --topic 'How bees make honey'");
}

TEST(GenerationPanel, FailedStageIsRetriedWhereItStopped) {
  Player window;
  Job& job = window.snapshot.active[0];
  job.status = JobStatus::failed;
  job.stage(Stage::render).status = StageStatus::failed;
  window.click("Retry from here");
  EXPECT_EQ(window.take_commands<command::RetryJob>().size(), 1U);
}

TEST(VideoPage, HasNoTwoItemsWithOneIdAndItsItemsAreLabelled) {
  Player window;
  Job& job = window.snapshot.active[0];
  for (int i = 0; i < 20; ++i)
    job.units.push_back({i < 10 ? Stage::voice : Stage::visuals, UnitStatus::done,
                         "scene " + std::to_string(i), i * 200, i * 200 + 300});
  for (const auto& [width, height] : {std::pair{1000, 640}, {1440, 900}})
    for (const float scale : {1.0F, 1.5F, 2.0F})
      for (const VideoView::Tab tab : {VideoView::Tab::timeline, VideoView::Tab::scenes})
        for (const bool has_panel : {true, false}) {
          window.resize(width, height);
          window.style().set(dark_palette, scale);
          window.view.video.tab = tab;
          window.view.job = has_panel ? job_id : "";
          window.settle();
          EXPECT_EQ(window.items().duplicates(), std::vector<std::string>());
          // What is scrolled out of sight does not tell its label.
          for (const char* const label : {"Position in the video", "More of the player", "Picture"})
            EXPECT_EQ(
                std::ranges::count(window.items().items(), std::string(label), &ItemRegistry::Item::label), 1)
                << label << " at " << width << " scale " << scale;
        }
}

/// The player's own items, left to right.
TEST(VideoPage, ControlsNeverOverlap) {
  Player window;
  for (const auto& [width, height] : {std::pair{1000, 640}, {1200, 700}, {1440, 900}})
    for (const float scale : {1.0F, 1.5F, 2.0F})
      for (const bool has_panel : {true, false}) {
        window.resize(width, height);
        window.style().set(dark_palette, scale);
        window.view.job = has_panel ? job_id : "";
        window.settle();
        std::vector<ItemRegistry::Item> row;
        const ItemRegistry::Item* const more = window.items().find("More of the player");
        const ItemRegistry::Item* const bar = window.items().find("Position in the video");
        ASSERT_NE(more, nullptr);
        ASSERT_NE(bar, nullptr);
        for (const ItemRegistry::Item& item : window.items().items())
          if (std::abs(item.min.y - more->min.y) < 2 && item.window == more->window &&
              item.max.x > item.min.x)
            row.push_back(item);
        std::ranges::sort(row, {}, [](const ItemRegistry::Item& item) { return item.min.x; });
        EXPECT_GE(row.size(), 2U);
        for (std::size_t i = 1; i < row.size(); ++i)
          EXPECT_LE(row[i - 1].max.x, row[i].min.x + 0.5F)
              << row[i - 1].label << " and " << row[i].label << " at " << width << "x" << height << " scale "
              << scale;
        EXPECT_LE(bar->max.y, more->min.y + 0.5F);
        EXPECT_LE(more->max.x, bar->max.x + 0.5F);
        EXPECT_LE(more->max.y, static_cast<float>(height));
      }
}

}  // namespace
}  // namespace reelwright::ui
