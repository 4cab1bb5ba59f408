// SPDX-License-Identifier: GPL-3.0-or-later
// One row of the list of jobs: picture, title, state, what can be done with it; and how rows are chosen.
#pragma once

#include <string>
#include <vector>

#include "ui/frame.h"

namespace reelwright::ui {

inline constexpr float jobs_row_height = 15 * metric::grid;  ///< units

/// In the current row of the table. `index` counts all rows that match.
void draw_jobs_row(Frame& frame, const HistoryRow& row, std::uint64_t index, bool is_wide);

/// Asks for the deletion of those that are not at work, and offers to undo it.
void delete_jobs(Frame& frame, std::vector<std::string> ids);

}  // namespace reelwright::ui
