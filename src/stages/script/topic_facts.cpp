// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/topic_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "model/limits.h"
#include "stages/script/phrases.h"
#include "stages/script/sentences.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

constexpr int file_artifact = 6;
constexpr int file_food = 13;
constexpr int file_place = 15;
constexpr int file_person = 18;
constexpr std::size_t candidates_max = 60;           ///< kinds looked at: "animal" has hundreds
constexpr std::size_t senses_of_clear_word_max = 5;  ///< a word of more senses may mean anything
constexpr std::size_t group_scenes_max = 8;
constexpr std::size_t display_characters_max = 80;

/// The more an item's name and definition are used elsewhere, the better it is known.
int fame_of(const Nouns& nouns, const Concept& thing) {
  const std::string lower = ascii_lower(thing.name);
  const auto senses = nouns.net().senses(lower);
  const bool person = thing.synset.file == file_person && thing.proper;
  if (person)
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

/// Experts hear the details before further kinds, children last.
double detail_bonus(const Style& style) {
  return style.audience == Audience::experts ? 40.0 : style.audience == Audience::children ? -40.0 : 0.0;
}

bool is_living(const Concept& thing) { return thing.synset.file == 5 || thing.synset.file == 20; }

std::string is_or_are(const Concept& thing) { return thing.counted ? "are" : "is"; }

}  // namespace

FactCollector::FactCollector(const Nouns& nouns, const Style& style, const Pace& pace,
                             std::size_t items_per_scene)
    : nouns_(nouns), style_(style), pace_(pace), items_per_scene_(items_per_scene) {}

void FactCollector::collect(const std::vector<Concept>& subjects, double seconds,
                            const std::stop_token& stop) {
  constexpr int depth_max = 4;
  std::vector<Task> near;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    told_.insert(subjects[i].synset.id);
    near.push_back({subjects[i], i, 0});
  }
  using Teller = void (FactCollector::*)(const Task&);
  for (const Teller teller : {&FactCollector::define, &FactCollector::tell_kinds, &FactCollector::tell_parts,
                              &FactCollector::tell_whole, &FactCollector::tell_family,
                              &FactCollector::tell_relatives, &FactCollector::tell_words}) {
    for (const Task& task : near) (this->*teller)(task);
  }
  while (seconds_ < seconds && !wider_.empty() && !stop.stop_requested()) {
    const Task task = std::move(wider_.front());
    wider_.pop_front();
    if (task.depth > depth_max) continue;
    tell_parts(task);
    tell_kinds(task);
    tell_family(task);
    tell_relatives(task);
    tell_words(task);
  }
}

const std::string& FactCollector::vary(const std::vector<std::string>& choices) {
  return choices[(style_.seed + turn_++) % choices.size()];
}

std::vector<std::uint32_t> FactCollector::related(const Concept& thing,
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
  if (!ids.empty() || thing.proper || thing.synset.file == file_person) return ids;
  // The dictionary splits near senses ("volcano" the vent and the mountain): one of the same sort may know
  // more.
  for (const std::uint32_t id : nouns_.net().senses(ascii_lower(thing.name))) {
    const Synset sense = nouns_.net().synset(id);
    if (id != thing.synset.id && sense.file == thing.synset.file) add_from(sense);
  }
  return ids;
}

std::vector<Concept> FactCollector::concepts(const std::vector<std::uint32_t>& ids,
                                             const std::string& family) {
  std::vector<Concept> found;
  for (const std::uint32_t id : ids) {
    if (told_.contains(id)) continue;
    auto thing = concept_of(nouns_, id, "", family, true);
    if (thing && !is_odd_sense(nouns_, *thing)) found.push_back(std::move(*thing));
  }
  std::vector<std::pair<int, std::size_t>> order;
  for (std::size_t i = 0; i < found.size(); ++i) order.emplace_back(-fame_of(nouns_, found[i]), i);
  std::ranges::sort(order);
  std::vector<Concept> sorted;
  for (const auto& [fame, index] : order) sorted.push_back(std::move(found[index]));
  return sorted;
}

void FactCollector::add(DraftScene scene, const Task& task, std::string recap_text, std::string recap_bullet,
                        bool opens_series) {
  if (opens_series) ++series_;
  scene.keywords.push_back(fold_keyword(task.thing.name));
  std::vector<std::string> unique;
  for (std::string& word : scene.keywords) {
    if (std::ranges::find(unique, word) == unique.end()) unique.push_back(std::move(word));
  }
  scene.keywords = std::move(unique);
  // Later lines of a scene are worth less, so that no scene grows long while others are short; so are scenes
  // far from the topic.
  for (std::size_t i = 0; i < scene.lines.size(); ++i) {
    scene.lines[i].importance += 1000.0 - static_cast<double>(scenes_.size()) - static_cast<double>(i) * 40.0;
  }
  seconds_ += pace_.seconds(scene);
  scenes_.push_back({.scene = std::move(scene),
                     .subject = task.subject,
                     .depth = task.depth,
                     .series = series_,
                     .opens_series = opens_series,
                     .recap_text = std::move(recap_text),
                     .recap_bullet = std::move(recap_bullet)});
}

