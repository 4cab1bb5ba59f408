// SPDX-License-Identifier: GPL-3.0-or-later
// How each of the dictionary's relations is told: FactCollector's tellers.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "model/sentences.h"
#include "stages/script/phrases.h"
#include "stages/script/topic_facts.h"
#include "stages/script/topic_senses.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

constexpr int file_artifact = 6;
constexpr int file_food = 13;
constexpr int file_place = 15;
constexpr int file_person = 18;
constexpr std::size_t senses_of_clear_word_max = 5;  ///< a word of more senses may mean anything

std::string is_or_are(const Concept& thing) { return thing.counted ? "are" : "is"; }

/// "causing": the dictionary lists it as a noun, but here it is a verb.
bool is_verb_form(const WordNet& net, std::string_view word) {
  if (!word.ends_with("ing")) return false;
  const std::string stem(word.substr(0, word.size() - 3));
  return net.is_verb(stem) || net.is_verb(stem + "e");
}

/// One of which there is one, as the sky: it has no kinds.
bool is_unique(const Concept& thing) { return thing.several.starts_with("the "); }

}  // namespace

void FactCollector::tell_kinds(const Task& task) {
  const Concept& thing = task.thing;
  if (thing.proper || is_unique(thing)) return;
  auto kinds = concepts(members_.related(thing, task.depth == 0, {"~"}), thing.name);
  if (kinds.size() < 2) return;
  const std::string& name = thing.name;
  tell_group(task, std::move(kinds),
             {.heading = fmt::format("Kinds of {}", name),
              .leads = {fmt::format("There is more than one kind of {}.", name),
                        fmt::format("Not all {} {} the same.", thing.several, is_or_are(thing)),
                        with_capital(fmt::format("{} {} in several kinds.", thing.several,
                                                 thing.counted ? "come" : "comes"))},
              .more = fmt::format("More kinds of {}", name),
              .recap = fmt::format("Kinds of {} include", name),
              .recap_after = {}});
}

void FactCollector::tell_examples(const Task& task) {
  const Concept& thing = task.thing;
  if (thing.proper || is_unique(thing)) return;
  auto examples = concepts(members_.related(thing, task.depth == 0, {"~i"}), thing.name);
  // A name alone is no news; one of which something is told is.
  std::ranges::stable_sort(examples, std::ranges::greater{},
                           [](const Concept& c) { return !c.extras.empty(); });
  if (examples.size() < 2) return;
  examples.resize(std::min(examples.size(), items_per_scene_));
  tell_group(task, std::move(examples),
             {.heading = with_capital(fmt::format("Some {}", thing.several)),
              .leads = {fmt::format("Some {} are known by name.", thing.several),
                        fmt::format("Let's look at some {} by name.", thing.several)},
              .more = {},
              .recap = fmt::format("Examples of {} are", thing.several),
              .recap_after = {}});
}

void FactCollector::tell_parts(const Task& task) {
  const Concept& thing = task.thing;
  auto parts = concepts(members_.related(thing, task.depth == 0, {"%p", "%m", "%s"}), "");
  if (thing.synset.file == file_place)
    std::erase_if(parts, [](const Concept& part) { return part.synset.file == file_person; });
  // The meat of birds is called bird, too.
  std::erase_if(parts,
                [&](const Concept& part) { return ascii_lower(part.name) == ascii_lower(thing.name); });
  if (parts.size() < 2) return;
  tell_group(task, std::move(parts),
             {.heading = with_capital(fmt::format("Parts of {}", thing.subject)),
              .leads = {fmt::format("What belongs to {}?", thing.subject),
                        with_capital(fmt::format("{} has parts with names of their own.", thing.subject))},
              .more = fmt::format("More parts of {}", thing.subject),
              .recap = with_capital(fmt::format("{} includes", thing.subject)),
              .recap_after = {}});
}

