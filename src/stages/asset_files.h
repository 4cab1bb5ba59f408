// SPDX-License-Identifier: GPL-3.0-or-later
// Data files that are chosen by name: themes, presets. What is in them is their readers' business.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace reelwright::stages {

/// The *.json files of a folder, by name; none when it is not there. Any thread.
[[nodiscard]] std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder);

/// The error "<kind>.unknown" for a name that is not among the files', with the one that was meant and all
/// there are.
[[nodiscard]] std::unexpected<Error> unknown_asset(std::string_view kind, std::string_view name,
                                                   const std::vector<std::filesystem::path>& files);

}  // namespace reelwright::stages
