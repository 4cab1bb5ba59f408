// SPDX-License-Identifier: GPL-3.0-or-later
// How long something took or will take and how many there are, in the words of the window, the log and the
// command line. Pure functions; any thread.
#pragma once

#include "base/short_text.h"
#include "model/job.h"

namespace reelwright {

/// "3.2 s", "1 min 05 s".
[[nodiscard]] ShortText duration_text(double seconds);
/// "about 40-55 s", "about 3-4 min".
[[nodiscard]] ShortText range_text(const EtaRange& range);
/// The same with "left" behind it; "" when nothing is known.
[[nodiscard]] ShortText eta_text(const Job& job);
/// "1 scene", "3 scenes": `one` takes an "s" for more.
[[nodiscard]] ShortText count_text(std::uint64_t count, std::string_view one);

}  // namespace reelwright
