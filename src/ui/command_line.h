// SPDX-License-Identifier: GPL-3.0-or-later
// A job as the command that makes the same video. Values only.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "model/job.h"

namespace reelwright::ui {

/// One word for a POSIX shell, in quotes where it needs them.
[[nodiscard]] std::string shell_word(std::string_view word);

/// "reelwright generate ..." with what differs from the defaults. Files inside the job's folder are named by
/// their whole path.
[[nodiscard]] std::string command_line(const Job& job, const std::filesystem::path& job_folder);

}  // namespace reelwright::ui
