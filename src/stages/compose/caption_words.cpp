// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/caption_words.h"

#include <string_view>

#include "base/utf8.h"
#include "model/characters.h"
#include "stages/visuals/said_on_screen.h"

namespace reelwright::stages {
namespace {

/// Two sentences stand without a space between them when both are written in a script without spaces.
bool joins_sentences(std::string_view before, std::string_view after) {
  if (before.empty() || after.empty()) return false;
  std::size_t at = 0;
  const char32_t first = utf8_next(after, at);
  const char32_t last = last_character(before);
  return (is_unspaced(last) || is_wide_mark(last)) && (is_unspaced(first) || is_wide_opening(first));
}

/// Finds the words of a sentence in its text one after the other and remembers where no space parts them.
class WrittenSentence {
 public:
  explicit WrittenSentence(std::string_view text) : text_(text) {}
  [[nodiscard]] bool joins(std::string_view word) {
    const std::size_t found = text_.find(word, at_);
    if (found == std::string_view::npos) return false;
    const bool joined = found == at_ && at_ > 0;
    at_ = found + word.size();
    return joined;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<CaptionWord> caption_words(const ComposeInputs& inputs) {
  std::vector<CaptionWord> words;
  for (std::size_t scene = 0; scene < inputs.narrations.size(); ++scene) {
    const double offset_s =
        static_cast<double>(inputs.schedule.scenes[scene].narration_start_frame) / frames_per_second;
    const std::vector<Sentence>& sentences = inputs.script.scenes[scene].sentences;
    const std::vector<WordTime>& spoken = inputs.narrations[scene].words;
    const int on_screen = sentence_on_screen(inputs.script.scenes[scene]);
    int current = -1;
    WrittenSentence written{{}};
    for (std::size_t i = 0; i < spoken.size(); ++i) {
      const bool last = i + 1 == spoken.size();
      const bool begins = spoken[i].sentence != current;
      if (begins) {
        current = spoken[i].sentence;
        const auto index = static_cast<std::size_t>(current);
        written = WrittenSentence(index < sentences.size() ? sentences[index].text : std::string_view{});
      }
      const bool joined = written.joins(spoken[i].text);
      const bool joins_last = begins && i > 0 && joins_sentences(spoken[i - 1].text, spoken[i].text);
      words.push_back({.text = spoken[i].text,
                       .start_s = offset_s + spoken[i].start_s,
                       .end_s = offset_s + spoken[i].end_s,
                       .ends_sentence = last || spoken[i + 1].sentence != spoken[i].sentence,
                       .ends_scene = last,
                       .joins_previous = joined || joins_last,
                       .over_picture = inputs.visuals[scene].over_picture,
                       .on_screen = spoken[i].sentence == on_screen});
    }
  }
  return words;
}

}  // namespace reelwright::stages
