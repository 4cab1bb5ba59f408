// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/caption_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "model/characters.h"

namespace reelwright {
namespace {

std::u32string code_points_of(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out += utf8_next(text, at);
  return out;
}

std::string utf8_of(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

int width_of(std::u32string_view text) {
  int width = 0;
  for (const char32_t c : text) width += character_width(c);
  return width;
}

/// Cut where a script without spaces allows it, then wherever a piece is still wider than a line.
std::vector<std::u32string> cut(std::u32string_view word, int width_max) {
  std::vector<std::u32string> pieces(1);
  int width = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const int added = character_width(word[i]);
    const bool is_full = added > 0 && width + added > width_max;
    if (i > 0 && (is_full || may_break_between(word[i - 1], word[i]))) {
      pieces.emplace_back();
      width = 0;
    }
    pieces.back() += word[i];
    width += added;
  }
  return pieces;
}

bool is_sentence_end(std::u32string_view piece) {
  return !piece.empty() && is_wide_sentence_end(piece.back());
}

/// A piece that no line may begin with goes to the one before it, within a sentence.
bool belongs_to(const CaptionWord& before, std::u32string_view piece, int width_max) {
  if (before.ends_sentence || before.ends_scene || !is_valid_utf8(before.text)) return false;
  return !may_break_between(last_character(before.text), piece.front()) &&
         caption_width(before.text) + width_of(piece) <= width_max;
}

bool ends_with_any(std::string_view text, const auto& endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return text.ends_with(ending); });
}

constexpr std::array<std::string_view, 13> clause_ends = {",",  ";",  ":",  "—",  "–",   ")", "…",
                                                          "、", "，", "；", "：", ",\"", ",”"};
/// Words before which a clause usually begins: English first, then the commonest of German, French and
/// Spanish.
constexpr std::array<std::string_view, 36> conjunctions = {
    "and",  "but",   "or",    "so",   "because", "which", "that", "who",  "when", "while",  "where",  "if",
    "than", "until", "since", "with", "as",      "to",    "und",  "oder", "aber", "weil",   "dass",   "wenn",
    "et",   "mais",  "ou",    "qui",  "que",     "quand", "y",    "o",    "pero", "porque", "cuando", "into"};
/// Words that belong to the one after them.
constexpr std::array<std::string_view, 44> openers = {
    "a",    "an",   "the", "of",  "in",  "on",  "at",  "by",   "for", "from", "to",
    "with", "into", "is",  "are", "was", "its", "his", "her",  "our", "your", "their",
    "my",   "der",  "die", "das", "den", "dem", "ein", "eine", "im",  "le",   "la",
    "les",  "un",   "une", "des", "du",  "de",  "el",  "los",  "las", "una",  "not"};

bool is_one_of(std::string_view word, const auto& words) {
  return std::ranges::find(words, ascii_lower(word)) != std::ranges::end(words);
}

}  // namespace

int caption_width(std::string_view text) {
  return is_valid_utf8(text) ? width_of(code_points_of(text)) : static_cast<int>(text.size());
}

std::string text_of(const std::vector<CaptionWord>& line) {
  std::string text;
  for (const CaptionWord& word : line) {
    if (!text.empty() && !word.joins_previous) text += ' ';
    text += word.text;
  }
  return text;
}

namespace captions {

std::vector<CaptionWord> pieces_of(const std::vector<CaptionWord>& words, int line_characters_max) {
  std::vector<CaptionWord> pieces;
  double earliest_s = 0;
  for (CaptionWord word : words) {
    word.text = std::string(trim(word.text));
    if (word.text.empty()) {
      if (!pieces.empty()) {
        pieces.back().ends_sentence |= word.ends_sentence;
        pieces.back().ends_scene |= word.ends_scene;
      }
      continue;
    }
    word.start_s = std::isfinite(word.start_s) ? std::max(word.start_s, earliest_s) : earliest_s;
    word.end_s = std::isfinite(word.end_s) ? std::max(word.end_s, word.start_s) : word.start_s;
    earliest_s = word.start_s;
    if (!is_valid_utf8(word.text)) {
      pieces.push_back(std::move(word));
      continue;
    }
    const std::vector<std::u32string> parts = cut(code_points_of(word.text), line_characters_max);
    const double s_per_width =
        (word.end_s - word.start_s) / std::max(1.0, static_cast<double>(caption_width(word.text)));
    double start_s = word.start_s;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool is_last = i + 1 == parts.size();
      const double end_s = is_last ? word.end_s : start_s + s_per_width * width_of(parts[i]);
      if (i == 0 && word.joins_previous && !pieces.empty() &&
          belongs_to(pieces.back(), parts[i], line_characters_max)) {
        CaptionWord& piece = pieces.back();
        piece.text += utf8_of(parts[i]);
        piece.end_s = end_s;
        piece.ends_sentence = is_last ? word.ends_sentence : is_sentence_end(parts[i]);
        piece.ends_scene = is_last && word.ends_scene;
        start_s = end_s;
        continue;
      }
      pieces.push_back({.text = utf8_of(parts[i]),
                        .start_s = start_s,
                        .end_s = end_s,
                        .ends_sentence = is_last ? word.ends_sentence : is_sentence_end(parts[i]),
                        .ends_scene = is_last && word.ends_scene,
                        .joins_previous = i > 0 || word.joins_previous,
                        .over_picture = word.over_picture,
                        .on_screen = word.on_screen});
      start_s = end_s;
    }
  }
  return pieces;
}

double break_cost(const CaptionWord& before, const CaptionWord& after) {
  if (before.ends_sentence || before.ends_scene) return 0;
  if (ends_with_any(before.text, clause_ends)) return 1;
  if (after.joins_previous) {
    if (!is_valid_utf8(before.text) || !is_valid_utf8(after.text)) return 8;
    const char32_t last = last_character(before.text);
    const char32_t first = code_points_of(after.text).front();
    return may_break_between(last, first) ? unspaced_break_cost(last, first) : 8;
  }
  if (is_one_of(before.text, openers)) return 7;
  return is_one_of(after.text, conjunctions) ? 2 : 5;
}

}  // namespace captions
}  // namespace reelwright
