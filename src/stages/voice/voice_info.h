// SPDX-License-Identifier: GPL-3.0-or-later
// What a voice is, apart from any synthesiser.
#pragma once

#include <string>

namespace reelwright::stages {

/// A value; any thread.
struct VoiceInfo {
  std::string id;           ///< what people type: "slt", "espeak-de"
  std::string title;        ///< "Clara (female, American English)"
  std::string engine;       ///< "flite" or "espeak-ng"
  std::string lang;         ///< BCP 47, lower case: "en", "pt-br"
  std::string description;  ///< one sentence
};

}  // namespace reelwright::stages
