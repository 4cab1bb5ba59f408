// SPDX-License-Identifier: GPL-3.0-or-later
// Other programs, started by their path with a list of arguments: no shell sees what a user typed.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace reelwright::app {

/// Of the folders in `path` ($PATH), the first that holds a program with this name.
[[nodiscard]] std::optional<std::filesystem::path> find_program(std::string_view name, std::string_view path);

/// Started, and nobody waits for it: it may run as long as a film. Error: program.not_started.
[[nodiscard]] Result<void> start_program(const std::filesystem::path& program,
                                         const std::vector<std::string>& arguments);

/// What it prints, at most 1 MiB of it, until it ends; when stopped, it is ended. Errors:
/// program.not_started, canceled.
[[nodiscard]] Result<std::string> read_program(const std::filesystem::path& program,
                                               const std::vector<std::string>& arguments,
                                               const std::stop_token& stop);

}  // namespace reelwright::app
