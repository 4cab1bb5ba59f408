// SPDX-License-Identifier: GPL-3.0-or-later
// Which language a text must be in by its letters alone. Languages that share an alphabet are not told apart.
#pragma once

#include <optional>
#include <string_view>

namespace reelwright::stages {

struct LettersOf {
  std::string_view lang;  ///< the most spoken language that is written so: "he", "ru", "zh"
  std::string_view name;  ///< "Hebrew", "Cyrillic"
};

/// The letters that most of the text is written in, where English is not written in them; nullopt otherwise.
/// Any thread.
[[nodiscard]] std::optional<LettersOf> foreign_letters(std::string_view text);

}  // namespace reelwright::stages
