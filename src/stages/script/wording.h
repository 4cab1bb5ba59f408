// SPDX-License-Identifier: GPL-3.0-or-later
// The sentences that are ours: how a video opens, moves on and ends, for each tone and audience. Everything
// that is said about the subject itself comes from the user's text or from the dictionary, never from here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/brief.h"

namespace reelwright::stages {

enum class Tone : std::uint8_t { plain, friendly, formal, energetic, calm };
enum class Audience : std::uint8_t { general, children, beginners, experts };

/// How to speak, read from the brief. A value; any thread.
struct Style {
  Tone tone = Tone::plain;
  bool tone_known = true;  ///< false: the brief's tone is none that we have words for
  Audience audience = Audience::general;
  std::string audience_name;  ///< as the brief says it, "" when it says nothing
  std::string lang = "en";    ///< primary language
  std::uint64_t seed = 1;     ///< chooses among sentences of equal worth
};
[[nodiscard]] Style style_of(const Brief& brief);

/// English only. `subject` stands inside a sentence: "the water cycle", "how bees make honey"; "" opens
/// without naming it. One sentence, within 5 s for short subjects.
[[nodiscard]] std::string hook(const Style& style, std::string_view subject);
/// A second opening sentence for the audience; "" for nobody in particular.
[[nodiscard]] std::string audience_line(const Style& style);
/// For the title card: "For beginners"; "" when the audience is not known or the language is not English.
[[nodiscard]] std::string audience_subtitle(const Style& style);
/// Moves on to a part of the video by its heading: "Next: roasting."
[[nodiscard]] std::string transition(const Style& style, std::string_view heading, std::size_t which);
[[nodiscard]] std::string recap_lead(const Style& style);
[[nodiscard]] std::string closing(const Style& style, std::string_view subject);

/// The heading over the recap in the brief's language, "" where we do not know the word.
[[nodiscard]] std::string recap_heading(const Style& style);

/// Whether we have words of our own in the brief's language.
[[nodiscard]] bool is_localised(const Style& style);

/// What is said when nothing is known about a topic: what the viewer should fill in. In the language of the
/// brief, which is_localised. First line: hook; last: what to do.
struct Scaffold {
  std::string hook;
  std::string unknown;              ///< says plainly that facts are missing
  std::vector<std::string> points;  ///< short headings: what it is, why it matters, ...
  std::vector<std::string> advice;  ///< a sentence for each point
  std::string closing;
};
[[nodiscard]] Scaffold scaffold(const Style& style, std::string_view topic);

}  // namespace reelwright::stages
