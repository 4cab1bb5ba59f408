// SPDX-License-Identifier: GPL-3.0-or-later
// A fixed ring from one thread to one other, wait-free on both sides and without allocation. It does not wake
// anybody: the consumer is a frame loop or has its own wake-up.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace reelwright {

/// One producer thread (push), one consumer thread (pop); size_hint() and dropped() from any thread.
/// `Capacity` is a power of two. Each side keeps a copy of the other's index and reads the shared one only
/// when the ring looks full or empty.
template <typename T, std::size_t Capacity>
class SpscRing {
  static_assert(std::has_single_bit(Capacity));

 public:
  SpscRing() = default;
  SpscRing(const SpscRing&) = delete;
  SpscRing& operator=(const SpscRing&) = delete;

  /// False when full; `value` is then untouched.
  template <typename U>
  [[nodiscard]] bool try_push(U&& value) {
    const std::size_t tail = tail_.load(std::memory_order_relaxed);
    if (tail - head_seen_ == Capacity) {
      head_seen_ = head_.load(std::memory_order_acquire);
      if (tail - head_seen_ == Capacity) return false;
    }
    items_[tail % Capacity] = std::forward<U>(value);
    tail_.store(tail + 1, std::memory_order_release);
    return true;
  }

  /// When full, drops `value` and counts it.
  template <typename U>
  void push_or_drop(U&& value) {
    if (!try_push(std::forward<U>(value))) dropped_.fetch_add(1, std::memory_order_relaxed);
  }

  /// The oldest item; nothing when empty. What stays in the ring is moved from.
  [[nodiscard]] std::optional<T> try_pop() {
    const std::size_t head = head_.load(std::memory_order_relaxed);
    if (head == tail_seen_) {
      tail_seen_ = tail_.load(std::memory_order_acquire);
      if (head == tail_seen_) return std::nullopt;
    }
    std::optional<T> item(std::move(items_[head % Capacity]));
    head_.store(head + 1, std::memory_order_release);
    return item;
  }

  /// Exact only when both sides rest; never more than `Capacity`.
  [[nodiscard]] std::size_t size_hint() const {
    const std::size_t head = head_.load(std::memory_order_acquire);
    const std::size_t size = tail_.load(std::memory_order_acquire) - head;
    return size < Capacity ? size : Capacity;
  }

  /// Items refused by push_or_drop since the start.
  [[nodiscard]] std::uint64_t dropped() const { return dropped_.load(std::memory_order_relaxed); }

 private:
  static constexpr std::size_t cache_line = 64;

  std::array<T, Capacity> items_{};

  // Written by the consumer.
  alignas(cache_line) std::atomic<std::size_t> head_{0};
  std::size_t tail_seen_ = 0;

  // Written by the producer.
  alignas(cache_line) std::atomic<std::size_t> tail_{0};
  std::size_t head_seen_ = 0;
  std::atomic<std::uint64_t> dropped_{0};
};

}  // namespace reelwright
