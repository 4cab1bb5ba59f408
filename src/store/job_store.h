// SPDX-License-Identifier: GPL-3.0-or-later
// The job folders: the truth about every job. Creates, saves, loads and deletes them, each so that a crash at
// any moment leaves a whole job or none. It does not search (see index.h) and does not decide what to delete
// (see retention.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/job.h"
#include "store/job_paths.h"

namespace reelwright::store {

/// A file that a new job starts with: "source.md", "script.md".
struct JobText {
  std::string_view file_name;
  std::string_view bytes;
};

/// What is in the jobs folder. Leftovers are names of folders that an end in the middle of a creation or a
/// deletion has left.
struct FoundFolders {
  std::vector<std::string> ids;  ///< oldest first
  std::vector<std::string> leftovers;
};

/// Whose creation or deletion it was.
[[nodiscard]] std::string_view id_of_leftover(std::string_view name);

/// A process died in the middle of this job's work, and nobody has settled it yet.
[[nodiscard]] bool is_as_a_crash_left_it(const Job& job);

/// Reading: any thread, any process. Writing: only the holder of the data folder's lock, one thread a job.
class JobStore {
 public:
  /// `jobs_folder` is DataFolder::jobs_folder(). Touches nothing.
  explicit JobStore(fs::path jobs_folder);

  /// Makes the jobs folder and the mark by which a connected disk is told from an empty mount point. Errors
  /// as save_file.
  [[nodiscard]] Result<void> prepare() const;
  /// Whether the jobs folder is really there. False when its disk is not connected.
  [[nodiscard]] bool is_present() const;
  /// The error store.folder_missing.
  [[nodiscard]] std::unexpected<Error> missing() const;

  /// `id` must be valid (is_valid_job_id), which is CHECKed.
  [[nodiscard]] JobPaths paths(std::string_view id) const { return {jobs_folder_, id}; }

  /// A new folder with brief.json, job.json and `texts`, all or nothing. Errors: store.job_exists,
  /// store.folder_missing, as save_file.
  [[nodiscard]] Result<void> create(const Job& job, std::span<const JobText> texts = {}) const;
  /// job.json, durably. Errors: store.no_such_job (the folder is gone), store.folder_missing, as save_file.
  [[nodiscard]] Result<void> save(const Job& job) const;

  /// Errors: store.no_such_job (also for an id that is none), store.folder_missing, store.unreadable_job.
  [[nodiscard]] Result<Job> load(std::string_view id) const;
  /// As load(), but what cannot be read is shown: a failed job with the code store.unreadable_job, with as
  /// much of the brief as there is.
  [[nodiscard]] Result<Job> load_or_describe(std::string_view id) const;
  /// Ids of all job folders, oldest first. Links, hidden and foreign names are no jobs. Error:
  /// store.folder_missing.
  [[nodiscard]] Result<std::vector<std::string>> list() const;

  /// As list(), with what is to be removed. Error: store.folder_missing.
  [[nodiscard]] Result<FoundFolders> look_around() const;

  /// For the start of the one process that may write, and before it works on the job: marks what a crash left
  /// running as interrupted and saves it, and moves an unreadable job.json aside (job.json.unreadable). What
  /// cannot be saved is returned all the same. Errors: store.no_such_job, store.folder_missing.
  [[nodiscard]] Result<Job> recover(std::string_view id, std::int64_t now_utc_ms) const;
  /// The same for all jobs, oldest first, and finishes interrupted deletions. Error: store.folder_missing.
  [[nodiscard]] Result<std::vector<Job>> recover(std::int64_t now_utc_ms) const;
  /// One of look_around()'s leftovers.
  void remove_leftover(const std::string& name) const;

  /// Renames the folder out of sight; restore() brings it back until remove_discarded(), or until recover(),
  /// which ends every deletion. Errors: store.no_such_job, store.folder_missing, as save_file.
  [[nodiscard]] Result<void> discard(std::string_view id) const;
  /// Errors: store.no_such_job (it is gone for good), store.job_exists, store.folder_missing, as save_file.
  [[nodiscard]] Result<void> restore(std::string_view id) const;
  void remove_discarded(std::string_view id) const;

  /// Renames the folder out of sight, then removes it. Never follows links out of it. Errors:
  /// store.no_such_job, store.folder_missing, as save_file. What could not be removed after the rename is
  /// removed at the next start.
  [[nodiscard]] Result<void> remove(std::string_view id) const;

 private:
  [[nodiscard]] fs::path trash_of(std::string_view id) const;
  [[nodiscard]] bool has_job(std::string_view id) const;
  [[nodiscard]] Result<void> require(std::string_view id) const;

  fs::path jobs_folder_;
};

}  // namespace reelwright::store
