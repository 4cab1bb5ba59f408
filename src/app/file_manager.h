// SPDX-License-Identifier: GPL-3.0-or-later
// Shows files where the desktop shows files, and opens them with the program that the desktop has for them.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "base/result.h"

namespace reelwright::app {

/// Hands `path` to the program that the desktop has for it. Error: desktop.cannot_open.
[[nodiscard]] Result<void> open_with_desktop(const std::filesystem::path& path,
                                             const std::string& program_path);

/// The file manager with `file` selected; where there is none that can, its folder is opened.
/// `bus_address` as DialogHost's. For errand threads. Errors: desktop.cannot_open, canceled.
[[nodiscard]] Result<void> reveal(const std::filesystem::path& file, const std::string& bus_address,
                                  const std::string& program_path, const std::stop_token& stop);

}  // namespace reelwright::app
