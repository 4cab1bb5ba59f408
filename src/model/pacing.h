// SPDX-License-Identifier: GPL-3.0-or-later
// How fast a video speaks and how long it pauses: one budget, shared by Voice (which fits the script to the
// asked length) and Compose (which lays the narrations on the timeline). Audience and tone change it so that
// one hears the difference.
#pragma once

#include <cstddef>
#include <string_view>

#include "model/brief.h"

namespace reelwright {

/// All pauses are real silence at the final speed. A value; any thread.
struct Pacing {
  double voice_speed = 1.0;      ///< what the synthesiser is asked for: brief.speed times audience and tone
  double lead_in_s = 0.6;        ///< before the first narration
  double sentence_gap_s = 0.35;  ///< between two sentences of a scene
  double scene_gap_s = 0.8;      ///< between two narrations
  double tail_s = 1.2;           ///< after the last narration
  double scene_gap_stretch_max =
      1.6;  ///< Compose may stretch lead-in, scene gaps and tail by up to this factor, or shrink them by it
};

[[nodiscard]] Pacing pacing_for(const Brief& brief);

/// Everything in the video that is not narration: lead-in, gaps between scenes, tail.
[[nodiscard]] double fixed_pauses_s(const Pacing& pacing, std::size_t scenes);

/// The asked length in seconds; 0 when there is none: a finished script without a duration lasts as long as
/// it takes.
[[nodiscard]] double target_duration_s(const Brief& brief);

/// How fast the brief's voice speaks before it has spoken anything: seconds a character of said_characters().
[[nodiscard]] double seconds_per_character(const Brief& brief);
/// Characters of a text as they weigh when spoken: a digit is a word, a Chinese character a syllable or two.
[[nodiscard]] double said_characters(std::string_view text);

}  // namespace reelwright
