// SPDX-License-Identifier: GPL-3.0-or-later
// How one thread that sleeps is woken by others, or by a signal: a counter that poll() can wait for. It
// carries no data and holds no lock on either side.
#pragma once

namespace reelwright {

/// notify(): any thread, never waits. The rest: one thread.
class Wakeup {
 public:
  Wakeup();
  ~Wakeup();
  Wakeup(const Wakeup&) = delete;
  Wakeup& operator=(const Wakeup&) = delete;

  void notify() const noexcept;
  /// Readable when notify() was called since the last clear().
  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// Whether there was anything to clear.
  bool clear() const noexcept;
  /// Until it is notified, or was since the last clear(), or `seconds` (at most an hour of them) have passed.
  /// Clears it; false when the time was over.
  bool wait(double seconds) const noexcept;

 private:
  const int descriptor_;
};

/// Waits until one of the two is notified or `timeout_ms` has passed; -1 waits for ever.
void wait_for(const Wakeup& first, const Wakeup& second, int timeout_ms) noexcept;

}  // namespace reelwright
