// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/near_match.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "base/utf8.h"

namespace reelwright::cli {
namespace {

/// Optimal string alignment distance.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string_view near_match(std::string_view name, std::span<const std::string_view> candidates) {
  // No name of ours is longer; a paragraph in place of a name costs nothing.
  constexpr std::size_t name_bytes_max = 64;
  if (name.empty() || name.size() > name_bytes_max) return {};
  const std::string wanted = ascii_lower(name);
  std::string_view best;
  std::size_t best_edits = 0;
  for (const std::string_view candidate : candidates) {
    const std::size_t count = edits(wanted, ascii_lower(candidate));
    if (count > std::max<std::size_t>(2, candidate.size() / 3) || count >= candidate.size()) continue;
    if (best.empty() || count < best_edits) {
      best = candidate;
      best_edits = count;
    }
  }
  return best;
}

std::string choices_hint(std::string_view name, std::span<const std::string_view> candidates) {
  const std::string all = fmt::format("It is one of: {}.", fmt::join(candidates, ", "));
  const std::string_view near = near_match(name, candidates);
  return near.empty() ? all : fmt::format("Did you mean {}? {}", near, all);
}

}  // namespace reelwright::cli
