// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "base/utf8.h"
#include "stages/voice/english_numbers.h"
#include "stages/voice/english_phrases.h"
#include "stages/voice/english_tables.h"

namespace reelwright::stages {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_upper(c) || is_lower(c); }
bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool is_vowel(char c) { return std::string_view("aeiouyAEIOUY").find(c) != std::string_view::npos; }
bool is_all(std::string_view text, bool (*test)(char)) {
  return !text.empty() && std::ranges::all_of(text, test);
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (is_lower(c)) c = static_cast<char>(c - 'a' + 'A');
  return out;
}

void append(std::string& out, std::string_view phrase) {
  if (phrase.empty()) return;
  if (!out.empty()) out += ' ';
  out += phrase;
}

bool is_spelled(std::string_view capitals, bool shouted) {
  if (is_word_acronym(capitals)) return false;
  if (std::ranges::none_of(capitals, is_vowel)) return true;
  if (shouted || is_common_word(capitals)) return false;
  // Four capitals and more with vowels that can be said are said: "BRICS"; a start or an end of consonants
  // cannot.
  if (capitals.size() <= 3) return true;
  const bool hard_start = !is_vowel(capitals[0]) && !is_vowel(capitals[1]) && !is_vowel(capitals[2]);
  const auto vowels = std::ranges::count_if(capitals, is_vowel);
  return hard_start || capitals == "USSR" || capitals == "UCLA" || capitals == "IEEE" || capitals == "AIDA" ||
         vowels * 4 < static_cast<std::ptrdiff_t>(capitals.size());
}

/// "YouTube" is two words, "McDonald" one.
std::size_t camel_split(std::string_view word) {
  constexpr std::string_view joined[] = {"Mc", "Mac", "De", "Di", "La", "Le", "Van", "Fitz", "O"};
  for (std::size_t i = 1; i < word.size(); ++i)
    if (is_upper(word[i]) && is_lower(word[i - 1]) && i + 1 < word.size() && is_lower(word[i + 1]))
      return std::ranges::find(joined, word.substr(0, i)) != std::end(joined) ? std::string_view::npos : i;
  return std::string_view::npos;
}

/// A run of letters and apostrophes.
std::string letters_phrase(std::string_view run, bool shouted, bool beside_digits) {
  std::string_view base = run;
  std::string_view ending;
  if (base.ends_with("'s") || base.ends_with("'S")) {
    base.remove_suffix(2);
    ending = "'s";
  } else if (base.size() > 2 && base.ends_with('s') && is_all(base.substr(0, base.size() - 1), is_upper)) {
    base.remove_suffix(1);
    ending = "'s";
  }
  if (is_all(base, is_upper)) {
    if (base.size() == 1) {
      if (!beside_digits && ending.empty() && (base == "A" || base == "I")) return ascii_lower(base);
      return std::string(base) + std::string(ending);
    }
    if (beside_digits ? base.size() <= 3 && !is_common_word(base) : is_spelled(base, shouted))
      return std::string(base) + std::string(ending);
    return ascii_lower(base) + std::string(ending);
  }
  const bool has_vowel = std::ranges::any_of(base, is_vowel);
  if (beside_digits && base.size() <= 3 && is_all(base, is_lower) && !has_vowel) return upper(base);
  if (base.size() == 1 && is_lower(base[0]) && base != "a") return upper(base) + std::string(ending);
  if (const std::size_t at = camel_split(base); at != std::string_view::npos)
    return letters_phrase(base.substr(0, at), shouted, false) + " " +
           letters_phrase(base.substr(at), shouted, false) + std::string(ending);
  return ascii_lower(base) + std::string(ending);
}

/// A part between hyphens and slashes: letters, digits and symbols in turn.
std::string part_phrase(std::string_view part, bool shouted) {
  if (part == "C++") return "C plus plus";
  if (part == "C#" || part == "F#") return std::string(part.substr(0, 1)) + " sharp";
  std::string out;
  const bool has_digits = std::ranges::any_of(part, is_digit);
  for (std::size_t at = 0; at < part.size();) {
    std::size_t end = at;
    if (is_digit(part[at])) {
      const auto number = numeral_at(part.substr(at));
      append(out, say(*number, at == 0 && number->size == part.size()));
      at += number->size;
      continue;
    }
    while (end < part.size() && (is_letter(part[end]) || (part[end] == '\'' && end > at))) ++end;
    if (end < part.size() && is_beyond_ascii(part[end])) {
      // A word with an accented letter is kept as it is; a lone symbol is looked up below.
      std::size_t next = end;
      static_cast<void>(utf8_next(part, next));
      if (symbol_words(part.substr(end, next - end)).empty()) {
        while (end < part.size() && (is_letter(part[end]) || is_beyond_ascii(part[end]) || part[end] == '\''))
          ++end;
        append(out, ascii_lower(part.substr(at, end - at)));
        at = end;
        continue;
      }
    }
    if (end > at) {
      append(out, letters_phrase(part.substr(at, end - at), shouted, has_digits));
    } else {
      static_cast<void>(utf8_next(part, end));
      append(out, symbol_words(part.substr(at, end - at)));
    }
    at = end;
  }
  return out;
}

