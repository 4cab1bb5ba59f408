// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of the Create page, one file each. They draw into the current card and change the draft.
#pragma once

#include <string_view>

#include "ui/frame.h"

namespace reelwright::ui {

/// What the video is about, for whom, how long.
void draw_subject(Frame& frame);
/// Theme, shape, captions, pictures.
void draw_look(Frame& frame);
/// Voice and music.
void draw_sound(Frame& frame);
/// What pressing Generate will make, what stands in the way, and the button.
void draw_review(Frame& frame);
/// How high draw_review() is in a card of this width; pixels.
[[nodiscard]] float review_height(const Frame& frame, float width);

/// A step's number and name.
void step_heading(const Style& style, int number, std::string_view name);

/// The words that the video is about, by the draft's kind.
[[nodiscard]] const std::string& subject_of(const Draft& draft);
[[nodiscard]] bool has_subject(const Draft& draft);
/// What Generate asks for.
[[nodiscard]] intent::MakeVideo video_of(const Draft& draft);

/// A while after the last change of the draft: has it checked, and shows its title on the themes.
void follow_draft(Frame& frame);

/// A place in a row of `columns` fields that share the card's width; the name stands above the field.
void begin_field(const Style& style, std::string_view name, float width);
void end_field();
[[nodiscard]] float field_width(const Style& style, int columns);

}  // namespace reelwright::ui
