// SPDX-License-Identifier: GPL-3.0-or-later
// Which of all jobs a list shows, and in which order: what a person types and clicks above the list, answered
// by the store's index.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/stage.h"

namespace reelwright {

enum class HistoryOrder : std::uint8_t { newest, oldest, title, longest, largest };

struct HistoryQuery {
  std::optional<JobStatus> status = std::nullopt;
  /// Words or beginnings of words of title and topic, all of which must occur, in any order; case and accents
  /// do not matter. Any text is allowed. Empty: everything.
  std::string search = {};
  HistoryOrder order = HistoryOrder::newest;
  std::uint32_t limit = 50;
  std::uint64_t offset = 0;
  friend bool operator==(const HistoryQuery&, const HistoryQuery&) = default;
};

}  // namespace reelwright
