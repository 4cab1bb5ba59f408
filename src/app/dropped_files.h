// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of files that are dropped on the window: a text is what the video is about, a sound its music,
// a folder, pictures or clips its pictures. How many there are does not matter.
#pragma once

#include <filesystem>
#include <vector>

#include "app/chosen_files.h"

namespace reelwright::app {

/// `kind` says what a text is taken for. Reads the disk: for errands. What cannot be used is said in the
/// window, in one message for all of it.
[[nodiscard]] ViewChange use_dropped(const std::vector<std::filesystem::path>& paths, ui::Draft::Kind kind);

}  // namespace reelwright::app
