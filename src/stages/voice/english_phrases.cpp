// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/voice/english_phrases.h"

#include <charconv>
#include <utility>

#include "base/utf8.h"
#include "stages/voice/english_numbers.h"
#include "stages/voice/english_tables.h"

namespace reelwright::stages {
namespace {

using Phrase = std::optional<std::string>;

constexpr std::string_view dashes[] = {"-", "–", "—", "−"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_at(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return count;
}

bool is_digits(std::string_view text) { return !text.empty() && digits_at(text) == text.size(); }

int small_number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool remove_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool remove_dash(std::string_view& text) {
  for (const std::string_view dash : dashes)
    if (remove_prefix(text, dash)) return true;
  return false;
}

std::string amount(const Numeral& number, const Currency& currency, std::string_view scale) {
  if (scale.empty() && number.fraction.size() == 2 && !currency.cent.empty()) {
    const std::string cents = number.fraction.front() == '0' ? number.fraction.substr(1) : number.fraction;
    const std::string small =
        cents == "0" ? ""
                     : cardinal(cents) + " " + std::string(cents == "1" ? currency.cent : currency.cents);
    const bool has_whole = !number.whole.empty() && number.whole != "0";
    if (!has_whole && !small.empty()) return small;
    const std::string large =
        cardinal(number.whole) + " " + std::string(number.whole == "1" ? currency.one : currency.many);
    return small.empty() ? large : large + " and " + small;
  }
  const std::string scaled = scale.empty() ? "" : " " + std::string(scale);
  return say(number, false) + scaled + " " +
         std::string(number.is_one() && scale.empty() ? currency.one : currency.many);
}

/// "/month", "/kg", "-a-month", "+" after money.
Phrase money_ending(std::string_view rest) {
  if (rest.empty()) return "";
  if (rest == "+") return " plus";
  if (remove_prefix(rest, "/")) {
    const Phrase unit = unit_words(rest, true);
    return " per " + (unit ? *unit : word_phrase(rest, false));
  }
  if (remove_dash(rest)) return " " + word_phrase(rest, false);
  return std::nullopt;
}

/// After the currency's symbol.
Phrase money_phrase(std::string_view text, const Currency& currency) {
  const auto number = numeral_at(text);
  if (!number) return std::nullopt;
  std::string_view rest = text.substr(number->size);
  std::string_view second_text = rest;
  if (remove_dash(second_text)) {
    const std::string_view after_symbol =
        second_text.starts_with(currency.symbol) ? second_text.substr(currency.symbol.size()) : second_text;
    if (const auto second = numeral_at(after_symbol)) {
      const std::string_view tail = after_symbol.substr(second->size);
      const std::string_view scale = scale_of(tail);
      if (tail.empty() || !scale.empty())
        return say(*number, false) + " to " + amount(*second, currency, scale);
    }
  }
  std::size_t letters = 0;
  while (letters < rest.size() && ((rest[letters] | 0x20) >= 'a' && (rest[letters] | 0x20) <= 'z')) ++letters;
  const std::string_view scale = scale_of(rest.substr(0, letters));
  if (!scale.empty()) rest.remove_prefix(letters);
  const Phrase ending = money_ending(rest);
  if (!ending) return std::nullopt;
  return amount(*number, currency, scale) + *ending;
}

/// 3:05, 14:30, 9:00am, 12:30:15, 3:1.
Phrase clock_phrase(std::string_view token) {
  const std::size_t hours = digits_at(token);
  if (hours == 0 || hours > 2 || hours >= token.size() || token[hours] != ':') return std::nullopt;
  std::string_view rest = token.substr(hours + 1);
  const std::size_t minutes = digits_at(rest);
  const std::string_view minute_digits = rest.substr(0, minutes);
  rest.remove_prefix(minutes);
  const std::string_view hour_digits =
      token.starts_with('0') && hours == 2 ? token.substr(1, 1) : token.substr(0, hours);
  if (minutes == 1 && rest.empty()) return cardinal(hour_digits) + " to " + cardinal(minute_digits);
  if (minutes != 2 || small_number(minute_digits) > 59) return std::nullopt;
  std::string out = cardinal(hour_digits);
  std::string seconds;
  if (rest.starts_with(':') && digits_at(rest.substr(1)) == 2) {
    seconds = " and " + cardinal(rest[1] == '0' ? rest.substr(2, 1) : rest.substr(1, 2)) + " seconds";
    rest.remove_prefix(3);
  }
  const std::string lower = ascii_lower(rest);
  const bool is_am = lower == "am" || lower == "a.m";
  const bool is_pm = lower == "pm" || lower == "p.m";
  if (!lower.empty() && !is_am && !is_pm) return std::nullopt;
  if (minute_digits == "00") {
    if (lower.empty() && seconds.empty())
      out += small_number(hour_digits) > 12 || hour_digits == "0" ? " hundred" : " o'clock";
  } else if (minute_digits[0] == '0') {
    out += " oh " + cardinal(minute_digits.substr(1));
  } else {
    out += " " + cardinal(minute_digits);
  }
  return out + seconds + (is_am ? " AM" : is_pm ? " PM" : "");
}

std::string date_words(int month, std::string_view day, std::string_view year) {
  return std::string(month_name(month)) + " " + ordinal(day) + (year.empty() ? "" : " " + year_words(year));
}

std::string_view without_zero(std::string_view digits) {
  return digits.size() == 2 && digits.front() == '0' ? digits.substr(1) : digits;
}

/// 2026-11-22, 11/22/2026, 22.11.2026.
Phrase date_phrase(std::string_view token) {
  const std::size_t first = digits_at(token);
  if (first == 0 || first >= token.size()) return std::nullopt;
  const char separator = token[first];
  if (separator != '-' && separator != '/' && separator != '.') return std::nullopt;
  std::string_view rest = token.substr(first + 1);
  const std::size_t second = digits_at(rest);
  if (second == 0 || second > 2 || second >= rest.size() || rest[second] != separator) return std::nullopt;
  const std::string_view a = token.substr(0, first);
  const std::string_view b = without_zero(rest.substr(0, second));
  const std::string_view c = rest.substr(second + 1);
  if (!is_digits(c)) return std::nullopt;
  const auto is_day = [](std::string_view digits) {
    return small_number(digits) >= 1 && small_number(digits) <= 31;
  };
  if (first == 4 && separator == '-' && c.size() <= 2 && !month_name(small_number(b)).empty() && is_day(c))
    return date_words(small_number(b), without_zero(c), a);
  if (first > 2 || c.size() != 4 || !is_day(a) || !is_day(b)) return std::nullopt;
  const std::string_view leading = without_zero(a);
  // 11/22/2026 is American; with dots, or when the first cannot be a month, the day comes first.
  const bool day_first = separator == '.' || small_number(a) > 12;
  const std::string_view month = day_first ? b : leading;
  const std::string_view day = day_first ? leading : b;
  if (month_name(small_number(month)).empty()) return std::nullopt;
  return date_words(small_number(month), day, c);
}

/// 555-123-4567, +49 30 1234567 without its blanks, 555-1234: groups of digits.
Phrase phone_phrase(std::string_view token) {
  std::string out;
  if (remove_prefix(token, "+")) out = "plus";
  std::size_t groups = 0;
  std::size_t digits = 0;
  std::string_view rest = token;
  std::string_view last;
  while (!rest.empty()) {
    const std::size_t count = digits_at(rest);
    if (count == 0) return std::nullopt;
    last = rest.substr(0, count);
    out += (out.empty() ? "" : " ") + digit_words(last);
    ++groups;
    digits += count;
    rest.remove_prefix(count);
    if (!rest.empty() && !remove_prefix(rest, "-") && !remove_prefix(rest, ".")) return std::nullopt;
  }
  const bool is_long =
      groups >= 3 && digits >= 7 && digits <= 15 && token.find('.') == std::string_view::npos;
  const bool is_dotted = groups >= 3 && last.size() == 4 && digits >= 10;
  const bool is_local =
      groups == 2 && digits == 7 && last.size() == 4 && token[3] == '-' && !last.ends_with('0');
  const bool is_international = out.starts_with("plus") && digits >= 8;
  return is_long || is_dotted || is_local || is_international ? Phrase(out) : std::nullopt;
}

/// After a number: "%", "km", "x", "+", "K", "-year-old".
Phrase ending_of(std::string_view rest, bool singular) {
  if (rest.empty()) return "";
  if (rest == "%") return " percent";
  if (rest == "+") return " plus";
  if (rest == "x" || rest == "X" || rest == "×") return " times";
  if (rest == "²") return " squared";
  if (rest == "³") return " cubed";
  if (const Phrase unit = unit_words(rest, singular)) return " " + *unit;
  const std::string lower = ascii_lower(rest);
  if (lower == "am" || lower == "a.m") return " AM";
  if (lower == "pm" || lower == "p.m") return " PM";
  const std::string_view scale = scale_of(rest);
  if (!scale.empty()) return " " + std::string(scale);
  if (const std::string_view fraction = vulgar_fraction(rest, true); !fraction.empty())
    return " and " + std::string(fraction);
  if (const Currency* currency = currency_at(rest, true))
    return " " + std::string(singular ? currency->one : currency->many);
  if (std::string_view after = rest; remove_dash(after) && !after.empty() && !is_digit(after.front())) {
    if (const Phrase unit = unit_words(after, true)) return " " + *unit;
    return " " + word_phrase(after, false);
  }
  return std::nullopt;
}

/// 10-20, 1939–45, 5–10%, 3-1.
Phrase range_phrase(const Numeral& first, std::string_view rest) {
  if (!remove_dash(rest)) return std::nullopt;
  const auto second = numeral_at(rest);
  if (!second) return std::nullopt;
  const Phrase ending = ending_of(rest.substr(second->size), false);
  if (!ending) return std::nullopt;
  const bool is_plain = ending->empty();
  return say(first, is_plain) + " to " + say(*second, is_plain) + *ending;
}

Phrase fraction_phrase(const Numeral& above, std::string_view rest) {
  if (!remove_prefix(rest, "/") || !above.fraction.empty()) return std::nullopt;
  const std::size_t digits = digits_at(rest);
  if (digits == 0) return std::nullopt;
  const std::string_view below = rest.substr(0, digits);
  const Phrase ending = ending_of(rest.substr(digits), true);
  if (!ending) return std::nullopt;
  const int top = small_number(above.whole);
  const int bottom = small_number(below);
  std::string out = cardinal(above.whole) + " ";
  if (above.whole.size() > 4 || top >= bottom || bottom < 2 || bottom > 100)
    return above.whole == "24" && below == "7" ? "twenty four seven"
           : top == bottom                     ? out + cardinal(below)
                                               : out + "over " + cardinal(below) + *ending;
  if (bottom == 2)
    out += "half";
  else if (bottom == 4)
    out += top == 1 ? "quarter" : "quarters";
  else
    out += top == 1 ? ordinal(below) : plural_of(ordinal(below));
  return out + (ending->empty() ? "" : " of a" + *ending);
}

Phrase ordinal_or_decade(const Numeral& number, std::string_view rest) {
  if (!number.fraction.empty() || rest.empty()) return std::nullopt;
  std::string_view ending = rest;
  std::string after;
  for (const std::string_view dash : dashes)
    if (const std::size_t at = rest.find(dash); at != std::string_view::npos && at < ending.size()) {
      ending = rest.substr(0, at);
      after = " " + word_phrase(rest.substr(at + dash.size()), false);
    }
  const std::string lower = ascii_lower(ending);
  if (lower == "st" || lower == "nd" || lower == "rd" || lower == "th") return ordinal(number.whole) + after;
  if (lower != "s" && lower != "'s") return std::nullopt;
  const bool is_decade = number.whole.ends_with('0') && (number.is_year() || number.whole.size() == 2);
  if (lower == "s" && !is_decade && number.whole.size() < 2) return std::nullopt;
  return plural_of(number.is_year() ? year_words(number.whole) : cardinal(number.whole)) + after;
}

/// 1.2.3 and 1.000.000.
Phrase dotted_phrase(std::string_view token) {
  std::string joined;
  std::string spoken;
  bool is_grouped = true;
  int parts = 0;
  while (!token.empty()) {
    const std::size_t count = digits_at(token);
    if (count == 0) return std::nullopt;
    is_grouped &= parts == 0 ? count <= 3 : count == 3;
    joined += token.substr(0, count);
    spoken += (parts == 0 ? "" : " point ") + cardinal(token.substr(0, count));
    token.remove_prefix(count);
    ++parts;
    if (!token.empty() && !remove_prefix(token, ".")) return std::nullopt;
  }
  if (parts < 3) return std::nullopt;
  return is_grouped ? cardinal(joined) : spoken;
}

Phrase product_phrase(const Numeral& first, std::string_view rest) {
  if (!remove_prefix(rest, "×") && !remove_prefix(rest, "x")) return std::nullopt;
  const auto second = numeral_at(rest);
  if (!second) return std::nullopt;
  const Phrase ending = ending_of(rest.substr(second->size), second->is_one());
  if (!ending) return std::nullopt;
  const bool is_size = first.whole.size() > 2 || !ending->empty();
  return say(first, false) + (is_size ? " by " : " times ") + say(*second, false) + *ending;
}

Phrase unsigned_phrase(std::string_view token) {
  if (const Phrase date = date_phrase(token)) return date;
  if (const Phrase clock = clock_phrase(token)) return clock;
  if (const Phrase phone = phone_phrase(token)) return phone;
  if (const Currency* currency = currency_at(token, false))
    if (const Phrase money = money_phrase(token.substr(currency->symbol.size()), *currency)) return money;
  if (const std::string_view fraction = vulgar_fraction(token, false); !fraction.empty())
    return std::string(fraction);
  if (const Phrase dotted = dotted_phrase(token)) return dotted;
  const auto number = numeral_at(token);
  if (!number) return std::nullopt;
  const std::string_view rest = token.substr(number->size);
  if (rest.empty()) return say(*number, true);
  if (const Phrase range = range_phrase(*number, rest)) return range;
  if (const Phrase fraction = fraction_phrase(*number, rest)) return fraction;
  if (const Phrase product = product_phrase(*number, rest)) return product;
  if (const Phrase found = ordinal_or_decade(*number, rest)) return found;
  // Screen sizes: 4K, 8K. Every other "K" is a thousand.
  if (rest == "K" && (number->whole == "4" || number->whole == "8") && number->fraction.empty())
    return say(*number, false) + " K";
  if (rest.starts_with('^') && is_digits(rest.substr(1)))
    return say(*number, false) + " to the power of " + cardinal(rest.substr(1));
  if (const Phrase ending = ending_of(rest, number->is_one())) return say(*number, false) + *ending;
  return std::nullopt;
}

}  // namespace

bool Numeral::is_year() const {
  return !grouped && fraction.empty() && whole.size() == 4 && whole >= "1100" && whole <= "2099";
}

std::optional<Numeral> numeral_at(std::string_view text) {
  Numeral number;
  std::size_t at = digits_at(text);
  number.whole = std::string(text.substr(0, at));
  while (at > 0 && number.whole.size() - (number.grouped ? 1 : 0) <= 15 && (number.grouped || at <= 3) &&
         at + 3 < text.size() && text[at] == ',' && digits_at(text.substr(at + 1)) == 3) {
    number.whole += text.substr(at + 1, 3);
    number.grouped = true;
    at += 4;
  }
  if (at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1])) {
    const std::size_t count = digits_at(text.substr(at + 1));
    number.fraction = std::string(text.substr(at + 1, count));
    at += 1 + count;
  }
  if (at == 0) return std::nullopt;
  number.size = at;
  return number;
}