void FactCollector::define(const Task& task) {
  const Concept& thing = task.thing;
  DraftScene scene;
  const bool person = thing.proper && thing.synset.file == file_person;
  const std::string name = with_capital(thing.counted ? thing.several : thing.name);
  scene.heading = fmt::format("{} {} {}?", person ? "Who" : "What", thing.past ? "was" : "is", thing.subject);
  for (const std::string& phrase : {thing.definition, thing.short_definition, name}) {
    if (scene.display.empty()) scene.display = key_phrase(with_capital(phrase), display_characters_max, "en");
  }
  scene.lines.push_back({thing.statement, true});
  for (const std::string& extra : thing.extras)
    scene.lines.push_back({extra, false, 6 + detail_bonus(style_)});
  constexpr std::size_t recap_characters_max = 85;
  const std::string recap =
      utf8_length(thing.short_statement) <= recap_characters_max ? thing.short_statement : std::string();
  const std::string bullet =
      utf8_length(thing.definition) <= 48 ? thing.name + ": " + thing.definition : name;
  add(std::move(scene), task, recap, with_capital(bullet));
}

void FactCollector::tell_group(const Task& task, std::vector<Concept> members, const std::string& heading,
                               const std::vector<std::string>& leads, const std::string& more,
                               const std::string& recap) {
  const std::size_t taken_each = items_per_scene_ + 3;
  std::size_t scenes = 0;
  for (std::size_t begin = 0; begin < members.size() && scenes < group_scenes_max;
       begin += taken_each, ++scenes) {
    const std::size_t end = std::min(begin + taken_each, members.size());
    if (scenes > 0 && end - begin < 2) break;
    DraftScene scene;
    scene.heading = scenes == 0 ? heading : more;
    std::vector<std::string> names;
    if (scenes == 0) {
      scene.lines.push_back({vary(leads), true});
    } else {
      scene.lines.push_back(
          {with_end_mark(vary({"There are " + without_capital(more), "Here are " + without_capital(more)})),
           false, -1});
    }
    for (std::size_t i = begin; i < end; ++i) {
      Concept& member = members[i];
      told_.insert(member.synset.id);
      const bool essential = i < begin + items_per_scene_;
      if (essential) {
        scene.bullets.push_back({with_capital(member.name), static_cast<int>(scene.lines.size())});
        scene.keywords.push_back(fold_keyword(member.name));
      }
      if (names.size() < 3) names.push_back(member.subject);
      scene.lines.push_back({member.statement, essential, essential ? 0.0 : 2.0});
      for (const std::string& extra : member.extras)
        scene.lines.push_back({extra, false, -2 + detail_bonus(style_)});
      wider_.push_back({std::move(member), task.subject, task.depth + 1});
    }
    const bool list = scene.bullets.size() > 1;
    scene.layout = list ? Layout::bullets : Layout::statement;
    if (!list) {
      scene.display = scene.bullets.front().text;
      scene.bullets.clear();
    }
    std::string text = scenes == 0 ? fmt::format("{} {}.", recap, joined_list(names)) : std::string();
    const bool too_few = names.size() < 2 && !recap.ends_with(" includes");  // "kinds are" needs several
    if (utf8_length(text) > 95 || too_few || recap.empty()) text.clear();
    std::string bullet = with_capital(fmt::format("{}: {}", scene.heading, joined_list(names)));
    if (utf8_length(bullet) > 56) bullet = scene.heading;
    add(std::move(scene), task, std::move(text), std::move(bullet), scenes == 0);
  }
}

void FactCollector::tell_kinds(const Task& task) {
  const Concept& thing = task.thing;
  if (thing.proper) return;
  auto instances = concepts(related(thing, {"~i"}), thing.name);
  auto kinds = concepts(related(thing, {"~"}), thing.name);
  if (kinds.size() > 1) {
    const std::string& name = thing.name;
    tell_group(task, std::move(kinds), fmt::format("Kinds of {}", name),
               {fmt::format("There is more than one kind of {}.", name),
                fmt::format("Not all {} {} the same.", thing.several, is_or_are(thing)),
                with_capital(
                    fmt::format("{} {} in several kinds.", thing.several, thing.counted ? "come" : "comes"))},
               fmt::format("More kinds of {}", name), fmt::format("Kinds of {} are", name));
  }
  if (instances.size() > 1) {
    tell_group(task, std::move(instances), with_capital(fmt::format("Some {}", thing.several)),
               {fmt::format("Some {} are known by name.", thing.several),
                fmt::format("Let's look at some {} by name.", thing.several)},
               with_capital(fmt::format("more {}", thing.several)),
               fmt::format("Examples of {} are", thing.several));
  }
}

