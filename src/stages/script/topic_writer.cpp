// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/topic_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/check.h"
#include "base/utf8.h"
#include "model/sentences.h"
#include "stages/script/definition_phrase.h"
#include "stages/script/phrases.h"
#include "stages/script/topic_facts.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

/// The same group with one item less, shown and spoken.
bool take_item_away(FactScene& fact, std::size_t items_min) {
  std::vector<Bullet>& bullets = fact.scene.bullets;
  if (bullets.size() <= items_min) return false;
  fact.scene.lines.resize(static_cast<std::size_t>(bullets.back().sentence));
  bullets.pop_back();
  if (bullets.size() == 2) {
    fact.recap_text = fact.recap_text_of_two;
    fact.recap_bullet = fact.recap_bullet_of_two;
  }
  return true;
}

constexpr const char* details_heading = "Good to know";

/// Sentences of a scene that say something on their own: not the lead of a list.
std::vector<std::string> facts_of(const FactScene& fact) {
  std::vector<std::string> facts;
  for (std::size_t i = fact.scene.bullets.empty() ? 0 : 1; i < fact.scene.lines.size(); ++i) {
    if (fact.scene.lines[i].essential) facts.push_back(fact.scene.lines[i].text);
  }
  return facts;
}

/// What found no scene of its own: one fact that is always told and others for as long as there is time.
void add_details(std::vector<DraftScene>& scenes, const std::vector<FactScene>& spares) {
  constexpr std::size_t lines_max = 4;
  constexpr std::size_t display_characters_max = 80;
  DraftScene scene;
  scene.heading = details_heading;
  for (const FactScene& spare : spares) {
    for (const std::string& fact : facts_of(spare)) {
      if (scene.lines.size() == lines_max) break;
      scene.lines.push_back({fact, scene.lines.empty(),
                             700.0 - 30 * static_cast<double>(scene.lines.size()) - 100 * spare.depth});
      for (const std::string& word : spare.scene.keywords) {
        if (scene.keywords.size() < 4) scene.keywords.push_back(word);
      }
    }
  }
  if (scene.lines.empty()) return;
  const auto shown = std::ranges::find_if(scene.lines, [&](const Line& line) {
    return !key_phrase(line.text, display_characters_max, "en").empty();
  });
  if (shown != scene.lines.end()) std::swap(scene.lines.front().text, shown->text);
  scene.display = fitted_phrase(scene.lines.front().text, display_characters_max, "en");
  scenes.push_back(std::move(scene));
}

DraftScene recap_of(const std::vector<FactScene>& facts, std::string_view subject, const Style& style,
                    double target_s) {
  CHECK(!facts.empty());
  constexpr double short_video_s = 25;
  const std::size_t points_max = target_s < short_video_s ? 1 : target_s < 50 ? 2 : target_s < 150 ? 3 : 5;
  DraftScene recap;
  recap.layout = Layout::recap;
  recap.heading = recap_heading(style);
  if (target_s >= short_video_s) recap.lines.push_back({recap_lead(style), true});
  // What a thing is comes before the rest; of several things each has its turn.
  std::vector<const FactScene*> chosen;
  std::set<std::size_t> covered;
  enum class Round : std::uint8_t { each_thing, near_facts, all };
  for (const Round round : {Round::each_thing, Round::near_facts, Round::all}) {
    for (const FactScene& fact : facts) {
      if (chosen.size() == points_max) break;
      if (fact.recap_text.empty() || (round == Round::each_thing && covered.contains(fact.subject))) continue;
      if (round != Round::all && fact.depth > 0) continue;
      if (std::ranges::find(chosen, &fact) != chosen.end()) continue;
      covered.insert(fact.subject);
      chosen.push_back(&fact);
    }
  }
  std::ranges::sort(chosen);
  const bool brief_recap = target_s < short_video_s;  // hearing the one sentence twice would be odd
  for (const FactScene* fact : chosen) {
    recap.bullets.push_back({fact->recap_bullet, brief_recap ? 0 : static_cast<int>(recap.lines.size())});
    if (!brief_recap) recap.lines.push_back({fact->recap_text, true});
  }
  recap.lines.push_back({closing(style, subject), recap.lines.empty(), 850});
  if (recap.bullets.empty()) {
    constexpr std::size_t bullet_characters_max = 62;
    const std::string& first = facts.front().scene.lines.front().text;
    const std::string phrase = key_phrase(first, bullet_characters_max, "en");
    recap.bullets.push_back({phrase.empty() ? facts.front().scene.heading : phrase, 0});
  }
  return recap;
}

