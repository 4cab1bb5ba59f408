// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in the way of a video before Generate is pressed: the same checks that making it begins with,
// and what nobody can draw.
#pragma once

#include <filesystem>

#include "runtime/intake.h"
#include "ui/view_state.h"

namespace reelwright::app {

/// Reads the files that the request names; for errands. Any thread.
[[nodiscard]] ui::DraftCheck check_draft(const runtime::IntakeRequest& request,
                                         const runtime::IntakeParts& parts,
                                         const std::filesystem::path& data_folder);

}  // namespace reelwright::app
