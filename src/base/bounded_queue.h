// SPDX-License-Identifier: GPL-3.0-or-later
// A blocking queue with a limit, for many producers and many consumers: the studio's inbox, the workers'
// units. First in, first out. It is for events and work, not for frames or log lines (those have rings).
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include "base/check.h"

namespace reelwright {

/// Any thread. After close(), pushes are refused and what is already inside can still be taken.
template <typename T>
class BoundedQueue {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  explicit BoundedQueue(std::size_t items_max) : items_max_(items_max) { CHECK(items_max > 0); }
  BoundedQueue(const BoundedQueue&) = delete;
  BoundedQueue& operator=(const BoundedQueue&) = delete;

  /// Waits for room. False when closed or stopped first; the value is then dropped.
  [[nodiscard]] bool push(T value, std::stop_token stop) {
    std::unique_lock lock(mutex_);
    has_room_.wait(lock, stop, [&] { return closed_ || items_.size() < items_max_; });
    if (closed_ || items_.size() >= items_max_) return false;
    add(std::move(value), lock);
    return true;
  }

  /// False when full or closed; `value` is then untouched.
  [[nodiscard]] bool try_push(T&& value) {
    std::unique_lock lock(mutex_);
    if (closed_ || items_.size() >= items_max_) return false;
    add(std::move(value), lock);
    return true;
  }

  /// Waits for an item. Nothing when stopped, or closed and empty.
  [[nodiscard]] std::optional<T> pop(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    has_items_.wait(lock, stop, [&] { return closed_ || !items_.empty(); });
    return take(lock);
  }

  /// As pop(); nothing also when `deadline` passes.
  [[nodiscard]] std::optional<T> pop_until(std::stop_token stop, Deadline deadline) {
    std::unique_lock lock(mutex_);
    has_items_.wait_until(lock, stop, deadline, [&] { return closed_ || !items_.empty(); });
    return take(lock);
  }

  /// Waits as pop_until(), then appends everything there is to `out`. Returns how many.
  std::size_t drain_until(std::vector<T>& out, std::stop_token stop, Deadline deadline) {
    std::unique_lock lock(mutex_);
    has_items_.wait_until(lock, stop, deadline, [&] { return closed_ || !items_.empty(); });
    return take_all(out, lock);
  }

  /// Appends everything there is now to `out`, without waiting. Returns how many.
  std::size_t drain(std::vector<T>& out) {
    std::unique_lock lock(mutex_);
    return take_all(out, lock);
  }

  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    has_items_.notify_all();
    has_room_.notify_all();
  }

  [[nodiscard]] bool closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
  }

  [[nodiscard]] std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return items_.size();
  }

 private:
  using Lock = std::unique_lock<std::mutex>;

  void add(T&& value, Lock& lock) {
    items_.push_back(std::move(value));
    lock.unlock();
    has_items_.notify_one();
  }

  std::optional<T> take(Lock& lock) {
    if (items_.empty()) return std::nullopt;
    std::optional<T> item(std::move(items_.front()));
    items_.pop_front();
    lock.unlock();
    has_room_.notify_one();
    return item;
  }

  std::size_t take_all(std::vector<T>& out, Lock& lock) {
    const std::size_t count = items_.size();
    for (T& item : items_) out.push_back(std::move(item));
    items_.clear();
    lock.unlock();
    if (count > 0) has_room_.notify_all();
    return count;
  }

  const std::size_t items_max_;

  mutable std::mutex mutex_;
  std::condition_variable_any has_items_;
  std::condition_variable_any has_room_;
  // Guarded by mutex_.
  std::deque<T> items_;
  bool closed_ = false;
};

}  // namespace reelwright
