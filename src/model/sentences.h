// SPDX-License-Identifier: GPL-3.0-or-later
// Where sentences end and how long ones may be taken apart. Works on UTF-8 of any script; knows the
// abbreviations of the languages that the product offers. No word is ever changed here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace reelwright {

/// The sentences of a paragraph, white space collapsed to single blanks. Ends are found at . ! ? and their
/// relatives in other scripts, not after abbreviations, initials, decimals or inside names such as
/// "example.org". Any thread.
[[nodiscard]] std::vector<std::string> split_sentences(std::string_view paragraph, std::string_view lang);

/// A sentence of more than `words_max` words, cut where one clause ends and another begins (a semicolon, or a
/// comma before "and they", "but it", ...). Each piece starts with a capital and ends like a sentence; the
/// words are the same. One piece when there is no such place.
[[nodiscard]] std::vector<std::string> split_clauses(const std::string& sentence, std::size_t words_max,
                                                     std::string_view lang);

/// Text in pieces of at most `characters_max` code points, cut at the best of: sentence end, clause mark,
/// blank, character. For what must be kept word for word but is too long for one breath. The pieces joined
/// (with the blanks between) are the text.
[[nodiscard]] std::vector<std::string> cut_to_breaths(const std::string& sentence,
                                                      std::size_t characters_max);

/// Runs of white space become one blank; none at either end.
[[nodiscard]] std::string collapse_blanks(std::string_view text);

/// The text with its first letter in upper case (Latin, Greek, Cyrillic), and in lower case.
[[nodiscard]] std::string with_capital(std::string_view text);
[[nodiscard]] std::string without_capital(std::string_view text);

/// Without final . ! ? … : ; , and their relatives.
[[nodiscard]] std::string without_end_mark(std::string_view text);
/// Ends like a sentence: a full stop is added where there is no end mark ("。" after Chinese or Japanese).
[[nodiscard]] std::string with_end_mark(std::string_view text);

/// Sentences, not a program: letters nearly throughout, and an end mark after them.
[[nodiscard]] bool is_prose(std::string_view text);

}  // namespace reelwright
