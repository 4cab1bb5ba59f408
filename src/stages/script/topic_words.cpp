// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/topic_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/utf8.h"
#include "model/sentences.h"
#include "stages/script/concept.h"
#include "stages/script/phrases.h"
#include "stages/script/topic_senses.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

constexpr std::size_t subjects_max = 3;
constexpr std::size_t title_characters_max = 80;
/// Words around a topic that are not what it is about.
constexpr std::string_view framing =
    " introduction overview basics guide history story importance role benefit way work life world fact "
    "tip example video lesson secret thing "
    "kind science art meaning process use effect problem beginner newcomer novice dummy kid everyone ";

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

/// "how banks work", "how a bank works".
bool asks_how_it_works(std::string_view topic) {
  const std::string text = ascii_lower(without_end_mark(topic));
  return text.starts_with("how ") && (text.ends_with(" work") || text.ends_with(" works"));
}

/// "Bat", "crane birds": words that are mostly verbs, where no verb can be meant.
bool stands_as_noun(const Nouns& nouns, const std::vector<std::string>& words, std::size_t i) {
  const auto article = [](std::string_view word) { return is_listed(ascii_lower(word), " the a an "); };
  if (i > 1 || (i == 1 && !article(words[0]))) return false;
  const WordNet& net = nouns.net();
  const auto base = net.base_form(words[i]);
  if (!base || !net.is_mainly_verb(*base)) return false;
  if (i + 1 == words.size()) return true;
  const auto next = net.base_form(words[i + 1]);
  return next && net.has_more_senses_as_noun(*base) && net.is_mainly_noun(*next);
}

/// The name of the dictionary's first sense as it is written there: "NASA", "Paris".
std::string name_in_dictionary(const WordNet& net, const std::string& lemma) {
  for (const std::string& word : net.synset(net.senses(lemma).front()).words) {
    if (ascii_lower(word) == lemma) return word;
  }
  return lemma;
}

}  // namespace

bool is_open_question(std::string_view subject) {
  return subject.starts_with("how ") || subject.starts_with("why ");
}

std::string without_shouting(const Nouns* nouns, std::string_view topic) {
  for (std::size_t at = 0; at < topic.size();) {
    const char32_t c = utf8_next(topic, at);
    if (upper_of(c) != c) return std::string(topic);
  }
  constexpr std::size_t short_form_max = 4;  // an unknown word of so few letters may be an abbreviation
  std::string out;
  for (const std::string& token : tokens_of(topic)) {
    const std::string lower = fold_case(token);
    const std::string bare = without_end_mark(lower);
    const auto base = nouns == nullptr ? std::nullopt : nouns->net().base_form(bare);
    const bool verb = nouns != nullptr && nouns->net().is_verb(bare);
    const bool name = base && *base == bare && !nouns->net().is_common_word(bare);
    const bool known = base || verb || is_stop_word(bare, "en");
    std::string word = !known && utf8_length(bare) <= short_form_max ? token : lower;
    // Other languages' nouns may need their capitals; their short words hardly ever do.
    if (nouns == nullptr) word = utf8_length(bare) < short_form_max ? lower : with_capital(lower);
    if (name) word = name_in_dictionary(nouns->net(), bare) + lower.substr(bare.size());
    out += (out.empty() ? "" : " ") + word;
  }
  return with_capital(out);
}

std::string title_of_topic(std::string_view topic) {
  std::string title = collapse_blanks(topic);
  std::erase_if(title, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return fitted_title(title, title_characters_max);
}

std::string topic_in_sentence(const Nouns* nouns, std::string_view topic) {
  std::string text = without_shouting(nouns, without_end_mark(collapse_blanks(topic)));
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
      const std::string name = name_in_dictionary(nouns->net(), *base);
      return nouns->takes_the(name, true) ? "the " + name : name;
    }
    const auto lemma = nouns->net().base_form(plain_words(out));
    const auto senses = lemma ? read_topic(*nouns, text).senses : std::vector<TopicSense>();
    if (senses.size() == 1 && ascii_lower(plain_words(out)) == senses.front().lemma) {
      const auto thing = concept_of(*nouns, senses.front().id, senses.front().lemma, "", false);
      if (thing)
        return thing->counted && !thing->subject.starts_with("the ") && !is_notion(*thing) ? thing->several
               : thing->counted && is_notion(*thing)                                       ? out
                                                                                           : thing->subject;
    }
  }
  return out;
}

