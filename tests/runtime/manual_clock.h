// SPDX-License-Identifier: GPL-3.0-or-later
// A clock that stands still until the test moves it.
#pragma once

#include <atomic>

#include "base/clock.h"

namespace reelwright::test {

/// Any thread.
class ManualClock final : public Clock {
 public:
  [[nodiscard]] std::int64_t utc_ms() const override { return 1'795'000'000'000 + ms_; }
  [[nodiscard]] std::int64_t work_ms() const override { return 1'000'000 + ms_; }
  void advance(std::int64_t ms) { ms_ += ms; }

 private:
  std::atomic<std::int64_t> ms_{0};
};

}  // namespace reelwright::test
