// SPDX-License-Identifier: GPL-3.0-or-later
// An empty folder for files that nobody keeps, removed with everything in it at the end.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace reelwright {

/// Move-only; one thread.
class ScratchFolder {
 public:
  /// `parent`/`prefix` and six characters that no other folder has; only this user may look into it. Error:
  /// file.unwritable.
  [[nodiscard]] static Result<ScratchFolder> in(const std::filesystem::path& parent, std::string_view prefix);
  ScratchFolder(ScratchFolder&& other) noexcept;
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ~ScratchFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit ScratchFolder(std::filesystem::path path);

  std::filesystem::path path_;
};

}  // namespace reelwright
