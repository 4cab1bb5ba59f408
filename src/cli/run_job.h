// SPDX-License-Identifier: GPL-3.0-or-later
// One job through a studio of its own, from the command that starts it to the result on standard output.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "cli/environment.h"
#include "model/command.h"
#include "store/index.h"
#include "store/job_store.h"

namespace reelwright::cli {

struct JobToRun {
  std::string id;
  Command command;                 ///< creates, resumes or retries it
  std::uint64_t revision_min = 0;  ///< see follow()
  std::size_t workers = 1;
  fs::path output;  ///< where a copy of the video is wanted, absolute; "" for none
  bool json = false;
  bool quiet = false;
};

/// Waits until the job is at rest and all threads have ended, then prints it. Returns the exit code. The main
/// thread, the holder of the data folder's lock.
[[nodiscard]] Result<int> run_job(const JobToRun& run, const store::JobStore& store, store::Index& index,
                                  const Environment& environment);

}  // namespace reelwright::cli
