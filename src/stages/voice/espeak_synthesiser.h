// SPDX-License-Identifier: GPL-3.0-or-later
// Speech in more than a hundred languages through espeak-ng (22.05 kHz). The library is one set of globals,
// so there is one object of this class in a program and sentences are spoken one after the other; at a
// thousandth of real time nobody waits.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "stages/voice/synthesiser.h"

namespace reelwright::stages {

/// Any thread.
class EspeakSynthesiser final : public ISynthesiser {
 public:
  /// Before there are threads that touch the environment, which it changes for a moment. Error:
  /// voice.no_espeak (its data is not installed).
  [[nodiscard]] static Result<std::unique_ptr<EspeakSynthesiser>> create();

  [[nodiscard]] std::string_view engine() const override { return "espeak-ng"; }
  [[nodiscard]] std::vector<VoiceInfo> voices() const override;
  /// The library's pitch flutter runs on from one sentence to the next: lengths vary by less than a
  /// millisecond.
  [[nodiscard]] bool remembers() const override { return true; }
  /// Han or kana that all sound the same: kanji in Japanese, everything of it in most other
  /// languages.
  [[nodiscard]] std::size_t unreadable_characters(const VoiceInfo& voice, std::string_view text) override;
  /// Word times of a text that is unreadable in good part are shared out by length: the library's own mark
  /// how long it takes to say "Chinese letter".
  [[nodiscard]] Result<Speech> speak(const VoiceInfo& voice, std::span<const SpokenWord> words, double speed,
                                     std::stop_token stop) override;

 private:
  struct EngineVoice {
    VoiceInfo info;
    std::string name;  ///< what the library calls it
  };
  EspeakSynthesiser(int sample_rate, std::vector<EngineVoice> voices)
      : sample_rate_(sample_rate), voices_(std::move(voices)) {}
  [[nodiscard]] static std::vector<EngineVoice> list_voices();
  [[nodiscard]] const EngineVoice& engine_voice(const VoiceInfo& voice) const;

  const int sample_rate_;
  const std::vector<EngineVoice> voices_;
  std::mutex library_;  ///< guards everything inside espeak-ng
};

}  // namespace reelwright::stages
