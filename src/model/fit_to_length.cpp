// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <tuple>

#include "base/check.h"
#include "base/utf8.h"
#include "model/script.h"

namespace reelwright {
namespace {

/// A script this near to its length is not touched: speaking scenes again would gain nothing that anybody
/// hears.
constexpr double tolerance = 0.02;
constexpr double bin_s = 0.05;
constexpr std::size_t candidates_max = 1'000;

struct Candidate {
  std::size_t scene = 0;
  std::size_t sentence = 0;
  int rank = 0;
  std::size_t bins = 0;  ///< duration in units of bin_s
};

/// The subset whose durations sum up nearest to `goal` bins; within `slack` of it, the one that takes most
/// from the front of the list. A knapsack over bins, so the result is exact to half a bin a candidate.
std::vector<std::size_t> choose(const std::vector<Candidate>& candidates, std::size_t goal,
                                std::size_t slack) {
  constexpr double impossible = std::numeric_limits<double>::infinity();
  std::size_t largest = 0;
  for (const Candidate& candidate : candidates) largest = std::max(largest, candidate.bins);
  const std::size_t bins = goal + std::max(slack, largest) + 1;
  std::vector<double> cost(bins, impossible);
  std::vector<std::vector<bool>> taken(candidates.size(), std::vector<bool>(bins));
  cost[0] = 0;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const std::size_t size = candidates[i].bins;
    const double price = static_cast<double>(size) * static_cast<double>(i + 1);
    for (std::size_t bin = bins; bin-- > size;)
      if (cost[bin - size] + price < cost[bin]) {
        cost[bin] = cost[bin - size] + price;
        taken[i][bin] = true;
      }
  }
  const auto distance = [&](std::size_t bin) {
    const std::size_t off = bin > goal ? bin - goal : goal - bin;
    return off <= slack ? std::size_t{0} : off;
  };
  std::size_t best = 0;
  for (std::size_t bin = 1; bin < bins; ++bin) {
    if (cost[bin] == impossible) continue;
    if (distance(bin) < distance(best) || (distance(bin) == distance(best) && cost[bin] < cost[best]))
      best = bin;
  }
  std::vector<std::size_t> chosen;
  for (std::size_t i = candidates.size(); i-- > 0;)
    if (taken[i][best]) {
      chosen.push_back(i);
      best -= candidates[i].bins;
    }
  return chosen;
}

double characters_of(const Sentence& sentence) { return static_cast<double>(utf8_length(sentence.text)); }

/// Spoken removable sentences of a scene; without a fixed one, the most important stays.
void add_spoken(const Script& script, std::size_t scene_index, double scene_s, double seconds_per_character,
                std::vector<Candidate>& out) {
  const Scene& scene = script.scenes[scene_index];
  double spoken_characters = 0;
  bool has_fixed = false;
  std::vector<Candidate> found;
  for (std::size_t i = 0; i < scene.sentences.size(); ++i) {
    const Sentence& sentence = scene.sentences[i];
    if (!sentence.spoken) continue;
    spoken_characters += characters_of(sentence);
    has_fixed |= !sentence.removable;
    if (sentence.removable) found.push_back({scene_index, i, sentence.rank, 0});
  }
  if (!has_fixed && !found.empty())
    found.erase(std::ranges::max_element(found, {}, [](const Candidate& c) { return c.rank; }));
  const double pace =
      scene_s > 0 && spoken_characters > 0 ? scene_s / spoken_characters : seconds_per_character;
  for (Candidate& candidate : found) {
    candidate.bins = static_cast<std::size_t>(
        std::llround(characters_of(scene.sentences[candidate.sentence]) * pace / bin_s));
    out.push_back(candidate);
  }
}

void add_reserve(const Script& script, std::size_t scene_index, double seconds_per_character,
                 std::vector<Candidate>& out) {
  const Scene& scene = script.scenes[scene_index];
  for (std::size_t i = 0; i < scene.sentences.size(); ++i) {
    const Sentence& sentence = scene.sentences[i];
    if (sentence.spoken || !sentence.removable) continue;
    const double seconds = characters_of(sentence) * seconds_per_character;
    out.push_back({scene_index, i, sentence.rank, static_cast<std::size_t>(std::llround(seconds / bin_s))});
  }
}

}  // namespace

std::vector<std::size_t> fit_to_length(Script& script, const std::vector<double>& scene_s, double target_s,
                                       double seconds_per_character, double fixed_s) {
  CHECK(scene_s.size() == script.scenes.size());
  CHECK(std::isfinite(target_s) && target_s >= 0 && std::isfinite(fixed_s));
  CHECK(std::isfinite(seconds_per_character) && seconds_per_character >= 0);
  if (script.verbatim || script.fitted) return {};
  script.fitted = true;
  double total_s = fixed_s;
  for (const double s : scene_s) total_s += s;
  const double excess_s = total_s - target_s;
  if (std::abs(excess_s) <= tolerance * target_s) return {};

  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < script.scenes.size(); ++i) {
    if (script.scenes[i].locked || script.scenes[i].edited) continue;
    if (excess_s > 0)
      add_spoken(script, i, scene_s[i], seconds_per_character, candidates);
    else
      add_reserve(script, i, seconds_per_character, candidates);
  }
  std::erase_if(candidates, [](const Candidate& c) { return c.bins == 0; });
  std::ranges::sort(candidates, {}, [&](const Candidate& c) {
    const std::int64_t order = excess_s > 0 ? std::int64_t{c.rank} : -std::int64_t{c.rank};
    return std::tuple(order, c.scene, c.sentence);
  });
  if (candidates.size() > candidates_max) candidates.resize(candidates_max);

  // Beyond the length of everything there is, a larger goal only costs memory.
  std::size_t available = 0;
  for (const Candidate& candidate : candidates) available += candidate.bins;
  const auto goal = static_cast<std::size_t>(std::llround(std::min(std::abs(excess_s) / bin_s, 1e6)));
  const auto slack = static_cast<std::size_t>(std::llround(std::min(tolerance * target_s / 2 / bin_s, 1e6)));
  std::set<std::size_t> changed;
  for (const std::size_t index : choose(candidates, std::min(goal, available), slack)) {
    const Candidate& candidate = candidates[index];
    script.scenes[candidate.scene].sentences[candidate.sentence].spoken = excess_s < 0;
    changed.insert(candidate.scene);
  }
  return {changed.begin(), changed.end()};
}

}  // namespace reelwright
