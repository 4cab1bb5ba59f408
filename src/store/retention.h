// SPDX-License-Identifier: GPL-3.0-or-later
// Which old jobs make room for new ones. Asked after each job; never names work that is under way, that a
// person pinned or that has just come to its end.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/snapshot.h"

namespace reelwright::store {

/// The ids to delete, oldest first: settled jobs that are not pinned, beyond the `keep` that finished last.
/// Running, queued, paused and pinned jobs are exempt and do not count. `newest` settled last, whatever the
/// clock said at that time, and is never among them; "" when none did. Pure.
[[nodiscard]] std::vector<std::string> jobs_beyond(std::span<const HistoryRow> rows, std::size_t keep,
                                                   std::string_view newest);

}  // namespace reelwright::store