std::vector<DraftScene> with_frame(const std::vector<FactScene>& facts, const std::vector<FactScene>& spares,
                                   const TopicDraft& draft, std::string_view subject, const Style& style,
                                   double target_s) {
  std::vector<DraftScene> scenes;
  DraftScene title;
  title.layout = Layout::title;
  title.heading = draft.title;
  title.display = audience_subtitle(style);
  title.lines.push_back({hook(style, subject), true});
  if (const std::string line = audience_line(style); !line.empty()) title.lines.push_back({line, false, 900});
  scenes.push_back(std::move(title));
  for (const FactScene& fact : facts) scenes.push_back(fact.scene);
  constexpr double details_video_s = 50;
  if (target_s >= details_video_s) {
    std::vector<FactScene> near_first = spares;
    std::ranges::stable_sort(near_first, {}, &FactScene::depth);
    add_details(scenes, near_first);
  }
  scenes.push_back(recap_of(facts, subject, style, target_s));
  return scenes;
}

/// Facts of scenes that found no room, until there is material for `seconds`: beside single statements, where
/// no list is shown that they would not fit. Spoken when there is time left.
void add_reserve(std::vector<DraftScene>& scenes, const std::vector<FactScene>& facts,
                 const std::vector<FactScene>& spares, const Pace& pace, double seconds) {
  double material = pace.seconds(scenes);
  double worth = 0;
  std::set<std::string> said;
  for (const DraftScene& scene : scenes) {
    for (const Line& line : scene.lines) said.insert(line.text);
  }
  for (const FactScene& spare : spares) {
    for (const std::string& fact : facts_of(spare)) {
      if (material >= seconds) return;
      if (!said.insert(fact).second) continue;
      DraftScene* home = nullptr;
      for (std::size_t i = 1; i + 1 < scenes.size(); ++i) {
        const bool details = scenes[i].heading == details_heading;
        const bool about_it = details || (spare.depth == 0 && i <= facts.size() &&
                                          facts[i - 1].subject == spare.subject && facts[i - 1].depth == 0);
        const bool free = about_it && scenes[i].bullets.empty() &&
                          (home == nullptr || scenes[i].lines.size() <= home->lines.size());
        if (free) home = &scenes[i];
      }
      if (home == nullptr) home = &scenes[scenes.size() - 2];
      home->lines.push_back({fact, false, worth -= 1});
      material += pace.seconds(fact);
    }
  }
}

/// "Honey is a liquid produced by bees" says how bees and honey belong together: honey comes first.
void lead_with_what_connects(const Nouns& nouns, std::vector<Concept>& subjects) {
  const TopicMembers members(nouns);
  const auto speaks_of = [&](const Concept& one, const Concept& other) {
    return names_one(one.statement, members.forms_of(other));
  };
  for (std::size_t i = 1; i < subjects.size(); ++i) {
    if (!speaks_of(subjects[i], subjects.front()) || speaks_of(subjects.front(), subjects[i])) continue;
    std::rotate(subjects.begin(), subjects.begin() + static_cast<std::ptrdiff_t>(i),
                subjects.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    return;
  }
}

TopicDraft write_scaffold(std::string title, const Nouns* nouns, std::string_view topic, const Style& style,
                          const Pace& pace, double target_s) {
  TopicDraft draft;
  draft.title = std::move(title);
  if (!is_localised(style)) {
    // A voice of that language would spell English out.
    DraftScene only;
    only.layout = Layout::title;
    only.heading = draft.title;
    only.lines.push_back({with_end_mark(draft.title), true});
    draft.scenes.push_back(std::move(only));
    return draft;
  }
  const std::string subject = !words_of(topic).empty() ? topic_in_sentence(nouns, topic) : draft.title;
  const Scaffold words = scaffold(style, without_end_mark(subject));
  const auto build = [&](std::size_t points) {
    std::vector<DraftScene> scenes(1);
    scenes[0].layout = Layout::title;
    scenes[0].heading = draft.title;
    scenes[0].display = audience_subtitle(style);
    scenes[0].lines.push_back({utf8_length(subject) > 90 ? words.unknown : words.hook, true});
    if (utf8_length(subject) <= 90) scenes[0].lines.push_back({words.unknown, true});
    if (style.lang == "en") {
      if (const std::string line = audience_line(style); !line.empty())
        scenes[0].lines.push_back({line, false, 5});
    }
    // Three points as a list, the others as statements between.
    constexpr std::size_t list_points = 3;
    for (std::size_t i = 0; i < points; ++i) {
      const bool in_list = points >= list_points && i < list_points;
      if (!in_list || i == 0) scenes.emplace_back();
      DraftScene& scene = scenes.back();
      scene.heading = in_list ? draft.title : words.points[i];
      scene.layout = in_list ? Layout::bullets : Layout::statement;
      if (in_list) scene.bullets.push_back({words.points[i], static_cast<int>(i)});
      if (!in_list) scene.display = words.points[i];
      scene.lines.push_back({words.advice[i], true});
    }
    DraftScene recap;
    recap.layout = Layout::recap;
    recap.heading = recap_heading(style).empty() ? draft.title : recap_heading(style);
    recap.lines.push_back({words.closing, true});
    for (std::size_t i = 0; i < std::max<std::size_t>(points, 1); ++i)
      recap.bullets.push_back({words.points[i], 0});
    if (style.lang == "en") recap.lines.push_back({closing(style, without_end_mark(subject)), false, 3});
    scenes.push_back(std::move(recap));
    return scenes;
  };
  for (std::size_t points = words.points.size() + 1; points-- > 0;) {
    draft.scenes = build(points);
    if (pace.essential_seconds(draft.scenes) <= target_s * 1.05) break;
  }
  meet_length(draft.scenes, target_s, pace);
  return draft;
}

/// "bank" was taken as "a financial institution", ...
std::string meanings_taken(const Nouns& nouns, const TopicReading& reading) {
  constexpr std::size_t meaning_characters_max = 90;
  std::vector<std::string> taken;
  for (const TopicSense& sense : reading.senses) {
    const auto thing = concept_of(nouns, sense.id, sense.lemma, "", false);
    if (!sense.doubtful || !thing) continue;
    std::string meaning = definition_core(thing->definition, meaning_characters_max);
    if (meaning.empty()) meaning = fitted_phrase(thing->definition, meaning_characters_max, "en");
    taken.push_back(fmt::format("\"{}\" was taken as \"{}\"", sense.lemma, without_capital(meaning)));
  }
  for (const std::string& lemma : reading.left_out)
    taken.push_back(fmt::format("\"{}\" was left out, as no meaning of it fits the other words", lemma));
  if (taken.empty()) return {};
  return with_capital(joined_list(taken)) + ". Give notes if something else is meant.";
}

}  // namespace

