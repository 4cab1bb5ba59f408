// SPDX-License-Identifier: GPL-3.0-or-later
// The pieces that captions are set from: words made short enough for a line, with their widths and how good
// it is to break before each. Used by caption cueing only.
#pragma once

#include <vector>

#include "model/caption.h"

namespace reelwright::captions {

/// Words whose times are finite and in order; too long words and words of scripts without spaces are cut
/// between characters.
[[nodiscard]] std::vector<CaptionWord> pieces_of(const std::vector<CaptionWord>& words,
                                                 int line_characters_max);

/// What a break between two neighbouring pieces costs the reader: 0 after a sentence, 1 after a clause, up to
/// 8 inside a word.
[[nodiscard]] double break_cost(const CaptionWord& before, const CaptionWord& after);

}  // namespace reelwright::captions
