// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace reelwright::ui {
namespace {

constexpr std::array<std::string_view, 5> music_words = {"calm", "bright", "tense", "warm", "none"};

}  // namespace

std::string shell_word(std::string_view word) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-";
  if (!word.empty() && word.find_first_not_of(plain) == std::string_view::npos) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'')
      quoted += "'\\''";
    else
      quoted += c;
  }
  return quoted + "'";
}

std::string command_line(const Job& job, const std::filesystem::path& job_folder) {
  const Brief& brief = job.brief;
  const Brief standard;
  std::string line = "reelwright generate";
  const auto add = [&](std::string_view option, std::string_view value) {
    // A value that looks like an option must not stand alone.
    line += fmt::format(" --{}{}{}", option, value.starts_with('-') ? "=" : " ", shell_word(value));
  };
  const auto add_text = [&](std::string_view option, const std::string& value, const std::string& usual) {
    if (value != usual) add(option, value);
  };
  const auto add_path = [&](std::string_view option, const std::string& value) {
    if (!value.empty()) add(option, (job_folder / value).string());
  };
  add_text("topic", brief.topic, "");
  add_path("source", brief.source);
  add_path("script", brief.script);
  add_text("audience", brief.audience, "");
  add_text("tone", brief.tone, "");
  add_text("lang", brief.lang, standard.lang);
  if (brief.duration_s) add("duration", fmt::format("{}", *brief.duration_s));
  if (brief.aspect != standard.aspect) add("aspect", name_of(brief.aspect));
  if (brief.quality != standard.quality) add("quality", name_of(brief.quality));
  add_text("preset", brief.preset, "");
  add_text("theme", brief.theme, standard.theme);
  add_text("voice", brief.voice, "");
  if (brief.speed != standard.speed) add("speed", fmt::format("{}", brief.speed));
  if (std::ranges::find(music_words, brief.music) == music_words.end())
    add_path("music", brief.music);
  else
    add_text("music", brief.music, standard.music);
  if (brief.captions != standard.captions) add("captions", name_of(brief.captions));
  add_text("caption-style", brief.caption_style, standard.caption_style);
  add_path("media", brief.media);
  if (brief.seed != standard.seed) add("seed", fmt::format("{}", brief.seed));
  if (job.stop_after) add("stop-after", name_of(*job.stop_after));
  return line;
}

}  // namespace reelwright::ui
