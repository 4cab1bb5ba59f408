// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/asset_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <system_error>

#include "base/near_match.h"

namespace reelwright::stages {

std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (at->path().extension() == ".json") files.push_back(at->path());
  std::ranges::sort(files);
  return files;
}

std::unexpected<Error> unknown_asset(std::string_view kind, std::string_view name,
                                     const std::vector<std::filesystem::path>& files) {
  std::vector<std::string> names;
  for (const std::filesystem::path& file : files) names.push_back(file.stem().string());
  const std::vector<std::string_view> known(names.begin(), names.end());
  return fail(fmt::format("{}.unknown", kind), fmt::format("There is no {} called \"{}\".", kind, name),
              known.empty() ? fmt::format("No {0}s are installed: restore the folder assets/{0}s.", kind)
                            : choices_hint(name, known));
}

}  // namespace reelwright::stages
