// SPDX-License-Identifier: GPL-3.0-or-later
// "Did you mean": finds the known name that a mistyped one stands for.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace reelwright {

/// The candidate with the fewest edits (insert, delete, replace, swap neighbours; case ignored), the first of
/// equals; "" when even that one is not near (base/edit_distance.h). Pure.
[[nodiscard]] std::string_view near_match(std::string_view name,
                                          std::span<const std::string_view> candidates);

/// "It is one of: a, b, c." or, when one is near, "Did you mean b? It is one of: a, b, c."
[[nodiscard]] std::string choices_hint(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace reelwright
