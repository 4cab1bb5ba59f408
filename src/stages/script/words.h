// SPDX-License-Identifier: GPL-3.0-or-later
// Words of a text: cutting, stop words, stems. Enough to compare sentences; not a dictionary (that is wordnet.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/language.h"
#include "model/words.h"

namespace reelwright::stages {

/// The words as written. Apostrophes and hyphens inside a word belong to it; dense scripts give pairs of
/// characters.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

/// A frequent word without meaning of its own ("the", "und", "pour"). `word` is in lower case.
[[nodiscard]] bool is_stop_word(std::string_view word, std::string_view lang);

/// A form under which "volcano" and "volcanoes", "Biene" and "Bienen" mostly meet. For comparing only.
[[nodiscard]] std::string stem_of(std::string_view word, std::string_view lang);

/// Does the text hold one of the names, each of one or several whole words? Case counts.
[[nodiscard]] bool names_one(std::string_view text, const std::vector<std::string>& names);

/// Without what stands in round brackets; as it is when they do not match.
[[nodiscard]] std::string without_brackets(std::string_view text);

}  // namespace reelwright::stages
