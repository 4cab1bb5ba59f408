// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sentences.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.h"
#include "model/language.h"
#include "model/words.h"

namespace reelwright {
namespace {

using Points = std::vector<char32_t>;

Points points_of(std::string_view text) {
  Points points;
  points.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) points.push_back(utf8_next(text, at));
  return points;
}

std::string utf8_of(const Points& points, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) append_utf8(text, points[i]);
  return text;
}

bool is_blank(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_dense_end(char32_t c) { return c == U'。' || c == U'！' || c == U'？' || c == U'．' || c == U'｡'; }
bool is_plain_end(char32_t c) {
  return c == '!' || c == '?' || c == U'…' || c == U'؟' || c == U'۔' || c == U'।' || c == U'॥' || c == U'։' ||
         c == U'።';
}
bool is_closer(char32_t c) {
  constexpr std::array closers{U'"', U'\'', U')',  U']',  U'”',  U'’',  U'»', U'«',
                               U'“', U'」', U'』', U'）', U'】', U'》', U'*'};
  return std::ranges::find(closers, c) != closers.end();
}
bool is_opener(char32_t c) {
  constexpr std::array openers{U'"', U'\'', U'(', U'[', U'“',  U'‘',  U'«',
                               U'„', U'»',  U'¿', U'¡', U'「', U'『', U'（'};
  return std::ranges::find(openers, c) != openers.end();
}

/// Followed by a name or a number: never the end of a sentence.
constexpr std::string_view never_final =
    " mr mrs ms dr prof st mt fig figs no nr vol pp approx dept gen col capt lt sgt sen rep gov rev hon vs "
    "e.g i.e eg ie cf al ca z.b d.h u.a "
    "bzw usw.a evtl ggf vgl s.o hr fr mme mlle m.m sr sra dott sig av p.ex b.v bijv dhr mevr ";
/// An end only when the next word looks like a beginning.
constexpr std::string_view rarely_final =
    " etc inc ltd co corp jr sr u.s u.k u.n e.u a.m p.m b.c a.d ph.d m.d d.c usw est jan feb mar apr jun jul "
    "aug sep sept oct nov dec min max "
    "ed eds ";
constexpr std::string_view starters =
    " the a an it this that these those they he she we you i in on at by for from when while after before if "
    "although but and so however there "
    "its his her our their as to with one some many most all each every what why how who then today now no "
    "not ";

std::string word_from(const Points& text, std::size_t at) {
  std::string word;
  for (; at < text.size() && is_word_character(text[at]); ++at) append_utf8(word, lower_of(text[at]));
  return word;
}

/// Does the full stop at `dot` end a sentence? `next` is the first character after the blank that follows.
bool full_stop_ends(const Points& text, std::size_t dot, std::size_t next, std::string_view lang) {
  std::size_t begin = dot;
  while (begin > 0 && !is_blank(text[begin - 1]) && !is_opener(text[begin - 1])) --begin;
  const std::string token = fold_case(utf8_of(text, begin, dot));
  std::size_t first = next;
  while (first < text.size() && is_opener(text[first])) ++first;
  if (first >= text.size()) return true;
  const bool capital = is_upper(text[first]);
  const bool caseless = !capital && upper_of(text[first]) == text[first] && !is_digit(text[first]);
  const bool starter = is_listed(word_from(text, first), starters);

  const bool letter = dot - begin == 1 && !is_upper(text[begin]) && upper_of(text[begin]) != text[begin];
  if (letter) return false;  // "z. B.", "u. a."
  const bool number =
      !token.empty() && std::ranges::all_of(token, [](char c) { return c >= '0' && c <= '9'; });
  if (number && token.size() <= 2 && (lang == "de" || begin == 0)) return false;  // "3. Oktober", "1. First"
  if (is_listed(token, never_final)) return is_listed(token, " no fig al st ") && capital && starter;
  if (!capital && !caseless && !is_digit(text[first])) return false;
  const bool initial = dot - begin == 1 && is_upper(text[begin]) && token != "i";
  const bool acronym = token.size() >= 3 && token[1] == '.' &&
                       token.find_first_not_of("abcdefghijklmnopqrstuvwxyz.") == std::string::npos;
  if (initial || acronym || is_listed(token, rarely_final)) return capital && starter;
  return true;
}

/// The end (exclusive) of the sentence whose end mark is at `at`, or nullopt when that is no end.
std::optional<std::size_t> end_at(const Points& text, std::size_t at, std::string_view lang) {
  const char32_t c = text[at];
  if (c != '.' && !is_plain_end(c) && !is_dense_end(c)) return std::nullopt;
  std::size_t end = at + 1;
  bool only_dots = c == '.';
  while (end < text.size() && (text[end] == '.' || is_plain_end(text[end]) || is_dense_end(text[end]))) {
    only_dots = only_dots && text[end] == '.';
    ++end;
  }
  const std::size_t marks = end - at;
  while (end < text.size() && is_closer(text[end])) {
    if (is_opener(text[end]) &&
        (end + 1 < text.size() && !is_blank(text[end + 1]) && !is_closer(text[end + 1])))
      break;
    ++end;
  }
  if (end == text.size()) return end;
  if (is_dense_end(text[at])) return end;
  if (!is_blank(text[end])) {
    return is_dense_script(text[end]) && !(c == '.' && marks == 1) ? std::optional(end) : std::nullopt;
  }
  std::size_t next = end;
  while (next < text.size() && is_blank(text[next])) ++next;
  if (c == '.' && marks == 1) {
    if (end == at + 1) return full_stop_ends(text, at, next, lang) ? std::optional(end) : std::nullopt;
    const bool quoted_then_goes_on = upper_of(text[next]) != text[next];
    return quoted_then_goes_on ? std::nullopt : std::optional(end);
  }
  std::size_t first = next;
  while (first < text.size() && is_opener(text[first])) ++first;
  if (first < text.size() && upper_of(text[first]) != text[first]) return std::nullopt;  // "Really?" he asked
  return end;
}

bool clause_follows(const std::vector<std::string>& words, std::size_t at) {
  constexpr std::string_view joints = " and but so yet or while whereas because although ";
  constexpr std::string_view subjects =
      " it they he she we you i this that these those there the a an its their his her our many most some ";
  if (at + 1 >= words.size()) return false;
  return is_listed(fold_case(words[at]), joints) && is_listed(fold_case(words[at + 1]), subjects);
}

}  // namespace

