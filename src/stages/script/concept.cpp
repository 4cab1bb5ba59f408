// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/concept.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "stages/script/sentences.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

constexpr std::size_t definition_words_max = 22;
constexpr int file_animal = 5;
constexpr int file_event = 11;
constexpr int file_act = 4;
constexpr int file_person = 18;
constexpr int file_plant = 20;

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

bool is_indecent(std::string_view gloss) {
  constexpr std::array<std::string_view, 21> marks{
      "offensive", "disparag",  "derogat",   "vulgar", "obscen", "slang",       "sexual",
      "genital",   "prostitut", "excrement", "faeces", "coitus", "ethnic slur", "informal term",
      "insulting", "contempt",  "erotic",    "penis",  "vagina", "urin",        "derisive"};
  return std::ranges::any_of(
      marks, [&](std::string_view mark) { return gloss.find(mark) != std::string_view::npos; });
}

bool is_taxonomy(std::string_view gloss) {
  constexpr std::array<std::string_view, 8> marks{"genus",
                                                  "subfamily",
                                                  "superfamily",
                                                  "phylum",
                                                  "taxonomic",
                                                  "suborder",
                                                  "in some classifications",
                                                  "constituting the"};
  return std::ranges::any_of(
      marks, [&](std::string_view mark) { return gloss.find(mark) != std::string_view::npos; });
}

/// "Apis mellifera": a Latin name stands second to the common one and its second word is no English noun.
bool is_latin_name(const Nouns& nouns, const Synset& synset, std::string_view word) {
  if (synset.file != file_animal && synset.file != file_plant) return false;
  constexpr std::array<std::string_view, 6> ranks{"genus ", "family ", "order ",
                                                  "class ", "phylum ", "superfamily "};
  if (word.ends_with("idae") || word.ends_with("inae")) return true;
  if (std::ranges::any_of(ranks, [&](std::string_view rank) { return word.starts_with(rank); })) return true;
  const std::size_t blank = word.find(' ');
  if (word.empty() || !is_capital(word.front()) || blank == std::string_view::npos) return false;
  const std::string_view second = word.substr(blank + 1);
  return !is_capital(second.front()) && !nouns.net().base_form(second.substr(0, second.find(' ')));
}

/// The parts of a dictionary entry between semicolons, without examples and without what stands in brackets.
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

struct Phrase {
  std::string text;     ///< with its article
  bool plural = false;  ///< is about several: "web-footed birds"
  bool said = true;     ///< false: nothing that can follow "is"
};

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

/// The definition as it follows "is" or "are".
Phrase phrase_of(const Nouns& nouns, const std::string& definition, bool counted, bool proper) {
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
  const auto head = head_of(nouns, tokens);
  shorten(tokens, head.value_or(0));
  const std::string text = joined(tokens, 0, tokens.size());
  if (is_listed(first, determiners) || first.find_first_of("0123456789") == 0) return {.text = text};
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

struct Years {
  int from = 0;
  int to = 0;
  bool before_christ = false;
};

/// "1867-1934" or "287-212 BC" somewhere in the entry.
std::optional<Years> years_of(std::string_view gloss) {
  const auto digit = [&](std::size_t i) { return i < gloss.size() && gloss[i] >= '0' && gloss[i] <= '9'; };
  const auto number = [&](std::size_t begin, std::size_t end) {
    int value = 0;
    for (std::size_t i = begin; i < end; ++i) value = value * 10 + (gloss[i] - '0');
    return value;
  };
  for (std::size_t dash = gloss.find('-'); dash != std::string_view::npos; dash = gloss.find('-', dash + 1)) {
    std::size_t begin = dash;
    while (begin > 0 && digit(begin - 1)) --begin;
    std::size_t end = dash + 1;
    while (digit(end)) ++end;
    if (dash - begin < 3 || dash - begin > 4 || end - dash < 3 || end - dash > 5) continue;
    const Years years{number(begin, dash), number(dash + 1, end), gloss.substr(end).starts_with(" BC")};
    if (years.before_christ ? years.from > years.to : years.from <= years.to) return years;
  }
  return std::nullopt;
}

/// "a Plinian eruption in 79 AD buried Pompeii" is a clause, not a phrase. A participle goes with a
/// preposition, a past form does not.
bool has_finite_verb(const std::vector<std::string>& tokens) {
  constexpr std::string_view finite =
      " is are was were has have had can will may must should became led won gave took began rose fell grew "
      "left wrote held does did ";
  constexpr std::string_view after_participle =
      " by in of at on with from to as for under between among into along during over and or across ";
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (is_listed(tokens[i], finite)) return true;
    const bool past_form = tokens[i].ends_with("ed") && tokens[i].size() > 4;
    if (i >= 3 && past_form && i + 1 < tokens.size() && !is_listed(tokens[i + 1], after_participle))
      return true;
  }
  return false;
}

