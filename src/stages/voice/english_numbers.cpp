// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/voice/english_numbers.h"

#include <array>
#include <charconv>
#include <iterator>

namespace reelwright::stages {
namespace {

constexpr std::string_view ones[] = {"zero",    "one",     "two",       "three",    "four",
                                     "five",    "six",     "seven",     "eight",    "nine",
                                     "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                     "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::string_view tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                     "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr std::string_view scales[] = {"", " thousand", " million", " billion", " trillion"};
constexpr std::size_t digits_max = 15;

void append(std::string& out, std::string_view word) {
  if (!out.empty()) out += ' ';
  out += word;
}

std::string below_hundred(std::uint64_t value) {
  if (value < 20) return std::string(ones[value]);
  std::string out(tens[value / 10]);
  if (value % 10 != 0) append(out, ones[value % 10]);
  return out;
}

std::string below_thousand(std::uint64_t value) {
  std::string out;
  if (value >= 100) out = std::string(ones[value / 100]) + " hundred";
  if (value % 100 != 0 || value == 0) append(out, below_hundred(value % 100));
  return out;
}

std::uint64_t value_of(std::string_view digits) {
  std::uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool is_read_by_digit(std::string_view digits) {
  return digits.size() > digits_max || (digits.size() > 1 && digits.front() == '0');
}

}  // namespace

std::string digit_words(std::string_view digits) {
  std::string out;
  for (const char c : digits) append(out, ones[static_cast<std::size_t>(c - '0')]);
  return out;
}

std::string cardinal(std::string_view digits) {
  if (is_read_by_digit(digits)) return digit_words(digits);
  std::uint64_t value = value_of(digits);
  if (value == 0) return "zero";
  std::array<std::uint64_t, std::size(scales)> groups{};
  for (std::uint64_t& group : groups) {
    group = value % 1000;
    value /= 1000;
  }
  std::string out;
  for (std::size_t i = groups.size(); i-- > 0;)
    if (groups[i] != 0) append(out, below_thousand(groups[i]) + std::string(scales[i]));
  return out;
}

std::string ordinal(std::string_view digits) {
  std::string out = cardinal(digits);
  const std::size_t start = out.rfind(' ') == std::string::npos ? 0 : out.rfind(' ') + 1;
  const std::string last = out.substr(start);
  out.resize(start);
  constexpr std::array<std::array<std::string_view, 2>, 7> irregular = {{{"one", "first"},
                                                                         {"two", "second"},
                                                                         {"three", "third"},
                                                                         {"five", "fifth"},
                                                                         {"eight", "eighth"},
                                                                         {"nine", "ninth"},
                                                                         {"twelve", "twelfth"}}};
  for (const auto& [from, to] : irregular)
    if (last == from) return out + std::string(to);
  if (last.ends_with('y')) return out + last.substr(0, last.size() - 1) + "ieth";
  return out + last + "th";
}

std::string year_words(std::string_view digits) {
  const std::uint64_t value = value_of(digits);
  const std::uint64_t high = value / 100;
  const std::uint64_t low = value % 100;
  if (value < 1000 || (value >= 2000 && value < 2010)) return cardinal(digits);
  std::string out = below_hundred(high);
  if (low == 0) return high % 10 == 0 ? cardinal(digits) : out + " hundred";
  if (low < 10) return out + " oh " + std::string(ones[low]);
  return out + " " + below_hundred(low);
}

std::string decimal_words(std::string_view whole, std::string_view fraction) {
  std::string out = whole.empty() ? "zero" : cardinal(whole);
  if (!fraction.empty()) out += " point " + digit_words(fraction);
  return out;
}

std::string plural_of(std::string words) {
  if (words.ends_with('y')) return words.substr(0, words.size() - 1) + "ies";
  if (words.ends_with('x')) return words + "es";
  return words + "s";
}

int roman_value(std::string_view text) {
  constexpr std::string_view units[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
  constexpr std::string_view high[] = {"", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"};
  for (int value = 1; value < 90; ++value)
    if (text == std::string(high[value / 10]) + std::string(units[value % 10])) return value;
  return 0;
}

}  // namespace reelwright::stages
