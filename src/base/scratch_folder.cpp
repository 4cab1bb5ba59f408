// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/scratch_folder.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace reelwright {

Result<ScratchFolder> ScratchFolder::in(const std::filesystem::path& parent, std::string_view prefix) {
  std::string name = (parent / fmt::format("{}XXXXXX", prefix)).string();
  if (::mkdtemp(name.data()) == nullptr)
    return fail("file.unwritable",
                fmt::format("The folder \"{}\" cannot be written to: {}.", parent.string(),
                            std::generic_category().message(errno)),
                "Change its permissions or choose another folder.");
  return ScratchFolder(name);
}

ScratchFolder::ScratchFolder(std::filesystem::path path) : path_(std::move(path)) {}

ScratchFolder::ScratchFolder(ScratchFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace reelwright
