// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/centrality.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

constexpr double damping = 0.85;
constexpr double similarity_min = 0.05;  ///< below, two sentences share no more than chance
constexpr int iterations_max = 40;

void scale_to_one(std::vector<double>& values) {
  const double most = values.empty() ? 0 : *std::ranges::max_element(values);
  if (most > 0) std::ranges::for_each(values, [&](double& value) { value /= most; });
}

}  // namespace

SentenceSpace::SentenceSpace(std::span<const std::string> sentences, std::string_view lang) : lang_(lang) {
  std::vector<std::map<std::string, int>> counts;
  std::map<std::string, int> sentences_with;
  for (const std::string& sentence : sentences) {
    std::map<std::string, int> words;
    for (const std::string& word : words_of(fold_case(sentence))) {
      if (!is_stop_word(word, lang)) ++words[stem_of(word, lang)];
    }
    for (const auto& [word, count] : words) ++sentences_with[word];
    counts.push_back(std::move(words));
  }
  std::uint32_t next = 0;
  for (const auto& [word, count] : sentences_with) {
    vocabulary_.emplace_back(word, next++);
    rarity_.push_back(std::log(1.0 + static_cast<double>(sentences.size()) / count));
  }
  std::vector<double> sum(rarity_.size());
  for (const auto& words : counts) {
    Vector vector;
    double length = 0;
    for (const auto& [word, count] : words) {
      const auto found =
          std::ranges::lower_bound(vocabulary_, word, {}, &std::pair<std::string, std::uint32_t>::first);
      const double weight = (1 + std::log(static_cast<double>(count))) * rarity_[found->second];
      vector.push_back({found->second, weight});
      length += weight * weight;
    }
    for (Term& term : vector) {
      term.weight /= std::sqrt(length);
      sum[term.word] += term.weight;
    }
    vectors_.push_back(std::move(vector));
  }
  double length = 0;
  for (const double weight : sum) length += weight * weight;
  for (std::uint32_t word = 0; word < sum.size(); ++word)
    all_.push_back({word, length > 0 ? sum[word] / std::sqrt(length) : 0});
}

double SentenceSpace::cosine(const Vector& a, const Vector& b) {
  double sum = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (i->word < j->word) {
      ++i;
    } else if (j->word < i->word) {
      ++j;
    } else {
      sum += i++->weight * j++->weight;
    }
  }
  return sum;
}

double SentenceSpace::similarity(std::size_t a, std::size_t b) const {
  return cosine(vectors_[a], vectors_[b]);
}

double SentenceSpace::similarity_to_all(std::size_t a) const {
  double sum = 0;
  for (const Term& term : vectors_[a]) sum += term.weight * all_[term.word].weight;
  return sum;
}

double SentenceSpace::similarity_to(std::size_t a, std::string_view text) const {
  Vector other;
  double length = 0;
  for (const std::string& word : words_of(fold_case(text))) {
    const auto found = std::ranges::lower_bound(vocabulary_, stem_of(word, lang_), {},
                                                &std::pair<std::string, std::uint32_t>::first);
    if (found == vocabulary_.end() || found->first != stem_of(word, lang_)) continue;
    if (std::ranges::find(other, found->second, &Term::word) != other.end()) continue;
    other.push_back({found->second, rarity_[found->second]});
    length += other.back().weight * other.back().weight;
  }
  if (length <= 0) return 0;
  std::ranges::sort(other, {}, &Term::word);
  return cosine(vectors_[a], other) / std::sqrt(length);
}

std::vector<double> centrality(const SentenceSpace& space, std::size_t candidates_max,
                               const std::stop_token& stop) {
  std::vector<double> score(space.size());
  for (std::size_t i = 0; i < space.size(); ++i) score[i] = space.similarity_to_all(i);
  scale_to_one(score);
  std::vector<std::size_t> nodes(space.size());
  std::iota(nodes.begin(), nodes.end(), std::size_t{0});
  std::ranges::stable_sort(nodes, std::ranges::greater{}, [&](std::size_t i) { return score[i]; });
  if (nodes.size() > candidates_max) nodes.resize(candidates_max);

  const std::size_t n = nodes.size();
  struct Edge {
    std::size_t to = 0;
    double weight = 0;
  };
  std::vector<std::vector<Edge>> edges(n);
  std::vector<double> out(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (stop.stop_requested()) return score;
    for (std::size_t j = i + 1; j < n; ++j) {
      const double weight = space.similarity(nodes[i], nodes[j]);
      if (weight < similarity_min) continue;
      edges[i].push_back({j, weight});
      edges[j].push_back({i, weight});
      out[i] += weight;
      out[j] += weight;
    }
  }
  std::vector<double> rank(n, 1.0);
  for (int iteration = 0; iteration < iterations_max && !stop.stop_requested(); ++iteration) {
    std::vector<double> next(n, 1 - damping);
    for (std::size_t i = 0; i < n; ++i) {
      for (const Edge& edge : edges[i]) next[edge.to] += damping * rank[i] * edge.weight / out[i];
    }
    rank = std::move(next);
  }
  scale_to_one(rank);
  for (std::size_t i = 0; i < n; ++i) score[nodes[i]] = 0.5 * score[nodes[i]] + 0.5 * rank[i];
  return score;
}

}  // namespace reelwright::stages
