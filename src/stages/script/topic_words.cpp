// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/topic_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/utf8.h"
#include "stages/script/concept.h"
#include "stages/script/phrases.h"
#include "stages/script/sentences.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

constexpr std::size_t subjects_max = 3;
constexpr std::size_t title_characters_max = 80;
/// Words around a topic that are not what it is about.
constexpr std::string_view framing =
    " introduction overview basics guide history story importance role benefit way work life world fact "
    "tip example video lesson secret thing "
    "kind science art meaning process use effect problem ";

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

/// "Democracy" is about the notion, "Volcano" about all of them.
bool is_notion(const Concept& thing) {
  constexpr std::array files{4, 7, 9, 10, 12, 14, 22, 24, 26};
  return std::ranges::find(files, thing.synset.file) != files.end();
}

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

/// How well a sense can be shown: a thing before a notion, a name's own sense before one of many synonyms
/// ("jazz" among the words for empty talk), one with parts and kinds before one without.
double clearness(const Synset& synset, std::size_t place_of_name) {
  constexpr int file_cognition = 9;
  constexpr std::size_t relations_enough = 3;
  const std::size_t relations =
      synset.related("~").size() + 2 * synset.related("%p").size() + synset.related("~i").size();
  return (synset.file == file_cognition ? -1.2 : 0.0) -
         0.5 * static_cast<double>(std::min<std::size_t>(place_of_name, 4)) +
         (relations >= relations_enough ? 0.6 : 0.0);
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
    score += clearness(synset, static_cast<std::size_t>(spelled - synset.words.begin()));
    if (!concept_of(nouns, senses[i], lemma, "", false)) score -= 1000;
    if (score > best_score) {
      best_score = score;
      best = senses[i];
    }
  }
  return best;
}

}  // namespace

bool is_open_question(std::string_view subject) {
  return subject.starts_with("how ") || subject.starts_with("why ");
}

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
        return thing->counted && !thing->subject.starts_with("the ") && !is_notion(*thing) ? thing->several
               : thing->counted && is_notion(*thing)                                       ? out
                                                                                           : thing->subject;
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

std::vector<std::string> content_words(const Nouns& nouns, std::string_view topic) {
  constexpr std::size_t words_max = 4;
  const WordNet& net = nouns.net();
  std::vector<std::string> found;
  const std::vector<std::string> words = tokens_of(plain_words(topic));
  for (std::size_t i = 0; i < words.size() && found.size() < words_max; ++i) {
    std::string word = ascii_lower(words[i]);
    if (is_stop_word(word, "en") || word.size() < 3) continue;
    if (i + 1 < words.size()) {
      const auto pair = net.base_form(word + " " + ascii_lower(words[i + 1]));
      if (pair && pair->find(' ') != std::string::npos) {
        found.push_back(*pair);
        ++i;
        continue;
      }
    }
    if (net.is_mainly_verb(word)) continue;
    word = net.base_form(word).value_or(word);
    if (is_listed(word, framing) || std::ranges::find(found, word) != found.end()) continue;
    found.push_back(std::move(word));
  }
  return found;
}

}  // namespace reelwright::stages
