// SPDX-License-Identifier: GPL-3.0-or-later
// From written text to the words that are spoken, keeping which written token each spoken word belongs to:
// captions show "$500" while "five hundred dollars" is heard. English is written out here; for other
// languages the synthesiser reads numbers itself and only what must not be read is taken out. Pure; any
// thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/language.h"
#include "stages/voice/lexicon.h"

namespace reelwright::stages {

/// Part of every narration's input hash: raise it when the same text would be spoken differently.
inline constexpr int normaliser_version = 1;

struct SpokenWord {
  std::string text;       ///< lower case for English; with `letters`, the letters to spell ("fbi", "dvd's")
  std::size_t token = 0;  ///< index in SpokenSentence::tokens; never smaller than that of the word before
  bool letters = false;   ///< spelled out
  char pause = 0;         ///< punctuation after the word: one of , ; : . ? ! or 0
  friend bool operator==(const SpokenWord&, const SpokenWord&) = default;
};

struct SpokenSentence {
  std::vector<std::string>
      tokens;  ///< as written, punctuation included; joined they give the text back (without its spaces)
  std::vector<SpokenWord> words;  ///< may be empty: a sentence of emoji
};

/// `lang` is BCP 47. `text` is valid UTF-8.
[[nodiscard]] SpokenSentence normalise(std::string_view text, std::string_view lang, const Lexicon& lexicon);

/// "bees make five hundred dollars, says the F B I.": for logs and tests.
[[nodiscard]] std::string to_text(const std::vector<SpokenWord>& words);

}  // namespace reelwright::stages
