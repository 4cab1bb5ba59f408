// SPDX-License-Identifier: GPL-3.0-or-later
// English around a noun: articles, plurals, lists. Whether a noun is counted and whether a name takes "the"
// is read from how WordNet's own definitions use it.
#pragma once

#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stages/script/wordnet.h"

namespace reelwright::stages {

/// "an hour", "a unit".
[[nodiscard]] std::string with_indefinite_article(std::string_view noun);
/// "a, b and c".
[[nodiscard]] std::string joined_list(std::span<const std::string> parts,
                                      std::string_view last_joint = "and");

/// Immutable to its users; any thread. `net` must outlive it.
class Nouns {
 public:
  /// The definitions are counted (about 100 ms) when somebody asks for the first time.
  explicit Nouns(const WordNet& net) : net_(net) {}

  [[nodiscard]] const WordNet& net() const { return net_; }
  /// "bees" of "bee"; only the last word changes.
  [[nodiscard]] std::string plural(std::string_view noun) const;
  [[nodiscard]] bool is_plural(std::string_view word) const;
  /// "a bee" but "honey". `file` is the lexicographer file, which decides for rare words.
  [[nodiscard]] bool is_counted(std::string_view noun, int file) const;
  /// "the sun", "the French Revolution"; little evidence is enough for a proper name.
  [[nodiscard]] bool takes_the(std::string_view noun, bool proper) const;
  /// How often definitions use the word: how well known it is.
  [[nodiscard]] int uses(std::string_view word) const;
  /// The synsets, in the files' order, whose definition (examples left out) has the word, in lower case. The
  /// index is made (about 200 ms) when somebody asks for the first time.
  [[nodiscard]] std::span<const std::uint32_t> defined_with(const std::string& word) const;

 private:
  struct Usage {
    int total = 0;
    int after_a = 0;
    int after_the = 0;
    int alone_after_a = 0;  ///< "a volcano in", not "a jazz band"
  };
  [[nodiscard]] Usage usage(std::string_view word) const;
  void count_words() const;
  void index_words() const;

  const WordNet& net_;
  mutable std::once_flag counted_;
  mutable std::unordered_map<std::string, Usage>
      usage_;  ///< written under counted_; only ever looked up, never iterated
  mutable std::once_flag indexed_;
  mutable std::unordered_map<std::string, std::vector<std::uint32_t>> index_;  ///< likewise, under indexed_
};

}  // namespace reelwright::stages
