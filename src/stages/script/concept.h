// SPDX-License-Identifier: GPL-3.0-or-later
// One sense of a noun, made ready to be talked about: its name with the right article and its dictionary
// definition as something one can say. What cannot be said decently or understood (slurs, taxonomy) is no
// concept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/script/nouns.h"

namespace reelwright::stages {

struct Concept {
  Synset synset;
  std::string name;     ///< "bee", "French Revolution"
  std::string subject;  ///< inside a sentence: "a bee", "honey", "the French Revolution"
  std::string several;  ///< "bees", "honey", "the French Revolution"
  bool counted = false;
  bool proper = false;           ///< one thing with a name, not a kind
  bool past = false;             ///< a person or an event of the past
  std::string opening;           ///< "Honey is", "Bees are"
  std::string definition;        ///< "a sweet yellow liquid produced by bees"
  std::string statement;         ///< "Honey is a sweet yellow liquid produced by bees."
  std::string short_definition;  ///< the definition up to its first clause, where it is true without the rest
  std::string short_statement;   ///< the statement with it
  std::vector<std::string>
      extras;  ///< further whole sentences of the dictionary entry, other names among them
};

/// `wanted` is the name to use, "" to choose one (preferring one that contains `family`, as in "carpenter
/// bee"). `strict` leaves out whatever only specialists would understand. nullopt when there is nothing fit
/// to be said. Any thread.
[[nodiscard]] std::optional<Concept> concept_of(const Nouns& nouns, std::uint32_t id, std::string_view wanted,
                                                std::string_view family, bool strict);

}  // namespace reelwright::stages
