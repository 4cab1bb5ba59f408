// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/voice/normaliser.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"
#include "stages/voice/english_numbers.h"
#include "stages/voice/english_phrases.h"
#include "stages/voice/english_tables.h"
#include "stages/voice/written_tokens.h"

namespace reelwright::stages {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capitalised(std::string_view word) {
  return word.size() > 1 && is_upper(word[0]) && is_lower(word[1]);
}
bool is_dash(std::string_view core) { return core == "—"; }

/// Day of a month, written "22" or "22nd"; "" if it is none.
std::string day_digits(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  const std::string ending = ascii_lower(text.substr(count));
  if (count == 0 || count > 2 ||
      !(ending.empty() || ending == "st" || ending == "nd" || ending == "rd" || ending == "th"))
    return {};
  const std::string digits(count == 2 && text[0] == '0' ? text.substr(1, 1) : text.substr(0, count));
  const int value = count == 2 ? (text[0] - '0') * 10 + text[1] - '0' : text[0] - '0';
  return value >= 1 && value <= 31 ? digits : std::string{};
}

/// Reads a sentence token by token. Each rule returns how many tokens it read, 0 when it does not apply.
class EnglishReader {
 public:
  EnglishReader(const std::vector<std::string>& tokens, const Lexicon& lexicon) : lexicon_(lexicon) {
    std::size_t capitals = 0;
    std::size_t small = 0;
    for (const std::string& token : tokens) {
      parts_.push_back(parts_of(token));
      capitals += static_cast<std::size_t>(std::ranges::count_if(token, is_upper));
      small += static_cast<std::size_t>(std::ranges::count_if(token, is_lower));
    }
    shouted_ = tokens.size() > 2 && capitals > 3 * small;
  }

  std::vector<SpokenWord> read() {
    while (at_ < parts_.size()) {
      std::size_t count = 0;
      for (const auto rule : {&EnglishReader::lexicon_entry, &EnglishReader::nothing, &EnglishReader::date,
                              &EnglishReader::money_and_scale, &EnglishReader::number_and_next,
                              &EnglishReader::number, &EnglishReader::address, &EnglishReader::abbreviation,
                              &EnglishReader::roman, &EnglishReader::word}) {
        count = (this->*rule)();
        if (count != 0) break;
      }
      at_ += std::max<std::size_t>(count, 1);
    }
    return std::move(words_);
  }

 private:
  [[nodiscard]] std::string_view core(std::size_t ahead = 0) const {
    return at_ + ahead < parts_.size() ? std::string_view(parts_[at_ + ahead].core) : std::string_view{};
  }
  [[nodiscard]] std::string_view previous() const {
    return at_ > 0 ? std::string_view(parts_[at_ - 1].core) : std::string_view{};
  }
  /// Nothing but a blank between this token and the next.
  [[nodiscard]] bool joins_next(std::size_t ahead = 0) const {
    return at_ + ahead + 1 < parts_.size() && (parts_[at_ + ahead].pause == 0);
  }

  void say_words(std::size_t ahead, std::string_view phrase) {
    const std::size_t token = at_ + ahead;
    for (std::size_t at = 0; at < phrase.size();) {
      const std::size_t end = std::min(phrase.find(' ', at), phrase.size());
      const std::string_view word = phrase.substr(at, end - at);
      if (!word.empty()) words_.push_back({ascii_lower(word), token, std::ranges::any_of(word, is_upper), 0});
      at = end + 1;
    }
    if (!words_.empty() && (words_.back().token == token || words_.back().pause == 0))
      words_.back().pause = parts_[token].pause;
  }
  std::size_t say_one(std::string_view phrase) {
    say_words(0, phrase);
    return 1;
  }

