// SPDX-License-Identifier: GPL-3.0-or-later
// The ways from one scene's picture to the next one's, pixel by pixel in integers. Internal to media/.
#pragma once

#include <cstdint>
#include <vector>

#include "media/plane.h"
#include "model/timeline.h"

namespace reelwright::media {

/// Frame `index` of `count` (0 <= index < count) of the change from `from` to `to`, into `out`. All of the
/// same size; `out` is neither of the two. `weights` is memory kept between calls.
void draw_transition(TransitionKind kind, std::int64_t index, std::int64_t count, const YuvView& from,
                     const YuvView& to, const YuvView& out, std::vector<std::uint16_t>& weights);

}  // namespace reelwright::media
