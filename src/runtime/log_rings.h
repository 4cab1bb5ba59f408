// SPDX-License-Identifier: GPL-3.0-or-later
// The way of log lines to a live view: one fixed ring a worker, merged by sequence number. A slow or absent
// reader costs nothing: a full ring drops the line and counts it, because the job's log file has it already.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "base/log_line.h"
#include "base/spsc_ring.h"

namespace reelwright::runtime {

/// offer() and dropped(): any thread. take(): one reader thread.
class LogRings {
 public:
  static constexpr std::size_t lines_a_ring = 256;

  /// `producers` is the number of workers plus one for the studio thread. `wake` is called from the thread
  /// that offers, at most once between two take(); it must not block.
  LogRings(std::size_t producers, std::function<void()> wake);

  /// Stamps the line with the next sequence number. `producer` is the caller's own ring; threads that a
  /// worker starts for its unit share the worker's ring.
  void offer(std::size_t producer, LogLine& line);

  /// Appends what has arrived, in order of sequence.
  void take(std::vector<LogLine>& out);

  /// Lines that no take() will ever see.
  [[nodiscard]] std::uint64_t dropped() const;

 private:
  struct Ring {
    std::mutex producers;  ///< makes the worker and its helpers one producer; never taken by the reader
    SpscRing<LogLine, lines_a_ring> lines;
  };

  std::function<void()> wake_;
  std::vector<std::unique_ptr<Ring>> rings_;
  std::atomic<std::uint64_t> next_sequence_{1};
  std::atomic<bool> announced_{false};  ///< a wake() has been sent and no take() followed
};

}  // namespace reelwright::runtime
