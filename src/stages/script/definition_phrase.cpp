// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/definition_phrase.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"
#include "model/sentences.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

constexpr std::size_t definition_words_max = 22;

/// Where the noun that the phrase is about stands, or nullopt: the last noun before a preposition, a relative
/// word or a participle.
std::optional<std::size_t> head_of(const Nouns& nouns, const std::vector<std::string>& tokens) {
  constexpr std::string_view stops =
      " that which who whose whom of in with having used for from by to on at as where when made containing "
      "between into without about "
      "under over usually often especially and or than who's consisting resembling during after before is "
      "are was were near against "
      "through around among native not similar considered located designed intended capable able found "
      "characterized ";
  std::optional<std::size_t> head;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string word = ascii_lower(without_end_mark(tokens[i]));
    const bool noun = nouns.net().base_form(word).has_value();
    const bool participle = word.ends_with("ed") || word.ends_with("ing");
    if (i > 0 && is_listed(word, " or and ") && !head) continue;
    if (is_listed(word, stops) || (participle && head && head == i - 1 && !noun)) break;
    if (noun) head = i;
    if (tokens[i].ends_with(",") && head && i > 0 &&
        nouns.net().is_mainly_noun(nouns.net().base_form(word).value_or("")))
      break;
  }
  return head;
}

void shorten(std::vector<std::string>& tokens, std::size_t head) {
  constexpr std::string_view cuts =
      " which who where especially usually often sometimes typically including such used having with found "
      "made as but whose ";
  if (tokens.size() <= definition_words_max) return;
  for (std::size_t i = std::min(definition_words_max, tokens.size() - 1); i > head + 2; --i) {
    if (tokens[i - 1].ends_with(",") && is_listed(tokens[i], cuts)) {
      tokens.resize(i);
      tokens.back().pop_back();
      return;
    }
  }
}

}  // namespace

std::vector<std::string> parts_of(std::string_view gloss) {
  const std::string text = collapse_blanks(without_brackets(gloss.substr(0, gloss.find('"'))));
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(';', at), text.size());
    std::string part(trim(std::string_view(text).substr(at, end - at)));
    if (const std::size_t example = part.find("e.g. "); example != std::string::npos)
      part.replace(example, 5, "for example ");
    const std::size_t colon = part.find(':');
    if (colon != std::string::npos && colon > 15) part.resize(colon);
    part = without_end_mark(part);
    if (!part.empty()) parts.push_back(std::move(part));
    at = end + 1;
  }
  return parts;
}

DefinitionPhrase phrase_of(const Nouns& nouns, const std::string& definition, bool counted, bool proper) {
  constexpr std::string_view determiners =
      " a an the any some one each every several many all both either two three four five someone something "
      "anything anyone that what where "
      "his her its their somebody no ";
  constexpr std::string_view predicates =
      " used found located made native bred designed considered known situated consisting relating made ";
  auto tokens = tokens_of(definition);
  if (tokens.empty()) return {.text = {}, .said = false};
  // "any of numerous insects" is said of the whole kind: "bees are insects".
  if (counted && !proper && tokens.size() > 3 && tokens[0] == "any" && tokens[1] == "of" &&
      is_listed(tokens[2], " numerous various several many ")) {
    tokens.erase(tokens.begin(), tokens.begin() + 3);
    shorten(tokens, 0);
    return {.text = joined(tokens, 0, tokens.size()), .plural = true};
  }
  const std::string first = ascii_lower(tokens.front());
  if (tokens.size() > 1 && is_listed(tokens[1], " is are was were has have "))
    return {.text = {}, .said = false};
  if (is_listed(first, " by when if while because in of at on from as ")) return {.text = {}, .said = false};
  // "creating a sequence of instructions"
  if (tokens.size() > 2 && first.ends_with("ing") && is_listed(ascii_lower(tokens[1]), " a an the "))
    return {.text = joined(tokens, 0, tokens.size())};
  const auto head = head_of(nouns, tokens);
  shorten(tokens, head.value_or(0));
  const std::string text = joined(tokens, 0, tokens.size());
  if (is_listed(first, determiners) || first.find_first_of("0123456789") == 0) return {.text = text};
  if (text.starts_with("United States ")) return {.text = "a " + text};
  if (is_listed(first, predicates)) return {.text = text};
  if (!head) return {.text = text, .said = false};
  const std::string noun = ascii_lower(without_end_mark(tokens[*head]));
  if (nouns.is_plural(noun)) return {.text = text, .plural = counted && !proper};
  const bool superlative = (first.ends_with("est") && first.size() > 5 && first != "interest") ||
                           is_listed(first, " most first last second third same only ");
  const bool of_follows = *head + 1 < tokens.size() && tokens[*head + 1] == "of";
  if (superlative) return {.text = "the " + text};
  const auto senses = nouns.net().senses(nouns.net().base_form(noun).value_or(""));
  if (nouns.is_counted(noun, senses.empty() ? 0 : nouns.net().synset(senses.front()).file))
    return {.text = with_indefinite_article(text)};
  return {.text = of_follows && *head == 0 && !noun.ends_with("ing") ? "the " + text : text};
}

std::string definition_core(std::string_view definition, std::size_t characters_max) {
  if (utf8_length(definition) <= characters_max) return std::string(definition);
  constexpr std::string_view restricted = " any one something someone anything either each not ";
  constexpr std::string_view joints =
      " that which who whose where when having including consisting containing resembling such so in on at "
      "by "
      "along across around from with through between during against for under over above below to used made "
      "found located as "
      "usually often especially but formed produced built remembered noted known famous ";
  constexpr std::string_view open_ends =
      " a an the of in into to from by for with at on and or those that one such is are more very than as be "
      "both "
      "between used made found able capable responsible characterized pertaining relating suitable similar "
      "related due through which who whose where when ";
  const auto tokens = tokens_of(definition);
  if (tokens.empty() || is_listed(tokens.front(), restricted)) return {};
  constexpr std::string_view clauses = " that which who whose where when as so viewed to ";
  constexpr std::string_view next_clauses = " which who whose where when having including such ";
  std::string core;
  bool in_clause = false;  // it has a verb and must be told to its end: where the next one begins
  for (std::size_t i = 2; i < tokens.size(); ++i) {
    in_clause = in_clause || is_listed(tokens[i - 1], clauses);
    const std::string part = without_end_mark(joined(tokens, 0, i));
    if (utf8_length(part) > characters_max) break;
    const std::string last = without_end_mark(tokens[i - 1]);
    // "sweet to tart" after "and" is one range.
    if (tokens[i] == "to" && i > 2 && is_listed(tokens[i - 2], " and or ")) continue;
    if (is_listed(tokens[i], in_clause ? next_clauses : joints) && !is_listed(last, open_ends) &&
        !last.ends_with("ly") && !last.ends_with("ed"))
      core = part;
  }
  return core;
}

}  // namespace reelwright::stages
