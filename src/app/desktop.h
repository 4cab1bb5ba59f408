// SPDX-License-Identifier: GPL-3.0-or-later
// Carries out what was asked for in the window: commands for the studio, files for other programs, checks
// that take a while. Nothing here makes a frame wait.
#pragma once

#include <filesystem>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include "app/workshop.h"
#include "runtime/health.h"
#include "runtime/studio.h"
#include "store/job_store.h"
#include "ui/frame.h"
#include "ui/intent.h"

namespace reelwright::app {

/// Main thread.
class Desktop {
 public:
  /// All of them outlive it.
  Desktop(runtime::Studio& studio, const store::JobStore& store, const Workshop& workshop,
          std::filesystem::path data_folder);

  /// True when the program is to end.
  bool perform(ui::Intent& intent, ui::Machine& machine);
  /// What a health check found, once; empty while there is nothing new.
  [[nodiscard]] std::vector<runtime::HealthCheck> take_health();

 private:
  /// On a thread of its own, for what may wait for a disk or another program.
  void run(std::function<void()> errand);
  void check_health();
  [[nodiscard]] static runtime::IntakeRequest request_of(ui::intent::MakeVideo video);

  runtime::Studio& studio_;
  const store::JobStore& store_;
  const Workshop& workshop_;
  const std::filesystem::path data_folder_;

  std::vector<std::future<void>> errands_;  ///< the end waits for those that are left
  std::mutex health_mutex_;
  std::vector<runtime::HealthCheck> health_;  ///< guarded by health_mutex_
  std::jthread health_thread_;
};

}  // namespace reelwright::app
