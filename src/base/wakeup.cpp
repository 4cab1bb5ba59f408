// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/wakeup.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/check.h"

namespace reelwright {

Wakeup::Wakeup() : descriptor_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) { CHECK(descriptor_ >= 0); }

Wakeup::~Wakeup() { ::close(descriptor_); }

void Wakeup::notify() const noexcept {
  const std::uint64_t one = 1;
  // Fails only when the counter is full, and then it is readable already.
  [[maybe_unused]] const ssize_t written = ::write(descriptor_, &one, sizeof one);
}

bool Wakeup::clear() const noexcept {
  std::uint64_t count = 0;
  return ::read(descriptor_, &count, sizeof count) == static_cast<ssize_t>(sizeof count);
}

bool Wakeup::wait(double seconds) const noexcept {
  pollfd waited{descriptor_, POLLIN, 0};
  ::poll(&waited, 1, static_cast<int>(std::clamp(seconds, 0.0, 3600.0) * 1000));
  return clear();
}

void wait_for(const Wakeup& first, const Wakeup& second, int timeout_ms) noexcept {
  std::array<pollfd, 2> descriptors = {pollfd{first.descriptor(), POLLIN, 0},
                                       pollfd{second.descriptor(), POLLIN, 0}};
  ::poll(descriptors.data(), descriptors.size(), timeout_ms);
}

}  // namespace reelwright
