// SPDX-License-Identifier: GPL-3.0-or-later
// Characters as parts of words, and texts as words between blanks. What words mean is the Script stage's
// business.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reelwright {

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

/// What stands between blanks, marks included; and back again, from `begin` to before `end`.
[[nodiscard]] std::vector<std::string> tokens_of(std::string_view text);
[[nodiscard]] std::string joined(const std::vector<std::string>& tokens, std::size_t begin, std::size_t end);

/// Is the word one of a list written as " one two three ", each between blanks?
[[nodiscard]] bool is_listed(std::string_view word, std::string_view list);

}  // namespace reelwright
