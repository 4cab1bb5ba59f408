// SPDX-License-Identifier: GPL-3.0-or-later
// Gain with a look-ahead limiter that sees the peaks between samples. Internal to media/.
#pragma once

#include <stop_token>

#include "base/result.h"
#include "model/audio.h"

namespace reelwright::media {

/// Multiplies by `gain` and turns down what would pass `ceiling` (linear, of the true peak) smoothly, 5 ms
/// ahead. In place; half done after the only error, canceled.
[[nodiscard]] Result<void> amplify_and_limit(AudioClip& clip, double gain, double ceiling,
                                             const std::stop_token& stop = {});

}  // namespace reelwright::media
