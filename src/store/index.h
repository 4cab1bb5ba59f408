// SPDX-License-Identifier: GPL-3.0-or-later
// A searchable copy of the job folders in SQLite, and how long stages took. It is a cache: when it is
// missing, damaged or of another version it starts empty and is filled from the jobs again. Nothing is known
// here that a job folder does not tell.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/eta.h"
#include "model/history_query.h"
#include "model/job.h"
#include "model/snapshot.h"

namespace reelwright::store {

namespace fs = std::filesystem;

struct JobPage {
  std::vector<HistoryRow> rows;
  std::uint64_t total = 0;  ///< without limit and offset
};

/// What the index remembers of a job, as far as it tells whether that is still true.
struct RememberedJob {
  std::uint64_t revision = 0;
  JobStatus status = JobStatus::queued;
};
using RememberedJobs = std::map<std::string, RememberedJob, std::less<>>;  ///< by id

/// What a list shows of a job. `bytes` is the size of its artifacts.
[[nodiscard]] HistoryRow history_row(const Job& job);

/// Move-only; one thread at a time. Every function may fail with store.index_damaged (it is made anew at the
/// next start), store.index_full (no room on the disk) or store.index_failed; what was stored before stays as
/// it was.
class Index {
 public:
  /// Whether every page is looked at when the file is opened, which takes half a second for 100 000 jobs, or
  /// later with is_sound().
  enum class Soundness : std::uint8_t { checked_now, checked_later };
  /// The one read-write connection of a data folder; its holder has the data folder's lock. An index of
  /// another version is made anew, a damaged file is moved aside (index.damaged.sqlite). What it says of the
  /// jobs is from the last time: synchronise() it, or compare piece by piece.
  [[nodiscard]] static Result<Index> open(const fs::path& file, Soundness soundness = Soundness::checked_now);
  /// For another process's look at the jobs. Error also when there is no index or no permission: use
  /// in_memory().
  [[nodiscard]] static Result<Index> open_for_reading(const fs::path& file);
  /// Empty, on no disk: for looking without a readable index file; fill it with synchronise().
  [[nodiscard]] static Result<Index> in_memory();

  [[nodiscard]] const std::string& file() const;

  Index(Index&& other) noexcept;
  Index& operator=(Index&& other) noexcept;
  ~Index();

  /// Reads the whole file, over a read-only connection of its own, beside the one that is in use and never in
  /// its way: any thread. Unlike open() it does not compare the text index with the rows, word by word. A
  /// file that cannot be read, and one that was not read to its end because of `stop`, count as sound.
  [[nodiscard]] static bool is_sound(const fs::path& file, std::stop_token stop);
  /// For a file that is damaged: moved aside and made anew, empty.
  [[nodiscard]] Result<void> start_again();

  /// Makes the rows equal to `jobs`, which must be all jobs, in one transaction; rows with the same revision
  /// are kept. An index without stage history learns it from the jobs.
  [[nodiscard]] Result<void> synchronise(std::span<const Job> jobs);
  /// A new file in place of the old one, with nothing taken over from it.
  [[nodiscard]] Result<void> rebuild(std::span<const Job> jobs);

  // What synchronise() does, piece by piece: rows with the same revision are kept without a write.
  [[nodiscard]] Result<RememberedJobs> remembered() const;
  [[nodiscard]] Result<void> upsert(std::span<const Job* const> jobs);
  [[nodiscard]] Result<void> remove(std::span<const std::string> ids);
  [[nodiscard]] Result<void> learn_stage_history(std::span<const Job* const> jobs);

  [[nodiscard]] Result<void> upsert(const Job& job);
  [[nodiscard]] Result<void> remove(const std::string& id);

  [[nodiscard]] Result<JobPage> query(const HistoryQuery& query) const;

  /// The newest samples of each stage and quality are kept. `sample.units` > 0.
  [[nodiscard]] Result<void> record_stage(Stage stage, const StageSample& sample);
  [[nodiscard]] Result<StageHistory> stage_history() const;

  /// SQLite's plan for a query: for tests and `doctor`.
  [[nodiscard]] Result<std::vector<std::string>> explain(const HistoryQuery& query) const;

 private:
  struct Connection;
  explicit Index(std::unique_ptr<Connection> connection);

  std::unique_ptr<Connection> connection_;  ///< its database is closed only after a rebuild that failed
};

}  // namespace reelwright::store
