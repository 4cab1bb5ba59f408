// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/bounded_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

namespace reelwright {
namespace {

using namespace std::chrono_literals;

BoundedQueue<int>::Deadline soon() { return std::chrono::steady_clock::now() + 1ms; }

TEST(BoundedQueue, IsFirstInFirstOutAndBounded) {
  BoundedQueue<int> queue(2);
  EXPECT_TRUE(queue.try_push(1));
  EXPECT_TRUE(queue.push(2, {}));
  EXPECT_FALSE(queue.try_push(3));
  EXPECT_EQ(queue.size(), 2U);
  EXPECT_EQ(queue.pop({}), 1);
  EXPECT_EQ(queue.pop({}), 2);
  EXPECT_EQ(queue.pop_until({}, soon()), std::nullopt);
}

TEST(BoundedQueue, ARefusedValueStaysWithTheProducer) {
  BoundedQueue<std::unique_ptr<int>> queue(1);
  EXPECT_TRUE(queue.try_push(std::make_unique<int>(1)));
  auto second = std::make_unique<int>(2);
  EXPECT_FALSE(queue.try_push(std::move(second)));
  EXPECT_NE(second, nullptr);
}

TEST(BoundedQueue, CloseRefusesPushesAndLetsTheRestOut) {
  BoundedQueue<int> queue(3);
  EXPECT_TRUE(queue.try_push(1));
  queue.close();
  EXPECT_TRUE(queue.closed());
  EXPECT_FALSE(queue.try_push(2));
  EXPECT_FALSE(queue.push(2, {}));
  EXPECT_EQ(queue.pop({}), 1);
  EXPECT_EQ(queue.pop({}), std::nullopt);
}

TEST(BoundedQueue, CloseWakesEverybodyWhoWaits) {
  BoundedQueue<int> full(1);
  BoundedQueue<int> empty(1);
  ASSERT_TRUE(full.try_push(1));
  std::atomic<int> woken = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 2; ++i) {
      threads.emplace_back([&] { woken += full.push(2, {}) ? 0 : 1; });
      threads.emplace_back([&] { woken += empty.pop({}) ? 0 : 1; });
    }
    full.close();
    empty.close();
  }
  EXPECT_EQ(woken, 4);
}

TEST(BoundedQueue, AStopWakesItsOwnWaiterOnly) {
  BoundedQueue<int> queue(1);
  std::optional<int> other;
  std::jthread patient([&] { other = queue.pop({}); });
  std::jthread stopped([&](std::stop_token stop) { EXPECT_EQ(queue.pop(stop), std::nullopt); });
  stopped.request_stop();
  stopped.join();
  ASSERT_TRUE(queue.try_push(5));
  patient.join();
  EXPECT_EQ(other, 5);
}

TEST(BoundedQueue, AStoppedPushDropsItsValue) {
  BoundedQueue<int> queue(1);
  ASSERT_TRUE(queue.try_push(1));
  std::jthread producer([&](std::stop_token stop) { EXPECT_FALSE(queue.push(2, stop)); });
  producer.request_stop();
  producer.join();
  EXPECT_EQ(queue.size(), 1U);
}

TEST(BoundedQueue, DrainTakesEverythingInOrderAndMakesRoom) {
  BoundedQueue<int> queue(3);
  for (int i = 1; i <= 3; ++i) ASSERT_TRUE(queue.try_push(std::move(i)));
  std::vector<int> out = {0};
  EXPECT_EQ(queue.drain(out), 3U);
  EXPECT_EQ(out, (std::vector<int>{0, 1, 2, 3}));
  EXPECT_EQ(queue.drain(out), 0U);
  EXPECT_EQ(queue.drain_until(out, {}, soon()), 0U);
  std::jthread producer([&] { EXPECT_TRUE(queue.push(4, {})); });
  EXPECT_EQ(queue.drain_until(out, {}, BoundedQueue<int>::Deadline::max()), 1U);
  EXPECT_EQ(out.back(), 4);
}

TEST(BoundedQueueStress, EveryItemOfEveryProducerIsTakenOnceAndInItsOrder) {
  constexpr int producers = 3;
  constexpr int items = 20'000;
  BoundedQueue<std::pair<int, int>> queue(8);
  std::atomic<int> taken = 0;
  std::atomic<bool> in_order = true;
  {
    std::vector<std::jthread> consumers;
    for (int c = 0; c < 2; ++c) {
      consumers.emplace_back([&, c] {
        std::vector<int> next(producers, 0);
        std::vector<std::pair<int, int>> batch;
        const auto see = [&](const std::pair<int, int>& item) {
          auto& expected = next[static_cast<std::size_t>(item.first)];
          if (item.second < expected) in_order = false;
          expected = item.second + 1;
          ++taken;
        };
        for (;;) {
          if (c == 0) {
            const auto item = queue.pop({});
            if (!item) return;
            see(*item);
          } else {
            batch.clear();
            if (queue.drain_until(batch, {}, std::chrono::steady_clock::now() + 10s) == 0) return;
            for (const auto& item : batch) see(item);
          }
        }
      });
    }
    {
      std::vector<std::jthread> threads;
      for (int p = 0; p < producers; ++p)
        threads.emplace_back([&, p] {
          for (int i = 0; i < items; ++i) EXPECT_TRUE(queue.push({p, i}, {}));
        });
    }
    queue.close();
  }
  EXPECT_EQ(taken, producers * items);
  EXPECT_TRUE(in_order);
}

}  // namespace
}  // namespace reelwright
