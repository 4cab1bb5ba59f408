// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people read them in the window, beside those of model/words_for_people.h.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/short_text.h"
#include "model/stage.h"
#include "model/words_for_people.h"

namespace reelwright::ui {

/// "0:42", "1:02:03".
[[nodiscard]] ShortText clock_text(double seconds);
/// "12.4 MB".
[[nodiscard]] ShortText bytes_text(std::uint64_t bytes);
/// "just now", "5 min ago", "3 h ago", "yesterday", "2026-11-20".
[[nodiscard]] ShortText ago_text(std::int64_t utc_ms, std::int64_t now_utc_ms);

/// For people: "Done", "Interrupted", ...
[[nodiscard]] std::string_view title_of(JobStatus status);

}  // namespace reelwright::ui
