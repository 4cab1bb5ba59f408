// SPDX-License-Identifier: GPL-3.0-or-later
// A finished script as scenes: every word that is to be spoken is kept, in its order; only scene borders,
// layouts and what is shown are ours.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "stages/script/document.h"
#include "stages/script/draft.h"

namespace reelwright::stages {

/// Headings become scenes; without headings, paragraphs do (tiny ones joined, long ones divided). A list is
/// shown as bullets, and spoken too when its scene has no other narration. Errors: script.nothing_to_say
/// (headings or pictures only), script.too_long. Any thread.
[[nodiscard]] Result<std::vector<DraftScene>> write_finished(const Document& document,
                                                             const std::string& title,
                                                             const std::string& lang, const Pace& pace);

}  // namespace reelwright::stages
