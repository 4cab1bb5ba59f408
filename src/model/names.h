// SPDX-License-Identifier: GPL-3.0-or-later
// The stable texts of an enumeration, in both directions. One table a type, so that writing and reading
// cannot disagree.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "base/check.h"

namespace reelwright {

/// `texts[i]` names the enumerator with value i. A value; any thread.
template <typename Enum, std::size_t count>
struct Names {
  std::array<std::string_view, count> texts;

  [[nodiscard]] constexpr std::string_view of(Enum value) const {
    const auto index = static_cast<std::size_t>(value);
    CHECK(index < count);
    return texts[index];
  }
  [[nodiscard]] constexpr std::optional<Enum> parse(std::string_view name) const {
    for (std::size_t i = 0; i < count; ++i)
      if (texts[i] == name) return static_cast<Enum>(i);
    return std::nullopt;
  }
};

}  // namespace reelwright
