// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/log_rings.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace reelwright::runtime {

LogRings::LogRings(std::size_t producers, std::function<void()> wake) : wake_(std::move(wake)) {
  rings_.reserve(producers);
  for (std::size_t i = 0; i < producers; ++i) rings_.push_back(std::make_unique<Ring>());
}

void LogRings::offer(std::size_t producer, LogLine& line) {
  CHECK(producer < rings_.size());
  {
    Ring& ring = *rings_[producer];
    const std::lock_guard lock(ring.producers);
    line.sequence = next_sequence_.fetch_add(1, std::memory_order_relaxed);
    ring.lines.push_or_drop(line);
  }
  if (!announced_.exchange(true) && wake_) wake_();
}

void LogRings::take(std::vector<LogLine>& out) {
  announced_.store(false);
  const std::size_t before = out.size();
  for (const std::unique_ptr<Ring>& ring : rings_) {
    // At most one ring's worth, so that a busy producer cannot keep the reader here.
    for (std::size_t i = 0; i < lines_a_ring; ++i) {
      std::optional<LogLine> line = ring->lines.try_pop();
      if (!line) break;
      out.push_back(*line);
    }
  }
  std::ranges::sort(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(), {}, &LogLine::sequence);
}

std::uint64_t LogRings::dropped() const {
  std::uint64_t sum = 0;
  for (const std::unique_ptr<Ring>& ring : rings_) sum += ring->lines.dropped();
  return sum;
}

}  // namespace reelwright::runtime
