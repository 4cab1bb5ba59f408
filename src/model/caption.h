// SPDX-License-Identifier: GPL-3.0-or-later
// Captions: from word times to readable cues, and the cues as SRT, VTT and ASS text. One list of cues feeds
// every sidecar and, less what the scene shows large itself, the burned-in picture. Rules are VIDEO.md's: 2
// lines, 42 characters a line, 5/6 s to 7 s, 20 characters a second, 2 frames between cues.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/brief.h"

namespace reelwright {

struct CaptionWord {
  std::string text;
  double start_s = 0;  ///< from the start of the video
  double end_s = 0;
  bool ends_sentence = false;
  bool ends_scene = false;
  bool joins_previous =
      false;                  ///< no space before it: a piece of a longer word, or of a script without spaces
  bool over_picture = false;  ///< its scene is a picture: burned captions are light on dark there
  bool on_screen = false;     ///< its scene shows the whole sentence large: burned captions may leave it out
  friend bool operator==(const CaptionWord&, const CaptionWord&) = default;
};

struct CaptionCue {
  double start_s = 0;
  double end_s = 0;
  std::vector<std::vector<CaptionWord>> lines;  ///< 1 or 2
  friend bool operator==(const CaptionCue&, const CaptionCue&) = default;
};

struct CaptionLimits {
  int line_characters_max = 42;
  int lines_max = 2;
  double duration_s_min = 5.0 / 6.0;
  double duration_s_max = 7.0;
  double characters_per_second_max = 20.0;
  double gap_s_min = 2.0 / 30.0;
};
/// Gaps of two frames; 42 characters a line, or fewer where the frame has no room for them.
[[nodiscard]] CaptionLimits caption_limits(double frames_per_second, int line_characters_max);

/// Width of a text as captions count it: 2 for wide characters (CJK, emoji), 0 for combining marks, 1 for the
/// rest.
[[nodiscard]] int caption_width(std::string_view text);
/// A line as it is shown.
[[nodiscard]] std::string text_of(const std::vector<CaptionWord>& line);

/// Cues in order, never overlapping, every word in exactly one cue. A word that is too long for a line, or is
/// written without spaces (CJK), is first cut between characters into pieces that share its time. Times of
/// cues are whole 1/100 s, so that SRT, VTT and ASS agree. A cue shows when its first word starts and lasts,
/// where the next cue leaves room, as long as reading needs. Breaks prefer sentence ends, then clause
/// punctuation, then conjunctions; never a cue across two scenes.
[[nodiscard]] std::vector<CaptionCue> make_cues(const std::vector<CaptionWord>& words,
                                                const CaptionLimits& limits, double video_duration_s);

/// "#RRGGBB" each.
struct CaptionInk {
  std::string text = "#FFFFFF";
  std::string halo = "#101014";    ///< a soft line around the letters
  std::string accent = "#FFC83D";  ///< karaoke: the spoken word
};

struct CaptionStyle {
  std::string name = "classic";  ///< classic, boxed, karaoke
  std::string font = "Inter";
  double size_px = 48;
  double margin_bottom_px = 70;
  double margin_side_px = 160;
  CaptionInk ink{};          ///< on the theme's background
  CaptionInk picture_ink{};  ///< on pictures and in boxes
};

/// Plain text, exactly as written: SRT has no markup of its own and no way to escape what some players take
/// for it.
[[nodiscard]] std::string to_srt(const std::vector<CaptionCue>& cues);
[[nodiscard]] std::string to_vtt(const std::vector<CaptionCue>& cues);

/// One Dialogue line. Events never overlap; karaoke has one for every spoken word, so that no picture depends
/// on anything but which event shows.
struct AssEvent {
  std::int64_t start_cs = 0;  ///< 1/100 s
  std::int64_t end_cs = 0;
  std::string
      text;  ///< with \N between lines and override tags; user text is escaped ({, }, \), without emoji
  friend bool operator==(const AssEvent&, const AssEvent&) = default;
};
/// Cues of emoji alone have none: they would show as boxes.
[[nodiscard]] std::vector<AssEvent> ass_events(const std::vector<CaptionCue>& cues,
                                               const CaptionStyle& style);
/// Names everything but the events that the pictures of captions depend on.
[[nodiscard]] std::string caption_style_hash(const CaptionStyle& style, FrameSize size);
/// The events of ass_events() behind a header. Script resolution is the frame's size, so sizes are output
/// pixels.
[[nodiscard]] std::string to_ass(const std::vector<CaptionCue>& cues, const CaptionStyle& style,
                                 FrameSize size, std::string_view title);

}  // namespace reelwright
