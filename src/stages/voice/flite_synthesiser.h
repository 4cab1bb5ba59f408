// SPDX-License-Identifier: GPL-3.0-or-later
// English speech through flite's three clustergen voices (16 kHz). Sentences are spoken in parallel: every
// call has its own voice object, because flite counts references in a voice's features without atomics; only
// the making of that object is guarded.
#pragma once

#include "stages/voice/synthesiser.h"

namespace reelwright::stages {

/// Any thread.
class FliteSynthesiser final : public ISynthesiser {
 public:
  [[nodiscard]] std::string_view engine() const override { return "flite"; }
  [[nodiscard]] std::vector<VoiceInfo> voices() const override;
  [[nodiscard]] bool remembers() const override { return false; }
  /// Letters of all scripts but Latin.
  [[nodiscard]] std::size_t unreadable_characters(const VoiceInfo& voice, std::string_view text) override;
  [[nodiscard]] Result<Speech> speak(const VoiceInfo& voice, std::span<const SpokenWord> words, double speed,
                                     std::stop_token stop) override;
};

}  // namespace reelwright::stages
