// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/topic_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/utf8.h"
#include "stages/script/phrases.h"
#include "stages/script/sentences.h"
#include "stages/script/topic_facts.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

constexpr std::size_t subjects_max = 3;
constexpr std::size_t title_characters_max = 80;

/// Only letters, digits and marks inside words: no emoji, no control characters.
std::string plain_words(std::string_view topic) {
  std::string out;
  for (std::size_t at = 0; at < topic.size();) {
    const char32_t c = utf8_next(topic, at);
    const bool keep = is_word_character(c) || c == ' ' || c == '\'' || c == '-' || c == 0x2019 || c == '.';
    append_utf8(out, keep ? (c == 0x2019 ? U'\'' : c) : U' ');
  }
  return collapse_blanks(out);
}

bool has_letters(std::string_view text) { return !words_of(text).empty(); }

bool is_capital(std::string_view word) { return !word.empty() && word.front() >= 'A' && word.front() <= 'Z'; }

/// Does any definition of the noun speak of the topic's other words?
bool is_spoken_of(const Nouns& nouns, const std::string& lemma, const std::set<std::string>& others) {
  for (const std::uint32_t id : nouns.net().senses(lemma)) {
    for (const std::string& word : words_of(fold_case(nouns.net().synset(id).gloss))) {
      if (others.contains(stem_of(word, "en"))) return true;
    }
  }
  return false;
}

/// The sense that fits: the first, unless another one's definition speaks of the topic's other words or is
/// written as the topic writes it ("Turkey").
std::uint32_t choose_sense(const Nouns& nouns, const std::string& lemma, const std::string& written,
                           bool first_word, const std::set<std::string>& others) {
  const auto senses = nouns.net().senses(lemma);
  std::uint32_t best = senses.front();
  double best_score = -1e9;
  for (std::size_t i = 0; i < senses.size(); ++i) {
    const Synset synset = nouns.net().synset(senses[i]);
    double score = -1.0 * static_cast<double>(i);
    for (const std::string& word : words_of(fold_case(synset.gloss))) {
      if (others.contains(stem_of(word, "en"))) score += 2.5;
    }
    const auto spelled = std::ranges::find_if(
        synset.words, [&](const std::string& word) { return ascii_lower(word) == lemma; });
    const bool proper = spelled != synset.words.end() && is_capital(*spelled);
    if (!first_word && proper == is_capital(written)) score += 3;
    if (!is_capital(written) && proper) score -= 3;
    if (!concept_of(nouns, senses[i], lemma, "", false)) score -= 1000;
    if (score > best_score) {
      best_score = score;
      best = senses[i];
    }
  }
  return best;
}

