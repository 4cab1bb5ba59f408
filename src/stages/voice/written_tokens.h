// SPDX-License-Identifier: GPL-3.0-or-later
// Written text cut into tokens, and tokens into what is read and what only surrounds it. Language-neutral;
// pure, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reelwright::stages {

/// White space separates tokens. Runs of Han and kana, which have no spaces, are cut after punctuation and
/// every few characters, so that a caption can break there. `text` is valid UTF-8.
[[nodiscard]] std::vector<std::string> written_tokens(std::string_view text);

struct TokenParts {
  std::string core;     ///< without surrounding quotes, brackets and final punctuation, and without emoji,
                        ///< symbols that are not said and invisible characters; quotes made plain; "—" for
                        ///< any lone dash
  char pause = 0;       ///< strongest final punctuation: one of , ; : . ? ! or 0
  bool dotted = false;  ///< the core is followed by a full stop (perhaps that of an abbreviation)
};
[[nodiscard]] TokenParts parts_of(std::string_view token);

}  // namespace reelwright::stages