/// A further part of the entry as a sentence of its own about `subject`, or "".
std::string extra_sentence(const WordNet& net, std::string_view subject, const std::string& part, bool past,
                           bool plural) {
  const auto tokens = tokens_of(part);
  if (tokens.size() < 3 || tokens.size() > 18) return {};
  const std::string first = ascii_lower(tokens.front());
  if (is_listed(first,
                " or and abbreviation informal especially e.g. i.e. usually formerly "
                "sometimes the\xE2\x80\x99 ") &&
      first != "usually" && first != "sometimes") {
    return {};
  }
  const std::string_view is = plural ? (past ? "were" : "are") : (past ? "was" : "is");
  if (is_listed(first, " a an the one ")) {
    const bool clause = has_finite_verb(tokens);
    const bool several =
        is_listed(ascii_lower(tokens[1]), " two three four five six seven eight nine ten many most few ");
    return clause || plural || several ? std::string()
                                       : with_capital(fmt::format("{} {} {}.", subject, is, part));
  }
  if (first.ends_with("est") && first.size() > 5 && !plural)
    return with_capital(fmt::format("{} {} the {}.", subject, is, part));
  if (is_listed(first,
                " used found native located known made considered characterized regarded noted famous grown "
                "cultivated raised important ")) {
    return with_capital(fmt::format("{} {} {}.", subject, is, part));
  }
  if (plural) return {};
  // "minerals rich in iron cover its surface": a plural, and a verb before "its".
  for (std::size_t i = 2; i < tokens.size(); ++i) {
    if (tokens[i] == "its" && net.is_verb(tokens[i - 1]) && first.ends_with("s") &&
        net.base_form(first).value_or(first) != first) {
      return with_end_mark(with_capital(part));
    }
  }
  if (is_listed(
          first,
          " contains includes grows occurs consists lives feeds has eats breeds serves provides produces "
          "yields causes uses resembles "
          "originated erupted lasted flows ") ||
      (first == "last" && ascii_lower(tokens[1]) == "erupted")) {
    return with_capital(fmt::format("{} {}.", subject, part));
  }
  return {};
}

/// The definition up to its first clause, where what is left is still true of the thing; else the whole.
std::string core_of(const std::string& definition) {
  constexpr std::string_view clauses =
      " that which who whose through having including where when such consisting resembling ";
  constexpr std::string_view restricted = " any one something someone anything either each ";
  const auto tokens = tokens_of(definition);
  if (tokens.empty() || is_listed(tokens.front(), restricted)) return definition;
  for (std::size_t i = 3; i < tokens.size(); ++i) {
    if (!is_listed(tokens[i], clauses)) continue;
    std::string core = without_end_mark(joined(tokens, 0, i));
    const auto end = tokens_of(core).back();
    return is_listed(end, " in of to from by for with at on and or ") ? definition : core;
  }
  return definition;
}

/// "Krakatao" is "Krakatau" in another spelling, not another name.
bool is_other_spelling(std::string_view a, std::string_view b) {
  const std::size_t common = std::min({a.size(), b.size(), static_cast<std::size_t>(5)});
  return ascii_lower(a.substr(0, common)) == ascii_lower(b.substr(0, common));
}

void add_other_names(const Nouns& nouns, Concept& thing) {
  for (const std::string& word : thing.synset.words) {
    if (ascii_lower(word) == ascii_lower(thing.name) ||
        word.find_first_of("0123456789.") != std::string::npos)
      continue;
    const bool part_of_name =
        thing.name.find(word) != std::string::npos || word.find(thing.name) != std::string::npos;
    if (part_of_name || is_other_spelling(word, thing.name)) continue;
    if (is_latin_name(nouns, thing.synset, word)) {
      thing.extras.push_back(
          with_capital(fmt::format("The scientific name of {} is {}.", thing.subject, word)));
    } else if (nouns.net().senses(ascii_lower(word)).size() == 1) {
      thing.extras.push_back(with_capital(fmt::format("Another name for {} is {}.", thing.subject, word)));
    }
    return;
  }
}

/// "the Cuban Revolution", "the Pacific Ocean": names whose last word says what it is, of the sorts that
/// English names so.
bool is_named_with_the(const Concept& thing) {
  constexpr std::string_view heads =
      " revolution war wars battle empire ocean sea river desert canal islands mountains alps system belt "
      "age renaissance reformation union "
      "republic kingdom states peninsula bank gulf dynasty treaty depression games ";
  const std::size_t blank = thing.name.rfind(' ');
  return blank != std::string::npos && is_listed(ascii_lower(thing.name.substr(blank + 1)), heads);
}

