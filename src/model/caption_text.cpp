// SPDX-License-Identifier: GPL-3.0-or-later
// Cues as SRT (SubRip), VTT (W3C WebVTT) and ASS (Advanced SubStation Alpha 4.00+, as libass reads it).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/hash.h"
#include "model/caption.h"

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

std::string escape_srt(std::string_view text) {
  std::string out;
  for (const char c : without_controls(text)) {
    out += c;
    if (c == '<' || c == '{') out += word_joiner;
  }
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

constexpr std::string_view text_colour = "FFFFFF";

/// The cue's text with word `lit` (counted over both lines) in the accent colour; none when it is not a word
/// of the cue.
std::string ass_text(const CaptionCue& cue, std::optional<std::size_t> lit, std::string_view accent) {
  std::string text;
  std::size_t index = 0;
  for (std::size_t line = 0; line < cue.lines.size(); ++line) {
    if (line > 0) text += "\\N";
    for (std::size_t i = 0; i < cue.lines[line].size(); ++i, ++index) {
      const CaptionWord& word = cue.lines[line][i];
      if (i > 0 && !word.joins_previous) text += ' ';
      const std::string shown = escape_ass(word.text);
      text += lit == index ? fmt::format("{{\\1c&H{}&}}{}{{\\1c&H{}&}}", accent, shown, text_colour) : shown;
    }
  }
  return text;
}

/// One event a word: it is lit from its start until the next word's.
void add_karaoke_events(const CaptionCue& cue, std::string_view accent, std::vector<AssEvent>& events) {
  const std::int64_t cue_end = to_cs(cue.end_s);
  std::vector<double> word_starts;
  for (const auto& line : cue.lines)
    for (const CaptionWord& word : line) word_starts.push_back(word.start_s);
  std::int64_t start = to_cs(cue.start_s);
  for (std::size_t i = 0; i < word_starts.size(); ++i) {
    const std::int64_t end =
        i + 1 < word_starts.size() ? std::clamp(to_cs(word_starts[i + 1]), start, cue_end) : cue_end;
    if (start < end) events.push_back({start, end, ass_text(cue, i, accent)});
    start = end;
  }
}

/// "Style: Default,...": fields as in the Format line of the header. Border style 4 is libass' box around the
/// whole event, padded by the shadow. Encoding -1 lets libass find each text's own base direction.
std::string style_line(const CaptionStyle& style) {
  const bool is_boxed = style.name == "boxed";
  std::string font = without_controls(style.font);
  std::ranges::replace(font, ',', ' ');
  const double outline_px = is_boxed ? 0.0 : style.size_px * 0.055;
  const double shadow_px = style.size_px * (is_boxed ? 0.28 : 0.03);
  return fmt::format(
      "Style: "
      "Default,{},{:.2f},&H00{},&H00{},&H00181818,&H{}101010,-1,0,0,0,100,100,0,0,{},{:.2f},{:.2f},2,{:.0f},{"
      ":.0f},{:.0f},-1\n",
      font, style.size_px, text_colour, text_colour, is_boxed ? "38" : "70", is_boxed ? 4 : 1, outline_px,
      shadow_px, style.margin_side_px, style.margin_side_px, style.margin_bottom_px);
}

}  // namespace

std::string to_srt(const std::vector<CaptionCue>& cues) {
  std::string out;
  for (std::size_t i = 0; i < cues.size(); ++i) {
    out += fmt::format("{}\n{} --> {}\n", i + 1, clock_text(to_cs(cues[i].start_s), ','),
                       clock_text(to_cs(cues[i].end_s), ','));
    for (const auto& line : cues[i].lines) out += escape_srt(text_of(line)) + '\n';
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
  const std::string accent = ass_colour(style.accent).value_or(std::string(text_colour));
  for (const CaptionCue& cue : cues) {
    if (style.name == "karaoke")
      add_karaoke_events(cue, accent, events);
    else
      events.push_back({to_cs(cue.start_s), to_cs(cue.end_s), ass_text(cue, std::nullopt, accent)});
  }
  return events;
}

std::string caption_style_hash(const CaptionStyle& style, FrameSize size) {
  return Hasher().integer(size.width).integer(size.height).text(style_line(style)).hex();
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
  out += style_line(style);
  out += "\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";
  for (const AssEvent& event : ass_events(cues, style))
    out += fmt::format("Dialogue: 0,{},{},Default,,0,0,0,,{}\n", ass_clock_text(event.start_cs),
                       ass_clock_text(event.end_cs), event.text);
  return out;
}

}  // namespace reelwright
