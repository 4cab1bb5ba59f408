// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/topic_senses.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "stages/script/concept.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

/// Words by their stems, with weights.
class Profile {
 public:
  explicit Profile(const Nouns& nouns) : nouns_(nouns) {}

  void add(std::string_view text, double weight) {
    for (const std::string& word : words_of(fold_case(text))) {
      if (word.size() < 3 || is_stop_word(word, "en") || is_vague(word)) continue;
      Entry& entry = words_[stem_of(word, "en")];
      if (entry.count == 0) entry.rarity = rarity(word);
      entry.count += weight;
    }
  }
  void remove(std::string_view text) {
    for (const std::string& word : words_of(fold_case(text))) words_.erase(stem_of(word, "en"));
  }
  [[nodiscard]] double cosine(const Profile& other) const {
    double product = 0;
    for (const auto& [stem, entry] : words_) {
      const auto found = other.words_.find(stem);
      if (found != other.words_.end()) product += entry.weight() * found->second.weight();
    }
    const double lengths = length() * other.length();
    return lengths > 0 ? product / lengths : 0;
  }

 private:
  struct Entry {
    double count = 0;
    double rarity = 0;
    [[nodiscard]] double weight() const { return std::log1p(count) * rarity; }
  };

  /// Words of many definitions that say nothing about what is defined.
  static bool is_vague(std::string_view word) {
    constexpr std::string_view words =
        " act made making having state quality person people large small long great usually often especially "
        "part kind something someone particular various like process result form type group act consisting "
        "certain ";
    return is_listed(word, words);
  }
  [[nodiscard]] double rarity(const std::string& word) const {
    constexpr double definitions = 82'000;
    return std::max(0.0, std::log(definitions / (1.0 + nouns_.uses(word))));
  }
  [[nodiscard]] double length() const {
    double sum = 0;
    for (const auto& [stem, entry] : words_) sum += entry.weight() * entry.weight();
    return std::sqrt(sum);
  }

  const Nouns& nouns_;
  std::map<std::string, Entry> words_;
};

std::string_view definition_of(const Synset& synset) {
  return std::string_view(synset.gloss).substr(0, synset.gloss.find('"'));
}

void add_names(Profile& profile, const Synset& synset, double weight) {
  for (const std::string& word : synset.words) profile.add(word, weight);
}

/// What a sense is about: its own words and those of its kin.
Profile profile_of(const Nouns& nouns, const Synset& synset, const std::string& lemma) {
  constexpr std::size_t kinds_max = 60;
  Profile profile(nouns);
  profile.add(definition_of(synset), 1);
  add_names(profile, synset, 1);
  std::size_t kinds = 0;
  for (const Synset::Pointer& pointer : synset.pointers) {
    const bool kind = pointer.relation == "~";
    if (kind && ++kinds > kinds_max) continue;
    constexpr std::string_view kin = " @ @i ;c #p %p #m %m #s %s + ";
    if (!kind && !is_listed(pointer.relation, kin)) continue;
    const Synset near = nouns.net().synset(pointer.target);
    profile.add(definition_of(near), kind ? 0.3 : 0.5);
    add_names(profile, near, 0.7);
    if (pointer.relation != "@") continue;
    for (const std::uint32_t id : near.related("@")) profile.add(definition_of(nouns.net().synset(id)), 0.2);
  }
  profile.remove(lemma);
  return profile;
}

/// The synsets whose definitions use the word, in any number.
std::vector<std::uint32_t> mentions_of(const Nouns& nouns, const std::string& lemma) {
  std::vector<std::uint32_t> ids;
  bool first = true;
  for (const std::string& word : words_of(lemma)) {
    std::set<std::uint32_t> with;
    for (const std::string& form : {word, nouns.plural(word)}) {
      const auto found = nouns.defined_with(form);
      with.insert(found.begin(), found.end());
    }
    if (first) ids.assign(with.begin(), with.end());
    std::erase_if(ids, [&](std::uint32_t id) { return !with.contains(id); });
    first = false;
  }
  // "water" is in thousands: evenly picked ones say the same.
  constexpr std::size_t mentions_max = 400;
  const std::size_t step = ids.size() / mentions_max + 1;
  std::vector<std::uint32_t> picked;
  for (std::size_t i = 0; i < ids.size(); i += step) picked.push_back(ids[i]);
  return picked;
}

/// What the dictionary speaks of when it uses the word; its own entries are left out.
Profile usage_of(const Nouns& nouns, const std::string& lemma) {
  const auto senses = nouns.net().senses(lemma);
  Profile profile(nouns);
  for (const std::uint32_t id : mentions_of(nouns, lemma)) {
    if (std::ranges::find(senses, id) != senses.end()) continue;
    const Synset synset = nouns.net().synset(id);
    profile.add(definition_of(synset), 1);
    add_names(profile, synset, 1);
  }
  profile.remove(lemma);
  return profile;
}

/// The word itself and what any of its senses is defined with.
Profile entries_of(const Nouns& nouns, const std::string& lemma) {
  Profile profile(nouns);
  for (const std::uint32_t id : nouns.net().senses(lemma))
    profile.add(definition_of(nouns.net().synset(id)), 1);
  profile.add(lemma, 2);
  return profile;
}

bool is_capital(std::string_view word) { return !word.empty() && word.front() >= 'A' && word.front() <= 'Z'; }

