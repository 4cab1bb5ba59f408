// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/words_for_people.h"

#include <algorithm>
#include <cmath>

namespace reelwright {

ShortText duration_text(double seconds) {
  if (seconds < 60) return ShortText("{:.1f} s", std::max(seconds, 0.0));
  const auto whole = static_cast<long>(std::lround(seconds));
  return ShortText("{} min {:02} s", whole / 60, whole % 60);
}

ShortText range_text(const EtaRange& range) {
  const bool in_minutes = range.high_s >= 120;
  const double unit = in_minutes ? 60 : 1;
  const char* const name = in_minutes ? "min" : "s";
  const auto low = static_cast<long>(std::floor(range.low_s / unit));
  const auto high = std::max(static_cast<long>(std::ceil(range.high_s / unit)), 1L);
  return low >= high ? ShortText("about {} {}", high, name) : ShortText("about {}-{} {}", low, high, name);
}

ShortText eta_text(const Job& job) {
  if (!job.eta) return ShortText("");
  return ShortText("{} left", std::string_view(range_text(*job.eta)));
}

ShortText count_text(std::uint64_t count, std::string_view one) {
  return ShortText("{} {}{}", count, one, count == 1 ? "" : "s");
}

}  // namespace reelwright