std::string collapse_blanks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool pending = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8_next(text, at);
    if (is_blank(c)) {
      pending = true;
      continue;
    }
    if (pending && !out.empty()) out += ' ';
    pending = false;
    append_utf8(out, c);
  }
  return out;
}

std::vector<std::string> split_sentences(std::string_view paragraph, std::string_view lang) {
  const std::string primary = primary_language(lang);
  const Points text = points_of(collapse_blanks(paragraph));
  std::vector<std::string> sentences;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto end = end_at(text, at, primary);
    if (!end) continue;
    sentences.push_back(utf8_of(text, begin, *end));
    begin = *end;
    while (begin < text.size() && is_blank(text[begin])) ++begin;
    at = begin == 0 ? at : begin - 1;
  }
  if (begin < text.size()) sentences.push_back(utf8_of(text, begin, text.size()));
  return sentences;
}

std::vector<std::string> split_clauses(const std::string& sentence, std::size_t words_max,
                                       std::string_view lang) {
  constexpr std::size_t words_min = 5;  // a shorter piece is no clause of its own
  const auto tokens = tokens_of(sentence);
  if (tokens.size() <= words_max) return {sentence};
  const bool english = primary_language(lang) == "en";
  std::optional<std::size_t> best;  // cut after this token, as near to the middle as possible
  const auto distance = [&](std::size_t at) {
    const std::size_t twice = 2 * (at + 1);
    return twice > tokens.size() ? twice - tokens.size() : tokens.size() - twice;
  };
  for (std::size_t i = words_min; i + 1 + words_min < tokens.size(); ++i) {
    const char mark = tokens[i].back();
    const bool joint = mark == ';' || (english && mark == ',' && clause_follows(tokens, i + 1));
    if (joint && (!best || distance(i) < distance(*best))) best = i;
  }
  if (!best) return {sentence};
  std::vector<std::string> pieces;
  for (const std::string& half : {with_end_mark(without_end_mark(joined(tokens, 0, *best + 1))),
                                  with_capital(joined(tokens, *best + 1, tokens.size()))}) {
    for (std::string& piece : split_clauses(half, words_max, lang)) pieces.push_back(std::move(piece));
  }
  return pieces;
}