std::optional<Numeral> whole_numeral(std::string_view text) {
  auto number = numeral_at(text);
  return number && number->size == text.size() ? number : std::nullopt;
}

std::string say(const Numeral& number, bool may_be_year) {
  if (may_be_year && number.is_year()) return year_words(number.whole);
  return decimal_words(number.whole, number.fraction);
}

std::optional<std::string> number_phrase(std::string_view token) {
  if (token.starts_with('+'))
    if (const Phrase phone = phone_phrase(token)) return phone;
  constexpr std::pair<std::string_view, std::string_view> signs[] = {
      {"~", "about "},     {"≈", "about "},    {"±", "plus or minus "}, {">=", "at least "},
      {"≥", "at least "},  {"<=", "at most "}, {"≤", "at most "},       {">", "more than "},
      {"<", "less than "}, {"+", "plus "},     {"-", "minus "},         {"−", "minus "},
      {"–", "minus "},     {"#", "number "},   {"№", "number "},        {"×", "times "}};
  for (const auto& [sign, words] : signs)
    if (std::string_view rest = token; remove_prefix(rest, sign)) {
      const Phrase phrase = unsigned_phrase(rest);
      return phrase ? Phrase(std::string(words) + *phrase) : std::nullopt;
    }
  if (token.starts_with('\'') && token.size() > 2 && is_digit(token[1]))
    return unsigned_phrase(token.substr(1));
  return unsigned_phrase(token);
}

}  // namespace reelwright::stages
