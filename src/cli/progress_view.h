// SPDX-License-Identifier: GPL-3.0-or-later
// Shows one job on stderr while it runs: redrawn in place on a terminal, as lines elsewhere, not at all when
// quiet.
#pragma once

#include <memory>

#include "cli/environment.h"
#include "model/job.h"

namespace reelwright::cli {

/// The main thread.
class ProgressView {
 public:
  virtual ~ProgressView() = default;
  virtual void show(const Job& job) = 0;
  /// The last state; what follows on stderr starts on its own line.
  virtual void finish(const Job& job) { show(job); }
};

[[nodiscard]] std::unique_ptr<ProgressView> make_progress_view(const Environment& environment, bool quiet);

}  // namespace reelwright::cli
