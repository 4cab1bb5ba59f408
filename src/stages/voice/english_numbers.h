// SPDX-License-Identifier: GPL-3.0-or-later
// English number words. Pure; any thread. Words are lower-case ASCII with single spaces and no hyphens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace reelwright::stages {

/// "one thousand two hundred thirty four". `digits` holds only digits; more than 15 or a leading zero are
/// read digit by digit.
[[nodiscard]] std::string cardinal(std::string_view digits);
/// "twenty second". Same domain as cardinal.
[[nodiscard]] std::string ordinal(std::string_view digits);
/// A four-digit year as people say it: "nineteen ninety nine", "two thousand five", "twenty twenty six".
[[nodiscard]] std::string year_words(std::string_view digits);
/// "one nine eight".
[[nodiscard]] std::string digit_words(std::string_view digits);
/// "three point one four"; `fraction` may be empty.
[[nodiscard]] std::string decimal_words(std::string_view whole, std::string_view fraction);
/// The plural of a number word: "eighties", "hundreds", "sixes".
[[nodiscard]] std::string plural_of(std::string words);
/// 0 when `text` is no Roman numeral of I, V, X, L below 90 in canonical form.
[[nodiscard]] int roman_value(std::string_view text);

}  // namespace reelwright::stages
