// SPDX-License-Identifier: GPL-3.0-or-later
// A folder for the files of one long piece of work, which outlives a process that is killed: the next one
// that does the same work finds it again. Unlike a scratch folder it has a name that its user chooses.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace reelwright {

/// Move-only; one thread. Unlocked when it is destroyed, and by the system when its process dies.
class LockedFolder {
 public:
  /// Made where it is not there; temporary files that a killed process left in it are removed. Errors:
  /// file.in_use (another process works in it), as make_folder.
  [[nodiscard]] static Result<LockedFolder> open(const std::filesystem::path& path);
  LockedFolder(LockedFolder&& other) noexcept;
  LockedFolder& operator=(LockedFolder&&) = delete;
  ~LockedFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// With everything in it. What cannot be removed stays.
  void remove();
  /// When nothing but the lock is in it.
  void remove_if_empty();

 private:
  LockedFolder(std::filesystem::path path, int lock);

  std::filesystem::path path_;
  int lock_;  ///< of the file in it that is flocked
};

}  // namespace reelwright
