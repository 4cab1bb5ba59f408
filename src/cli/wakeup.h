// SPDX-License-Identifier: GPL-3.0-or-later
// A counter that one thread waits for with poll(): how other threads, and signals, wake the command line's
// main thread. It carries no data.
#pragma once

namespace reelwright::cli {

/// notify(): any thread. The rest: one thread.
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

 private:
  const int descriptor_;
};

/// Waits until one of the two is notified or `timeout_ms` has passed; -1 waits for ever.
void wait_for(const Wakeup& first, const Wakeup& second, int timeout_ms) noexcept;

}  // namespace reelwright::cli
