// SPDX-License-Identifier: GPL-3.0-or-later
// How the video sounds: language, voice with a sample of it, speed, music.
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "model/limits.h"
#include "ui/format.h"
#include "ui/panels/create_parts.h"
#include "ui/panels/voice_choice.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/slider.h"

namespace reelwright::ui {
namespace {

/// With a sample of it.
void draw_voice(Frame& frame, float width) {
  const Style& style = frame.style;
  Brief& brief = frame.view.draft.brief;
  choose_voice(frame, "Voice", brief.lang, brief.voice, width - style.px(metric::row_height + metric::gap));
  ImGui::SameLine();
  const bool is_playing = frame.machine.plays_sample;
  if (icon_button(style, is_playing ? "Stop the sample" : "Play a sample",
                  is_playing ? Icon::stop : Icon::speaker))
    frame.ask(intent::PlaySample{
        .lang = brief.lang, .voice = brief.voice, .speed = brief.speed, .text = frame.view.create.title});
}

void draw_music(Frame& frame) {
  const Style& style = frame.style;
  Brief& brief = frame.view.draft.brief;
  field_label(style, "Music");
  constexpr std::array<const char*, 5> moods = {"Calm", "Bright", "Tense", "Warm", "None"};
  constexpr std::array<std::string_view, 5> names = {"calm", "bright", "tense", "warm", "none"};
  const auto chosen =
      static_cast<std::size_t>(std::distance(names.begin(), std::ranges::find(names, brief.music)));
  if (const auto mood = segments(style, "music", moods, chosen)) brief.music = names[*mood];
  ImGui::SameLine();
  if (button(style, "Your own...", {.kind = ButtonKind::quiet, .icon = Icon::file}))
    frame.ask(intent::ChooseFiles{FilePurpose::music});
  if (chosen < names.size()) return;
  ImGui::AlignTextToFramePadding();
  text(style, brief.music, Font::text, metric::text_small, style.palette().text);
  ImGui::SameLine();
  if (icon_button(style, "Use no file", Icon::cross)) brief.music = names.front();
}

}  // namespace

void draw_sound(Frame& frame) {
  const Style& style = frame.style;
  Brief& brief = frame.view.draft.brief;
  step_heading(style, 3, "Sound");
  const float gap = style.px(metric::padding);
  const float third = field_width(style, 3);
  begin_field(style, "Language", third);
  if (choose_language(frame, "Language", brief.lang, third)) brief.voice.clear();
  end_field();
  ImGui::SameLine(0, gap);
  begin_field(style, "Voice", third);
  draw_voice(frame, third);
  end_field();
  ImGui::SameLine(0, gap);
  begin_field(style, "Speed", third);
  auto speed = static_cast<float>(brief.speed);
  const ShortText shown("{:.2f} x", speed);
  if (slider(style, "##Speed", speed,
             {.min = static_cast<float>(limits::speed_min),
              .max = static_cast<float>(limits::speed_max),
              .step = 0.05F,
              .is_logarithmic = true},
             shown.c_str()))
    brief.speed = std::round(static_cast<double>(speed) * 20) / 20;
  end_field();
  draw_music(frame);
}

}  // namespace reelwright::ui
