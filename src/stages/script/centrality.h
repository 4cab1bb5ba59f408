// SPDX-License-Identifier: GPL-3.0-or-later
// Which sentences carry a text: TextRank over TF-IDF similarity (Mihalcea and Tarau 2004; LexRank's cosine),
// and choosing among them without saying the same thing twice (maximal marginal relevance, Carbonell and
// Goldstein 1998).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace reelwright::stages {

/// Sentences as weighted words. Immutable once built; any thread.
class SentenceSpace {
 public:
  SentenceSpace(std::span<const std::string> sentences, std::string_view lang);

  [[nodiscard]] std::size_t size() const { return vectors_.size(); }
  /// Cosine of two sentences, 0 to 1.
  [[nodiscard]] double similarity(std::size_t a, std::size_t b) const;
  /// Cosine of a sentence and the whole text.
  [[nodiscard]] double similarity_to_all(std::size_t a) const;
  /// Cosine of a sentence and other text, say the title.
  [[nodiscard]] double similarity_to(std::size_t a, std::string_view text) const;

 private:
  struct Term {
    std::uint32_t word = 0;
    double weight = 0;
  };
  using Vector = std::vector<Term>;  ///< by word, length 1
  [[nodiscard]] static double cosine(const Vector& a, const Vector& b);

  std::string lang_;
  std::vector<std::pair<std::string, std::uint32_t>> vocabulary_;  ///< sorted
  std::vector<double> rarity_;                                     ///< idf by word
  std::vector<Vector> vectors_;
  Vector all_;
};

/// How central each sentence is, 0 to 1. At most the `candidates_max` sentences nearest to the whole text are
/// ranked against each other; the rest keep what similarity to the whole gives them. Returns early (with what
/// it has) when stopped.
[[nodiscard]] std::vector<double> centrality(const SentenceSpace& space, std::size_t candidates_max,
                                             const std::stop_token& stop);

}  // namespace reelwright::stages
