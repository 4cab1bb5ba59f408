// SPDX-License-Identifier: GPL-3.0-or-later
// The command line program as a function: arguments in, exit code out, everything else through the
// environment.
#pragma once

#include <string>
#include <vector>

#include "cli/environment.h"

namespace reelwright::cli {

inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;     ///< the job, or the work, failed
inline constexpr int exit_bad_input = 2;  ///< usage, or input that cannot be used

/// `arguments` without the program's name. The main thread. Returns one of the above or exit_interrupted
/// (signals.h).
[[nodiscard]] int run(const std::vector<std::string>& arguments, const Environment& environment);

/// exit_bad_input for errors in what the user gave, exit_failed for all others.
[[nodiscard]] int exit_code_for(const Error& error);

}  // namespace reelwright::cli
