// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/nouns.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

bool is_vowel(char c) { return std::string_view("aeiouAEIOU").find(c) != std::string_view::npos; }

std::string_view last_word(std::string_view noun) {
  const std::size_t blank = noun.rfind(' ');
  return blank == std::string_view::npos ? noun : noun.substr(blank + 1);
}

/// Lexicographer files whose nouns are mostly counted: animals, artifacts, bodies, communications, events,
/// groups, objects, persons, plants, shapes, times.
bool is_counted_kind(int file) {
  constexpr std::array files{5, 6, 8, 10, 11, 14, 15, 17, 18, 20, 25, 28};
  return std::ranges::find(files, file) != files.end();
}

}  // namespace

std::string with_indefinite_article(std::string_view noun) {
  const std::string lower = ascii_lower(noun);
  constexpr std::array<std::string_view, 6> silent_h{"hour", "honest", "honor", "honour", "heir", "herb"};
  constexpr std::array<std::string_view, 10> consonant{"uni",  "use", "usu",  "eu", "one",
                                                       "once", "ura", "uter", "u-", "ewe"};
  const auto starts = [&](std::string_view prefix) { return lower.starts_with(prefix); };
  const bool an =
      std::ranges::any_of(silent_h, starts) ||
      (!lower.empty() && is_vowel(lower.front()) &&
       (!std::ranges::any_of(consonant, starts) || starts("unim") || starts("unin") || starts("unid")));
  return (an ? "an " : "a ") + std::string(noun);
}

std::string joined_list(std::span<const std::string> parts, std::string_view last_joint) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " " + std::string(last_joint) + " " : ", ";
    text += parts[i];
  }
  return text;
}

void Nouns::count_words() const {
  constexpr std::size_t words_expected = 150'000;
  usage_.reserve(words_expected);
  const std::string_view data = net_.data();
  std::string word;
  for (std::size_t at = 0; at < data.size();) {
    const std::size_t end = std::min(data.find('\n', at), data.size());
    const std::string_view line = data.substr(at, end - at);
    at = end + 1;
    const std::size_t bar = line.find(" | ");
    if (bar == std::string_view::npos) continue;
    char article = '\0';
    Usage* after_a = nullptr;  // the word before, when it stood behind "a"
    word.clear();
    for (std::size_t i = bar + 3; i <= line.size(); ++i) {
      const char c = i < line.size() ? line[i] : ' ';
      if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '\'') {
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        continue;
      }
      if (word.empty()) continue;
      if (after_a != nullptr && is_stop_word(word, "en")) ++after_a->alone_after_a;
      Usage& counted = usage_[word];
      after_a = article == 'a' ? &counted : nullptr;
      ++counted.total;
      counted.after_a += article == 'a' ? 1 : 0;
      counted.after_the += article == 't' ? 1 : 0;
      article = word == "a" || word == "an" ? 'a' : word == "the" ? 't' : '\0';
      if (c != ' ' || i == line.size()) {
        article = '\0';
        if (after_a != nullptr) ++after_a->alone_after_a;
        after_a = nullptr;
      }
      word.clear();
    }
  }
}

void Nouns::index_words() const {
  constexpr std::size_t words_expected = 100'000;
  index_.reserve(words_expected);
  const std::string_view data = net_.data();
  std::string word;
  for (std::size_t at = 0; at < data.size();) {
    const std::size_t end = std::min(data.find('\n', at), data.size());
    const std::string_view line = data.substr(at, end - at);
    const auto id = static_cast<std::uint32_t>(at);
    at = end + 1;
    const std::size_t bar = line.find(" | ");
    if (bar == std::string_view::npos) continue;
    const std::size_t definition_end = std::min(line.find('"', bar), line.size());
    for (std::size_t i = bar + 3; i <= definition_end; ++i) {
      const char c = i < definition_end ? line[i] : ' ';
      if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '\'') {
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        continue;
      }
      if (word.size() > 2) {
        std::vector<std::uint32_t>& ids = index_[word];
        if (ids.empty() || ids.back() != id) ids.push_back(id);
      }
      word.clear();
    }
  }
}

