// SPDX-License-Identifier: GPL-3.0-or-later
// The one thing every speech engine does: spoken words in, sound and the time of each word out. It knows
// nothing of scenes, captions, pauses between sentences or written text.
#pragma once

#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/audio.h"
#include "stages/voice/normaliser.h"
#include "stages/voice/voice_info.h"

namespace reelwright::stages {

struct WordSpan {
  double start_s = 0;
  double end_s = 0;
  friend bool operator==(const WordSpan&, const WordSpan&) = default;
};

struct Speech {
  AudioClip clip;               ///< mono, at the engine's own rate
  std::vector<WordSpan> words;  ///< one for each spoken word, in order, not overlapping; a word the engine
                                ///< cannot say has no length
};

/// From this share of unreadable characters on, a listener cannot follow and word times say nothing.
inline constexpr double unreadable_share_max = 0.1;

/// Any thread, several at once; an engine that cannot do that waits inside.
class ISynthesiser {
 public:
  virtual ~ISynthesiser() = default;
  [[nodiscard]] virtual std::string_view engine() const = 0;
  /// Sorted by id, the default voice first.
  [[nodiscard]] virtual std::vector<VoiceInfo> voices() const = 0;
  /// Whether the sound of a sentence depends a little on what was spoken before: such an engine is given the
  /// scenes in order.
  [[nodiscard]] virtual bool remembers() const = 0;
  /// How many characters of the text the voice does not know how to read: it leaves them out, or says only
  /// what they are ("Chinese letter").
  [[nodiscard]] virtual std::size_t unreadable_characters(const VoiceInfo& voice, std::string_view text) = 0;
  /// `words` is not empty; `speed` 1 is normal, 2 twice as fast. Same input, same output (but see
  /// remembers()). Errors: voice.failed, canceled.
  [[nodiscard]] virtual Result<Speech> speak(const VoiceInfo& voice, std::span<const SpokenWord> words,
                                             double speed, std::stop_token stop) = 0;
};

}  // namespace reelwright::stages
