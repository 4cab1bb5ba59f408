// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/spsc_ring.h"

#include <gtest/gtest.h>

#include <memory>
#include <thread>

namespace reelwright {
namespace {

TEST(SpscRing, KeepsOrderAndRefusesWhenFull) {
  SpscRing<int, 4> ring;
  for (int round = 0; round < 10; ++round) {
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(ring.try_push(round * 10 + i));
    EXPECT_FALSE(ring.try_push(99));
    EXPECT_EQ(ring.size_hint(), 4U);
    for (int i = 0; i < 4; ++i) EXPECT_EQ(ring.try_pop(), round * 10 + i);
    EXPECT_EQ(ring.try_pop(), std::nullopt);
    EXPECT_EQ(ring.size_hint(), 0U);
  }
  EXPECT_EQ(ring.dropped(), 0U);
}

TEST(SpscRing, ARefusedValueStaysWithTheProducer) {
  SpscRing<std::unique_ptr<int>, 1> ring;
  EXPECT_TRUE(ring.try_push(std::make_unique<int>(1)));
  auto second = std::make_unique<int>(2);
  EXPECT_FALSE(ring.try_push(std::move(second)));
  ASSERT_NE(second, nullptr);
  EXPECT_EQ(**ring.try_pop(), 1);
  EXPECT_TRUE(ring.try_push(std::move(second)));
  EXPECT_EQ(**ring.try_pop(), 2);
}

TEST(SpscRing, CountsWhatItDrops) {
  SpscRing<int, 2> ring;
  for (int i = 0; i < 5; ++i) ring.push_or_drop(i);
  EXPECT_EQ(ring.dropped(), 3U);
  EXPECT_EQ(ring.try_pop(), 0);
  EXPECT_EQ(ring.try_pop(), 1);
}

TEST(SpscRing, PoppedValuesAreNotKeptAlive) {
  SpscRing<std::shared_ptr<int>, 4> ring;
  auto value = std::make_shared<int>(1);
  EXPECT_TRUE(ring.try_push(value));
  ring.try_pop().reset();
  EXPECT_EQ(value.use_count(), 1);
}

struct Item {
  std::uint64_t number = 0;
  std::uint64_t copies[7] = {};
};

TEST(SpscRingStress, EveryItemArrivesOnceInOrderAndWhole) {
  constexpr std::uint64_t items = 200'000;
  SpscRing<Item, 16> ring;
  std::jthread producer([&] {
    for (std::uint64_t i = 0; i < items; ++i) {
      Item item{.number = i};
      for (std::uint64_t& copy : item.copies) copy = i;
      while (!ring.try_push(item)) std::this_thread::yield();
    }
  });
  for (std::uint64_t expected = 0; expected < items;) {
    const std::optional<Item> item = ring.try_pop();
    if (!item) {
      std::this_thread::yield();
      continue;
    }
    ASSERT_EQ(item->number, expected);
    for (const std::uint64_t copy : item->copies) ASSERT_EQ(copy, expected);
    ++expected;
  }
  EXPECT_EQ(ring.try_pop().has_value(), false);
}

TEST(SpscRingStress, DroppedAndReceivedAddUp) {
  constexpr std::uint64_t items = 100'000;
  SpscRing<std::uint64_t, 8> ring;
  std::uint64_t received = 0;
  std::uint64_t next = 0;
  const auto receive = [&] {
    while (const auto item = ring.try_pop()) {
      ASSERT_GE(*item, next);
      next = *item + 1;
      ++received;
    }
  };
  {
    std::atomic<bool> done = false;
    std::jthread producer([&] {
      for (std::uint64_t i = 0; i < items; ++i) ring.push_or_drop(i);
      done = true;
    });
    while (!done) receive();
  }
  receive();
  EXPECT_EQ(received + ring.dropped(), items);
}

}  // namespace
}  // namespace reelwright