/// The same group with one item less on screen; that item may still be spoken.
bool take_item_away(FactScene& fact) {
  std::vector<Bullet>& bullets = fact.scene.bullets;
  if (bullets.size() <= 2) return false;
  Line& line = fact.scene.lines[static_cast<std::size_t>(bullets.back().sentence)];
  line.essential = false;
  bullets.pop_back();
  return true;
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
  // What has no scene of its own may still be said where it belongs: further items with the first ones of
  // their series, the rest beside the definition.
  const auto scene_of_series = [&](std::size_t series) -> DraftScene* {
    for (std::size_t i = facts.size(); i-- > 0;) {
      if (facts[i].series == series) return &scenes[1 + i];
    }
    return nullptr;
  };
  double spare_worth = 700;
  for (const FactScene& spare : spares) {
    constexpr std::size_t lines_max = 9;
    constexpr double wider_penalty = 200;
    const double worth = (spare_worth -= 1) - wider_penalty * spare.depth;
    if (DraftScene* series = scene_of_series(spare.series)) {
      for (const Line& line : spare.scene.lines) {
        if (line.essential && series->lines.size() < lines_max)
          series->lines.push_back({line.text, false, worth});
      }
      continue;
    }
    const auto home = std::ranges::find(facts, spare.subject, &FactScene::subject);
    if (spare.depth > 1 || home == facts.end()) continue;
    std::vector<Line>& lines = scenes[1 + static_cast<std::size_t>(home - facts.begin())].lines;
    if (!spare.recap_text.empty() && lines.size() < lines_max)
      lines.push_back({spare.recap_text, false, worth});
  }

  constexpr double short_video_s = 25;
  const std::size_t points_max = target_s < short_video_s ? 1 : target_s < 50 ? 2 : target_s < 150 ? 3 : 5;
  DraftScene recap;
  recap.layout = Layout::recap;
  recap.heading = recap_heading(style);
  if (target_s >= short_video_s) recap.lines.push_back({recap_lead(style), true});
  // What a thing is comes before the rest; of several things each has its turn.
  std::vector<const FactScene*> chosen;
  std::set<std::size_t> covered;
  for (const bool first_round : {true, false}) {
    for (const FactScene& fact : facts) {
      if (chosen.size() == points_max) break;
      if (fact.recap_text.empty() || (first_round && covered.contains(fact.subject))) continue;
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
  const std::string last = closing(style, subject);
  recap.lines.push_back({last, recap.lines.empty(), 850});
  if (recap.bullets.empty()) recap.bullets.push_back({draft.title, 0});
  scenes.push_back(std::move(recap));
  return scenes;
}

/// Facts of scenes that found no room, until there is material for `seconds`: spoken only when the voice
/// turns out to be fast.
void add_reserve(std::vector<DraftScene>& scenes, const std::vector<FactScene>& spares, const Pace& pace,
                 double seconds) {
  double material = pace.seconds(scenes);
  double worth = 0;
  for (const FactScene& spare : spares) {
    std::vector<Line>& lines = scenes[scenes.size() - 2].lines;  // the last one before the recap
    for (const Line& line : spare.scene.lines) {
      if (material >= seconds) return;
      const bool fact =
          line.text.find(" is a") != std::string::npos || line.text.find(" are ") != std::string::npos;
      const bool lead = &line == &spare.scene.lines.front() && spare.scene.lines.size() > 1;
      if (!fact || lead || std::ranges::find(lines, line.text, &Line::text) != lines.end()) continue;
      lines.push_back({line.text, false, worth -= 1});
      material += pace.seconds(line.text);
    }
  }
}

TopicDraft write_scaffold(std::string title, const Nouns* nouns, std::string_view topic, const Style& style,
                          const Pace& pace, double target_s) {
  TopicDraft draft;
  draft.title = std::move(title);
  const std::string subject = has_letters(topic) ? topic_in_sentence(nouns, topic) : draft.title;
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

}  // namespace

std::string title_of_topic(std::string_view topic) {
  std::string title = collapse_blanks(topic);
  std::erase_if(title, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  while (title.ends_with('.') || title.ends_with(' ')) title.pop_back();
  return fitted_phrase(title.ends_with('?') || title.ends_with('!') ? title + " " : title,
                       title_characters_max, "und") +
         (title.ends_with('?') ? "?" : "");
}

std::string topic_in_sentence(const Nouns* nouns, std::string_view topic) {
  std::string text = without_end_mark(collapse_blanks(topic));
  constexpr std::array<std::string_view, 3> polite{"Introduction to ", "An introduction to ", "All about "};
  for (const std::string_view start : polite) {
    if (text.size() > start.size() && ascii_lower(text).starts_with(ascii_lower(start)))
      text = text.substr(start.size());
  }
  std::string out;
  for (const std::string& word : tokens_of(text)) {
    const bool capital_only_first =
        is_capital(word) && std::ranges::none_of(word.substr(1), [](char c) { return c >= 'A' && c <= 'Z'; });
    const std::string lower = ascii_lower(word);
    const std::string bare = without_end_mark(lower);
    const auto base = nouns == nullptr ? std::nullopt : nouns->net().base_form(bare);
    const bool name = base && !nouns->net().is_common_word(*base);
    const bool function_word = is_stop_word(bare, "en");
    // Without a dictionary a capital may be a name's: it stays, except in words that are never one.
    const bool lowered = capital_only_first && word.size() > 1 && lower != "i" &&
                         (function_word || (nouns != nullptr && base && !name) ||
                          (nouns != nullptr && !base && lower.ends_with("s")));
    out += (out.empty() ? "" : " ") + (lowered || lower == "a" ? lower : word);
  }
  // The whole may be a name of several common words: "French Revolution", "Red Cross".
  if (nouns != nullptr) {
    const std::string bare = ascii_lower(text).starts_with("the ") ? text.substr(4) : text;
    const auto base = nouns->net().base_form(bare);
    if (base && base->find(' ') != std::string::npos && !nouns->net().is_common_word(*base) &&
        !nouns->net().senses(*base).empty()) {
      for (const std::string& word : nouns->net().synset(nouns->net().senses(*base).front()).words) {
        if (ascii_lower(word) == *base) return nouns->takes_the(word, true) ? "the " + word : word;
      }
    }
    const auto sense = senses_of_topic(*nouns, topic);
    if (sense.size() == 1 && ascii_lower(plain_words(out)) == sense.front().lemma) {
      const auto thing = concept_of(*nouns, sense.front().id, sense.front().lemma, "", false);
      if (thing)
        return thing->counted && !thing->subject.starts_with("the ") ? thing->several : thing->subject;
    }
  }
  return out;
}

std::vector<TopicSense> senses_of_topic(const Nouns& nouns, std::string_view topic) {
  struct Found {
    std::string lemma;
    std::string written;
    bool first = false;
    bool after_noun = false;  ///< directly behind another one: the head of a compound
  };
  std::vector<Found> found;
  bool noun_before = false;
  std::vector<std::string> words = tokens_of(plain_words(topic));
  constexpr std::size_t words_max = 40;
  if (words.size() > words_max) words.resize(words_max);
  for (std::size_t i = 0; i < words.size();) {
    std::size_t taken = 0;
    for (std::size_t length = std::min<std::size_t>(4, words.size() - i); length > 0 && taken == 0;
         --length) {
      std::string phrase = words[i];
      for (std::size_t k = 1; k < length; ++k) phrase += " " + words[i + k];
      const std::string lower = ascii_lower(phrase);
      if (length == 1 && (is_stop_word(lower, "en") || lower.size() < 2)) break;
      const auto base = nouns.net().base_form(phrase);
      if (!base || (length == 1 && !nouns.net().is_mainly_noun(*base))) continue;
      const bool starts_or_ends_empty =
          length > 1 && (is_stop_word(ascii_lower(words[i]), "en") && ascii_lower(words[i]) != "new");
      if (starts_or_ends_empty) continue;
      if (std::ranges::find(found, *base, &Found::lemma) == found.end())
        found.push_back({*base, words[i], i == 0, noun_before});
      taken = length;
    }
    noun_before = taken > 0;
    i += std::max<std::size_t>(taken, 1);
  }
  // "water cycle" is no word of the dictionary; which of its many cycles is meant cannot be known.
  std::vector<TopicSense> senses;
  constexpr std::string_view framing =
      " introduction overview basics guide history story importance role benefit way work life world fact "
      "tip example video lesson secret thing "
      "kind science art meaning process use effect problem ";
  const auto is_framing = [&](const Found& word) { return is_listed(word.lemma, framing); };
  const bool only_framing = std::ranges::all_of(found, is_framing);
  for (const Found& word : found) {
    if (senses.size() == subjects_max || (!only_framing && is_framing(word))) continue;
    std::set<std::string> others;
    for (const Found& other : found) {
      if (other.lemma != word.lemma) others.insert(stem_of(other.lemma, "en"));
    }
    const bool heads_compound = word.after_noun && nouns.net().senses(word.lemma).size() > 2;
    if (heads_compound && !is_spoken_of(nouns, word.lemma, others)) continue;
    const std::uint32_t id = choose_sense(nouns, word.lemma, word.written, word.first, others);
    if (concept_of(nouns, id, word.lemma, "", false)) senses.push_back({word.lemma, id});
  }
  return senses;
}

TopicDraft write_topic(const Nouns* nouns, std::string_view topic, const Style& style, const Pace& pace,
                       double target_s, const std::stop_token& stop) {
  TopicDraft draft;
  draft.title = with_capital(title_of_topic(topic));
  std::vector<Concept> subjects;
  if (nouns != nullptr) {
    for (const TopicSense& sense : senses_of_topic(*nouns, topic)) {
      if (auto thing = concept_of(*nouns, sense.id, sense.lemma, "", false))
        subjects.push_back(std::move(*thing));
    }
  }
  if (subjects.empty()) return write_scaffold(std::move(draft.title), nouns, topic, style, pace, target_s);

  draft.known = true;
  const std::string subject = topic_in_sentence(nouns, topic);
  constexpr double material = 2.0;  // of the asked length: enough to choose from and to keep in reserve
  FactCollector collector(*nouns, style, pace, target_s < 40 ? 2 : 3);
  collector.collect(subjects, material * target_s, stop);

  constexpr double reserve_material = 1.45;
  // As many scenes, nearest first, as leave room for lines that can go or come when the voice has been
  // measured.
  constexpr double essential_share = 0.8;
  constexpr double short_essential_share = 0.95;
  const double limit_s = target_s * (target_s < 25 ? short_essential_share : essential_share);
  std::vector<FactScene> chosen;
  std::vector<FactScene> spares = collector.scenes();
  const auto frame = [&] {
    std::vector<FactScene> ordered = chosen;
    std::ranges::stable_sort(ordered, {}, &FactScene::subject);
    return with_frame(ordered, spares, draft, subject, style, target_s);
  };
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
    while (!fits && take_item_away(chosen.back())) fits = pace.essential_seconds(frame()) <= limit_s;
    if (fits || chosen.size() == 1) {  // one scene there must be, even too long
      spares.erase(spares.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      chosen.pop_back();
      ++i;
    }
  }
  draft.scenes = frame();
  add_reserve(draft.scenes, spares, pace, reserve_material * target_s);
  meet_length(draft.scenes, target_s, pace);
  return draft;
}

}  // namespace reelwright::stages
