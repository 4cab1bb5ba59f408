// SPDX-License-Identifier: GPL-3.0-or-later
// The pieces of the player's panel, one file each.
#pragma once

#include <optional>
#include <string_view>

#include "ui/format.h"
#include "ui/frame.h"

namespace reelwright::ui {

/// What is said where there is no picture: two sentences, the second may be "". Nothing while one is on its
/// way.
struct PictureNotice {
  Icon icon = Icon::film;
  std::string_view what;
  std::string_view hint;
};
[[nodiscard]] std::optional<PictureNotice> picture_notice(const Job& job, const PlayerStatus& status);

/// The picture, or what stands in its place, in a box of this size (pixels) at the cursor.
void draw_player_picture(Frame& frame, ImVec2 size);
/// Position, scenes, sound, loop; as wide as the room. True while it has the keyboard's focus.
bool draw_scrub_bar(Frame& frame);
[[nodiscard]] float scrub_bar_height(const Style& style);
/// One row of buttons; what does not fit is in its menu.
void draw_player_controls(Frame& frame);
/// Keys of the Video page. `has_focus`: as draw_scrub_bar said.
void read_player_keys(Frame& frame, bool has_focus);
/// The list of keys, over everything, while the view says so.
void draw_shortcuts(Frame& frame);
/// The keys themselves, in two columns as wide as `column` (pixels).
void draw_shortcut_list(const Style& style, float column);

/// The frame under the pointer is no longer wanted: when the scrub bar is left, or is not drawn any more.
void end_peek(Frame& frame);

/// The player in small, for a panel of the player's job: as wide as the room. Pressed, it leads to the video.
void draw_mini_player(Frame& frame, const Job& job);

/// "0:12.4".
[[nodiscard]] ShortText frame_time_text(const PlayerStatus& status, std::int64_t frame);

}  // namespace reelwright::ui
