// SPDX-License-Identifier: GPL-3.0-or-later
// Cues as SRT (SubRip), VTT (W3C WebVTT) and ASS (Advanced SubStation Alpha 4.00+, as libass reads it).
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/hash.h"
#include "base/utf8.h"
#include "model/caption.h"
#include "model/characters.h"

namespace reelwright {
namespace {

/// U+2060 is not shown; it keeps the character before it from being read as markup.
constexpr std::string_view word_joiner = "\u2060";

std::int64_t to_cs(double seconds) { return std::llround(seconds * 100.0); }

std::string clock_text(std::int64_t cs, char fraction_mark) {
  const std::int64_t s = cs / 100;
  return fmt::format("{:02}:{:02}:{:02}{}{:03}", s / 3600, s / 60 % 60, s % 60, fraction_mark, cs % 100 * 10);
}

std::string ass_clock_text(std::int64_t cs) {
  const std::int64_t s = cs / 100;
  return fmt::format("{}:{:02}:{:02}.{:02}", s / 3600, s / 60 % 60, s % 60, cs % 100);
}

/// Control characters would end a line or a cue.
std::string without_controls(std::string_view text) {
  std::string out(text);
  std::ranges::replace_if(
      out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return out;
}

std::string escape_vtt(std::string_view text) {
  std::string out;
  for (const char c : without_controls(text)) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

std::string escape_ass(std::string_view text) {
  std::string out;
  for (const char c : without_controls(text)) {
    if (c == '{' || c == '}') out += '\\';
    out += c;
    if (c == '\\') out += word_joiner;
  }
  return out;
}

/// "#RRGGBB" as "BBGGRR", the order of ASS.
std::optional<std::string> ass_colour(std::string_view html) {
  const auto is_hex = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  if (html.size() != 7 || html[0] != '#' || !std::ranges::all_of(html.substr(1), is_hex)) return std::nullopt;
  return fmt::format("{}{}{}", html.substr(5, 2), html.substr(3, 2), html.substr(1, 2));
}

constexpr std::string_view white = "FFFFFF";
constexpr std::string_view picture_style = "Picture";

std::string colour_or_white(std::string_view html) { return ass_colour(html).value_or(std::string(white)); }

/// A mark that stood behind an emoji follows the word before it.
bool begins_with_mark(std::string_view text) {
  constexpr std::array<std::string_view, 14> marks = {".", ",", ";", ":", "!", "?", ")",
                                                      "]", "}", "»", "”", "’", "…", "\""};
  return std::ranges::any_of(marks, [&](std::string_view mark) { return text.starts_with(mark); });
}

/// The cue's text with word `lit` (counted over both lines) in the accent colour; none when it is not a word
/// of the cue. Emoji are left out: libass draws no colour fonts.
std::string ass_text(const CaptionCue& cue, std::optional<std::size_t> lit, const CaptionInk& ink) {
  const std::string accent = colour_or_white(ink.accent);
  const std::string plain = colour_or_white(ink.text);
  std::string text;
  std::size_t index = 0;
  for (const std::vector<CaptionWord>& line : cue.lines) {
    bool is_first = true;
    for (const CaptionWord& word : line) {
      const bool is_lit = lit == index++;
      const std::string kept = without_emoji(word.text);
      if (trim(kept).empty()) continue;
      const bool follows = word.joins_previous || (kept != word.text && begins_with_mark(kept));
      if (is_first)
        text += text.empty() ? "" : "\\N";
      else if (!follows)
        text += ' ';
      is_first = false;
      const std::string shown = escape_ass(kept);
      text += is_lit ? fmt::format("{{\\1c&H{}&}}{}{{\\1c&H{}&}}", accent, shown, plain) : shown;
    }
  }
  return text;
}

/// What surrounds the letters of a style beside its colour.
struct Outline {
  double width_em = 0;
  double blur_em = 0;
  int transparency = 0;  ///< 0 to 255
};
/// On a theme's own background the letters carry the contrast and the halo only lifts them off the shapes;
/// on a picture the halo carries it.
constexpr Outline outline_on_ground{.width_em = 0.05, .blur_em = 0.03, .transparency = 0x40};
constexpr Outline outline_on_picture{.width_em = 0.06, .blur_em = 0.03, .transparency = 0x18};

bool is_boxed(const CaptionStyle& style) { return style.name == "boxed"; }

/// What every event begins with: the style over pictures, and how soft the letters' outline is.
std::string event_tags(const CaptionStyle& style, bool over_picture) {
  if (is_boxed(style)) return {};
  const double blur_px = style.size_px * (over_picture ? outline_on_picture : outline_on_ground).blur_em;
  return over_picture ? fmt::format("{{\\r{}\\blur{:.2f}}}", picture_style, blur_px)
                      : fmt::format("{{\\blur{:.2f}}}", blur_px);
}

const CaptionInk& ink_of(const CaptionCue& cue, const CaptionStyle& style) {
  return cue.lines.front().front().over_picture || is_boxed(style) ? style.picture_ink : style.ink;
}

/// One event a word: it is lit from its start until the next word's.
void add_karaoke_events(const CaptionCue& cue, const CaptionInk& ink, const std::string& tags,
                        std::vector<AssEvent>& events) {
  const std::int64_t cue_end = to_cs(cue.end_s);
  std::vector<double> word_starts;
  for (const auto& line : cue.lines)
    for (const CaptionWord& word : line) word_starts.push_back(word.start_s);
  std::int64_t start = to_cs(cue.start_s);
  for (std::size_t i = 0; i < word_starts.size(); ++i) {
    const std::int64_t end =
        i + 1 < word_starts.size() ? std::clamp(to_cs(word_starts[i + 1]), start, cue_end) : cue_end;
    if (start < end) events.push_back({start, end, tags + ass_text(cue, i, ink)});
    start = end;
  }
}

/// "Style: <name>,...": fields as in the Format line of the header. Border style 4 is libass' box around the
/// whole event, padded by the shadow. Encoding -1 lets libass find each text's own base direction.
std::string style_line(std::string_view name, const CaptionStyle& style, const CaptionInk& ink,
                       const Outline& outline) {
  std::string font = without_controls(style.font);
  std::ranges::replace(font, ',', ' ');
  const bool boxed = is_boxed(style);
  const std::string text = colour_or_white(ink.text);
  return fmt::format(
      "Style: "
      "{},{},{:.2f},&H00{},&H00{},&H{:02X}{},&H38101010,-1,0,0,0,100,100,0,0,{},{:.2f},{:.2f},2,{:.0f},"
      "{:.0f},{:.0f},-1\n",
      name, font, style.size_px, text, text, outline.transparency, colour_or_white(ink.halo), boxed ? 4 : 1,
      boxed ? 0.0 : style.size_px * outline.width_em, boxed ? style.size_px * 0.28 : 0.0,
      style.margin_side_px, style.margin_side_px, style.margin_bottom_px);
}

std::string style_lines(const CaptionStyle& style) {
  return style_line("Default", style, is_boxed(style) ? style.picture_ink : style.ink, outline_on_ground) +
         style_line(picture_style, style, style.picture_ink, outline_on_picture);
}

}  // namespace

std::string to_srt(const std::vector<CaptionCue>& cues) {
  std::string out;
  for (std::size_t i = 0; i < cues.size(); ++i) {
    out += fmt::format("{}\n{} --> {}\n", i + 1, clock_text(to_cs(cues[i].start_s), ','),
                       clock_text(to_cs(cues[i].end_s), ','));
    for (const auto& line : cues[i].lines) out += without_controls(text_of(line)) + '\n';
    out += '\n';
  }
  return out;
}

std::string to_vtt(const std::vector<CaptionCue>& cues) {
  std::string out = "WEBVTT\n\n";
  for (const CaptionCue& cue : cues) {
    out += fmt::format("{} --> {}\n", clock_text(to_cs(cue.start_s), '.'), clock_text(to_cs(cue.end_s), '.'));
    for (const auto& line : cue.lines) out += escape_vtt(text_of(line)) + '\n';
    out += '\n';
  }
  return out;
}

std::vector<AssEvent> ass_events(const std::vector<CaptionCue>& cues, const CaptionStyle& style) {
  std::vector<AssEvent> events;
  for (const CaptionCue& cue : cues) {
    const CaptionInk& ink = ink_of(cue, style);
    const std::string text = ass_text(cue, std::nullopt, ink);
    if (text.empty()) continue;
    const std::string tags = event_tags(style, cue.lines.front().front().over_picture);
    if (style.name == "karaoke")
      add_karaoke_events(cue, ink, tags, events);
    else
      events.push_back({to_cs(cue.start_s), to_cs(cue.end_s), tags + text});
  }
  return events;
}

std::string to_ass(const std::vector<CaptionCue>& cues, const CaptionStyle& style, FrameSize size,
                   std::string_view title) {
  std::string out = fmt::format(
      "[Script Info]\nTitle: {}\nScriptType: v4.00+\nPlayResX: {}\nPlayResY: {}\nWrapStyle: 0\n"
      "ScaledBorderAndShadow: yes\nYCbCr Matrix: TV.709\n\n"
      "[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, "
      "BackColour, Bold, Italic, "
      "Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, "
      "MarginL, MarginR, "
      "MarginV, Encoding\n",
      without_controls(title), size.width, size.height);
  out += style_lines(style);
  out += "\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";
  for (const AssEvent& event : ass_events(cues, style))
    out += fmt::format("Dialogue: 0,{},{},Default,,0,0,0,,{}\n", ass_clock_text(event.start_cs),
                       ass_clock_text(event.end_cs), event.text);
  return out;
}

std::string caption_style_hash(const CaptionStyle& style, FrameSize size) {
  return Hasher().text(to_ass({}, style, size, {})).hex();
}

}  // namespace reelwright
