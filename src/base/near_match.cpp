// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/near_match.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/edit_distance.h"
#include "base/utf8.h"

namespace reelwright {

std::string_view near_match(std::string_view name, std::span<const std::string_view> candidates) {
  // No name of ours is longer; a paragraph in place of a name costs nothing.
  constexpr std::size_t name_bytes_max = 64;
  if (name.empty() || name.size() > name_bytes_max) return {};
  const std::string wanted = ascii_lower(name);
  std::string_view best;
  std::size_t best_edits = 0;
  for (const std::string_view candidate : candidates) {
    const std::size_t count = edit_distance(wanted, ascii_lower(candidate));
    if (!is_near(count, candidate.size())) continue;
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

}  // namespace reelwright
