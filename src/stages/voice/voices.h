// SPDX-License-Identifier: GPL-3.0-or-later
// Every voice of every engine on this machine, found by id or by language. Built once, in app/.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "stages/voice/synthesiser.h"

namespace reelwright::stages {

/// Immutable after it is made; any thread.
class VoiceCatalog {
 public:
  /// The engines must outlive the catalog; the first one with a voice for a language gives its default.
  explicit VoiceCatalog(std::vector<std::reference_wrapper<ISynthesiser>> engines);

  [[nodiscard]] const std::vector<VoiceInfo>& voices() const { return voices_; }

  /// `id` "" is the language's default voice: slt for English, espeak-<lang> else. Errors: voice.unknown
  /// (with near matches), voice.unknown_language, voice.wrong_language (the voice cannot speak `lang`).
  [[nodiscard]] Result<VoiceInfo> find(std::string_view id, std::string_view lang) const;

  /// The engine of a voice that find() returned.
  [[nodiscard]] ISynthesiser& synthesiser(const VoiceInfo& voice) const;

 private:
  [[nodiscard]] Result<VoiceInfo> default_for(std::string_view lang) const;
  [[nodiscard]] std::string near_matches(std::string_view id) const;

  std::vector<std::reference_wrapper<ISynthesiser>> engines_;
  std::vector<VoiceInfo> voices_;
};

}  // namespace reelwright::stages
