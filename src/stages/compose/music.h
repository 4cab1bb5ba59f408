// SPDX-License-Identifier: GPL-3.0-or-later
// A music bed that is computed, so it is nobody's property: pads, a plucked figure and a bass over a chord
// progression, in one of four moods. It sits behind speech: no drums, no melody that competes with a voice.
// Levels are the mixer's business.
#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <string_view>

#include "base/result.h"
#include "model/audio.h"

namespace reelwright::stages {

inline constexpr int music_version = 1;  ///< part of the sound's key: another generator, another bed

/// "calm", "bright", "tense", "warm".
[[nodiscard]] std::span<const std::string_view> music_moods();
[[nodiscard]] bool is_music_mood(std::string_view name);

/// 48 kHz stereo, `frames` long, peak near 0.5, faded at neither end. The same mood, seed and length give the
/// same samples. Errors: music.unknown_mood, canceled. Any thread.
[[nodiscard]] Result<AudioClip> generate_music(std::string_view mood, std::int64_t seed, std::size_t frames,
                                               std::stop_token stop);

}  // namespace reelwright::stages
