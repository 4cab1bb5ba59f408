// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/concept.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "model/sentences.h"
#include "stages/script/definition_phrase.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

constexpr std::size_t statement_words_max = 20;
constexpr int file_animal = 5;
constexpr int file_communication = 10;
constexpr int file_event = 11;
constexpr int file_act = 4;
constexpr int file_food = 13;
constexpr int file_group = 14;
constexpr int file_person = 18;
constexpr int file_plant = 20;

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// Acts, events, phenomena, processes, states.
bool is_happening(int file) {
  constexpr std::array files{4, 11, 19, 22, 26};
  return std::ranges::find(files, file) != files.end();
}

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
  if (is_listed(first, " he she "))
    return with_capital(fmt::format("{}{}.", subject, part.substr(first.size())));
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
  // A name that the dictionary files as a kind ("Weimar Republic", "Rubiaceae"); breeds are kinds.
  const std::size_t last_word = thing.name.rfind(' ') + 1;
  const bool is_breed = last_word > 0 && (synset.file == file_animal || synset.file == file_food);
  if (strict && wanted.empty() && !thing.proper && !is_breed && is_capital(thing.name[last_word]))
    return std::nullopt;
  bool short_form = false;  // "NASA"
  for (const std::string& word : synset.words) {
    if (wanted.empty() || ascii_lower(word) != ascii_lower(wanted)) continue;
    short_form = word.size() > 1 && std::ranges::all_of(word, is_capital);
    if (thing.proper || short_form) thing.name = word;
  }
  const auto parts = parts_of(synset.gloss);
  if (parts.empty()) return std::nullopt;
  const bool has_examples = !synset.related("~i").empty();
  thing.counted = !thing.proper && (has_examples || nouns.is_counted(thing.name, synset.file));
  const bool many_words = thing.name.find(' ') != std::string::npos;
  if (short_form && synset.file == file_group) thing.counted = false;
  // "First aid" is not counted, though "aid" is, nor "climate change".
  if (thing.counted && many_words && !wanted.empty() && is_happening(synset.file)) {
    thing.counted = nouns.net().occurrences(with_indefinite_article(thing.name)) > 0 ||
                    nouns.net().occurrences(nouns.plural(thing.name)) > 0;
  }
  // Of "bebop" the definitions say too little; it is counted as "jazz" is.
  constexpr int clear_evidence = 6;
  if (thing.counted && !many_words && synset.file == file_communication && !family.empty() && !has_examples &&
      nouns.uses(thing.name) < clear_evidence)
    thing.counted = nouns.is_counted(family, synset.file);
  const bool itself_plural = !thing.proper && nouns.is_plural(thing.name);
  const bool with_the =
      nouns.takes_the(thing.name, thing.proper) || (thing.proper && is_named_with_the(thing));
  thing.several =
      thing.counted && !itself_plural ? nouns.plural(thing.name) : (with_the ? "the " : "") + thing.name;
  thing.subject = with_the                          ? "the " + thing.name
                  : thing.counted && !itself_plural ? with_indefinite_article(thing.name)
                                                    : thing.name;

  const DefinitionPhrase phrase = phrase_of(nouns, parts.front(), thing.counted && !with_the, thing.proper);
  if (!phrase.said || tokens_of(phrase.text).size() < 2) return std::nullopt;
  const auto years = thing.proper ? years_of(synset.gloss) : std::nullopt;
  thing.past = years && (synset.file == file_person || synset.file == file_act || synset.file == file_event);
  const bool plural = phrase.plural || itself_plural;
  const std::string& subject = phrase.plural ? thing.several : thing.subject;
  thing.definition = phrase.text;
  thing.opening = with_capital(
      fmt::format("{} {}", subject, plural ? (thing.past ? "were" : "are") : (thing.past ? "was" : "is")));
  thing.statement = fmt::format("{} {}.", thing.opening, phrase.text);
  if (thing.past) {
    thing.extras.push_back(with_capital(
        fmt::format("{} {} from {} to {}{}.", thing.subject, synset.file == file_person ? "lived" : "lasted",
                    years->from, years->to, years->before_christ ? " BC" : "")));
  }
  for (std::size_t i = 1; i < parts.size(); ++i) {
    std::string extra = extra_sentence(nouns.net(), subject, parts[i], thing.past, plural);
    if (!extra.empty() && !is_taxonomy(extra)) thing.extras.push_back(std::move(extra));
  }
  constexpr std::size_t core_characters_max = 80;
  const std::string core = definition_core(phrase.text, core_characters_max);
  thing.short_definition = core.empty() ? phrase.text : core;
  thing.short_statement = fmt::format("{} {}.", thing.opening, thing.short_definition);
  if (words_of(thing.statement).size() > statement_words_max) {
    // "a small planet that is the 4th from the sun": the clause becomes a sentence of its own.
    const std::string clause = plural ? " that are " : " that is ";
    const std::string rest = phrase.text.substr(core.size());
    if (!core.empty() && rest.starts_with(clause) && core.find(" of ") == std::string::npos)
      thing.extras.insert(thing.extras.begin(),
                          fmt::format("{} {}.", thing.opening, rest.substr(clause.size())));
    if (tokens_of(core).size() >= 3) {
      thing.definition = thing.short_definition = core;
      thing.statement = thing.short_statement = fmt::format("{} {}.", thing.opening, core);
    } else if (strict) {
      return std::nullopt;
    }
  }
  add_other_names(nouns, thing);
  return thing;
}

}  // namespace reelwright::stages
