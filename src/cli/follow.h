// SPDX-License-Identifier: GPL-3.0-or-later
// Follows one job in a running studio to its end: shows it, and cancels it when the user interrupts. Waits
// for events, never for time alone.
#pragma once

#include <string>

#include "base/result.h"
#include "cli/environment.h"
#include "cli/progress_view.h"
#include "model/job.h"
#include "runtime/studio.h"

namespace reelwright::cli {

struct Followed {
  Job job;  ///< settled, or paused at its review gate; no work is under way
  bool interrupted = false;
};

/// `changed` is notified by the studio's wake. States of the job before `revision_min` do not count: it
/// rested before it was resumed. Error: the studio's own when it refused the job. The main thread.
[[nodiscard]] Result<Followed> follow(runtime::Studio& studio, const std::string& id,
                                      std::uint64_t revision_min, const Wakeup& changed,
                                      const Environment& environment, ProgressView& view);

}  // namespace reelwright::cli
