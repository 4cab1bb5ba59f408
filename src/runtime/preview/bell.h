// SPDX-License-Identifier: GPL-3.0-or-later
// Wakes one thread that waits, from another that must not: no lock is held on either side.
#pragma once

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>

#include "base/check.h"

namespace reelwright::runtime {

/// ring(): any thread. wait(): one thread.
class Bell {
 public:
  Bell() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) { CHECK(descriptor_ >= 0); }
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;
  ~Bell() { ::close(descriptor_); }

  void ring() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(descriptor_, &one, sizeof one);
  }
  /// Until it rings, or rang since the last wait, or the time is over.
  void wait(double seconds) {
    pollfd waits{.fd = descriptor_, .events = POLLIN, .revents = 0};
    ::poll(&waits, 1, static_cast<int>(std::clamp(seconds, 0.0, 3600.0) * 1000));
    std::uint64_t count = 0;
    [[maybe_unused]] const auto got = ::read(descriptor_, &count, sizeof count);
  }

 private:
  const int descriptor_;
};

}  // namespace reelwright::runtime
