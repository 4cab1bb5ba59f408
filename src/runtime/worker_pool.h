// SPDX-License-Identifier: GPL-3.0-or-later
// A fixed number of worker threads. It runs whatever it is given and knows nothing of jobs: which task comes
// next is decided when a worker is free, by the studio, so that nothing waits here that a pause or a cancel
// would have to find.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

#include "base/bounded_queue.h"

namespace reelwright::runtime {

/// Background: the threads leave the processor to those of a window that a person looks at.
enum class WorkerPriority : std::uint8_t { ordinary, background };

/// submit(): any thread. Construction and destruction: one thread.
class WorkerPool {
 public:
  /// `worker` is 0 to size() - 1: which thread runs the task, so that it can use that worker's own log ring.
  /// A task must not throw: an exception that leaves it ends the program.
  using Task = std::move_only_function<void(std::size_t worker)>;

  explicit WorkerPool(std::size_t workers, WorkerPriority priority = WorkerPriority::ordinary);
  /// Runs what was submitted, then joins. To end soon, stop the work first.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  [[nodiscard]] std::size_t size() const { return threads_.size(); }

  /// Never waits. More than size() tasks that have not reported back are a bug of the holders (CHECK).
  void submit(Task task);

 private:
  BoundedQueue<Task> tasks_;
  std::vector<std::jthread> threads_;
};

}  // namespace reelwright::runtime
