// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/wakeup.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cstdint>

#include "base/check.h"

namespace reelwright::cli {

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

void wait_for(const Wakeup& first, const Wakeup& second, int timeout_ms) noexcept {
  std::array<pollfd, 2> descriptors = {pollfd{first.descriptor(), POLLIN, 0},
                                       pollfd{second.descriptor(), POLLIN, 0}};
  ::poll(descriptors.data(), descriptors.size(), timeout_ms);
}

}  // namespace reelwright::cli