  std::size_t lexicon_entry() {
    if (lexicon_.empty()) return 0;
    std::string written;
    std::size_t best = 0;
    std::string_view spoken;
    for (std::size_t n = 0; n < Lexicon::words_max && at_ + n < parts_.size(); ++n) {
      written += (n == 0 ? "" : " ") + parts_[at_ + n].core;
      if (const std::string_view found = lexicon_.find(written); !found.empty()) {
        best = n + 1;
        spoken = found;
      }
      if (parts_[at_ + n].pause != 0) break;
    }
    // Word k of the spoken form belongs to written word k; the last one takes the rest.
    std::string_view rest = spoken;
    for (std::size_t n = 0; n < best; ++n) {
      const std::size_t end = n + 1 == best ? rest.size() : std::min(rest.find(' '), rest.size());
      say_words(n, ascii_lower(rest.substr(0, end)));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return best;
  }

  /// Emoji, brackets, a dash between words: silence, or a pause.
  std::size_t nothing() {
    if (is_dash(core()) && at_ > 0 && !previous().empty() && is_digit(previous().back()) &&
        !core(1).empty() && is_digit(core(1).front()))
      return say_one("to");
    if (!core().empty() && !is_dash(core())) return 0;
    const char pause = is_dash(core()) || parts_[at_].pause == 0 ? ',' : parts_[at_].pause;
    const bool is_bare_mark = core().empty() && parts_[at_].pause == 0;
    if (!words_.empty() && words_.back().pause == 0 && !is_bare_mark) words_.back().pause = pause;
    return 1;
  }

  std::size_t date() {
    std::string_view month = month_of(core());
    // "may" and "march" are months only with a capital.
    if (!month.empty() && is_lower(core()[0])) month = {};
    if (!month.empty() && (joins_next() || parts_[at_].dotted)) {
      const std::string day = day_digits(core(1));
      const auto year = whole_numeral(core(1));
      if (!day.empty()) {
        parts_[at_].pause = 0;
        say_words(0, month);
        say_words(1, ordinal(day));
        return 2;
      }
      if (year && year->is_year()) {
        parts_[at_].pause = 0;
        say_words(0, month);
        say_words(1, year_words(year->whole));
        return 2;
      }
    }
    const std::string day = day_digits(core());
    std::size_t month_at = 1;
    if (core(1) == "of") month_at = 2;
    const std::string_view next_month = month_of(core(month_at));
    if (!day.empty() && !next_month.empty() && is_upper(core(month_at)[0]) && joins_next()) {
      const bool has_article = ascii_lower(previous()) == "the";
      say_words(0, (has_article ? "" : "the ") + ordinal(day) + (month_at == 1 ? " of" : ""));
      if (month_at == 2) say_words(1, "of");
      if (parts_[at_ + month_at].dotted && at_ + month_at + 1 < parts_.size())
        parts_[at_ + month_at].pause = 0;
      say_words(month_at, next_month);
      return month_at + 1;
    }
    if (!weekday_of(core()).empty() && parts_[at_].dotted && is_capitalised(core()) && core() != "Sun") {
      if (at_ + 1 < parts_.size()) parts_[at_].pause = 0;
      return say_one(weekday_of(core()));
    }
    return 0;
  }

  /// "$2 million", "500 €", "20 USD", "2 million dollars" (which needs nothing).
  std::size_t money_and_scale() {
    if (!joins_next()) return 0;
    if (const Currency* currency = currency_at(core(), false);
        currency != nullptr && is_scale_word(core(1))) {
      const std::string_view amount = core().substr(currency->symbol.size());
      const auto number = whole_numeral(amount);
      if (!number) return 0;
      say_words(0, say(*number, false));
      say_words(1, ascii_lower(core(1)) + " " + std::string(currency->many));
      return 2;
    }
    if (const Currency* currency = currency_at(core(), true);
        currency != nullptr && !core(1).empty() && is_digit(core(1).front())) {
      const std::string joined = std::string(core()) + std::string(core(1));
      const auto phrase = number_phrase(
          is_upper(core().front()) && !core().ends_with('$') ? joined.substr(core().size()) : joined);
      if (!phrase) return 0;
      say_words(1, is_upper(core().front()) && !core().ends_with('$')
                       ? *phrase + " " + std::string(currency->many)
                       : *phrase);
      return 2;
    }
    const auto number = whole_numeral(core());
    const Currency* currency = currency_at(core(1), true);
    if (!number || currency == nullptr) return 0;
    say_words(0, say(*number, false));
    say_words(1, number->is_one() ? currency->one : currency->many);
    return 2;
  }

  /// A number and what the next token makes of it: a unit, "pm", a fraction.
  std::size_t number_and_next() {
    if (!joins_next()) return 0;
    const std::string lower = ascii_lower(core(1));
    const bool is_clock =
        !core().empty() && is_digit(core()[0]) && core().find(':') != std::string_view::npos;
    const auto number = whole_numeral(core());
    if ((number || is_clock) && (lower == "am" || lower == "pm" || lower == "a.m" || lower == "p.m")) {
      const auto phrase = number ? std::optional(say(*number, false))
                                 : number_phrase(std::string(core()) + lower.substr(0, 1) + "m");
      if (!phrase) return 0;
      const std::size_t size = number ? phrase->size() : phrase->size() - 3;
      say_words(0, std::string_view(*phrase).substr(0, size));
      const bool is_last = at_ + 2 >= parts_.size();
      if (parts_[at_ + 1].pause == '.' && !is_last && !is_capitalised(core(2))) parts_[at_ + 1].pause = 0;
      say_words(1, lower[0] == 'a' ? "AM" : "PM");
      return 2;
    }
    if (number && number->fraction.empty()) {
      const std::size_t slash = core(1).find('/');
      const std::string_view vulgar = vulgar_fraction(core(1), true);
      if (!vulgar.empty() || (slash != std::string_view::npos && slash > 0 && is_digit(core(1)[0]) &&
                              is_digit(core(1)[slash + 1]))) {
        const auto fraction = vulgar.empty() ? number_phrase(core(1)) : std::optional<std::string>(vulgar);
        if (fraction) {
          say_words(0, say(*number, false));
          say_words(1, "and " + *fraction);
          return 2;
        }
      }
    }
    // "5 s" may be seconds, yet a lone letter after a number is more often something else: only what is
    // written as a unit.
    const auto unit = unit_words(core(1), number && number->is_one());
    if (!unit || core(1) == "in") return 0;
    const auto phrase = number ? std::optional(say(*number, false)) : number_phrase(core());
    if (!phrase || core().empty() || (!number && !is_digit(core().back()))) return 0;
    say_words(0, *phrase);
    if (parts_[at_ + 1].dotted && at_ + 2 < parts_.size() && !is_capitalised(core(2)))
      parts_[at_ + 1].pause = 0;
    say_words(1, *unit);
    return 2;
  }

  std::size_t number() {
    const auto phrase = number_phrase(core());
    return phrase ? say_one(*phrase) : 0;
  }

  std::size_t address() {
    const auto phrase = address_phrase(core());
    return phrase ? say_one(*phrase) : 0;
  }

  std::size_t abbreviation() {
    TokenParts& parts = parts_[at_];
    const bool is_last = at_ + 1 >= parts_.size();
    const std::string lower = ascii_lower(parts.core);
    std::string phrase(abbreviation_of(parts.core, parts.dotted));
    if (lower == "no" && parts.dotted && !core(1).empty() && is_digit(core(1).front())) phrase = "number";
    if (lower == "st" && is_upper(parts.core[0]))
      phrase = !is_last && is_capitalised(core(1)) ? "saint" : "street";
    if (phrase.empty() && is_dotted_initials(parts.core)) phrase = initials(parts.core);
    if (phrase.empty() && parts.dotted && parts.core.size() == 1 && is_upper(parts.core[0]) && !is_last)
      phrase = parts.core;
    if (phrase.empty()) return 0;
    // The dot belongs to the abbreviation unless it also ends the sentence.
    const bool ends_sentence = is_last || (lower == "etc" && is_capitalised(core(1)));
    if (parts.pause == '.' && !ends_sentence) parts.pause = 0;
    if (lower == "e.g" || lower == "i.e") parts.pause = ',';
    return say_one(phrase);
  }

  /// "U.S", "U.N", "J.R.R".
  static bool is_dotted_initials(std::string_view text) {
    if (text.size() < 3 || text.size() % 2 == 0) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
      if (i % 2 == 0 ? !is_upper(text[i]) && !is_lower(text[i]) : text[i] != '.') return false;
    return true;
  }
  static std::string initials(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += 2)
      out += is_lower(text[i]) ? static_cast<char>(text[i] - 'a' + 'A') : text[i];
    return out;
  }

