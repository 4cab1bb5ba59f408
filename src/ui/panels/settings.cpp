// SPDX-License-Identifier: GPL-3.0-or-later
// What is the same for every video: where videos are kept, how many threads work, the usual voice, how the
// window looks. A change counts at once, or the page says when.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>

#include "model/limits.h"
#include "ui/format.h"
#include "ui/panels/panels.h"
#include "ui/panels/player_parts.h"
#include "ui/panels/voice_choice.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/slider.h"

namespace reelwright::ui {
namespace {

constexpr float field_units = 340;
constexpr float percent_min = static_cast<float>(limits::ui_scale_min) * 100;
constexpr float percent_max = static_cast<float>(limits::ui_scale_max) * 100;

void heading(const Style& style, Icon icon, std::string_view name) {
  text(style, style.icon(icon), Font::text, metric::text_large, style.palette().accent);
  ImGui::SameLine();
  text(style, name, Font::bold, metric::text_large, style.palette().text);
  ImGui::Dummy({0, style.px(metric::grid)});
}

/// Small and faint, in as many lines as it takes.
void note(const Style& style, std::string_view words, std::optional<std::uint32_t> rgb = std::nullopt) {
  ImGui::PushTextWrapPos(0);
  text(style, words, Font::text, metric::text_small, rgb.value_or(style.palette().text_faint));
  ImGui::PopTextWrapPos();
}

void space(const Style& style) { ImGui::Dummy({0, style.px(metric::grid)}); }

/// A field as wide as the card allows, in pixels.
float setting_width(const Style& style) {
  return std::min(ImGui::GetContentRegionAvail().x, style.px(field_units));
}

bool draw_folder(Frame& frame) {
  const Style& style = frame.style;
  Settings& settings = frame.view.settings;
  bool changed = false;
  field_label(style, "Videos are kept in");
  wrapped(style, frame.machine.data_folder, style.palette().text);
  if (button(style, "Change...", {.icon = Icon::folder}))
    frame.ask(intent::ChooseFiles{FilePurpose::storage_folder});
  ImGui::SameLine();
  if (button(style, "Open", {.kind = ButtonKind::quiet})) frame.ask(intent::OpenFolder{});
  if (!settings.storage_folder.empty()) {
    ImGui::SameLine();
    if (button(style, "Use the usual folder", {.kind = ButtonKind::quiet})) {
      settings.storage_folder.clear();
      changed = true;
    }
  }
  if (!settings.storage_folder.empty() && settings.storage_folder != frame.machine.data_folder) {
    note(style, "From the next start on:", style.palette().attention);
    wrapped(style, settings.storage_folder, style.palette().text);
  }
  note(style,
       "Another folder takes effect at the next start. Videos that are there already stay where they are.");
  return changed;
}

void warn_of_deletion(Frame& frame) {
  const Style& style = frame.style;
  const std::size_t kept = frame.view.settings.jobs_kept;
  if (kept == 0) return note(style, "Nothing is deleted by itself.");
  const std::uint64_t total = frame.snapshot.jobs_total;
  if (total > kept)
    note(style,
         ShortText("There are {} videos: up to {} of the oldest are deleted when the next one is finished.",
                   total, total - kept),
         style.palette().attention);
  else
    note(style, "Older ones are deleted, with all their files, whenever another video is finished.");
  note(style, "Pinned videos are never deleted.");
}

bool draw_retention(Frame& frame) {
  const Style& style = frame.style;
  Settings& settings = frame.view.settings;
  constexpr std::array<std::size_t, 6> counts = {25, 50, 100, 250, 1000, 0};
  constexpr std::array<const char*, 6> names = {"25", "50", "100", "250", "1000", "All"};
  field_label(style, "How many finished videos are kept");
  const auto chosen =
      static_cast<std::size_t>(std::distance(counts.begin(), std::ranges::find(counts, settings.jobs_kept)));
  const auto picked = segments(style, "jobs kept", names, chosen);
  if (picked) settings.jobs_kept = counts[*picked];
  if (chosen == counts.size() && !picked)
    note(style, ShortText("Now the newest {}, as the settings file says.", settings.jobs_kept));
  warn_of_deletion(frame);
  return picked.has_value();
}

bool draw_storage(Frame& frame) {
  heading(frame.style, Icon::folder, "Storage");
  bool changed = draw_folder(frame);
  space(frame.style);
  changed |= draw_retention(frame);
  return changed;
}

/// Those that work here; what works is known once Health has looked.
bool draw_encoder(Frame& frame) {
  const Style& style = frame.style;
  std::string& setting = frame.view.settings.encoder;
  const Machine& machine = frame.machine;
  if (machine.health.empty() && !machine.checks_health) frame.ask(intent::CheckHealth{});
  std::array<const char*, hardware_encoders.size() + 2> names{};
  std::array<std::string_view, hardware_encoders.size() + 2> values{processor_encoder, automatic_encoder};
  std::size_t count = 2;
  for (const HardwareEncoder& encoder : machine.encoders)
    if (count < values.size()) values[count++] = encoder.setting;
  for (std::size_t i = 0; i < count; ++i) names[i] = title_of_encoder_setting(values[i]).data();
  const auto chosen = static_cast<std::size_t>(
      std::distance(values.begin(), std::find(values.begin(), values.begin() + count, setting)));
  field_label(style, "Encoder");
  const auto picked = segments(style, "encoder", std::span(names).first(count), chosen);
  if (picked) setting = values[*picked];
  if (machine.health.empty())
    note(style, "Looking for encoders on graphics cards...");
  else if (chosen == count && !picked)
    note(style, ShortText("{} does not work here: the processor encodes.", title_of_encoder_setting(setting)),
         style.palette().attention);
  else if (machine.encoders.empty())
    note(style, "No encoder on a graphics card works here, so Automatic is the processor too.");
  else
    note(style,
         "A graphics card is quicker, and its files are larger. Where it fails, the processor encodes.");
  note(style,
       "H.264, which plays on every phone, browser and television. A change counts for the next video.");
  return picked.has_value();
}

bool draw_work(Frame& frame) {
  const Style& style = frame.style;
  Settings& settings = frame.view.settings;
  heading(style, Icon::render, "Work");
  bool uses_all = settings.workers == 0;
  bool changed = toggle(style, "Use all processor cores", uses_all);
  if (changed) settings.workers = uses_all ? 0 : std::max<std::size_t>(frame.machine.cores / 2, 1);
  if (settings.workers == 0) {
    note(style, ShortText("This machine has {}.", frame.machine.cores));
  } else {
    field_label(style, "Threads that make videos");
    ImGui::SetNextItemWidth(setting_width(style));
    const std::size_t most = std::max(frame.machine.cores, settings.workers);
    auto workers = static_cast<float>(settings.workers);
    const ShortText shown("{} of {}", settings.workers, frame.machine.cores);
    if (most > 1 && slider(style, "##Workers", workers,
                           {.min = 1, .max = static_cast<float>(most), .step = 1}, shown.c_str())) {
      const auto rounded = static_cast<std::size_t>(std::lround(workers));
      changed |= rounded != settings.workers;
      settings.workers = rounded;
    }
    note(style, "Fewer leave more of the machine to other programs.");
  }
  note(style, "A change takes effect at the next start.");
  space(style);
  changed |= draw_encoder(frame);
  return changed;
}

bool draw_voices(Frame& frame) {
  const Style& style = frame.style;
  Settings& settings = frame.view.settings;
  Brief& brief = frame.view.draft.brief;
  heading(style, Icon::voice, "Voices");
  note(style, "What a new video begins with; each can have its own.");
  const float width = setting_width(style);
  // A form that still has the usual values follows them; what was chosen there stays.
  const bool follows_voice = brief.lang == settings.lang && brief.voice == settings.voice;
  const bool follows_speed = brief.speed == settings.speed;
  field_label(style, "Language");
  bool changed = choose_language(frame, "Usual language", settings.lang, width);
  if (changed) settings.voice.clear();
  field_label(style, "Voice");
  changed |= choose_voice(frame, "Usual voice", settings.lang, settings.voice, width);
  if (changed && follows_voice) {
    brief.lang = settings.lang;
    brief.voice = settings.voice;
  }
  field_label(style, "Speed");
  ImGui::SetNextItemWidth(width);
  auto speed = static_cast<float>(settings.speed);
  const ShortText shown("{:.2f} x", speed);
  if (slider(style, "##Usual speed", speed,
             {.min = static_cast<float>(limits::speed_min),
              .max = static_cast<float>(limits::speed_max),
              .step = 0.05F,
              .is_logarithmic = true},
             shown.c_str())) {
    const double rounded = std::round(static_cast<double>(speed) * 20) / 20;
    changed |= rounded != settings.speed;
    settings.speed = rounded;
    if (follows_speed) brief.speed = rounded;
  }
  return changed;
}

bool draw_scale(Frame& frame) {
  const Style& style = frame.style;
  Settings& settings = frame.view.settings;
  std::optional<float>& dragged = frame.view.settings_page.scale_percent;
  bool follows_screen = settings.ui_scale == 0;
  field_label(style, "Size of everything");
  bool changed = toggle(style, "Follow the screen", follows_screen);
  if (changed)
    settings.ui_scale =
        follows_screen ? 0
                       : static_cast<double>(std::clamp(style.px(1), percent_min / 100, percent_max / 100));
  if (settings.ui_scale == 0) return changed;
  ImGui::SetNextItemWidth(setting_width(style));
  float percent = dragged.value_or(static_cast<float>(settings.ui_scale) * 100);
  const ShortText shown("{:.0f} %", percent);
  if (slider(style, "##Scale", percent,
             {.min = percent_min, .max = percent_max, .step = 5, .is_logarithmic = true}, shown.c_str()))
    dragged = std::round(percent / 5) * 5;
  // Not before it is let go: else the slider would move away under the pointer.
  if (dragged && !ImGui::IsItemActive()) {
    const double scale = static_cast<double>(*dragged) / 100;
    changed |= scale != settings.ui_scale;
    settings.ui_scale = scale;
    dragged.reset();
  }
  return changed;
}

bool draw_appearance(Frame& frame) {
  const Style& style = frame.style;
  Settings& settings = frame.view.settings;
  heading(style, Icon::light, "Appearance");
  field_label(style, "Colours");
  constexpr std::array<const char*, 3> names = {"As the desktop", "Dark", "Light"};
  constexpr std::array<Appearance, 3> values = {Appearance::system, Appearance::dark, Appearance::light};
  const auto chosen =
      static_cast<std::size_t>(std::distance(values.begin(), std::ranges::find(values, settings.appearance)));
  const auto picked = segments(style, "colours", names, chosen);
  if (picked) settings.appearance = values[*picked];
  bool changed = picked.has_value();
  space(style);
  changed |= draw_scale(frame);
  space(style);
  field_label(style, "Motion");
  changed |= toggle(style, "Reduced motion", settings.reduced_motion);
  if (frame.machine.prefers_reduced_motion && !settings.reduced_motion)
    note(style, "Your desktop asks for reduced motion, so nothing moves.");
  return changed;
}

void draw_keys(Frame& frame) {
  const Style& style = frame.style;
  heading(style, Icon::keyboard, "Keyboard shortcuts");
  note(style, "Tab and the arrow keys reach everything, Space presses it.");
  space(style);
  draw_shortcut_list(style, std::min(style.px(300), (ImGui::GetContentRegionAvail().x - style.px(32)) / 2));
}

}  // namespace

void draw_settings(Frame& frame) {
  const Style& style = frame.style;
  const float width = std::min(ImGui::GetContentRegionAvail().x, style.px(880));
  text(style, "Settings", Font::bold, metric::text_title, style.palette().text);
  bool changed = false;
  const auto card = [&](const char* id, bool (*draw)(Frame&)) {
    begin_card(style, id, width);
    changed |= draw(frame);
    end_card();
  };
  card("storage", draw_storage);
  card("work", draw_work);
  card("voices", draw_voices);
  card("appearance", draw_appearance);
  begin_card(style, "keys", width);
  draw_keys(frame);
  end_card();
  if (changed) frame.ask(intent::ChangeSettings{frame.view.settings});
}

}  // namespace reelwright::ui
