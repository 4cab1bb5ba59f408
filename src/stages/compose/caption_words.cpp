// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/caption_words.h"

namespace reelwright::stages {

std::vector<CaptionWord> caption_words(const ComposeInputs& inputs) {
  std::vector<CaptionWord> words;
  for (std::size_t scene = 0; scene < inputs.narrations.size(); ++scene) {
    const double offset_s =
        static_cast<double>(inputs.schedule.scenes[scene].narration_start_frame) / frames_per_second;
    const std::vector<WordTime>& spoken = inputs.narrations[scene].words;
    for (std::size_t i = 0; i < spoken.size(); ++i) {
      const bool last = i + 1 == spoken.size();
      words.push_back({.text = spoken[i].text,
                       .start_s = offset_s + spoken[i].start_s,
                       .end_s = offset_s + spoken[i].end_s,
                       .ends_sentence = last || spoken[i + 1].sentence != spoken[i].sentence,
                       .ends_scene = last});
    }
  }
  return words;
}

}  // namespace reelwright::stages