  std::size_t roman() {
    std::string_view numeral = core();
    if (numeral.ends_with("'s")) numeral.remove_suffix(2);
    const int value = roman_value(numeral);
    if (value == 0 || at_ == 0 || parts_[at_ - 1].pause != 0) return 0;
    const bool is_king = is_regnal_name(previous()) && is_capitalised(previous());
    const bool is_numbered =
        is_numbered_noun(previous()) && (is_capitalised(previous()) || numeral.size() > 1);
    const std::string digits = std::to_string(value);
    const std::string ending = numeral.size() < core().size() ? "'s" : "";
    if (is_king) return say_one("the " + ordinal(digits) + ending);
    if (is_numbered || (numeral.size() > 1 && value < 40 && is_capitalised(previous())))
      return say_one(cardinal(digits) + ending);
    return 0;
  }

  std::size_t word() {
    std::string_view text = core();
    if (text.starts_with('@') && text.size() > 1)
      return say_one("at " + word_phrase(text.substr(1), shouted_));
    if (text.starts_with('#') && text.size() > 1)
      return say_one("hashtag " + word_phrase(text.substr(1), shouted_));
    while (text.starts_with('-') || text.starts_with('<') || text.starts_with('~')) {
      if (text.size() == 1) break;
      text.remove_prefix(1);
    }
    // A long dash inside a token joins two clauses: a pause between them.
    for (const std::string_view dash :
         {std::string_view("—"), std::string_view("–"), std::string_view("--"), std::string_view("...")}) {
      const std::size_t at = text.find(dash);
      if (at == std::string_view::npos || at == 0) continue;
      say_words(0, word_phrase(text.substr(0, at), shouted_));
      if (!words_.empty()) words_.back().pause = ',';
      say_words(0, word_phrase(text.substr(at + dash.size()), shouted_));
      return 1;
    }
    return say_one(word_phrase(text, shouted_));
  }

