// SPDX-License-Identifier: GPL-3.0-or-later
// The folder that holds everything Reelwright keeps: <data>/jobs and <data>/index.sqlite. One process at a
// time may change it; others may look. It hands out places, the rest of store fills them.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/result.h"
#include "store/job_paths.h"

namespace reelwright::store {

/// Move-only; const functions from any thread.
class DataFolder {
 public:
  /// Makes the folder if needed and locks it until the object dies (the system unlocks it too when the
  /// process is killed). Errors: store.in_use (another process holds it), store.read_only, file.disk_full,
  /// store.folder_missing (the index is there, the jobs are not: a disk is not connected).
  [[nodiscard]] static Result<DataFolder> open(const fs::path& path);

  /// For looking only, while another process may hold the lock; makes nothing. Error: store.folder_missing.
  [[nodiscard]] static Result<DataFolder> open_for_reading(const fs::path& path);

  DataFolder(DataFolder&& other) noexcept;
  DataFolder& operator=(DataFolder&& other) noexcept;
  ~DataFolder();

  [[nodiscard]] const fs::path& root() const { return root_; }  ///< absolute
  [[nodiscard]] fs::path jobs_folder() const { return root_ / "jobs"; }
  [[nodiscard]] fs::path index_file() const { return root_ / "index.sqlite"; }
  [[nodiscard]] bool may_write() const { return lock_descriptor_ >= 0; }

 private:
  DataFolder(fs::path root, int lock_descriptor);

  fs::path root_;
  int lock_descriptor_;  ///< holds the flock; -1 when only reading
};

/// Looks up an environment variable; in programs std::getenv, in tests a table.
using EnvironmentLookup = std::function<std::optional<std::string>(const char* name)>;

/// $REELWRIGHT_DATA_DIR, else `configured` (the settings' storage folder; "" for none), else
/// $XDG_DATA_HOME/reelwright (when absolute, as XDG asks), else ~/.local/share/reelwright. Error:
/// store.no_home.
[[nodiscard]] Result<fs::path> default_data_folder(const EnvironmentLookup& environment,
                                                   std::string_view configured = {});

}  // namespace reelwright::store
