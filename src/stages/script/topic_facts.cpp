// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/topic_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/utf8.h"
#include "model/limits.h"
#include "model/sentences.h"
#include "stages/script/definition_phrase.h"
#include "stages/script/phrases.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

constexpr std::size_t display_characters_max = 80;
constexpr std::size_t recap_bullet_characters_max = 75;
constexpr std::size_t recap_text_characters_max = 100;

/// Experts hear the details before further kinds, children last.
double detail_bonus(const Style& style) {
  return style.audience == Audience::experts ? 40.0 : style.audience == Audience::children ? -40.0 : 0.0;
}

std::vector<std::string> names_of(const std::vector<Concept>& things, std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(count, things.size()); ++i) {
    const bool one = things[i].proper || things[i].subject.starts_with("the ");
    names.push_back(one ? things[i].subject : things[i].several);
  }
  return names;
}

}  // namespace

FactCollector::FactCollector(const Nouns& nouns, const Style& style, const Pace& pace,
                             std::size_t items_per_scene)
    : nouns_(nouns), members_(nouns), style_(style), pace_(pace), items_per_scene_(items_per_scene) {}

void FactCollector::collect(const std::vector<Concept>& subjects, const std::vector<std::string>& topic_words,
                            double seconds, const std::stop_token& stop) {
  constexpr int depth_max = 4;
  std::vector<Task> near;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    told_.insert(subjects[i].synset.id);
    near.push_back({subjects[i], i, 0});
  }
  for (const Task& task : near) define(task);
  connect(subjects, topic_words);
  using Teller = void (FactCollector::*)(const Task&);
  std::vector<Teller> tellers{&FactCollector::tell_parts, &FactCollector::tell_kinds,
                              &FactCollector::tell_mentions};
  // "The water cycle" is not about the kinds of water: what has to do with it is nearer.
  if (topic_words.size() > subjects.size()) std::rotate(tellers.begin(), tellers.end() - 1, tellers.end());
  for (const Teller teller :
       {&FactCollector::tell_people, &FactCollector::tell_whole, &FactCollector::tell_family,
        &FactCollector::tell_examples, &FactCollector::tell_relatives, &FactCollector::tell_words})
    tellers.push_back(teller);
  for (const Teller teller : tellers) {
    for (const Task& task : near) {
      if (!stop.stop_requested()) (this->*teller)(task);
    }
  }
  tell_rests();
  // Wider circles: first what belongs to the things told, only then their neighbours.
  std::deque<Task> circle;
  while (seconds_ < seconds && !(wider_.empty() && circle.empty()) && !stop.stop_requested()) {
    const bool near_facts = !wider_.empty();
    std::deque<Task>& from = near_facts ? wider_ : circle;
    const Task task = std::move(from.front());
    from.pop_front();
    if (task.depth > depth_max) continue;
    if (near_facts) {
      tell_parts(task);
      tell_kinds(task);
      circle.push_back(task);
    } else {
      tell_family(task);
      tell_relatives(task);
      tell_words(task);
    }
    tell_rests();
  }
}

const std::string& FactCollector::vary(const std::vector<std::string>& choices) {
  return choices[(style_.seed + turn_++) % choices.size()];
}

std::vector<Concept> FactCollector::concepts(const std::vector<std::uint32_t>& ids,
                                             const std::string& family) const {
  return members_.concepts(ids, family, told_);
}

void FactCollector::add(DraftScene scene, const Task& task, std::string recap_text, std::string recap_bullet,
                        bool opening) {
  ++series_;
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
  const bool recapped = !recap_text.empty() && !recap_bullet.empty();
  scenes_.push_back({.scene = std::move(scene),
                     .subject = task.subject,
                     .depth = task.depth,
                     .opening = opening,
                     .series = series_,
                     .opens_series = true,
                     .recap_text = recapped ? std::move(recap_text) : std::string(),
                     .recap_bullet = recapped ? std::move(recap_bullet) : std::string(),
                     .recap_text_of_two = {},
                     .recap_bullet_of_two = {}});
}

void FactCollector::define(const Task& task) {
  const Concept& thing = task.thing;
  DraftScene scene;
  const bool person = is_person(thing);
  const std::string name = with_capital(thing.counted ? thing.several : thing.name);
  scene.heading = fmt::format("{} {} {}?", person ? "Who" : "What", thing.past ? "was" : "is", thing.subject);
  for (const std::string& phrase : {thing.definition, thing.short_definition,
                                    definition_core(thing.definition, display_characters_max), name}) {
    if (scene.display.empty()) scene.display = key_phrase(with_capital(phrase), display_characters_max, "en");
  }
  scene.lines.push_back({thing.statement, true});
  for (const std::string& extra : thing.extras)
    scene.lines.push_back({extra, false, 6 + detail_bonus(style_)});
  constexpr std::size_t core_characters_max = 60;
  const std::string core = definition_core(thing.definition, core_characters_max);
  const std::string opened = thing.opening.substr(0, thing.opening.rfind(' '));
  const bool short_enough = utf8_length(thing.short_statement) <= 85 && core.empty();
  std::string recap = short_enough ? thing.short_statement : std::string();
  std::string bullet = short_enough ? without_end_mark(thing.short_statement) : std::string();
  if (!core.empty()) {
    recap = fmt::format("{} {}.", thing.opening, core);
    bullet = fmt::format("{}: {}", thing.opening.ends_with(" are") ? opened : with_capital(thing.name), core);
  }
  add(std::move(scene), task, recap, bullet, true);
}

