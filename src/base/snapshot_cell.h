// SPDX-License-Identifier: GPL-3.0-or-later
// The newest value of T, written by one thread and read by up to `Readers` others without a lock: a triple
// buffer generalised to R readers. Older values are not kept and nobody is woken; whoever needs every value
// needs a queue.
#pragma once

#include <array>
#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/check.h"

namespace reelwright {

/// publish(): one thread. read(): any thread, at most `Readers` guards at a time over all threads.
///
/// R readers hold at most R slots, one slot is the latest, so with R + 2 slots the writer always finds a free
/// one: readers are lock-free, the writer is wait-free. Slots are reused, so strings and vectors inside T
/// keep their capacity.
///
/// Why it is safe: a reader takes its seat before it looks at `latest_` again, and the writer stores
/// `latest_` away from a slot before it looks at that slot's seats. Both orders are sequentially consistent,
/// so at least one of the two sees the other: either the writer sees the seat and leaves the slot alone, or
/// the reader sees that `latest_` moved and retries. `Atomic` is std::atomic; tests put one with pauses in
/// its place to force rare interleavings.
template <typename T, std::size_t Readers, template <typename> typename Atomic = std::atomic>
class SnapshotCell {
  static_assert(Readers > 0);

  struct alignas(64) Slot {
    T value{};
    Atomic<std::uint32_t> seats{0};
  };

 public:
  /// A seat on one value: it does not change while the guard lives. Move-only; may move between threads.
  class Guard {
   public:
    Guard(Guard&& other) noexcept : slot_(std::exchange(other.slot_, nullptr)) {}
    Guard& operator=(Guard&& other) noexcept {
      if (this != &other) {
        leave();
        slot_ = std::exchange(other.slot_, nullptr);
      }
      return *this;
    }
    ~Guard() { leave(); }

    const T& operator*() const { return slot_->value; }
    const T* operator->() const { return &slot_->value; }

   private:
    friend class SnapshotCell;
    explicit Guard(Slot* slot) : slot_(slot) {}
    void leave() noexcept {
      if (slot_ != nullptr) slot_->seats.fetch_sub(1, std::memory_order_release);
    }
    Slot* slot_;
  };

  SnapshotCell() = default;
  SnapshotCell(const SnapshotCell&) = delete;
  SnapshotCell& operator=(const SnapshotCell&) = delete;

  /// `fill(T&)` gets a slot that still holds some older value and must set all of it. If it throws, nothing
  /// is published.
  template <std::invocable<T&> Fill>
  void publish(Fill&& fill) {
    const std::size_t free = free_slot();
    std::forward<Fill>(fill)(slots_[free].value);
    latest_.store(free, std::memory_order_seq_cst);
  }

  void publish(const T& value) {
    publish([&](T& slot) { slot = value; });
  }

  /// The newest value; T{} before the first publish.
  [[nodiscard]] Guard read() const {
    for (;;) {
      const std::size_t index = latest_.load(std::memory_order_seq_cst);
      Slot& slot = slots_[index];
      slot.seats.fetch_add(1, std::memory_order_seq_cst);
      if (latest_.load(std::memory_order_seq_cst) == index) return Guard(&slot);
      slot.seats.fetch_sub(1, std::memory_order_release);
    }
  }

 private:
  std::size_t free_slot() const {
    const std::size_t latest = latest_.load(std::memory_order_relaxed);
    for (std::size_t i = 0; i < slots_.size(); ++i)
      if (i != latest && slots_[i].seats.load(std::memory_order_seq_cst) == 0) return i;
    check_failed("at most Readers guards at a time");
  }

  mutable std::array<Slot, Readers + 2> slots_;
  alignas(64) Atomic<std::size_t> latest_{0};
};

}  // namespace reelwright
