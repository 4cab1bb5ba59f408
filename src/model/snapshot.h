// SPDX-License-Identifier: GPL-3.0-or-later
// What every reader sees: the window, the command line and the local API draw or print this value and nothing
// else. Bounded, so that publishing costs the same with ten jobs and with a hundred thousand.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/eta.h"
#include "model/history_query.h"
#include "model/job.h"

namespace reelwright {

struct HistoryRow {
  std::string id;
  std::string title;
  JobStatus status = JobStatus::queued;
  std::int64_t created_utc_ms = 0;
  std::int64_t finished_utc_ms = 0;
  double video_duration_s = 0;
  std::uint64_t bytes = 0;
  bool pinned = false;
  friend bool operator==(const HistoryRow&, const HistoryRow&) = default;
};

struct Snapshot {
  std::uint64_t revision = 0;  ///< grows with each
  bool is_loaded = false;      ///< every job of the data folder has been read
  std::vector<Job>
      active;  ///< running, queued, paused (limits::active_jobs_max), then the most recently settled one
  std::optional<Job> shown;         ///< the job that a reader asked for, while there is one with its id
  HistoryQuery history_query;       ///< what the page below answers
  std::vector<HistoryRow> history;  ///< one page
  std::uint64_t history_total = 0;  ///< rows that match, on all pages
  std::uint64_t jobs_total = 0;     ///< whatever is looked for
  std::shared_ptr<const StageHistory> stage_history;  ///< for estimates; null until it was read
  std::size_t inbox_items = 0;  ///< commands and reports that waited together, a measure of load
  std::uint64_t log_lines_dropped = 0;
  /// Refused briefs and commands, what could not be stored; newest last, at most 8. notices_total counts
  /// those that have gone as well, so that a reader knows which are new to it.
  std::vector<JobError> notices;
  std::uint64_t notices_total = 0;
};

/// Among those that are held whole; null when it is not there. Valid as long as the snapshot.
[[nodiscard]] inline const Job* active_job(const Snapshot& snapshot, std::string_view id) {
  const auto found = std::ranges::find(snapshot.active, id, &Job::id);
  return found == snapshot.active.end() ? nullptr : &*found;
}
/// The same, or the one that a reader asked for.
[[nodiscard]] inline const Job* find_job(const Snapshot& snapshot, std::string_view id) {
  if (const Job* const job = active_job(snapshot, id)) return job;
  return snapshot.shown && snapshot.shown->id == id ? &*snapshot.shown : nullptr;
}

}  // namespace reelwright
