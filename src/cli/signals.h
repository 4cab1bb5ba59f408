// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C and friends, without signal handlers and globals: the signals are blocked in every thread and one
// thread reads them. The first asks the program to stop, the second ends it at once. It decides nothing about
// jobs.
#pragma once

#include <csignal>
#include <thread>

#include "base/wakeup.h"

namespace reelwright::cli {

inline constexpr int exit_interrupted = 130;

/// One object a program, constructed on the main thread before any other thread starts (threads inherit the
/// blocked signals). SIGINT, SIGTERM and SIGHUP (unless it was ignored from the start, as under nohup) count;
/// SIGPIPE is ignored, so that a closed pipe is a failed write.
class Signals {
 public:
  Signals();
  /// The signals have their former meaning again.
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  /// Notified by the first signal. The second ends the process with exit_interrupted, whatever it is doing.
  [[nodiscard]] const Wakeup& first() const { return first_; }

 private:
  void watch();

  Wakeup first_;
  Wakeup quit_;
  sigset_t watched_{};
  sigset_t former_mask_{};
  int descriptor_ = -1;
  std::jthread watcher_;
};

}  // namespace reelwright::cli