std::span<const std::uint32_t> Nouns::defined_with(const std::string& word) const {
  std::call_once(indexed_, [this] { index_words(); });
  const auto found = index_.find(word);
  return found == index_.end() ? std::span<const std::uint32_t>() : found->second;
}

Nouns::Usage Nouns::usage(std::string_view word) const {
  std::call_once(counted_, [this] { count_words(); });
  const auto found = usage_.find(ascii_lower(word));
  return found == usage_.end() ? Usage{} : found->second;
}

int Nouns::uses(std::string_view word) const { return usage(word).total; }

std::string Nouns::plural(std::string_view noun) const {
  if (const std::size_t of = noun.find(" of "); of != std::string_view::npos) {
    return plural(noun.substr(0, of)) + std::string(noun.substr(of));  // "drugs of abuse"
  }
  const std::string_view last = last_word(noun);
  const std::string head(noun.substr(0, noun.size() - last.size()));
  if (const std::string irregular = net_.irregular_plural(ascii_lower(last)); !irregular.empty())
    return head + irregular;
  const std::string word(last);
  const auto ends = [&](std::string_view end) { return word.ends_with(end); };
  if (word.size() > 1 && ends("y") && !is_vowel(word[word.size() - 2]))
    return head + word.substr(0, word.size() - 1) + "ies";
  if (ends("s") || ends("x") || ends("z") || ends("ch") || ends("sh")) return head + word + "es";
  if (ends("man") && word.size() > 4 && !ends("human")) return head + word.substr(0, word.size() - 2) + "en";
  constexpr std::array<std::string_view, 9> with_es{"potato",  "tomato", "hero",     "echo",   "volcano",
                                                    "torpedo", "veto",   "mosquito", "tornado"};
  if (std::ranges::find(with_es, word) != with_es.end()) return head + word + "es";
  return head + word + "s";
}

bool Nouns::is_plural(std::string_view word) const {
  const std::string lower = ascii_lower(word);
  const auto base = net_.base_form(lower);
  return base && *base != lower && plural(*base) == lower;
}

bool Nouns::is_counted(std::string_view noun, int file) const {
  constexpr int evidence_min = 6;
  const std::string head = ascii_lower(last_word(noun));
  const Usage single = usage(head);
  const Usage several = usage(plural(head));
  if (single.total + several.total < evidence_min) return is_counted_kind(file);
  // Kinds that come one by one are counted even when they mostly stand in compounds ("apple tree").
  if (file == 5 || file == 18) return true;
  // What people do is not counted: "programming", "horse racing".
  constexpr int file_act = 4;
  if (file == file_act && head.ends_with("ing")) return false;
  // "jazz" stands behind "a" only in "a jazz band".
  constexpr int file_communication = 10;
  if (file == file_communication && several.total == 0 && single.alone_after_a == 0) return false;
  const double share_min = is_counted_kind(file) ? 0.06 : 0.22;
  return single.after_a + several.total > share_min * (single.total + several.total);
}

bool Nouns::takes_the(std::string_view noun, bool proper) const {
  if (noun.find(' ') != std::string_view::npos) {
    if (!proper) return false;
    // Spares a search of the whole dictionary.
    const std::size_t end = noun.find_first_of(" .,");
    if (usage(noun.substr(0, end)).after_the == 0) return false;
    const int with_the = net_.occurrences("the " + std::string(noun));
    return with_the > 0 && 2 * with_the > net_.occurrences(noun);
  }
  const Usage single = usage(noun);
  if (proper) return single.after_the >= 2 && single.after_the * 10 >= single.total * 6;
  return single.after_the >= 10 && single.after_the * 10 >= single.total * 4 &&
         single.after_the > 3 * (single.after_a + usage(plural(noun)).total);
}

}  // namespace reelwright::stages
