// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers, as text and back, and where it may stand.
#include "model/desk.h"

#include <gtest/gtest.h>

#include "model/limits.h"

namespace reelwright {
namespace {

Desk used() {
  Desk desk;
  desk.window = {.x = -40, .y = 12, .width = 1200, .height = 800, .is_placed = true, .is_maximised = true};
  desk.page = "jobs";
  desk.job = "20261122-143005-bees-7f3a";
  desk.video_tab = "scenes";
  desk.log = {.is_open = false, .follows = false, .level_min = 3, .height = 0.5};
  desk.video_lower_part = 0.6;
  desk.history_order = HistoryOrder::largest;
  desk.history_status = JobStatus::failed;
  Desk::Draft& draft = desk.draft.emplace();
  draft = {.kind = "script",
           .topic = "Kaffee für 日本 🍯",
           .notes = "a\nb\t\"c\"",
           .script = "# T",
           .brief = {},
           .is_reviewed = true};
  Brief& brief = draft.brief;
  brief.audience = "children";
  brief.tone = "formal";
  brief.lang = "de";
  brief.duration_s = 45;
  brief.aspect = Aspect::tall;
  brief.quality = Quality::high;
  brief.theme = "neon";
  brief.voice = "espeak-de";
  brief.speed = 1.5;
  brief.music = "/m/a.ogg";
  brief.captions = CaptionMode::burn;
  brief.caption_style = "karaoke";
  brief.media = "/pictures";
  brief.seed = 7;
  return desk;
}

TEST(Desk, ComesBackAsItWasLeft) {
  const Result<Desk> read = desk_from_json(to_json(used()));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, used());
  EXPECT_EQ(desk_from_json(to_json(Desk())).value(), Desk());
}

TEST(Desk, DamageAndOtherVersionsAreErrorsNotGuesses) {
  EXPECT_EQ(desk_from_json("{").error().code, "desk.damaged");
  EXPECT_EQ(desk_from_json("").error().code, "desk.damaged");
  EXPECT_EQ(desk_from_json("{\"schema_version\": 1, \"window\": 5}").error().code, "desk.damaged");
  EXPECT_EQ(desk_from_json("{\"schema_version\": 2}").error().code, "desk.newer_version");
}

TEST(Desk, ValuesOutOfRangeAreBroughtIntoIt) {
  const Desk desk = desk_from_json(R"({"schema_version": 1,
    "window": {"x": 1e300, "y": -1e300, "width": 3, "height": 1e12},
    "page": "cellar", "video_tab": "", "log": {"level_min": 77, "height": -5},
    "history": {"order": "random", "status": "odd"},
    "draft": {"kind": "poem", "brief": {"speed": 9, "duration_s": 1e9}}})")
                        .value();
  EXPECT_EQ(desk.window.x, limits::window_side_max);
  EXPECT_EQ(desk.window.y, -limits::window_side_max);
  EXPECT_EQ(desk.window.width, limits::window_width_min);
  EXPECT_EQ(desk.window.height, limits::window_side_max);
  EXPECT_EQ(desk.page, "create");
  EXPECT_EQ(desk.video_tab, "timeline");
  EXPECT_EQ(desk.log.level_min, 3);
  EXPECT_EQ(desk.log.height, 0.1);
  EXPECT_EQ(desk.history_order, HistoryOrder::newest);
  EXPECT_FALSE(desk.history_status);
  ASSERT_TRUE(desk.draft);
  EXPECT_EQ(desk.draft->kind, "topic");
  EXPECT_EQ(desk.draft->brief.speed, limits::speed_max);
  EXPECT_EQ(desk.draft->brief.duration_s, limits::duration_s_max);
}

TEST(Desk, TextsThatCouldNotBeReadBackAreNotWritten) {
  Desk desk = used();
  desk.draft->notes.assign(limits::source_bytes_max, 'n');
  EXPECT_EQ(desk_from_json(to_json(desk)).value().draft->notes, desk.draft->notes);
  desk.draft->notes += 'n';
  EXPECT_EQ(desk_from_json(to_json(desk)).value().draft->notes, "");
  // Each of these becomes six characters.
  for (std::string* text : {&desk.draft->topic, &desk.draft->notes, &desk.draft->script})
    text->assign(limits::source_bytes_max, '\x01');
  const Desk read = desk_from_json(to_json(desk)).value();
  EXPECT_EQ(read.draft->script, "");
  EXPECT_EQ(read.draft->brief, desk.draft->brief);
}

TEST(WindowPlace, ComesBackToAScreen) {
  const std::vector<ScreenArea> screens = {{0, 30, 1920, 1050}, {1920, 0, 1280, 1024}};
  const WindowPlace fine{.x = 100, .y = 100, .width = 1200, .height = 800, .is_placed = true};
  EXPECT_EQ(on_screen(fine, screens), fine);
  WindowPlace half_off = fine;
  half_off.x = 1700;
  EXPECT_EQ(on_screen(half_off, screens), half_off);
  WindowPlace gone = fine;
  gone.x = 9000;
  gone.y = -4000;
  const WindowPlace back = on_screen(gone, screens);
  EXPECT_EQ(back.x, 1920 - 1200);
  EXPECT_EQ(back.y, 30);
  WindowPlace above = fine;
  above.y = -500;
  EXPECT_EQ(on_screen(above, screens).y, 30);
  WindowPlace huge = fine;
  huge.width = huge.height = 5000;
  EXPECT_EQ(on_screen(huge, screens).width, 1920);
  EXPECT_EQ(on_screen(huge, screens).height, 1050);
  EXPECT_FALSE(on_screen(fine, {}).is_placed);
}

}  // namespace
}  // namespace reelwright
