// SPDX-License-Identifier: GPL-3.0-or-later
// The nouns of WordNet 3.0 (Debian wordnet-base) as its own files: senses, relations, base forms, and how its
// definitions use a word. It looks up; what is said about a word is the topic writer's business. Formats:
// wndb(5WN), senseidx(5WN), morphy(7WN).
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace reelwright::stages {

struct Synset {
  struct Pointer {
    std::string relation;  ///< as in the data file: "@" hypernym, "~" hyponym, "%p" part, ...
    std::uint32_t target = 0;
  };
  std::uint32_t id = 0;            ///< its offset in data.noun
  int file = 0;                    ///< lexicographer file: 5 animal, 13 food, 18 person, ...
  std::vector<std::string> words;  ///< as written, with blanks
  std::vector<Pointer> pointers;   ///< to nouns only
  std::string gloss;               ///< definition and examples

  [[nodiscard]] std::vector<std::uint32_t> related(std::string_view relation) const;
};

/// Immutable once open; any thread.
class WordNet {
 public:
  /// Reads about 25 MB. Error: wordnet.missing.
  [[nodiscard]] static Result<WordNet> open(const std::filesystem::path& folder);

  /// The noun's synsets, most frequent sense first. `lemma` is in lower case, with blanks between words.
  [[nodiscard]] std::vector<std::uint32_t> senses(std::string_view lemma) const;
  [[nodiscard]] Synset synset(std::uint32_t id) const;
  /// The noun in its base form ("geese" gives "goose"), or nullopt when no noun is known by it. Words may
  /// have blanks.
  [[nodiscard]] std::optional<std::string> base_form(std::string_view word) const;
  /// The word is a noun more often than anything else, by the tagged texts; of words that they do not have,
  /// one with more meanings as a noun than as a verb.
  [[nodiscard]] bool is_mainly_noun(std::string_view lemma) const;
  [[nodiscard]] bool has_more_senses_as_noun(std::string_view lemma) const;
  /// The word is a verb more often than anything else, by the same texts.
  [[nodiscard]] bool is_mainly_verb(std::string_view lemma) const;
  /// A verb in its base form.
  [[nodiscard]] bool is_verb(std::string_view lemma) const;
  /// Is the lemma written with a small letter in some sense ("bee", not "Paris")?
  [[nodiscard]] bool is_common_word(std::string_view lemma) const;
  /// How often WordNet's texts tag each sense of the noun, in the order of senses(); those after the last
  /// tagged one may be missing.
  [[nodiscard]] std::vector<int> sense_counts(std::string_view lemma) const;
  /// How often WordNet's texts tag the noun: its commonness.
  [[nodiscard]] int frequency(std::string_view lemma) const;
  /// The irregular plural, or "".
  [[nodiscard]] std::string irregular_plural(std::string_view lemma) const;
  /// How often `phrase` stands in the definitions as whole words.
  [[nodiscard]] int occurrences(std::string_view phrase) const;
  /// The synsets, in the files' order, whose definition (examples left out) has a word of each group as whole
  /// words.
  [[nodiscard]] std::vector<std::uint32_t> defined_with(
      const std::vector<std::vector<std::string>>& groups) const;
  /// data.noun as it is: a synset a line.
  [[nodiscard]] std::string_view data() const { return data_; }

 private:
  WordNet() = default;
  /// How often the texts tag the lemma as each kind: 1 noun, 2 verb, 3 adjective, 4 adverb, 5 satellite.
  [[nodiscard]] std::array<int, 6> tagged(std::string_view lemma) const;

  std::string index_;
  std::string data_;
  std::string verbs_;
  std::string counts_;
  std::map<std::string, std::string, std::less<>> base_of_;    ///< irregular plural to base
  std::map<std::string, std::string, std::less<>> plural_of_;  ///< base to irregular plural
};

}  // namespace reelwright::stages
