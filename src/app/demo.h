// SPDX-License-Identifier: GPL-3.0-or-later
// The window on fixed data: every page and every control, without a studio behind it. For looking at
// (`--demo`) and for the pictures in the README (`--screenshot`).
#pragma once

#include <filesystem>

#include "app/studio_parts.h"
#include "base/result.h"
#include "gfx/window.h"

namespace reelwright::app {

/// Until the window is closed. Main thread.
void run_demo(gfx::Window& window, const Workshop& workshop);

/// Draws every page in dark and light into `folder`, which is made: create-dark.png, ... Errors: as
/// save_file. Main thread.
[[nodiscard]] Result<void> take_screenshots(gfx::Window& window, const Workshop& workshop,
                                            const std::filesystem::path& folder);

}  // namespace reelwright::app
