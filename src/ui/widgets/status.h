// SPDX-License-Identifier: GPL-3.0-or-later
// States as colour, icon and word, the same wherever a job or a stage is shown. Colour is never the only
// signal.
#pragma once

#include <optional>

#include "model/job.h"
#include "ui/style.h"

namespace reelwright::ui {

struct StatusLook {
  std::uint32_t rgb = 0;
  Icon icon = Icon::dash;
};
[[nodiscard]] StatusLook look_of(const Palette& palette, JobStatus status);

/// A pill with icon and word.
void status_badge(const Style& style, JobStatus status);

/// The round mark before a stage's name: its number while it waits, an arc that turns while it works (when
/// `moves`), a check mark, a cross or a dash after; `stopped`, what ended the job while it was at work.
/// `side` in pixels.
void stage_mark(const Style& style, Stage stage, StageStatus status, double time_s, bool moves, float side,
                std::optional<StatusLook> stopped = std::nullopt);
[[nodiscard]] Icon icon_of(Stage stage);
[[nodiscard]] std::uint32_t rgb_of(const Palette& palette, StageStatus status);

/// As wide as the room; `fraction` 0 to 1.
void progress_bar(const Style& style, double fraction, std::uint32_t rgb);

}  // namespace reelwright::ui
