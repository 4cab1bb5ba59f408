// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/wakeup.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <atomic>
#include <thread>

namespace reelwright {
namespace {

bool is_readable(const Wakeup& wakeup) {
  pollfd asked{wakeup.descriptor(), POLLIN, 0};
  return ::poll(&asked, 1, 0) == 1;
}

TEST(Wakeup, RemembersThatItWasNotifiedUntilItIsCleared) {
  const Wakeup wakeup;
  EXPECT_FALSE(is_readable(wakeup));
  wakeup.notify();
  wakeup.notify();
  EXPECT_TRUE(is_readable(wakeup));
  EXPECT_TRUE(wakeup.clear());
  EXPECT_FALSE(is_readable(wakeup));
  EXPECT_FALSE(wakeup.clear());
}

TEST(Wakeup, WaitingTakesWhatCameBeforeAndClearsIt) {
  const Wakeup wakeup;
  wakeup.notify();
  EXPECT_TRUE(wakeup.wait(3600));  // the test's limit strikes when it waits
  EXPECT_FALSE(is_readable(wakeup));
  EXPECT_FALSE(wakeup.wait(0));
  EXPECT_FALSE(wakeup.wait(-1));
}

TEST(Wakeup, EndsTheWaitOfAnotherThread) {
  const Wakeup wakeup;
  std::atomic<bool> has_come = false;
  const std::jthread other([&] {
    has_come = true;
    wakeup.notify();
  });
  EXPECT_TRUE(wakeup.wait(3600));
  EXPECT_TRUE(has_come);
}

TEST(Wakeup, EitherOfTwoEndsTheWait) {
  const Wakeup first;
  const Wakeup second;
  second.notify();
  wait_for(first, second, -1);
  EXPECT_FALSE(first.clear());
  EXPECT_TRUE(second.clear());
  first.notify();
  wait_for(first, second, -1);
  EXPECT_TRUE(first.clear());
  wait_for(first, second, 0);
  EXPECT_FALSE(first.clear());
}

}  // namespace
}  // namespace reelwright
