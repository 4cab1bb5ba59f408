// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/topic_members.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

constexpr int file_animal = 5;
constexpr int file_person = 18;
constexpr int file_plant = 20;
constexpr std::size_t candidates_max = 60;  ///< kinds looked at: "animal" has hundreds
constexpr std::size_t mentions_max = 150;   ///< definitions looked at: "water" is in thousands

/// The more an item's name and definition are used elsewhere, the better it is known.
int fame_of(const Nouns& nouns, const Concept& thing) {
  const std::string lower = ascii_lower(thing.name);
  const auto senses = nouns.net().senses(lower);
  if (is_person(thing))
    return std::min(nouns.uses(thing.synset.words.front()), 40) +
           static_cast<int>(thing.synset.pointers.size());
  const bool mostly_this =
      senses.empty() || senses.front() == thing.synset.id;  // "Cameroon" is a country before it is a volcano
  return (mostly_this ? 4 * nouns.net().frequency(lower) + std::min(nouns.uses(thing.name), 40) : 0) +
         static_cast<int>(thing.synset.pointers.size()) + 2 * static_cast<int>(thing.extras.size());
}

/// "bus" is listed as a kind of car, an old and unreliable one: a sense that nobody would think of.
bool is_odd_sense(const Nouns& nouns, const Concept& thing) {
  constexpr std::size_t familiar_senses = 2;
  const auto senses = nouns.net().senses(ascii_lower(thing.name));
  const auto found = std::ranges::find(senses, thing.synset.id);
  return !thing.proper && static_cast<std::size_t>(found - senses.begin()) >= familiar_senses;
}

std::vector<Concept> by_fame(const Nouns& nouns, std::vector<Concept> things) {
  std::vector<std::pair<int, std::size_t>> order;
  constexpr int easy_words = 14;  // of two things equally well known, the one that is soon said
  for (std::size_t i = 0; i < things.size(); ++i) {
    const auto words = static_cast<int>(words_of(things[i].statement).size());
    order.emplace_back(4 * std::max(0, words - easy_words) - fame_of(nouns, things[i]), i);
  }
  std::ranges::sort(order);
  std::vector<Concept> sorted;
  for (const auto& [fame, index] : order) sorted.push_back(std::move(things[index]));
  return sorted;
}

}  // namespace

bool is_person(const Concept& thing) { return thing.proper && thing.synset.file == file_person; }
bool is_living(const Concept& thing) {
  return thing.synset.file == file_animal || thing.synset.file == file_plant;
}

std::vector<std::uint32_t> TopicMembers::related(const Concept& thing, bool near_senses,
                                                 std::initializer_list<std::string_view> relations) const {
  std::vector<std::uint32_t> ids;
  const auto add_from = [&](const Synset& sense) {
    for (const std::string_view relation : relations) {
      for (const std::uint32_t id : sense.related(relation)) {
        if (ids.size() < candidates_max && std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
      }
    }
  };
  add_from(thing.synset);
  if (!near_senses || !ids.empty() || thing.proper || thing.synset.file == file_person) return ids;
  // The dictionary splits near senses ("volcano" the vent and the mountain): one of the same sort may know
  // more.
  for (const std::uint32_t id : nouns_.net().senses(ascii_lower(thing.name))) {
    const Synset sense = nouns_.net().synset(id);
    if (id != thing.synset.id && sense.file == thing.synset.file) add_from(sense);
  }
  return ids;
}

std::vector<Concept> TopicMembers::concepts(const std::vector<std::uint32_t>& ids, const std::string& family,
                                            const std::set<std::uint32_t>& told) const {
  std::vector<Concept> found;
  for (const std::uint32_t id : ids) {
    if (told.contains(id)) continue;
    auto thing = concept_of(nouns_, id, "", family, true);
    if (thing && !is_odd_sense(nouns_, *thing)) found.push_back(std::move(*thing));
  }
  return by_fame(nouns_, std::move(found));
}

std::vector<Concept> TopicMembers::defined_with(const std::vector<std::vector<std::string>>& names,
                                                const std::set<std::uint32_t>& told) const {
  std::vector<Concept> found;
  std::vector<std::uint32_t> ids = nouns_.net().defined_with(names);
  constexpr std::size_t few_max = 60;
  constexpr std::size_t very_few_max = 15;
  const bool few = names.size() == 1 && ids.size() <= few_max;
  if (ids.size() > mentions_max) {
    std::vector<std::pair<int, std::uint32_t>> order;
    for (const std::uint32_t id : ids) {
      const std::string name = ascii_lower(nouns_.net().synset(id).words.front());
      order.emplace_back(-nouns_.net().frequency(name), id);
    }
    std::ranges::sort(order);
    ids.clear();
    for (const auto& [fame, id] : order) {
      if (ids.size() < mentions_max) ids.push_back(id);
    }
  }
  for (const std::uint32_t id : ids) {
    if (told.contains(id)) continue;
    auto thing = concept_of(nouns_, id, "", "", true);
    if (!thing || is_odd_sense(nouns_, *thing)) continue;
    // Where little is defined with the word, all of that is about it.
    if (few && !thing->proper &&
        (!is_living(*thing) || (thing->synset.file == file_plant && ids.size() <= very_few_max))) {
      found.push_back(std::move(*thing));
      continue;
    }
    if (names.size() == 1 && !is_well_known(*thing)) continue;
    // What was cut from the definition may have been the very word.
    std::string said = thing->statement;
    for (const std::string& extra : thing->extras) said += " " + extra;
    if (std::ranges::all_of(names, [&](const auto& forms) { return names_one(said, forms); }))
      found.push_back(std::move(*thing));
  }
  return by_fame(nouns_, std::move(found));
}

std::vector<std::string> TopicMembers::forms_of(const Concept& thing) const {
  if (thing.proper) return {thing.name};
  return {thing.name, nouns_.plural(thing.name), thing.name + "s"};
}

bool TopicMembers::is_well_known(const Concept& thing) const {
  constexpr int uses_min = 3;
  return is_person(thing) || nouns_.net().frequency(ascii_lower(thing.name)) > 0 ||
         nouns_.uses(thing.name) >= uses_min;
}

}  // namespace reelwright::stages
