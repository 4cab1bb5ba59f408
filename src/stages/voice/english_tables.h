// SPDX-License-Identifier: GPL-3.0-or-later
// What English readers know by heart: units, currencies, months, abbreviations, acronyms. Look-ups only;
// pure, any thread. Phrases are lower case; a word in upper case is to be spelled ("PM").
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace reelwright::stages {

struct Unit {
  std::string_view one;
  std::string_view many;
};
/// "km" is kilometer(s). Case matters. Compound units ("km/h", "kg/m³") are composed.
[[nodiscard]] std::optional<std::string> unit_words(std::string_view symbol, bool singular);

struct Currency {
  std::string_view symbol;  ///< "$", "€" or "USD"
  std::string_view one;
  std::string_view many;
  std::string_view cent;  ///< "" when it has no hundredths
  std::string_view cents;
};
/// The currency whose symbol starts (or, with `whole`, is) `text`; null if none.
[[nodiscard]] const Currency* currency_at(std::string_view text, bool whole);

/// "million" for "M", "million" or "mn"; "" if none. Only what may directly follow a number.
[[nodiscard]] std::string_view scale_of(std::string_view suffix);
/// "thousand", "million", ...: the word itself, any case.
[[nodiscard]] bool is_scale_word(std::string_view word);

/// "november" for "Nov", "November", "nov"; "" if none.
[[nodiscard]] std::string_view month_of(std::string_view word);
[[nodiscard]] std::string_view month_name(int month);  ///< 1 to 12
/// "Mon" to "monday"; "" if none.
[[nodiscard]] std::string_view weekday_of(std::string_view word);

/// Spoken form of an abbreviation, without its final dot; "" if none. `dotted`: a dot follows in the text.
[[nodiscard]] std::string_view abbreviation_of(std::string_view word, bool dotted);
/// All capitals, yet spoken as a word: NASA.
[[nodiscard]] bool is_word_acronym(std::string_view capitals);
/// A common word that is only shouted: NOT, THE.
[[nodiscard]] bool is_common_word(std::string_view capitals);
/// Names before which a Roman numeral is an ordinal: "Henry VIII".
[[nodiscard]] bool is_regnal_name(std::string_view word);
/// Nouns before which a Roman numeral is a number: "World War II", "Chapter IV".
[[nodiscard]] bool is_numbered_noun(std::string_view word);
/// Spoken form of a character that stands alone or inside a word: "&" is "and"; "" if it is not read.
[[nodiscard]] std::string_view symbol_words(std::string_view symbol);
/// "½" is "half", "¾" "three quarters"; "" if none. `with_article`: "a half" after a whole number.
[[nodiscard]] std::string_view vulgar_fraction(std::string_view symbol, bool after_number);

}  // namespace reelwright::stages