void FactCollector::tell_mentions(const Task& task) {
  const Concept& thing = task.thing;
  auto others = members_.defined_with({members_.forms_of(thing)}, told_);
  if (task.depth == 0 && others.size() >= 2) {
    std::vector<std::uint32_t> ids;
    for (const Concept& other : others) ids.push_back(other.synset.id);
    const auto meant = meaning_sense(nouns_, ascii_lower(thing.name), thing.synset.id, ids);
    std::erase_if(others, [&](const Concept& other) {
      return std::ranges::find(meant, other.synset.id) == meant.end();
    });
  }
  const auto nearer =
      members_.related(thing, task.depth == 0, {"~", "~i", "%p", "%m", "%s", "#p", "#m", "#s"});
  std::erase_if(others, [&](const Concept& other) {
    return other.proper || ascii_lower(other.name) == ascii_lower(thing.name) ||
           std::ranges::find(nearer, other.synset.id) != nearer.end();
  });
  if (others.size() < 2) return;
  tell_group(task, std::move(others),
             {.heading = fmt::format("More about {}", thing.several),
              .leads = {fmt::format("What else has to do with {}?", thing.several),
                        fmt::format("Some other things have to do with {}.", thing.several)},
              .more = fmt::format("Even more about {}", thing.several),
              .recap = {},
              .recap_after = fmt::format("have to do with {}", thing.several)});
}

void FactCollector::tell_people(const Task& task) {
  const Concept& thing = task.thing;
  constexpr int uses_max = 400;  // in everybody's life there is water or war
  if (thing.proper || nouns_.uses(thing.name) > uses_max) return;
  auto people = members_.defined_with({members_.forms_of(thing)}, told_);
  std::erase_if(people, [](const Concept& person) { return !is_person(person) || !person.past; });
  if (people.size() < 3) return;
  tell_group(task, std::move(people),
             {.heading = with_capital(fmt::format("{} and people", thing.several)),
              .leads = {fmt::format("Which people have to do with {}?", thing.several)},
              .more = "More people",
              .recap = fmt::format("People who have to do with {} are", thing.several),
              .recap_after = {}});
}

void FactCollector::tell_whole(const Task& task) {
  const Concept& thing = task.thing;
  auto wholes = concepts(members_.related(thing, task.depth == 0, {"#p", "#s", "#m"}), "");
  std::erase_if(wholes, [&](const Concept& whole) {
    return ascii_lower(whole.name) == ascii_lower(thing.name) || !members_.is_well_known(whole);
  });
  if (wholes.empty()) return;
  const Concept& whole = wholes.front();
  told_.insert(whole.synset.id);
  const bool substance = std::ranges::count(thing.synset.related("#s"), whole.synset.id) > 0;
  const bool member = std::ranges::count(thing.synset.related("#m"), whole.synset.id) > 0;
  const std::string_view relation = substance ? "found in" : member ? "member of" : "part of";
  DraftScene scene;
  scene.heading = with_capital(whole.name);
  scene.display = with_capital(fmt::format("{}: {} {}", thing.name, relation, whole.subject));
  scene.lines.push_back({with_capital(fmt::format("{} {} {}.", thing.subject,
                                                  substance ? "is found in"
                                                  : member  ? "belongs to"
                                                            : "is part of",
                                                  whole.subject)),
                         true});
  scene.lines.push_back({whole.statement, true});
  scene.keywords.push_back(fold_keyword(whole.name));
  wider_.push_back({whole, task.subject, task.depth + 1});
  const std::string recap = scene.lines.front().text;
  const std::string bullet = scene.display;
  add(std::move(scene), task, recap, bullet);
}

