// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/settings.h"

#include <algorithm>

#include "model/names.h"

namespace reelwright {
namespace {

constexpr Names<Appearance, 3> appearances{{"dark", "light", "system"}};

}  // namespace

std::string_view name_of(Appearance appearance) { return appearances.of(appearance); }
std::optional<Appearance> parse_appearance(std::string_view name) { return appearances.parse(name); }

std::size_t workers_of(const Settings& settings, std::size_t cores) {
  return std::max<std::size_t>(settings.workers > 0 ? settings.workers : cores, 1);
}

}  // namespace reelwright
