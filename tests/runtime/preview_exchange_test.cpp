// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/preview/exchange.h"

#include <gtest/gtest.h>

#include <functional>
#include <thread>
#include <utility>

#include "base/wakeup.h"

namespace reelwright::runtime::test {
namespace {

TEST(DueFrames, OnlyAPictureThatIsAwaitedWakes) {
  DueFrames frames;
  EXPECT_FALSE(frames.try_pop().has_value());
  EXPECT_TRUE(frames.push({.number = 1}));
  EXPECT_FALSE(frames.push({.number = 2})) << "the window is awake and will come to it";
  EXPECT_EQ(frames.try_pop()->number, 1);
  EXPECT_FALSE(frames.push({.number = 3}));
  EXPECT_EQ(frames.try_pop()->number, 2);
  EXPECT_EQ(frames.try_pop()->number, 3);
  EXPECT_FALSE(frames.try_pop().has_value());
  EXPECT_TRUE(frames.push({.number = 4}));
}

/// Does something else once, before or after its next exchange.
template <typename T>
struct InterruptedAtomic {
  static inline std::function<void()> before;
  static inline std::function<void()> after;
  T value;

  explicit InterruptedAtomic(T first) : value(first) {}
  T exchange(T next, std::memory_order) {
    if (auto interruption = std::exchange(before, nullptr)) interruption();
    const T last = std::exchange(value, next);
    if (auto interruption = std::exchange(after, nullptr)) interruption();
    return last;
  }
};

TEST(DueFrames, WhatComesWhileTheWindowGoesToSleepIsSeenOrWakes) {
  for (const bool is_before : {true, false}) {
    DueFrameLine<InterruptedAtomic> frames;
    static_cast<void>(frames.push({.number = 0}));  // it was awaited; now it is not
    static_cast<void>(frames.try_pop());
    bool is_woken = false;
    (is_before ? InterruptedAtomic<bool>::before : InterruptedAtomic<bool>::after) = [&] {
      is_woken = frames.push({.number = 1});
    };
    const auto found = frames.try_pop();
    EXPECT_TRUE(found || is_woken) << is_before;
  }
}

TEST(DueFrames, AWindowThatGoesToSleepWhileAPictureComesIsWokenOrHasIt) {
  for (const bool is_before : {true, false}) {
    DueFrameLine<InterruptedAtomic> frames;
    static_cast<void>(frames.push({.number = 0}));
    static_cast<void>(frames.try_pop());
    bool is_asleep = false;
    (is_before ? InterruptedAtomic<bool>::before : InterruptedAtomic<bool>::after) = [&] {
      while (frames.try_pop()) continue;
      is_asleep = true;
    };
    const bool wakes = frames.push({.number = 1});
    ASSERT_TRUE(is_asleep);
    EXPECT_TRUE(wakes || frames.size_hint() == 0) << is_before;
  }
}

TEST(DueFrames, NoWakeUpIsLostBetweenTwoThreads) {
  constexpr std::int64_t count = 20'000;
  constexpr double long_s = 20;
  DueFrames frames;
  const Wakeup woken;
  std::jthread preview([&](const std::stop_token& stop) {
    for (std::int64_t i = 0; i < count && !stop.stop_requested(); ++i) {
      // Seldom more than one ahead: the window is about to sleep whenever a picture comes.
      while (frames.size_hint() > 1 && !stop.stop_requested()) std::this_thread::yield();
      if (frames.push({.number = i})) woken.notify();
    }
  });
  std::int64_t expected = 0;
  while (expected < count) {
    if (const auto frame = frames.try_pop()) {
      ASSERT_EQ(frame->number, expected++);
      continue;
    }
    ASSERT_TRUE(woken.wait(long_s)) << "asleep with " << frames.size_hint() << " pictures in the ring";
  }
}

}  // namespace
}  // namespace reelwright::runtime::test