std::string name_for(const Nouns& nouns, const Synset& synset, std::string_view family) {
  constexpr int known_uses =
      2;  // rarer names give way to one that says what it is: "mining bee" for "andrena"
  std::string chosen;
  for (const std::string& word : synset.words) {
    if (is_latin_name(nouns, synset, word) || word.find_first_of("0123456789.") != std::string::npos)
      continue;
    const bool short_form = std::ranges::all_of(word, is_capital);
    if (short_form && synset.words.size() > 1) continue;
    if (chosen.empty()) chosen = word;
    const bool single = chosen.find(' ') == std::string::npos;
    const bool person = synset.file == file_person && !synset.related("@i").empty();
    const bool titled =
        word.find("Baron") != std::string::npos || word.starts_with("Lord ") || word.starts_with("Sir ");
    if (person && single && !titled && word.ends_with(" " + chosen)) chosen = word;
    const bool obscure =
        single && (nouns.uses(chosen) < known_uses || !nouns.net().is_mainly_noun(ascii_lower(chosen)));
    if (!family.empty() && obscure && word.ends_with(" " + std::string(family))) chosen = word;
    if (single && chosen != word && !person && !nouns.net().is_mainly_noun(ascii_lower(chosen)))
      chosen = word;
  }
  return chosen;
}

}  // namespace

std::optional<Concept> concept_of(const Nouns& nouns, std::uint32_t id, std::string_view wanted,
                                  std::string_view family, bool strict) {
  Concept thing;
  thing.synset = nouns.net().synset(id);
  const Synset& synset = thing.synset;
  if (synset.words.empty() || is_indecent(synset.gloss)) return std::nullopt;
  if (strict && is_taxonomy(synset.gloss)) return std::nullopt;
  thing.name = wanted.empty() ? name_for(nouns, synset, family) : std::string(wanted);
  if (thing.name.empty()) return std::nullopt;

  thing.proper = !synset.related("@i").empty();
  if (!wanted.empty() && thing.proper) {
    for (const std::string& word : synset.words) {
      if (ascii_lower(word) == ascii_lower(wanted)) thing.name = word;
    }
  }
  const auto parts = parts_of(synset.gloss);
  if (parts.empty()) return std::nullopt;
  const bool has_examples = !synset.related("~i").empty();
  thing.counted = !thing.proper && (has_examples || nouns.is_counted(thing.name, synset.file));
  const bool itself_plural = !thing.proper && nouns.is_plural(thing.name);
  const bool with_the =
      nouns.takes_the(thing.name, thing.proper) || (thing.proper && is_named_with_the(thing));
  thing.several =
      thing.counted && !itself_plural ? nouns.plural(thing.name) : (with_the ? "the " : "") + thing.name;
  thing.subject = with_the                          ? "the " + thing.name
                  : thing.counted && !itself_plural ? with_indefinite_article(thing.name)
                                                    : thing.name;

  const Phrase phrase = phrase_of(nouns, parts.front(), thing.counted && !with_the, thing.proper);
  if (!phrase.said || tokens_of(phrase.text).size() < 2) return std::nullopt;
  if (strict && tokens_of(phrase.text).size() > definition_words_max) return std::nullopt;
  const auto years = thing.proper ? years_of(synset.gloss) : std::nullopt;
  thing.past = years && (synset.file == file_person || synset.file == file_act || synset.file == file_event);
  const bool plural = phrase.plural || itself_plural;
  const std::string& subject = phrase.plural ? thing.several : thing.subject;
  thing.definition = phrase.text;
  const std::string_view is = plural ? (thing.past ? "were" : "are") : (thing.past ? "was" : "is");
  thing.statement = with_capital(fmt::format("{} {} {}.", subject, is, phrase.text));
  if (thing.past) {
    thing.extras.push_back(with_capital(
        fmt::format("{} {} from {} to {}{}.", thing.subject, synset.file == file_person ? "lived" : "lasted",
                    years->from, years->to, years->before_christ ? " BC" : "")));
  }
  for (std::size_t i = 1; i < parts.size(); ++i) {
    std::string extra = extra_sentence(nouns.net(), subject, parts[i], thing.past, plural);
    if (!extra.empty() && !is_taxonomy(extra)) thing.extras.push_back(std::move(extra));
  }
  thing.short_definition = core_of(phrase.text);
  thing.short_statement = with_capital(fmt::format("{} {} {}.", subject, is, thing.short_definition));
  add_other_names(nouns, thing);
  return thing;
}

}  // namespace reelwright::stages
