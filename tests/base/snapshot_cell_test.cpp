// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/snapshot_cell.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <latch>
#include <random>
#include <stdexcept>
#include <thread>
#include <vector>

namespace reelwright {
namespace {

constexpr std::size_t readers = 3;
constexpr std::size_t word_count = 64;

struct Words {
  std::uint64_t revision = 0;
  std::vector<std::uint64_t> words = std::vector<std::uint64_t>(word_count, 0);
};

using Cell = SnapshotCell<Words, readers>;

TEST(SnapshotCell, StartsWithADefaultValue) {
  const Cell cell;
  EXPECT_EQ(cell.read()->revision, 0U);
}

TEST(SnapshotCell, AGuardKeepsItsValueWhileNewerOnesArePublished) {
  Cell cell;
  cell.publish(Words{.revision = 1, .words = {1}});
  const auto first = cell.read();
  for (std::uint64_t i = 2; i < 100; ++i) cell.publish([&](Words& slot) { slot.revision = i; });
  EXPECT_EQ(first->revision, 1U);
  EXPECT_EQ((*first).words, std::vector<std::uint64_t>{1});
  EXPECT_EQ(cell.read()->revision, 99U);
}

TEST(SnapshotCell, AllReadersMayHoldDifferentValuesAndTheWriterGoesOn) {
  Cell cell;
  std::vector<Cell::Guard> guards;
  for (std::uint64_t i = 1; i <= readers; ++i) {
    cell.publish([&](Words& slot) { slot.revision = i; });
    guards.push_back(cell.read());
  }
  for (std::uint64_t i = readers + 1; i < 50; ++i) cell.publish([&](Words& slot) { slot.revision = i; });
  for (std::uint64_t i = 1; i <= readers; ++i) EXPECT_EQ(guards[i - 1]->revision, i);
}

TEST(SnapshotCell, MovedGuardsReleaseTheirSeatOnce) {
  Cell cell;
  for (int round = 0; round < 20; ++round) {
    Cell::Guard first = cell.read();
    Cell::Guard second = std::move(first);
    cell.publish([](Words& slot) { slot.revision = 1; });
    first = cell.read();
    cell.publish([](Words& slot) { slot.revision = 2; });
    second = std::move(first);
    EXPECT_EQ(second->revision, 1U);
    // One seat is taken now: two more readers fit, and the writer still finds a slot.
    const Cell::Guard third = cell.read();
    cell.publish([](Words& slot) { slot.revision = 3; });
    const Cell::Guard fourth = cell.read();
    cell.publish([](Words& slot) { slot.revision = 4; });
    EXPECT_EQ(third->revision, 2U);
    EXPECT_EQ(fourth->revision, 3U);
  }
}

TEST(SnapshotCell, SteadyStateReusesTheSlotsMemory) {
  Cell cell;
  const std::vector<std::uint64_t> words(1000, 5);
  std::vector<const void*> seen;
  for (std::uint64_t i = 0; i < 100; ++i) {
    cell.publish([&](Words& slot) { slot.words.assign(words.begin(), words.end()); });
    seen.push_back(cell.read()->words.data());
  }
  std::ranges::sort(seen);
  const auto repeated = std::ranges::unique(seen);
  EXPECT_LE(static_cast<std::size_t>(std::distance(seen.begin(), repeated.begin())), readers + 2);
}

TEST(SnapshotCell, AFillThatThrowsPublishesNothing) {
  Cell cell;
  cell.publish([](Words& slot) { slot.revision = 1; });
  EXPECT_THROW(cell.publish([](Words& slot) {
    slot.revision = 2;
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(cell.read()->revision, 1U);
}

/// Gives the processor away before some of its operations, where a preemption would otherwise be rare.
template <typename T>
class PausingAtomic {
 public:
  PausingAtomic(T value) : value_(value) {}  // NOLINT: stands in for std::atomic
  T load(std::memory_order order) const { return pause(), value_.load(order); }
  void store(T value, std::memory_order order) { pause(), value_.store(value, order); }
  T fetch_add(T value, std::memory_order order) { return pause(), value_.fetch_add(value, order); }
  T fetch_sub(T value, std::memory_order order) { return pause(), value_.fetch_sub(value, order); }

 private:
  static void pause() {
    thread_local std::minstd_rand random(
        static_cast<unsigned>(std::hash<std::thread::id>{}(std::this_thread::get_id())));
    if (random() % 4 == 0) std::this_thread::yield();
  }
  std::atomic<T> value_;
};

// A reader that ever sees two revisions in one value, or an older value after a newer one, fails.
template <template <typename> typename Atomic>
void expect_whole_values_in_order(std::uint64_t revisions) {
  SnapshotCell<Words, readers, Atomic> cell;
  std::atomic<bool> torn = false;
  std::atomic<bool> went_back = false;
  std::latch started(readers + 1);
  {
    std::vector<std::jthread> threads;
    for (std::size_t r = 0; r < readers; ++r) {
      threads.emplace_back([&] {
        std::uint64_t last = 0;
        started.arrive_and_wait();
        while (last < revisions) {
          const auto value = cell.read();
          const std::uint64_t revision = value->revision;
          if (!std::ranges::all_of(value->words, [&](std::uint64_t word) { return word == revision; }))
            torn = true;
          if (revision < last) went_back = true;
          last = revision;
        }
      });
    }
    started.arrive_and_wait();
    for (std::uint64_t revision = 1; revision <= revisions; ++revision) {
      cell.publish([&](Words& slot) {
        slot.revision = revision;
        for (std::uint64_t& word : slot.words) word = revision;
      });
    }
  }
  EXPECT_FALSE(torn);
  EXPECT_FALSE(went_back);
}

TEST(SnapshotCellStress, ReadersNeverSeeATornOrAnOlderValue) {
  expect_whole_values_in_order<std::atomic>(200'000);
}

TEST(SnapshotCellStress, NorWhenThreadsPauseInTheMiddleOfTheProtocol) {
  expect_whole_values_in_order<PausingAtomic>(100'000);
}

}  // namespace
}  // namespace reelwright
