// SPDX-License-Identifier: GPL-3.0-or-later
// Saves the newest of many values on a thread of its own: what the window remembers, and its settings.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace reelwright::app {

/// keep(): any thread, waits for nothing. At the end what was kept last is saved.
template <typename T>
class Keeper {
 public:
  /// `save` is called on the keeper's thread, for one value at a time.
  explicit Keeper(std::move_only_function<void(const T&)> save)
      : save_(std::move(save)), thread_([this](const std::stop_token& stop) { loop(stop); }) {}

  /// Of several in a short time only the last is saved.
  void keep(T value) {
    {
      const std::lock_guard lock(mutex_);
      next_ = std::move(value);
    }
    changed_.notify_one();
  }

 private:
  void loop(const std::stop_token& stop) {
    for (;;) {
      std::optional<T> value;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, stop, [this] { return next_.has_value(); });
        value = std::exchange(next_, std::nullopt);
      }
      if (!value) return;
      save_(*value);
    }
  }

  std::move_only_function<void(const T&)> save_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<T> next_;  ///< guarded by mutex_
  std::jthread thread_;    ///< last: starts when all else is there
};

}  // namespace reelwright::app
