// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker_pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <barrier>
#include <latch>
#include <set>

#include "runtime/background_priority.h"

namespace reelwright::runtime {
namespace {

TEST(WorkerPool, RunsAsManyTasksAtOnceAsItHasWorkersEachUnderItsOwnNumber) {
  constexpr std::size_t workers = 3;
  std::array<std::atomic<int>, workers> used{};
  std::barrier all_there(static_cast<std::ptrdiff_t>(workers));
  {
    WorkerPool pool(workers);
    for (std::size_t i = 0; i < workers; ++i)
      pool.submit([&](std::size_t worker) {
        all_there.arrive_and_wait();
        ++used[worker];
      });
  }
  for (const std::atomic<int>& count : used) EXPECT_EQ(count, 1);
}

TEST(WorkerPool, RunsWhatWasSubmittedBeforeItIsGone) {
  std::atomic<int> done = 0;
  {
    std::latch go(2);
    WorkerPool pool(2);
    for (int i = 0; i < 2; ++i)
      pool.submit([&](std::size_t) {
        go.arrive_and_wait();
        ++done;
      });
  }
  EXPECT_EQ(done, 2);
}

int own_nice() { return ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid())); }

int worker_nice(WorkerPriority priority) {
  int found = -1;
  {
    WorkerPool pool(1, priority);
    pool.submit([&](std::size_t) { found = own_nice(); });
  }
  return found;
}

TEST(WorkerPool, InTheBackgroundItGivesWayToThreadsThatAPersonWaitsFor) {
  const int own = own_nice();
  EXPECT_EQ(worker_nice(WorkerPriority::background), std::max(own, background_nice));
  EXPECT_EQ(worker_nice(WorkerPriority::ordinary), own);
  EXPECT_EQ(own_nice(), own);
}

}  // namespace
}  // namespace reelwright::runtime
