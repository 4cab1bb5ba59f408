// SPDX-License-Identifier: GPL-3.0-or-later
// The spoken form of one scene: how long it is and when each written word is heard. Stored as
// voice/scene-NN.json beside scene-NN.wav. Times come from the synthesiser, never from a guess.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace reelwright {

struct WordTime {
  std::string text;    ///< as written, punctuation included: "$500," although five hundred dollars is spoken
  double start_s = 0;  ///< from the start of the scene's narration
  double end_s = 0;
  int sentence = 0;  ///< index in Scene::sentences
  friend bool operator==(const WordTime&, const WordTime&) = default;
};

struct Narration {
  std::string scene;       ///< Scene::id
  std::string input_hash;  ///< of text, voice, speed: unchanged means it need not be spoken again
  std::string voice;
  double duration_s = 0;        ///< length of the wav, silence at its ends removed
  std::vector<WordTime> words;  ///< in order, start_s <= end_s <= next start_s
  friend bool operator==(const Narration&, const Narration&) = default;
};

/// Error: narration.damaged.
[[nodiscard]] Result<Narration> narration_from_json(std::string_view json);
[[nodiscard]] std::string to_json(const Narration& narration);

}  // namespace reelwright
