// SPDX-License-Identifier: GPL-3.0-or-later
// A studio in the middle of its work, as values: some finished videos, one that is being made, one that
// failed, a log. The same at every start.
#pragma once

#include <string>
#include <vector>

#include "base/log_line.h"
#include "model/player.h"
#include "model/script.h"
#include "model/snapshot.h"
#include "ui/frame.h"

namespace reelwright::app {

struct DemoData {
  Snapshot snapshot;
  PlayerStatus player;
  Script script;  ///< of the job that is shown
  std::vector<LogLine> log;
  std::int64_t utc_ms = 0;  ///< now
};
[[nodiscard]] DemoData make_demo_data();

/// The draft on the Create page.
[[nodiscard]] ui::Draft demo_draft();
[[nodiscard]] std::vector<ui::HealthLine> demo_health();

inline constexpr const char* demo_job_at_work = "20261122-142120-tides-and-the-moon-51c2";
inline constexpr const char* demo_job_done = "20261122-141005-the-water-cycle-7f3a";

}  // namespace reelwright::app
