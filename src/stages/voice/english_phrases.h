// SPDX-License-Identifier: GPL-3.0-or-later
// The spoken form of one written English token that needs no neighbours: numbers with their signs and units,
// addresses, words. A phrase is lower-case words joined by single blanks; a word in upper case (perhaps with
// "'s") is to be spelled. Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace reelwright::stages {

/// "1,234.5" at the start of a text: digits without their commas.
struct Numeral {
  std::string whole;  ///< may be empty: ".5"
  std::string fraction;
  bool grouped = false;                ///< had commas
  std::size_t size = 0;                ///< bytes read
  [[nodiscard]] bool is_year() const;  ///< four digits, 1100 to 2099
  [[nodiscard]] bool is_one() const { return whole == "1" && fraction.empty(); }
};
[[nodiscard]] std::optional<Numeral> numeral_at(std::string_view text);
/// The numeral if it is the whole text.
[[nodiscard]] std::optional<Numeral> whole_numeral(std::string_view text);
[[nodiscard]] std::string say(const Numeral& number, bool may_be_year);

/// Money, percentages, units, ranges, fractions, ordinals, decades, times, dates, phone numbers, versions.
/// Nothing when it does not start like a number or cannot be understood as one.
[[nodiscard]] std::optional<std::string> number_phrase(std::string_view token);
/// A web or mail address.
[[nodiscard]] std::optional<std::string> address_phrase(std::string_view token);
/// Anything else: acronyms, compounds, letters and digits mixed. May be empty. `shouted`: the whole sentence
/// is in capitals.
[[nodiscard]] std::string word_phrase(std::string_view token, bool shouted);

}  // namespace reelwright::stages
