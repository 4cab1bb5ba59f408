// SPDX-License-Identifier: GPL-3.0-or-later
// The final sound: narrations at their frames, a music bed that makes room for them, levelled for publishing.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/audio.h"
#include "stages/compose/schedule.h"

namespace reelwright::stages {

inline constexpr int sound_mix_version = 1;  ///< part of the sound's key

/// The bed, 48 kHz stereo, `frames` long: generated for a mood, or a file looped with cross-fades. Errors:
/// music.unknown_mood, those of read_sound, canceled.
[[nodiscard]] Result<AudioClip> make_bed(const std::string& music, std::int64_t seed, std::size_t frames,
                                         std::stop_token stop);

/// Lowers the bed while anyone speaks, starting before the first word (look-ahead) and returning slowly, and
/// fades both ends. `speech` are spans in samples at the bed's rate, in order. Pure.
struct SpeechSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};
void duck(AudioClip& bed, const std::vector<SpeechSpan>& speech);

struct MixInput {
  std::vector<std::filesystem::path> narrations;  ///< one a scene, 48 kHz mono wav
  const Schedule& schedule;
  int frames_per_second = 30;
  std::string music = "none";
  std::int64_t seed = 1;
};
/// 48 kHz stereo, exactly as long as the schedule, at limits.h's loudness and true peak. Errors: sound.*,
/// music.*, canceled. Worker thread.
[[nodiscard]] Result<AudioClip> mix_sound(const MixInput& input, std::stop_token stop,
                                          std::move_only_function<void(double)>& progress);

}  // namespace reelwright::stages
