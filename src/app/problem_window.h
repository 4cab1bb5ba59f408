// SPDX-License-Identifier: GPL-3.0-or-later
// A small window that says why the studio cannot be opened: whoever has clicked an icon has no terminal to
// read it in.
#pragma once

#include "base/result.h"
#include "model/settings.h"
#include "ui/problem.h"

namespace reelwright::app {

/// In the words of somebody who uses windows, not the command line.
[[nodiscard]] ui::Problem problem_for_people(const Error& error);

/// Opens such a window and waits until it is closed. Without a display, nothing happens. Main thread.
void show_problem(const Error& error, const Settings& settings);

}  // namespace reelwright::app
