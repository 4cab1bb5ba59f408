// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker_pool.h"

#include <utility>

#include "base/check.h"
#include "runtime/background_priority.h"

namespace reelwright::runtime {

WorkerPool::WorkerPool(std::size_t workers, WorkerPriority priority) : tasks_(workers) {
  threads_.reserve(workers);
  for (std::size_t worker = 0; worker < workers; ++worker)
    threads_.emplace_back([this, worker, priority] {
      if (priority == WorkerPriority::background) work_in_background();
      while (std::optional<Task> task = tasks_.pop({})) (*task)(worker);
    });
}

WorkerPool::~WorkerPool() {
  tasks_.close();
  threads_.clear();
}

void WorkerPool::submit(Task task) { CHECK(tasks_.try_push(std::move(task))); }

}  // namespace reelwright::runtime