void FactCollector::connect(const std::vector<Concept>& subjects,
                            const std::vector<std::string>& topic_words) {
  if (topic_words.size() < 2) return;
  std::vector<std::vector<std::string>> names;
  for (const std::string& word : topic_words) {
    const auto subject =
        std::ranges::find_if(subjects, [&](const Concept& thing) { return ascii_lower(thing.name) == word; });
    names.push_back(subject == subjects.end() ? std::vector{word} : members_.forms_of(*subject));
  }
  auto found = members_.defined_with(names, told_);
  const Task task{subjects.front(), 0, 0};
  std::vector<Concept> things;
  for (Concept& thing : found) {
    if (!thing.proper) {
      things.push_back(std::move(thing));
      continue;
    }
    if (!is_person(thing) || thing.extras.empty() || told_.contains(thing.synset.id)) continue;
    // Whoever is remembered for it gets a scene.
    DraftScene scene;
    scene.heading = thing.name;
    scene.display = fitted_phrase(with_capital(thing.definition), display_characters_max, "en");
    scene.lines.push_back({thing.statement, true});
    for (const std::string& extra : thing.extras) scene.lines.push_back({extra, extra.size() > 40, 6});
    told_.insert(thing.synset.id);
    add(std::move(scene), task, {}, {}, true);
  }
  std::vector<std::string> several;
  for (const Concept& subject : subjects) several.push_back(subject.several);
  if (things.size() < 2 || several.size() < 2) return;
  const std::string all = joined_list(several);
  tell_group(task, std::move(things),
             {.heading = with_capital(all),
              .leads = {fmt::format("What connects {}?", all), fmt::format("Some words connect {}.", all)},
              .more = fmt::format("More about {}", all),
              .recap = {},
              .recap_after = fmt::format("connect {}", all)},
             true);
}

DraftScene FactCollector::list_scene(const Task& task, std::vector<Concept>& members,
                                     const std::string& heading, Line lead) {
  DraftScene scene;
  scene.heading = heading;
  scene.layout = Layout::bullets;
  scene.lines.push_back(std::move(lead));
  for (Concept& member : members) {
    told_.insert(member.synset.id);
    const bool several = member.opening.ends_with(" are");
    scene.bullets.push_back(
        {with_capital(several ? member.several : member.name), static_cast<int>(scene.lines.size())});
    scene.keywords.push_back(fold_keyword(member.name));
    scene.lines.push_back({member.statement, true});
    for (const std::string& extra : member.extras)
      scene.lines.push_back({extra, false, -2 + detail_bonus(style_)});
    wider_.push_back({member, task.subject, task.depth + 1});
  }
  return scene;
}

void FactCollector::tell_group(const Task& task, std::vector<Concept> members, const GroupWords& words,
                               bool opening) {
  std::vector<Concept> first(members.begin(), members.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                    members.size(), items_per_scene_)));
  const auto recap_with = [&](std::size_t count) {
    const std::string names = joined_list(names_of(first, count));
    std::string text = words.recap.empty() ? with_capital(fmt::format("{} {}.", names, words.recap_after))
                                           : fmt::format("{} {}.", words.recap, names);
    std::string bullet = fmt::format("{}: {}", words.heading, names);
    const bool fits = first.size() >= 2 && utf8_length(text) <= recap_text_characters_max &&
                      utf8_length(bullet) <= recap_bullet_characters_max;
    return fits ? std::pair(std::move(text), std::move(bullet)) : std::pair<std::string, std::string>();
  };
  std::pair<std::string, std::string> recap;
  std::pair<std::string, std::string> recap_of_two;
  if (!words.recap.empty() || !words.recap_after.empty()) {
    recap_of_two = recap_with(2);
    recap = recap_with(3);
    if (recap.first.empty()) recap = recap_of_two;
  }
  DraftScene scene = list_scene(task, first, words.heading, {vary(words.leads), true});
  add(std::move(scene), task, std::move(recap.first), std::move(recap.second), opening);
  scenes_.back().recap_text_of_two = std::move(recap_of_two.first);
  scenes_.back().recap_bullet_of_two = std::move(recap_of_two.second);
  if (members.size() > first.size()) {
    members.erase(members.begin(), members.begin() + static_cast<std::ptrdiff_t>(first.size()));
    rests_.push_back({task, std::move(members), words.more, series_});
  }
}

void FactCollector::tell_rests() {
  for (Rest& rest : std::exchange(rests_, {})) {
    std::erase_if(rest.members, [&](const Concept& member) { return told_.contains(member.synset.id); });
    const std::size_t scenes_max = rest.task.depth == 0 ? 2 : 1;
    for (std::size_t begin = 0, scenes = 1; begin < rest.members.size() && scenes <= scenes_max;
         begin += items_per_scene_, ++scenes) {
      const std::size_t end = std::min(begin + items_per_scene_, rest.members.size());
      if (end - begin < 2) break;
      std::vector<Concept> members(
          std::make_move_iterator(rest.members.begin() + static_cast<std::ptrdiff_t>(begin)),
          std::make_move_iterator(rest.members.begin() + static_cast<std::ptrdiff_t>(end)));
      const bool about = rest.heading.find("ore about ") != std::string::npos;
      const std::string lead = about ? "There is " + without_capital(rest.heading)
                                     : vary({"There are " + without_capital(rest.heading),
                                             "Here are " + without_capital(rest.heading)});
      add(list_scene(rest.task, members, rest.heading, {with_end_mark(lead), true}), rest.task, {}, {});
      scenes_.back().series = rest.series;
      scenes_.back().opens_series = false;
    }
  }
}

}  // namespace reelwright::stages
