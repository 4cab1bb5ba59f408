// SPDX-License-Identifier: GPL-3.0-or-later
// Speaks one scene: sentence by sentence through a synthesiser, silence trimmed and put back as measured
// pauses, and the time of every written word. It reads and writes no files.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/audio.h"
#include "model/narration.h"
#include "model/script.h"
#include "model/pacing.h"
#include "stages/voice/lexicon.h"
#include "stages/voice/synthesiser.h"

namespace reelwright::stages {

struct SceneSpeech {
  AudioClip clip;               ///< 48 kHz mono
  std::vector<WordTime> words;  ///< each written token of each spoken sentence
  bool is_silent = false;       ///< there was nothing to speak: the clip is `silent_scene_s` of silence
};

inline constexpr double silent_scene_s = 1.5;

/// How one scene is spoken. References must outlive the calls; any thread, several at once.
struct Narrator {
  ISynthesiser& synthesiser;
  VoiceInfo voice;
  std::string lang;
  const Lexicon& lexicon;
  Pacing pacing;

  /// Names everything the narration depends on: words as spoken and as written, voice, speed, pauses.
  [[nodiscard]] std::string input_hash(const Scene& scene) const;

  /// `progress` gets the spoken share of the scene, 0 to 1. Errors: voice.failed, voice.silent (the engine
  /// made no sound), canceled.
  [[nodiscard]] Result<SceneSpeech> speak(const Scene& scene, std::stop_token stop,
                                          const std::function<void(double)>& progress) const;
};

/// Characters to be spoken: the cost of a scene.
[[nodiscard]] std::size_t spoken_characters(const Scene& scene);

}  // namespace reelwright::stages