void FactCollector::tell_parts(const Task& task) {
  const Concept& thing = task.thing;
  auto parts = concepts(related(thing, {"%p", "%m", "%s"}), "");
  if (thing.synset.file == file_place)
    std::erase_if(parts, [](const Concept& part) { return part.synset.file == file_person; });
  if (parts.empty() || (parts.size() == 1 && is_living(thing))) return;
  const std::string heading = with_capital(fmt::format("Parts of {}", thing.subject));
  tell_group(task, std::move(parts), heading,
             {fmt::format("What belongs to {}?", thing.subject),
              with_capital(fmt::format("{} has parts with names of their own.", thing.subject))},
             fmt::format("More parts of {}", thing.subject),
             with_capital(fmt::format("{} includes", thing.subject)));
}

void FactCollector::tell_whole(const Task& task) {
  const Concept& thing = task.thing;
  const auto wholes = concepts(related(thing, {"#p", "#s", "#m"}), "");
  if (wholes.empty()) return;
  DraftScene scene;
  scene.heading = with_capital(wholes.front().name);
  scene.display = with_capital(fmt::format("{}: part of {}", thing.name, wholes.front().subject));
  std::size_t told = 0;
  for (const Concept& whole : wholes) {
    if (told == items_per_scene_) break;
    const bool plural_group = ascii_lower(whole.name) == ascii_lower(thing.name);
    if (plural_group) continue;
    told_.insert(whole.synset.id);
    const bool substance = std::ranges::count(thing.synset.related("#s"), whole.synset.id) > 0;
    const bool member = std::ranges::count(thing.synset.related("#m"), whole.synset.id) > 0;
    scene.lines.push_back({with_capital(fmt::format("{} {} {}.", thing.subject,
                                                    substance ? "is found in"
                                                    : member  ? "belongs to"
                                                              : "is part of",
                                                    whole.subject)),
                           told == 0, 2});
    scene.lines.push_back({whole.statement, told == 0, 1});
    scene.keywords.push_back(fold_keyword(whole.name));
    ++told;
    wider_.push_back({whole, task.subject, task.depth + 1});
  }
  if (told == 0) return;
  const std::string recap = scene.lines.front().text;
  const std::string bullet = scene.display;
  add(std::move(scene), task, recap, bullet);
}

void FactCollector::tell_family(const Task& task) {
  const Concept& thing = task.thing;
  auto families = concepts(related(thing, {"@", "@i"}), "");
  if (families.empty()) return;
  const Concept family = std::move(families.front());
  told_.insert(family.synset.id);
  wider_.push_back({family, task.subject, task.depth + 1});
  // "honey is sweetening" tells nobody anything, nor does "an electric car is a car".
  const bool obvious =
      (" " + thing.definition + " " + thing.name + " ").find(" " + family.name + " ") != std::string::npos;
  if (!family.counted || obvious) return;
  DraftScene scene;
  scene.heading = with_capital(family.counted ? family.several : family.name);
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
  for (const std::uint32_t id : related(thing, {"@", "@i"})) {
    const auto family = concept_of(nouns_, id, "", "", true);
    if (!family) continue;
    auto others =
        concepts(thing.proper ? family->synset.related("~i") : family->synset.related("~"), family->name);
    if (others.size() < 2) continue;
    const std::string heading =
        with_capital(thing.proper       ? fmt::format("other {}", family->several)
                     : is_living(thing) ? fmt::format("relatives of {}", thing.subject)
                                        : fmt::format("other kinds of {}", family->name));
    tell_group(task, std::move(others), heading,
               {with_capital(fmt::format("{} is not alone.", thing.subject)),
                thing.proper ? fmt::format("There are other {} too.", family->several)
                             : fmt::format("There are other kinds of {}, too.", family->name)},
               is_living(thing) && !thing.proper
                   ? "More " + without_capital(heading)
                   : fmt::format("Further {}", thing.proper ? family->several : "kinds of " + family->name),
               with_capital(fmt::format("{} are", heading)));
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
  if (members.empty()) return;
  tell_group(task, std::move(members), "Words to know",
             {fmt::format("To understand {}, it helps to know some words.",
                          task.thing.proper || !task.thing.counted ? task.thing.name : task.thing.several),
              "Some words behind it are worth knowing."},
             "More words to know", "");
}

}  // namespace reelwright::stages
