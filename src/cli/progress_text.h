// SPDX-License-Identifier: GPL-3.0-or-later
// A job's progress as text for stderr: the live six-stage view and the plain lines. Pure functions of Job
// values; writing and timing are ProgressView's business.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/job.h"

namespace reelwright::cli {

/// With blanks for control characters (C0, DEL, C1), so that no text can steer the terminal. Takes any bytes.
[[nodiscard]] std::string printable(std::string_view text);

/// Title line and one line a stage, at most `columns` characters each (escape codes not counted).
[[nodiscard]] std::vector<std::string> live_lines(const Job& job, int columns, bool colour);

/// What changed from `before` to `after` that is worth a line: stages that start, end or pass another
/// quarter, pauses, warnings. Not the end of the job.
[[nodiscard]] std::vector<std::string> plain_lines(const Job& before, const Job& after);

}  // namespace reelwright::cli
