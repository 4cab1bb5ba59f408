// SPDX-License-Identifier: GPL-3.0-or-later
// A small room for the music bed: without it, computed notes sound dry and close. Not for speech.
#pragma once

#include <span>

namespace reelwright::stages {

/// Adds `wet` (0 to 1) of reverberation, about 1.8 s long, to interleaved stereo samples in place.
/// Schroeder's parallel combs and serial all-passes (M. R. Schroeder, "Natural sounding artificial
/// reverberation", 1962) with damped combs and different lengths left and right. Any thread.
void add_reverb(std::span<float> stereo, int sample_rate, float wet);

}  // namespace reelwright::stages
