// SPDX-License-Identifier: GPL-3.0-or-later
// Words of a text: cutting, folding of case, stop words, stems. Enough to compare sentences; not a dictionary
// (that is wordnet.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stages/language.h"

namespace reelwright::stages {

/// Lower case for Latin, Greek and Cyrillic letters; the rest is kept. Valid UTF-8 in and out. Any thread, as
/// all below.
[[nodiscard]] std::string fold_case(std::string_view text);
[[nodiscard]] char32_t lower_of(char32_t c);
[[nodiscard]] char32_t upper_of(char32_t c);

/// A letter or digit of any script (marks included), by exclusion of punctuation, symbols and blanks.
[[nodiscard]] bool is_word_character(char32_t c);
/// Written without blanks between words: Chinese characters and Japanese kana.
[[nodiscard]] bool is_dense_script(char32_t c);
[[nodiscard]] bool is_upper(char32_t c);

/// The words as written. Apostrophes and hyphens inside a word belong to it; dense scripts give pairs of
/// characters.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

/// A frequent word without meaning of its own ("the", "und", "pour"). `word` is in lower case.
[[nodiscard]] bool is_stop_word(std::string_view word, std::string_view lang);

/// A form under which "volcano" and "volcanoes", "Biene" and "Bienen" mostly meet. For comparing only.
[[nodiscard]] std::string stem_of(std::string_view word, std::string_view lang);

/// What stands between blanks, marks included; and back again, from `begin` to before `end`.
[[nodiscard]] std::vector<std::string> tokens_of(std::string_view text);
[[nodiscard]] std::string joined(const std::vector<std::string>& tokens, std::size_t begin, std::size_t end);

/// Is the word one of a list written as " one two three ", each between blanks?
[[nodiscard]] bool is_listed(std::string_view word, std::string_view list);

/// Does the text hold one of the names, each of one or several whole words? Case counts.
[[nodiscard]] bool names_one(std::string_view text, const std::vector<std::string>& names);

/// Without what stands in round brackets; as it is when they do not match.
[[nodiscard]] std::string without_brackets(std::string_view text);

}  // namespace reelwright::stages
