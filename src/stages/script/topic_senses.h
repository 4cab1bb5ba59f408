// SPDX-License-Identifier: GPL-3.0-or-later
// Which of a noun's meanings a topic has in mind: by how often texts use each, by what the dictionary itself
// speaks of when it uses the word, and by the topic's other words. It chooses; it tells nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stages/script/nouns.h"

namespace reelwright::stages {

/// A noun of a topic and what stands around it.
struct NounInTopic {
  std::string lemma;
  std::string written;
  bool capitals_tell = false;       ///< its capital or small letter says whether it is a name
  bool at_work = false;             ///< "how ... works": rather an institution or a machine than a place
  bool all_of_a_set = false;        ///< "the seasons"
  std::vector<std::string> others;  ///< the topic's other words that mean something, as lemmas
};

struct SenseChoice {
  std::uint32_t id = 0;
  double fit = 0;         ///< what it has to do with the other words; 0: nothing that the dictionary knows
  bool doubtful = false;  ///< another common meaning of the word could be the one
};

/// The choice among the senses that can be told; nullopt when there are none. Lesk's method with McCarthy's
/// predominant senses: profiles of weighted words (definition, synonyms, kinds and kin) are compared by their
/// cosine with those of the definitions that use the word or the topic's other words. Any thread.
[[nodiscard]] std::optional<SenseChoice> choose_sense(const Nouns& nouns, const NounInTopic& noun);

/// Of synsets that are defined with the noun, those that mean its sense `id` by it, as far as can be told: a
/// derrick has nothing to do with the bird. Any thread.
[[nodiscard]] std::vector<std::uint32_t> meaning_sense(const Nouns& nouns, const std::string& lemma,
                                                       std::uint32_t id,
                                                       const std::vector<std::uint32_t>& mentions);

}  // namespace reelwright::stages
