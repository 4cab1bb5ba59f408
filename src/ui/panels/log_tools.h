// SPDX-License-Identifier: GPL-3.0-or-later
// The row over the log's lines, and what it and the lines have in common.
#pragma once

#include "ui/frame.h"

namespace reelwright::ui {

/// Search, filters, copy, save, next error, follow.
void draw_log_tools(Frame& frame);
[[nodiscard]] LogFilter log_filter_of(const LogView& view);
[[nodiscard]] std::uint32_t rgb_of(const Palette& palette, LogLevel level);
/// Only lines of this job and stage that name the unit ("" for all of them); opens the console.
void show_log_of(ViewState& view, const Job& job, Stage stage, std::string_view unit);

}  // namespace reelwright::ui