TopicReading read_topic(const Nouns& nouns, std::string_view topic) {
  struct Found {
    std::string lemma;
    std::string written;
    bool first = false;
    bool after_the = false;
    bool after_noun = false;   ///< directly behind another one: the head of a compound
    bool before_noun = false;  ///< directly before another one: what the compound's head is like
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
      if (!base || (length == 1 && !nouns.net().is_mainly_noun(*base) && !stands_as_noun(nouns, words, i)))
        continue;
      constexpr std::string_view openers = " new first second last ";  // "first aid", "New York"
      const std::string opener = ascii_lower(words[i]);
      if (length > 1 && is_stop_word(opener, "en") && !is_listed(opener, openers)) continue;
      if (std::ranges::find(found, *base, &Found::lemma) == found.end())
        found.push_back(
            {*base, words[i], i == 0, i > 0 && ascii_lower(words[i - 1]) == "the", noun_before, false});
      if (noun_before && found.size() > 1) found[found.size() - 2].before_noun = true;
      taken = length;
    }
    noun_before = taken > 0;
    i += std::max<std::size_t>(taken, 1);
  }
  // A title in capitals throughout does not say which of its words are names.
  const bool any_small =
      std::ranges::any_of(found, [](const Found& word) { return !is_capital(word.written); });
  const auto is_framing = [&](const Found& word) { return is_listed(word.lemma, framing); };
  const bool only_framing = std::ranges::all_of(found, is_framing);
  std::vector<std::string> context = content_words(nouns, topic);
  for (const Found& word : found) {
    if (!is_framing(word) && std::ranges::find(context, word.lemma) == context.end())
      context.push_back(word.lemma);
  }
  TopicReading reading;
  std::vector<std::string> unfit;
  std::vector<TopicSense> heads;  // better than nothing: "Jaguar cars" is about cars
  for (const Found& word : found) {
    if (reading.senses.size() == subjects_max || (!only_framing && is_framing(word))) continue;
    std::set<std::string> others;
    for (const Found& other : found) {
      if (other.lemma != word.lemma) others.insert(stem_of(other.lemma, "en"));
    }
    // "water cycle" is no word of the dictionary; which of its many cycles is meant cannot be known.
    const bool heads_compound = word.after_noun && nouns.net().senses(word.lemma).size() > 2;
    const bool unclear_head = heads_compound && !is_spoken_of(nouns, word.lemma, others);
    const auto choice = choose_sense(nouns, {.lemma = word.lemma,
                                             .written = word.written,
                                             .capitals_tell = !word.first && any_small,
                                             .at_work = asks_how_it_works(topic),
                                             .all_of_a_set = word.after_the && nouns.is_plural(word.written),
                                             .others = context});
    if (!choice) continue;
    if (unclear_head) {
      heads.push_back({word.lemma, choice->id, choice->doubtful});
      continue;
    }
    // "Python programming" is not about snakes.
    constexpr double fit_min = 0.01;
    if (word.before_noun && choice->fit < fit_min) unfit.push_back(word.lemma);
    reading.senses.push_back({word.lemma, choice->id, choice->doubtful});
  }
  if (unfit.size() == reading.senses.size())
    reading.senses.insert(reading.senses.end(), heads.begin(), heads.end());
  if (unfit.size() < reading.senses.size()) {
    std::erase_if(reading.senses, [&](const TopicSense& sense) {
      return std::ranges::find(unfit, sense.lemma) != unfit.end();
    });
    reading.left_out = std::move(unfit);
  }
  return reading;
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
