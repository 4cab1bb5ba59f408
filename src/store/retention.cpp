// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/retention.h"

#include <algorithm>
#include <tuple>

namespace reelwright::store {

std::vector<std::string> jobs_beyond(std::span<const HistoryRow> rows, std::size_t keep,
                                     std::string_view newest) {
  std::vector<const HistoryRow*> finished;
  for (const HistoryRow& row : rows)
    if (is_settled(row.status) && !row.pinned) finished.push_back(&row);
  if (finished.size() <= keep) return {};
  std::ranges::sort(finished, {}, [newest](const HistoryRow* row) {
    return std::tuple(row->id == newest, row->finished_utc_ms, row->created_utc_ms,
                      std::string_view(row->id));
  });
  std::vector<std::string> ids;
  for (const HistoryRow* row : std::span(finished).first(finished.size() - keep))
    if (row->id != newest) ids.push_back(row->id);
  return ids;
}

}  // namespace reelwright::store
