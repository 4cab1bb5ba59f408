// SPDX-License-Identifier: GPL-3.0-or-later
// Reading whole files within a limit and the one durable save of the code base: temporary file in the same
// folder (O_EXCL, readable by the user only), write, fsync, rename, fsync of the folder, then success. A
// reader sees the old file or the new one, never a mixture.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace reelwright {

namespace fs = std::filesystem;

class FileCalls;

/// The whole file as bytes. Errors: file.missing, file.unreadable, file.not_regular (a folder, a device),
/// file.too_large (more than `bytes_max`). Any thread.
[[nodiscard]] Result<std::string> read_file(const fs::path& path, std::uint64_t bytes_max);

/// Replaces `path` durably (see above). Errors: file.disk_full, file.read_only, file.unwritable,
/// file.sync_failed; after each of them the old file is untouched and no temporary file is left. The one
/// exception: when only the last step, the fsync of the folder, fails (file.sync_failed), the whole new file
/// is in place but may not outlive a power cut. Any thread, one writer a path.
[[nodiscard]] Result<void> save_file(const fs::path& path, std::string_view bytes);
/// The same over given system calls, for tests that make them fail.
[[nodiscard]] Result<void> save_file(const fs::path& path, std::string_view bytes, const FileCalls& calls);

/// A name in `path`'s folder that no other file has and that is removed unless `commit()` was called: for
/// writers that need a path (encoders). They open it and write into it; they must not replace it by another
/// file. Move-only; one thread.
class TemporaryFile {
 public:
  /// Errors as in save_file. Keeps `path`'s extension so that muxers can be chosen by name.
  [[nodiscard]] static Result<TemporaryFile> beside(const fs::path& path);
  /// `calls` must outlive the result.
  [[nodiscard]] static Result<TemporaryFile> beside(const fs::path& path, const FileCalls& calls);
  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&& other) noexcept;
  ~TemporaryFile();

  [[nodiscard]] const fs::path& path() const { return temporary_; }
  /// Appends bytes at the temporary file's own position. Errors as in save_file.
  [[nodiscard]] Result<void> write(std::string_view bytes);
  /// fsync, rename to the final name, fsync of the folder. Errors as in save_file; the temporary file is then
  /// removed.
  [[nodiscard]] Result<void> commit();

 private:
  friend Result<void> copy_file_durably(const fs::path& from, const fs::path& to);

  /// `mode` is narrowed by the umask.
  [[nodiscard]] static Result<TemporaryFile> beside(const fs::path& path, const FileCalls& calls,
                                                    mode_t mode);
  TemporaryFile(const FileCalls& calls, int descriptor, fs::path final_path, fs::path temporary);
  void discard() noexcept;

  const FileCalls* calls_;
  int descriptor_;  ///< holds a flock, so that others see that the file is not abandoned; -1 when there is
                    ///< nothing to remove
  fs::path final_;
  fs::path temporary_;
};

/// Makes a folder and its parents durably (0700 for the ones it makes). Errors: file.read_only,
/// file.unwritable, file.disk_full.
[[nodiscard]] Result<void> make_folder(const fs::path& path);

/// Renames a file or folder within one disk, durably. `to` must not exist, or be a file. Errors as in
/// save_file; after file.sync_failed the new name is in place but may not outlive a power cut.
[[nodiscard]] Result<void> rename_durably(const fs::path& from, const fs::path& to);

/// Copies by reflink, or byte by byte where the file system cannot, to a temporary name, then renames. For
/// files that the user named: the copy has the permissions that the umask gives to new files.
/// Errors: as read_file (without a limit) and save_file.
[[nodiscard]] Result<void> copy_file_durably(const fs::path& from, const fs::path& to);

/// Bytes that this user can still write on the disk that holds `path` (or its nearest existing parent); the
/// largest number where a file system does not tell.
/// Error: file.unreadable.
[[nodiscard]] Result<std::uint64_t> free_bytes(const fs::path& path);

/// Removes temporary files in `folder` that a killed process left; those that any living process still writes
/// are kept. Not recursive. Any thread.
void remove_abandoned_temporaries(const fs::path& folder) noexcept;

}  // namespace reelwright
