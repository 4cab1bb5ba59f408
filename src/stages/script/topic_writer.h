// SPDX-License-Identifier: GPL-3.0-or-later
// A script from a topic alone: what the dictionary knows about the things that the topic names, told in our
// order and our connecting words. Nothing is invented; what is not known is said to be missing.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "stages/script/draft.h"
#include "stages/script/nouns.h"
#include "stages/script/topic_words.h"
#include "stages/script/wording.h"

namespace reelwright::stages {

struct TopicDraft {
  std::string title;
  std::vector<DraftScene> scenes;
  bool known = false;       ///< false: the dictionary had nothing, the scenes say what to fill in
  bool unanswered = false;  ///< the topic asks how or why; a dictionary only says what things are
  std::string taken_as;     ///< what words with several meanings were taken for, for the user; "" when clear
};

/// `nouns` is null when there is no dictionary or it is of another language.
[[nodiscard]] TopicDraft write_topic(const Nouns* nouns, std::string_view topic, const Style& style,
                                     const Pace& pace, double target_s, const std::stop_token& stop);

}  // namespace reelwright::stages
