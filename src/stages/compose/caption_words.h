// SPDX-License-Identifier: GPL-3.0-or-later
// Word times of all scenes on the video's clock: what caption cueing starts from.
#pragma once

#include <vector>

#include "model/caption.h"
#include "stages/compose/inputs.h"

namespace reelwright::stages {

/// Pure.
[[nodiscard]] std::vector<CaptionWord> caption_words(const ComposeInputs& inputs);

}  // namespace reelwright::stages
