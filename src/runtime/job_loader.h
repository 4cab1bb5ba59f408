// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the job folders at the start of the program and compares them with the index, in small pieces, so
// that the studio answers meanwhile. It changes nothing: what is to be mended or removed it only names.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/job.h"
#include "store/job_store.h"

namespace reelwright::runtime {

/// What was true when it was read. Jobs that the studio has taken up since then, it knows better.
struct LoadPiece {
  bool index_is_damaged = false;            ///< comes before any job; none is counted as indexed then
  std::vector<std::string> leftovers;       ///< see store::FoundFolders
  std::vector<std::string> without_folder;  ///< ids in the index
  std::vector<Job> jobs;
  std::set<std::string, std::less<>>
      not_indexed;                      ///< those of `jobs` that the index does not know as they are
  std::vector<std::string> to_recover;  ///< ids of jobs that a crash has left at work, or that are unreadable
  bool queue_is_known = false;          ///< with this, all that waits has come
  std::optional<Error> error;           ///< the disk is not there; what this leaves out may well be
  bool is_last = false;
};

/// Hands over every job once: first, together, what waits as far as the index knows it; then the others,
/// newest first, and what is to be removed; last and together what waits without the index knowing it.
/// Without an index, that is all who wait, and only then the queue is known. `hand_over` may block; it
/// returns false when nothing more is wanted. Ends soon after `stop`. Any thread.
void load_jobs(const store::JobStore& store, const std::string& index_file, std::stop_token stop,
               const std::function<bool(LoadPiece)>& hand_over);

}  // namespace reelwright::runtime