  const Lexicon& lexicon_;
  std::vector<TokenParts> parts_;
  std::vector<SpokenWord> words_;
  std::size_t at_ = 0;
  bool shouted_ = false;
};

/// Other languages: the synthesiser knows the numbers; emoji, Markdown and brackets are not for reading.
std::vector<SpokenWord> read_as_written(const std::vector<std::string>& tokens, const Lexicon& lexicon) {
  std::vector<SpokenWord> words;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const TokenParts parts = parts_of(tokens[i]);
    if (parts.core.empty() || is_dash(parts.core)) {
      if (!words.empty() && words.back().pause == 0 && (parts.pause != 0 || !parts.core.empty()))
        words.back().pause = parts.pause != 0 ? parts.pause : ',';
      continue;
    }
    const std::string_view entry = lexicon.find(parts.core);
    words.push_back({entry.empty() ? parts.core : std::string(entry), i, false, parts.pause});
  }
  return words;
}

}  // namespace

SpokenSentence normalise(std::string_view text, std::string_view lang, const Lexicon& lexicon) {
  SpokenSentence sentence;
  sentence.tokens = written_tokens(text);
  sentence.words = primary_language(lang) == "en" ? EnglishReader(sentence.tokens, lexicon).read()
                                                  : read_as_written(sentence.tokens, lexicon);
  return sentence;
}

std::string to_text(const std::vector<SpokenWord>& words) {
  std::string out;
  for (const SpokenWord& word : words) {
    if (!out.empty()) out += ' ';
    if (word.letters) {
      bool first = true;
      for (std::size_t i = 0; i < word.text.size() && word.text[i] != '\''; ++i) {
        if (!first) out += ' ';
        first = false;
        out += is_lower(word.text[i]) ? static_cast<char>(word.text[i] - 'a' + 'A') : word.text[i];
      }
      if (word.text.ends_with("'s")) out += "'s";
    } else {
      out += word.text;
    }
    if (word.pause != 0) out += word.pause;
  }
  return out;
}

}  // namespace reelwright::stages
