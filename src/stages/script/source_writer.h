// SPDX-License-Identifier: GPL-3.0-or-later
// A script from notes or an article: the sentences that carry the text, in their own order and words, divided
// into scenes. Only opening, transitions and closing are ours, and only in English.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "stages/script/document.h"
#include "stages/script/draft.h"
#include "stages/script/nouns.h"
#include "stages/script/wording.h"
#include "stages/stage.h"

namespace reelwright::stages {

/// `nouns` may be null. Errors: script.nothing_to_say (no sentence in the text), canceled. Any thread.
[[nodiscard]] Result<std::vector<DraftScene>> write_source(const Nouns* nouns, const Document& document,
                                                           const std::string& title,
                                                           const std::string& subject, const Style& style,
                                                           const Pace& pace, double target_s,
                                                           const std::stop_token& stop,
                                                           UnitProgress progress);

}  // namespace reelwright::stages
