// SPDX-License-Identifier: GPL-3.0-or-later
// A dictionary's definition as something that can follow "is" or "are". Grammar only; what is said of which
// thing is concept.h's.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "stages/script/nouns.h"

namespace reelwright::stages {

/// The parts of a dictionary entry between semicolons, without examples and without what stands in brackets.
/// Any thread, as all here.
[[nodiscard]] std::vector<std::string> parts_of(std::string_view gloss);

struct DefinitionPhrase {
  std::string text;     ///< with its article
  bool plural = false;  ///< is about several: "web-footed birds"
  bool said = true;     ///< false: nothing that can follow "is"
};

/// The definition as it follows "is" or "are".
[[nodiscard]] DefinitionPhrase phrase_of(const Nouns& nouns, const std::string& definition, bool counted,
                                         bool proper);

/// A definition up to where it is still true and complete: "a political system" of "a political system in
/// which ..."; "" when there is no such place within `characters_max` code points.
[[nodiscard]] std::string definition_core(std::string_view definition, std::size_t characters_max);

}  // namespace reelwright::stages
