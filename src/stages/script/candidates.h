// SPDX-License-Identifier: GPL-3.0-or-later
// The sentences of a document that could be spoken, and which of them to speak first. Choosing only; scenes
// are the source writer's.
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "stages/script/document.h"
#include "stages/script/draft.h"
#include "stages/script/wording.h"
#include "stages/stage.h"

namespace reelwright::stages {

struct Candidate {
  std::string text;
  std::size_t section = 0;
  std::size_t paragraph = 0;  ///< in the whole document; a list counts as one
  std::size_t place = 0;      ///< sentences before it in its section
  bool item = false;          ///< of a list
  int number = 0;             ///< of an item of a numbered list
  std::optional<std::size_t>
      needs;           ///< the candidate before it, when it makes no sense without ("It is ...")
  bool hangs = false;  ///< makes no sense alone and there is nothing before it
  double seconds = 0;
  double score = 0;
};

struct Candidates {
  std::vector<Candidate> all;      ///< in the document's order
  std::vector<std::string> leads;  ///< by paragraph: "There are three kinds." before a list, or ""
};

/// Sentences without links, apparatus and fragments; long ones taken apart at clauses. Returns early (with
/// what it has) when stopped. Any thread, as below.
[[nodiscard]] Candidates collect_candidates(const Document& document, const Style& style, const Pace& pace,
                                            const std::stop_token& stop, UnitProgress progress);

/// Scores and orders them: the most central first, the same thing never twice, every section heard. What a
/// sentence needs comes right before it. At most `sections_max` sections. Ends when `seconds` are filled
/// (more than the video's `target_s`) or it is stopped.
[[nodiscard]] std::vector<std::size_t> choose_candidates(Candidates& candidates, const std::string& title,
                                                         const Style& style, double target_s, double seconds,
                                                         std::size_t sections_max,
                                                         const std::stop_token& stop, UnitProgress progress);

}  // namespace reelwright::stages
