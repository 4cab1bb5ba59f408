// SPDX-License-Identifier: GPL-3.0-or-later
// The player's keys, on literal states.
#include <algorithm>

#include "ui/player_driver.h"

namespace reelwright::ui {
namespace {

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
  window.player.is_playing = true;
  window.expect_controls_hide_in_full_screen();
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

}  // namespace
}  // namespace reelwright::ui