void FactCollector::tell_family(const Task& task) {
  const Concept& thing = task.thing;
  auto families = concepts(members_.related(thing, task.depth == 0, {"@", "@i"}), "");
  if (families.empty()) return;
  const Concept family = std::move(families.front());
  told_.insert(family.synset.id);
  // "honey is sweetening" tells nobody anything, nor does "an electric car is a car"; but a car's parts do.
  const bool obvious =
      (" " + thing.definition + " " + thing.name + " ").find(" " + family.name + " ") != std::string::npos;
  if (obvious && task.depth == 0) {
    const auto rests_before = static_cast<std::ptrdiff_t>(rests_.size());
    tell_parts({family, task.subject, task.depth + 1});
    // "gasoline engine" would come in an electric car's video
    rests_.erase(rests_.begin() + rests_before, rests_.end());
  }
  wider_.push_back({family, task.subject, task.depth + 1});
  if (!family.counted || obvious) return;
  DraftScene scene;
  scene.heading = with_capital(family.several);
  scene.display = with_capital(fmt::format("{}: a kind of {}", thing.name, family.name));
  if (thing.proper) scene.display = with_capital(fmt::format("{}: {}", thing.name, family.subject));
  scene.lines.push_back(
      {with_capital(thing.proper
                        ? fmt::format("{} {} {}.", thing.subject, thing.past ? "was" : "is", family.subject)
                        : fmt::format("{} is one kind of {}.", thing.subject, family.name)),
       true});
  scene.lines.push_back({family.statement, true});
  for (const std::string& extra : family.extras) scene.lines.push_back({extra, false, 1});
  scene.keywords.push_back(fold_keyword(family.name));
  const std::string recap = scene.lines.front().text;
  const std::string bullet = scene.display;
  add(std::move(scene), task, recap, bullet);
}

void FactCollector::tell_relatives(const Task& task) {
  const Concept& thing = task.thing;
  const bool worth_telling = thing.proper || is_living(thing) || thing.synset.file == file_artifact ||
                             thing.synset.file == file_food;
  if (task.depth == 0 && !worth_telling)
    return;  // the neighbours of a volcano among cracks say nothing about volcanoes
  for (const std::uint32_t id : members_.related(thing, task.depth == 0, {"@", "@i"})) {
    const auto family = concept_of(nouns_, id, "", "", true);
    if (!family) continue;
    auto others =
        concepts(thing.proper ? family->synset.related("~i") : family->synset.related("~"), family->name);
    if (others.size() < 2) continue;
    const std::string heading =
        with_capital(thing.proper       ? fmt::format("other {}", family->several)
                     : is_living(thing) ? fmt::format("relatives of {}", thing.subject)
                                        : fmt::format("other kinds of {}", family->name));
    tell_group(
        task, std::move(others),
        {.heading = heading,
         .leads = {thing.proper       ? fmt::format("There are other {} too.", family->several)
                   : is_living(thing) ? with_capital(fmt::format("{} has relatives.", thing.subject))
                                      : fmt::format("There are other kinds of {}, too.", family->name)},
         .more = is_living(thing) && !thing.proper
                     ? "More " + without_capital(heading)
                     : fmt::format("Further {}", thing.proper ? family->several : "kinds of " + family->name),
         .recap = heading + " include",
         .recap_after = {}});
    return;
  }
}

void FactCollector::tell_words(const Task& task) {
  // The nouns of the definition, in its order; the first sense of a common word is nearly always the one
  // meant.
  std::vector<Concept> members;
  const auto words = words_of(task.thing.definition);
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::optional<std::string> noun;
    if (i + 1 < words.size()) noun = nouns_.net().base_form(words[i] + " " + words[i + 1]);
    const bool compound = noun.has_value() && !is_stop_word(words[i], "en");
    if (!compound) noun = nouns_.net().base_form(words[i]);
    if (i > 0 && is_listed(words[i - 1], " that which ")) continue;  // "that projects" is a verb
    if (is_verb_form(nouns_.net(), words[i])) continue;
    if (!noun || is_vague_noun(*noun) || is_stop_word(*noun, "en") || words[i].size() < 3 ||
        !nouns_.net().is_mainly_noun(*noun))
      continue;
    if (!compound && nouns_.net().senses(*noun).size() > senses_of_clear_word_max) continue;
    if (compound) ++i;
    const std::uint32_t id = nouns_.net().senses(*noun).front();
    if (told_.contains(id)) continue;
    auto member = concept_of(nouns_, id, *noun, "", true);
    if (!member || member->proper ||
        std::ranges::any_of(members, [&](const Concept& m) { return m.synset.id == id; }))
      continue;
    members.push_back(std::move(*member));
  }
  if (members.size() < 2) return;
  tell_group(task, std::move(members),
             {.heading = "Words to know",
              .leads = {fmt::format("To understand {}, it helps to know some words.", task.thing.several)},
              .more = "More words to know",
              .recap = {},
              .recap_after = {}});
}

}  // namespace reelwright::stages
