// SPDX-License-Identifier: GPL-3.0-or-later
// How the user wants words spoken: a text file of lines "word = spoken form", checked before every other
// rule. "#" starts a comment line. It holds no phonemes: the spoken form is written as it would be spelled
// ("Siobhan = shiv awn").
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace reelwright::stages {

/// Immutable after it is made; any thread.
class Lexicon {
 public:
  /// A missing file is an empty lexicon. Errors: voice.lexicon (a line without "=", not UTF-8),
  /// file.unreadable, file.too_large.
  [[nodiscard]] static Result<Lexicon> load(const std::filesystem::path& path);
  [[nodiscard]] static Result<Lexicon> parse(std::string_view text);

  /// The spoken form of a word or of up to `words_max` words joined by one blank, or "" . Case of ASCII
  /// letters does not matter.
  [[nodiscard]] std::string_view find(std::string_view written) const;
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& entries() const { return entries_; }

  static constexpr std::size_t words_max = 4;

 private:
  std::map<std::string, std::string, std::less<>> entries_;  ///< by lower-case written form
};

}  // namespace reelwright::stages
