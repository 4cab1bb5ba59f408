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
#include "stages/script/wording.h"

namespace reelwright::stages {

struct TopicDraft {
  std::string title;
  std::vector<DraftScene> scenes;
  bool known = false;  ///< false: the dictionary had nothing, the scenes say what to fill in
};

/// "How bees make honey" as a title, and inside a sentence: "how bees make honey", "Mars", "the water cycle".
/// Any thread, as all here.
[[nodiscard]] std::string title_of_topic(std::string_view topic);
[[nodiscard]] std::string topic_in_sentence(const Nouns* nouns, std::string_view topic);

/// The dictionary's senses that the topic is about, in the order of its words, at most three.
struct TopicSense {
  std::string lemma;
  std::uint32_t id = 0;
};
[[nodiscard]] std::vector<TopicSense> senses_of_topic(const Nouns& nouns, std::string_view topic);

/// `nouns` is null when there is no dictionary or it is of another language.
[[nodiscard]] TopicDraft write_topic(const Nouns* nouns, std::string_view topic, const Style& style,
                                     const Pace& pace, double target_s, const std::stop_token& stop);

}  // namespace reelwright::stages
