// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker_pool.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <barrier>
#include <latch>
#include <set>

namespace reelwright::runtime {
namespace {

TEST(WorkerPool, RunsAsManyTasksAtOnceAsItHasWorkersEachUnderItsOwnNumber) {
  constexpr std::size_t workers = 3;
  std::array<std::atomic<int>, workers> used{};
  std::barrier all_there(static_cast<std::ptrdiff_t>(workers));
  {
    WorkerPool pool(workers, 8);
    for (std::size_t i = 0; i < workers; ++i)
      pool.submit([&](std::size_t worker) {
        all_there.arrive_and_wait();
        ++used[worker];
      });
  }
  for (const std::atomic<int>& count : used) EXPECT_EQ(count, 1);
}

TEST(WorkerPool, RunsWhatIsQueuedBeforeItIsGone) {
  std::atomic<int> done = 0;
  {
    std::latch go(1);
    WorkerPool pool(1, 16);
    pool.submit([&](std::size_t) { go.wait(); });
    for (int i = 0; i < 10; ++i) pool.submit([&](std::size_t) { ++done; });
    go.count_down();
  }
  EXPECT_EQ(done, 10);
}

TEST(WorkerPool, TakesTasksInTheOrderInWhichTheyCame) {
  std::vector<int> order;
  {
    WorkerPool pool(1, 16);
    for (int i = 0; i < 5; ++i) pool.submit([&order, i](std::size_t) { order.push_back(i); });
  }
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4}));
}

}  // namespace
}  // namespace reelwright::runtime
