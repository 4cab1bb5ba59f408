// SPDX-License-Identifier: GPL-3.0-or-later
// How long something took or will take, in the words of the window and of the command line. Pure functions;
// any thread.
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

}  // namespace reelwright
