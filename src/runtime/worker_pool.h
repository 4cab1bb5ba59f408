// SPDX-License-Identifier: GPL-3.0-or-later
// A fixed number of worker threads and the bounded queue that feeds them. It runs whatever it is given and
// knows nothing of jobs: order, limits and cancelation are JobRun's business.
#pragma once

#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

#include "base/bounded_queue.h"

namespace reelwright::runtime {

/// submit(): any thread. Construction and destruction: one thread.
class WorkerPool {
 public:
  /// `worker` is 0 to size() - 1: which thread runs the task, so that it can use that worker's own log ring.
  /// A task must not throw: an exception that leaves it ends the program.
  using Task = std::move_only_function<void(std::size_t worker)>;

  /// `tasks_waiting_max` is the sum of what the holders may have waiting; see JobRun::tasks_max.
  WorkerPool(std::size_t workers, std::size_t tasks_waiting_max);
  /// Runs what is still queued, then joins. To end soon, stop the work first.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  [[nodiscard]] std::size_t size() const { return threads_.size(); }

  /// Never waits; a full queue is a bug of the holders (CHECK).
  void submit(Task task);

 private:
  BoundedQueue<Task> tasks_;
  std::vector<std::jthread> threads_;
};

}  // namespace reelwright::runtime