/// How a piece of an address is read: "youtube", "BBC", "two".
std::string address_part(std::string_view part) {
  std::string out;
  for (std::size_t at = 0; at < part.size();) {
    std::size_t end = at;
    if (is_digit(part[at])) {
      while (end < part.size() && is_digit(part[end])) ++end;
      append(out,
             end - at <= 4 ? cardinal(part.substr(at, end - at)) : digit_words(part.substr(at, end - at)));
    } else if (is_letter(part[at])) {
      while (end < part.size() && is_letter(part[end])) ++end;
      const std::string_view word = part.substr(at, end - at);
      const bool spelled = word.size() <= 4 && std::ranges::none_of(word, is_vowel);
      append(out, spelled || word == "io" || word == "uk" || word == "eu" || word == "ai" || word == "edu"
                      ? upper(word)
                      : ascii_lower(word));
    } else {
      static_cast<void>(utf8_next(part, end));
      const std::string_view symbol = part.substr(at, end - at);
      append(out, symbol == "."   ? "dot"
                  : symbol == "/" ? "slash"
                  : symbol == "-" ? "dash"
                  : symbol == "_" ? "underscore"
                  : symbol == ":" ? "colon"
                  : symbol == "?" ? "question mark"
                  : symbol == "#" ? "hash"
                                  : symbol_words(symbol));
    }
    at = end;
  }
  return out;
}

}  // namespace

std::optional<std::string> address_phrase(std::string_view token) {
  constexpr std::string_view domains[] = {"com", "org",  "net", "edu", "gov", "io",  "ai",    "dev",
                                          "app", "info", "eu",  "de",  "fr",  "ch",  "at",    "uk",
                                          "us",  "ca",   "tv",  "me",  "int", "mil", "museum"};
  const std::size_t scheme = token.find("://");
  std::string_view rest = scheme == std::string_view::npos ? token : token.substr(scheme + 3);
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#:"));
  const std::size_t dot = host.rfind('.');
  const std::string_view domain = dot == std::string_view::npos ? std::string_view{} : host.substr(dot + 1);
  const bool is_plain =
      dot != std::string_view::npos && dot > 1 && std::ranges::all_of(host, [](char c) {
        return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_' || c == '@' || c == '+';
      });
  const bool is_known = is_plain && std::ranges::find(domains, ascii_lower(domain)) != std::end(domains) &&
                        is_all(domain, is_lower);
  const bool is_mail = is_plain && host.find('@') != std::string_view::npos && host.find('@') > 0;
  if (scheme == std::string_view::npos && !rest.starts_with("www.") && !is_known && !is_mail)
    return std::nullopt;
  if (rest.ends_with('/')) rest.remove_suffix(1);
  return address_part(rest);
}

std::string word_phrase(std::string_view token, bool shouted) {
  std::string out;
  const auto add_part = [&](std::string_view part) {
    if (part.empty()) return;
    if (const std::string_view abbreviation = abbreviation_of(part, false); !abbreviation.empty())
      append(out, abbreviation);
    else if (const auto number = is_digit(part.front()) ? number_phrase(part) : std::nullopt)
      append(out, *number);
    else
      append(out, part_phrase(part, shouted));
  };
  std::size_t start = 0;
  for (std::size_t at = 0; at < token.size();) {
    std::size_t end = at;
    const char32_t c = utf8_next(token, end);
    const bool splits = c == U'-' || c == U'/' || c == U'_' || c == U'\u2010' || c == U'\u2011' ||
                        c == U'\u2013' || c == U'\u2014' || c == U'\u2026' || c == U'|' || c == U'\\' ||
                        c == U':' || c == U';' || c == U',' || c == U'(' || c == U')' || c == U'.' ||
                        c == U'*' || c == U'"';
    const bool is_decimal_point =
        c == U'.' && at > 0 && end < token.size() && is_digit(token[at - 1]) && is_digit(token[end]);
    if (splits && !is_decimal_point) {
      add_part(token.substr(start, at - start));
      // A dot inside a name is read: "node.js".
      if (c == U'.' && at > 0 && end < token.size() && is_letter(token[end])) append(out, "dot");
      start = end;
    }
    at = end;
  }
  add_part(token.substr(start));
  return out;
}

}  // namespace reelwright::stages
