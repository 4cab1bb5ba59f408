// SPDX-License-Identifier: GPL-3.0-or-later
// What the player shows beside the video itself: its poster, what is wrong with it, and how little in full
// screen.
#include "ui/player_driver.h"

namespace reelwright::ui {
namespace {

constexpr const char* again = "Make it again";
constexpr std::uint32_t grey = 0x5a5a5a;
constexpr std::uint32_t red = 0xc82828;

struct PlayerAlone : VideoPageDriver {
  PlayerAlone() {
    snapshot.active[0].finished_utc_ms = 7;
    view.video.job = job_id;  // without the generation panel, whose buttons are like the player's
    view.log.is_open = false;
    ImGui::GetIO().AddMousePosEvent(5, 5);
    settle();
    intents.clear();
  }

  void give_poster() {
    settle();
    std::vector<std::uint8_t> pixels;
    for (int i = 0; i < 16 * 9; ++i) pixels.insert(pixels.end(), {200, 40, 40, 255});
    for (const Pictures::Wish& wish : pictures().take_wishes())
      if (wish.name == std::string("poster/") + job_id) pictures().put(wish, pixels, {16, 9});
    settle();
  }
  /// A quarter into the item from its left upper corner.
  std::uint32_t colour_in(std::string_view label) {
    const ItemRegistry::Item* const item = items().find(label);
    if (item == nullptr) return 0;
    return pixel(static_cast<int>(item->min.x * 0.75F + item->max.x * 0.25F),
                 static_cast<int>(item->min.y * 0.75F + item->max.y * 0.25F));
  }
  std::size_t retries() { return take_commands<command::RetryJob>().size(); }
  /// There, instead of the video, as long as nobody has touched it.
  void expect_poster_in(std::string_view label) {
    player.is_untouched = true;
    give_poster();
    EXPECT_EQ(colour_in(label), red);
    player.is_untouched = false;
    settle();
    EXPECT_EQ(colour_in(label), grey);
  }
};

TEST(Poster, StandsForAVideoUntilItIsPlayedOrLookedThrough) {
  PlayerAlone window;
  window.expect_poster_in("Picture");
}

TEST(Poster, IsInTheSmallPreviewToo) {
  PlayerAlone window;
  window.view.job = job_id;
  window.view.page = Page::create;
  window.expect_poster_in("Watch the preview");
}

TEST(Poster, IsOnlyOfAFinishedVideoThatHasOne) {
  PlayerAlone window;
  window.player.is_untouched = true;
  window.settle();
  EXPECT_EQ(window.colour_in("Picture"), grey);
  window.snapshot.active[0].status = JobStatus::running;
  static_cast<void>(window.pictures().take_wishes());
  window.settle();
  for (const Pictures::Wish& wish : window.pictures().take_wishes())
    EXPECT_FALSE(wish.name.starts_with("poster/"));
}

TEST(Pictures, LargeOnesSeenLongAgoMakeRoom) {
  Driver window;
  Pictures pictures(96);
  const std::vector<std::uint8_t> pixels(std::size_t{1280} * 720 * 4, 100);
  for (int i = 0; i < 40; ++i) {
    const std::string name = "poster/" + std::to_string(i);
    static_cast<void>(pictures.find(name));
    for (const Pictures::Wish& wish : pictures.take_wishes()) pictures.put(wish, pixels, {1280, 720});
  }
  EXPECT_NE(pictures.find("poster/39").texture, 0U);
  EXPECT_EQ(pictures.find("poster/0").texture, 0U);
}

TEST(FailedPreview, IsMadeAgainByItsButton) {
  PlayerAlone window;
  window.player.state = PlayerState::failed;
  window.player.problem = "The video \"bees.mp4\" is damaged: nothing of it can be shown.";
  window.player.hint = "Make it again: in Jobs, its menu has \"Make it again\".";
  for (const auto& [width, height] : {std::pair{1440, 900}, {1000, 640}}) {
    window.resize(width, height);
    window.click(again);
    EXPECT_EQ(window.retries(), 1U) << width;
  }
}

TEST(FailedPreview, OfAVideoThatIsBeingMadeHasNoButton) {
  PlayerAlone window;
  window.player.state = PlayerState::failed;
  window.player.problem = "The video is damaged.";
  window.snapshot.active[0].status = JobStatus::running;
  window.settle();
  EXPECT_EQ(window.items().find(again), nullptr);
}

TEST(PreviewProblem, OfAVideoThatCanBePlayedIsSaidWhileItRests) {
  PlayerAlone window;
  window.settle();
  EXPECT_EQ(window.items().find(again), nullptr);
  const std::uint32_t before = window.colour_in("Picture");
  window.player.problem = "This video ends at 0:12 although 0:30 were expected; the file may be damaged.";
  window.player.frame = 200;
  window.settle();
  EXPECT_EQ(window.colour_in("Picture"), before) << "only the foot of the picture is covered";
  window.click(again);
  EXPECT_EQ(window.retries(), 1U);
  EXPECT_EQ(window.take<intent::Play>().size(), 0U) << "the picture below was not clicked";
  EXPECT_EQ(window.items().duplicates(), std::vector<std::string>());
  window.player.is_playing = true;
  window.settle();
  EXPECT_EQ(window.items().find(again), nullptr);
}

TEST(FullScreen, HidesItsControlsWhilePausedToo) {
  PlayerAlone window;
  window.expect_controls_hide_in_full_screen();
  window.click("More of the player");
  window.frame(60 * 3);
  EXPECT_NE(window.items().find("Next scene"), nullptr) << "a menu that is open stays";
  window.key(ImGuiKey_Escape);
  window.view.video.is_full_screen = false;
}

TEST(FullScreen, BeginsWithItsControlsAndAsksForTheFrameThatHidesThem) {
  PlayerAlone window;
  window.frame(60 * 3);
  window.key(ImGuiKey_F);
  window.settle();
  EXPECT_NE(window.items().find("Position in the video"), nullptr);
  EXPECT_GT(window.redraw_in_s, 1);
  EXPECT_LT(window.redraw_in_s, 2.6);
  window.view.video.is_full_screen = false;
}

}  // namespace
}  // namespace reelwright::ui
