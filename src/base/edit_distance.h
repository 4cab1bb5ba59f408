// SPDX-License-Identifier: GPL-3.0-or-later
// How far two names are from each other, for "did you mean". Bytes, not characters: our names are ASCII.
#pragma once

#include <cstddef>
#include <string_view>

namespace reelwright {

/// The fewest inserts, deletes, replacements and swaps of neighbours that make `b` of `a` (optimal string
/// alignment). Time and memory grow with the product of the lengths: limit them first. Pure.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// Whether `edits` are few enough that a name of `bytes` bytes may have been meant: a third of it, at least
/// two, of a name below four bytes only one. Pure.
[[nodiscard]] constexpr bool is_near(std::size_t edits, std::size_t bytes) {
  const std::size_t edits_max = bytes < 4 ? 1 : bytes < 6 ? 2 : bytes / 3;
  return edits <= edits_max && edits < bytes;
}

}  // namespace reelwright