TopicDraft write_topic(const Nouns* nouns, std::string_view asked, const Style& style, const Pace& pace,
                       double target_s, const std::stop_token& stop) {
  TopicDraft draft;
  const std::string topic = without_shouting(nouns, asked);
  draft.title = with_capital(title_of_topic(topic));
  std::vector<Concept> subjects;
  std::vector<std::string> left_out;
  if (nouns != nullptr) {
    const TopicReading reading = read_topic(*nouns, topic);
    for (const TopicSense& sense : reading.senses) {
      if (auto thing = concept_of(*nouns, sense.id, sense.lemma, "", false))
        subjects.push_back(std::move(*thing));
    }
    left_out = reading.left_out;
    draft.taken_as = meanings_taken(*nouns, reading);
  }
  if (subjects.empty()) return write_scaffold(std::move(draft.title), nouns, topic, style, pace, target_s);

  draft.known = true;
  std::string subject = topic_in_sentence(nouns, topic);
  // "Python programming": whatever it means, it is not the word of the dictionary.
  const std::string first_word = tokens_of(topic).front();
  const bool names_unknown = std::ranges::count(left_out, ascii_lower(first_word)) > 0;
  if (names_unknown && ascii_lower(subject).starts_with(ascii_lower(first_word)))
    subject.replace(0, first_word.size(), first_word);
  constexpr double material = 2.0;  // of the asked length: enough to choose from and to keep in reserve
  lead_with_what_connects(*nouns, subjects);
  draft.unanswered = is_open_question(subject);
  FactCollector collector(*nouns, style, pace, target_s < 150 ? 3 : 4);
  collector.collect(subjects, content_words(*nouns, topic), material * target_s, stop);

  constexpr double reserve_material = 1.45;
  // As many scenes, nearest first, as leave room for lines that can go or come when the voice has been
  // measured.
  constexpr double essential_share = 0.8;
  constexpr double short_essential_share = 0.95;
  constexpr double half_minute_essential_share = 0.92;
  const double limit_s = target_s * (target_s < 25   ? short_essential_share
                                     : target_s < 40 ? half_minute_essential_share
                                                     : essential_share);
  std::vector<FactScene> chosen;
  std::vector<FactScene> spares = collector.scenes();
  const std::size_t items_min = target_s < 50 ? 2 : 3;
  const auto in_order = [&] {
    std::vector<FactScene> ordered = chosen;
    std::ranges::stable_sort(
        ordered, {}, [](const FactScene& fact) { return fact.opening ? std::size_t{0} : fact.subject + 1; });
    return ordered;
  };
  const auto frame = [&] { return with_frame(in_order(), spares, draft, subject, style, target_s); };
  for (std::size_t i = 0; i < spares.size();) {
    const bool opener_missing =
        !spares[i].opens_series &&
        std::ranges::none_of(chosen, [&](const FactScene& fact) { return fact.series == spares[i].series; });
    if (opener_missing) {
      ++i;
      continue;
    }
    chosen.push_back(spares[i]);
    bool fits = pace.essential_seconds(frame()) <= limit_s;
    while (!fits && take_item_away(chosen.back(), items_min))
      fits = pace.essential_seconds(frame()) <= limit_s;
    if (fits || chosen.size() == 1) {  // one scene there must be, even too long
      spares.erase(spares.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      chosen.pop_back();
      ++i;
    }
  }
  draft.scenes = frame();
  add_reserve(draft.scenes, in_order(), spares, pace, reserve_material * target_s);
  meet_length(draft.scenes, target_s, pace);
  return draft;
}

}  // namespace reelwright::stages