/// How well a sense can be shown: a thing before a notion, a name's own sense before one of many synonyms
/// ("jazz" among the words for empty talk), one with parts and kinds before one without, and none that is
/// defined by the word itself.
double clearness(const Synset& synset, const std::string& lemma, std::size_t place_of_name) {
  constexpr int file_cognition = 9;
  constexpr std::size_t relations_enough = 3;
  const std::size_t relations =
      synset.related("~").size() + 2 * synset.related("%p").size() + synset.related("~i").size();
  const auto words = words_of(fold_case(definition_of(synset)));
  return (synset.file == file_cognition ? -1.2 : 0.0) -
         0.5 * static_cast<double>(std::min<std::size_t>(place_of_name, 4)) +
         (relations >= relations_enough ? 0.6 : 0.0) -
         (std::ranges::find(words, lemma) != words.end() ? 1.5 : 0.0);
}

/// Things that work: artifacts, bodies, groups of people.
bool can_work(const Synset& synset) {
  constexpr std::array files{6, 8, 14};
  return std::ranges::find(files, synset.file) != files.end();
}

/// "a mountain formed by volcanic material": another side of the same thing.
bool speaks_of_kin(const Nouns& nouns, std::uint32_t id, const std::string& lemma) {
  constexpr std::size_t common_letters = 5;
  const Synset synset = nouns.net().synset(id);
  const auto words = words_of(fold_case(definition_of(synset)));
  return lemma.size() >= common_letters && std::ranges::any_of(words, [&](const std::string& word) {
           return word.starts_with(lemma.substr(0, common_letters));
         });
}

struct Rated {
  std::uint32_t id = 0;
  double score = 0;
  double fit = 0;
  int count = 0;
  Profile profile;
};

}  // namespace

std::optional<SenseChoice> choose_sense(const Nouns& nouns, const NounInTopic& noun) {
  constexpr double usage_weight = 14;
  constexpr double fit_weight = 20;
  const auto senses = nouns.net().senses(noun.lemma);
  const auto counts = nouns.net().sense_counts(noun.lemma);
  double total = 0;
  for (const int count : counts) total += count;
  std::vector<Profile> context;
  for (const std::string& other : noun.others) {
    if (other == noun.lemma) continue;
    context.push_back(usage_of(nouns, other));
    context.push_back(entries_of(nouns, other));
  }
  const Profile usage = usage_of(nouns, noun.lemma);
  std::vector<Rated> rated;
  for (std::size_t i = 0; i < senses.size(); ++i) {
    if (!concept_of(nouns, senses[i], noun.lemma, "", false)) continue;
    const Synset synset = nouns.net().synset(senses[i]);
    Rated sense{senses[i], 0, 0, i < counts.size() ? counts[i] : 0, profile_of(nouns, synset, noun.lemma)};
    for (const Profile& other : context) sense.fit += sense.profile.cosine(other);
    // The unseen ones share half a count: rarer than any that was ever seen.
    const double place = static_cast<double>(i + 1);
    sense.score = std::log((sense.count + 0.5 / place) / (total + 1.5)) +
                  usage_weight * sense.profile.cosine(usage) + fit_weight * sense.fit;
    const auto spelled = std::ranges::find_if(
        synset.words, [&](const std::string& word) { return ascii_lower(word) == noun.lemma; });
    const bool name = spelled != synset.words.end() && is_capital(*spelled);
    if (noun.capitals_tell && name == is_capital(noun.written)) sense.score += 3;
    if (!is_capital(noun.written) && name) sense.score -= 3;
    sense.score += clearness(synset, noun.lemma, static_cast<std::size_t>(spelled - synset.words.begin()));
    if (noun.at_work && can_work(synset)) sense.score += 1;
    if (noun.all_of_a_set && synset.gloss.starts_with("one of the ")) sense.score += 2;
    rated.push_back(std::move(sense));
  }
  if (rated.empty()) return std::nullopt;
  // Unless another one is clearly better it is the most frequent.
  constexpr double clearly_better = 1.1;
  const auto top =
      static_cast<std::size_t>(std::ranges::max_element(rated, {}, &Rated::score) - rated.begin());
  const std::size_t best = rated[top].score > rated.front().score + clearly_better ? top : 0;
  constexpr double near_score = 2;
  constexpr double decided = 6;  // the other words leave no doubt
  constexpr double seen_share = 0.15;
  constexpr int seen_min = 2;
  constexpr double alike = 0.2;  // two sides of one thing: "volcano" the vent and the mountain
  const bool compound = noun.lemma.find(' ') != std::string::npos;
  SenseChoice choice{rated[best].id, rated[best].fit, false};
  for (std::size_t i = 0; i < rated.size(); ++i) {
    const double behind = rated[best].score - rated[i].score;
    const bool seen = rated[i].count >= seen_min && rated[i].count >= seen_share * total;
    const bool common = (seen && behind < decided) || (!compound && behind < near_score);
    if (i != best && common && rated[i].profile.cosine(rated[best].profile) < alike &&
        !speaks_of_kin(nouns, rated[i].id, noun.lemma))
      choice.doubtful = true;
  }
  return choice;
}

std::vector<std::uint32_t> meaning_sense(const Nouns& nouns, const std::string& lemma, std::uint32_t id,
                                         const std::vector<std::uint32_t>& mentions) {
  constexpr double clear = 0.03;  // less is chance
  const auto senses = nouns.net().senses(lemma);
  std::vector<std::pair<std::uint32_t, Profile>> profiles;
  for (const std::uint32_t sense : senses)
    profiles.emplace_back(sense, profile_of(nouns, nouns.net().synset(sense), lemma));
  std::vector<std::uint32_t> meant;
  for (const std::uint32_t mention : mentions) {
    const Profile profile = profile_of(nouns, nouns.net().synset(mention), lemma);
    double wanted = 0;
    double other = 0;
    for (const auto& [sense, about] : profiles) {
      double& most = sense == id ? wanted : other;
      most = std::max(most, about.cosine(profile));
    }
    if (other <= wanted || other < clear) meant.push_back(mention);
  }
  return meant;
}

}  // namespace reelwright::stages
