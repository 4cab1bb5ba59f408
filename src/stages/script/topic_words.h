// SPDX-License-Identifier: GPL-3.0-or-later
// What a topic's words mean: its title, how it stands in a sentence, and the things of the dictionary that it
// names. Nothing is told of them here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stages/script/nouns.h"

namespace reelwright::stages {

/// "How bees make honey" as a title, and inside a sentence: "how bees make honey", "Mars", "the water cycle".
/// Any thread, as all here.
[[nodiscard]] std::string title_of_topic(std::string_view topic);
[[nodiscard]] std::string topic_in_sentence(const Nouns* nouns, std::string_view topic);

/// What the topic is about, by the dictionary.
struct TopicSense {
  std::string lemma;
  std::uint32_t id = 0;
  bool doubtful = false;  ///< the word has another common meaning
};
struct TopicReading {
  std::vector<TopicSense> senses;     ///< in the order of its words, at most three
  std::vector<std::string> left_out;  ///< lemmas of which no meaning has to do with the other words
};
[[nodiscard]] TopicReading read_topic(const Nouns& nouns, std::string_view topic);

/// "HOW BANKS WORK" in small letters, names as the dictionary writes them; a topic that has small letters
/// stays as it is.
[[nodiscard]] std::string without_shouting(const Nouns* nouns, std::string_view topic);

/// The topic's words that mean something, as the dictionary lists them: "sky" and "blue" of "Why the sky is
/// blue". What people do with things ("make") and framing words ("history of") are left out.
[[nodiscard]] std::vector<std::string> content_words(const Nouns& nouns, std::string_view topic);

/// "how bees make honey", "why the sky is blue": what a dictionary cannot answer. `subject` as
/// topic_in_sentence gives it.
[[nodiscard]] bool is_open_question(std::string_view subject);

}  // namespace reelwright::stages