std::vector<std::string> cut_to_breaths(const std::string& sentence, std::size_t characters_max) {
  std::vector<std::string> pieces;
  const Points text = points_of(sentence);
  std::size_t begin = 0;
  while (text.size() - begin > characters_max) {
    const std::size_t limit = begin + characters_max;
    std::size_t cut = limit;
    int quality = 0;
    for (std::size_t i = limit; i > begin + characters_max / 3; --i) {
      const char32_t mark = text[i - 1];
      const bool blank_next = is_blank(text[i]);
      const bool dense_comma = mark == U'，' || mark == U'、' || mark == U'；';
      const int here = (blank_next && (mark == ';' || mark == ':' || mark == ',')) || dense_comma ? 2
                       : blank_next                                                               ? 1
                                                                                                  : 0;
      if (here > quality) {
        quality = here;
        cut = i;
      }
      if (quality == 2) break;
    }
    pieces.push_back(utf8_of(text, begin, cut));
    begin = cut;
    while (begin < text.size() && is_blank(text[begin])) ++begin;
  }
  if (begin < text.size()) pieces.push_back(utf8_of(text, begin, text.size()));
  return pieces;
}

std::string with_capital(std::string_view text) {
  std::string out;
  bool done = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8_next(text, at);
    append_utf8(out, done || !is_word_character(c) ? c : upper_of(c));
    done = done || is_word_character(c);
  }
  return out;
}

std::string without_capital(std::string_view text) {
  if (text.empty()) return {};
  std::size_t at = 0;
  std::string out;
  append_utf8(out, lower_of(utf8_next(text, at)));
  out += text.substr(at);
  return out;
}

std::string without_end_mark(std::string_view text) {
  const Points points = points_of(trim(text));
  std::size_t end = points.size();
  while (end > 0 && (points[end - 1] == '.' || points[end - 1] == ',' || points[end - 1] == ':' ||
                     points[end - 1] == ';' || is_blank(points[end - 1]) || is_plain_end(points[end - 1]) ||
                     is_dense_end(points[end - 1]))) {
    --end;
  }
  return utf8_of(points, 0, end);
}

std::string with_end_mark(std::string_view text) {
  const Points points = points_of(trim(text));
  if (points.empty()) return {};
  std::size_t last = points.size();
  while (last > 0 && is_closer(points[last - 1])) --last;
  if (last > 0 &&
      (points[last - 1] == '.' || is_plain_end(points[last - 1]) || is_dense_end(points[last - 1]))) {
    return std::string(trim(text));
  }
  const bool dense = is_dense_script(points.back());
  const char32_t end = points.back();
  const bool soft = end == ',' || end == ';' || end == ':' || end == U'，' || end == U'；' || end == U'：';
  return utf8_of(points, 0, soft ? points.size() - 1 : points.size()) + (dense ? "。" : ".");
}

bool is_prose(std::string_view text) {
  if (with_end_mark(text) != trim(text)) return false;
  const auto letters = std::ranges::count_if(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || c == '\n' ||
           c == ',' || c == '.';
  });
  return static_cast<std::size_t>(letters) * 10 > text.size() * 9 && text.find(' ') != std::string_view::npos;
}

}  // namespace reelwright
