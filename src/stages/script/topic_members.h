// SPDX-License-Identifier: GPL-3.0-or-later
// What the dictionary connects with a thing: its kinds, parts and examples, and what is defined with its name
// ("lava" with "volcano"). Well-known things come first. It chooses; what is said of them is the collector's.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stages/script/concept.h"

namespace reelwright::stages {

/// Immutable; any thread. `nouns` must outlive it.
class TopicMembers {
 public:
  explicit TopicMembers(const Nouns& nouns) : nouns_(nouns) {}

  /// Synsets in one of WordNet's relations to the thing, or (if asked) to a near sense of its name when it
  /// has none.
  [[nodiscard]] std::vector<std::uint32_t> related(const Concept& thing, bool near_senses,
                                                   std::initializer_list<std::string_view> relations) const;
  /// Those that can be said and are not in `told`, best known first.
  [[nodiscard]] std::vector<Concept> concepts(const std::vector<std::uint32_t>& ids,
                                              const std::string& family,
                                              const std::set<std::uint32_t>& told) const;
  /// Things whose definition names every one of `names` (a word and its forms each); of a single one that
  /// is in many definitions, the well-known things.
  [[nodiscard]] std::vector<Concept> defined_with(const std::vector<std::vector<std::string>>& names,
                                                  const std::set<std::uint32_t>& told) const;
  /// The forms under which definitions speak of the thing.
  [[nodiscard]] std::vector<std::string> forms_of(const Concept& thing) const;
  [[nodiscard]] bool is_well_known(const Concept& thing) const;

 private:
  const Nouns& nouns_;
};

[[nodiscard]] bool is_person(const Concept& thing);
[[nodiscard]] bool is_living(const Concept& thing);

}  // namespace reelwright::stages
