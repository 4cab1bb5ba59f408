// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/health.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "media/encoder_trial.h"
#include "paint/icon.h"
#include "paint/text.h"
#include "stages/script/wordnet.h"
#include "stages/visuals/theme.h"
#include "store/data_folder.h"

namespace reelwright::runtime {
namespace {

namespace fs = std::filesystem;

HealthCheck good(std::string name, std::string text) {
  return {std::move(name), true, true, std::move(text), {}};
}
HealthCheck bad(std::string name, const Error& error, std::string fix = {}) {
  return {std::move(name), false, true, error.message, fix.empty() ? error.hint : std::move(fix)};
}

HealthCheck check_data_folder(const HealthParts& parts) {
  const std::string name = "Data folder";
  const Result<store::DataFolder> folder = store::DataFolder::open(parts.data_folder);
  if (folder) return good(name, fmt::format("{} can be written to.", parts.data_folder.string()));
  if (folder.error().code == "store.in_use" && parts.holds_data_folder)
    return good(name, fmt::format("{} is open in this window.", parts.data_folder.string()));
  if (folder.error().code == "store.in_use")
    return good(name, fmt::format("{} is in use by another Reelwright.", parts.data_folder.string()));
  return bad(name, folder.error());
}

/// Only a damaged file is worth a line: the defaults are used then, so it is no obstacle.
void add_settings(std::vector<HealthCheck>& checks, const std::optional<Error>& problem) {
  if (problem) checks.push_back({"Settings", false, false, problem->message, problem->hint});
}

HealthCheck check_disk(const HealthParts& parts) {
  const std::string name = "Disk";
  const Result<std::uint64_t> free = parts.intake.free_bytes(parts.data_folder);
  if (!free) return bad(name, free.error());
  if (*free == std::numeric_limits<std::uint64_t>::max())
    return good(name, "The file system does not tell how much is free.");
  const std::uint64_t needed = estimate_bytes(Brief(), 0);
  const std::string text =
      fmt::format("{:.1f} GB are free; a video of one minute may need {:.1f} GB while it is made.",
                  static_cast<double>(*free) / 1e9, static_cast<double>(needed) / 1e9);
  if (*free >= needed) return good(name, text);
  return {name, false, true, text, "Free some space or choose another folder with --data-dir."};
}

HealthCheck check_encoder(const std::stop_token& stop) {
  const std::string name = "Encoder";
  if (const Result<void> tried = media::try_encoder(processor_encoder, stop); !tried)
    return bad(name, tried.error(), "Reinstall the package libavcodec59.");
  return good(name, fmt::format("{} encodes (a few frames were tried).", processor_encoder));
}

/// None is needed: the processor encodes whatever they do.
HealthCheck check_hardware(stages::EncoderChoice& encoders, const std::stop_token& stop) {
  const std::string name = "Hardware encoders";
  std::vector<std::string_view> titles;
  for (const HardwareEncoder& encoder : encoders.working(stop)) titles.push_back(encoder.title);
  if (!titles.empty())
    return good(name, fmt::format("These work: {}. Choose one in the settings.", fmt::join(titles, ", ")));
  for (const HardwareEncoder& encoder : hardware_encoders) titles.push_back(encoder.title);
  return good(name,
              fmt::format("None works here, so the processor encodes (tried: {}).", fmt::join(titles, ", ")));
}

/// One word from the first voice of each engine.
HealthCheck check_voices(const HealthParts& parts, const std::stop_token& stop) {
  const std::string name = "Voices";
  std::vector<std::string> engines;
  for (const stages::VoiceInfo& voice : parts.intake.voices.voices()) {
    if (std::ranges::find(engines, voice.engine) != engines.end()) continue;
    engines.push_back(voice.engine);
    const std::vector<stages::SpokenWord> words = {{.text = "hello"}};
    const Result<stages::Speech> speech =
        parts.intake.voices.synthesiser(voice).speak(voice, words, 1.0, stop);
    if (!speech) return bad(name, speech.error());
    if (speech->clip.duration_s() < 0.1)
      return {name, false, true, fmt::format("{} says nothing.", voice.engine), "Reinstall its package."};
  }
  if (engines.empty())
    return {name, false, true, "No voice is there.", "Install the packages flite and espeak-ng-data."};
  return good(name, fmt::format("{} voices are there; {} spoke a word.", parts.intake.voices.voices().size(),
                                fmt::join(engines, " and ")));
}

HealthCheck check_wordnet(const HealthParts& parts) {
  const std::string name = "WordNet";
  const Result<stages::WordNet> words = stages::WordNet::open(parts.wordnet);
  if (words && !words->senses("bee").empty()) return good(name, "The dictionary for topics is there.");
  HealthCheck check{name, false, false,
                    "The dictionary is not there: a topic alone gives only an outline to fill in.",
                    "Install the package wordnet-base."};
  if (!words)
    check.text = fmt::format("{} A topic alone gives only an outline to fill in.", words.error().message);
  return check;
}

HealthCheck check_icons() {
  const std::string name = "Icons";
  const Result<paint::IconFont> icons = paint::IconFont::open();
  if (!icons) return bad(name, icons.error());
  return good(name, fmt::format("{} icons are there.", icons->names().size()));
}

HealthCheck check_themes(const Result<std::vector<Theme>>& themes) {
  const std::string name = "Themes";
  if (!themes) return bad(name, themes.error());
  std::vector<std::string_view> names;
  for (const Theme& theme : *themes) names.emplace_back(theme.name);
  return good(name, fmt::format("{} are there: {}.", names.size(), fmt::join(names, ", ")));
}

/// First choices of the themes; a substitute is used for what is missing, so it is no obstacle.
HealthCheck check_fonts(const Result<std::vector<Theme>>& themes) {
  const paint::TextEngine engine;
  std::vector<std::string> missing;
  if (themes)
    for (const Theme& theme : *themes)
      for (const ThemeFont* font : {&theme.heading, &theme.display, &theme.body, &theme.label}) {
        std::string family = font->families.substr(0, font->families.find(','));
        if (!engine.has_family(family) && std::ranges::find(missing, family) == missing.end())
          missing.push_back(std::move(family));
      }
  if (missing.empty()) return good("Fonts", "The fonts of all themes are there.");
  return {"Fonts", false, false,
          fmt::format("These fonts are not there, others take their place: {}.", fmt::join(missing, ", ")),
          "Install the packages fonts-inter, fonts-jetbrains-mono, fonts-quicksand and fonts-vollkorn."};
}

}  // namespace

std::vector<HealthCheck> check_health(const HealthParts& parts, const std::stop_token& stop) {
  const Result<std::vector<Theme>> themes = stages::list_themes(parts.intake.assets);
  std::vector<HealthCheck> checks = {
      check_data_folder(parts), check_disk(parts),   check_encoder(stop), check_voices(parts, stop),
      check_wordnet(parts),     check_fonts(themes), check_icons(),       check_themes(themes)};
  if (parts.encoders != nullptr) checks.push_back(check_hardware(*parts.encoders, stop));
  add_settings(checks, parts.settings_problem);
  return checks;
}

bool is_healthy(const std::vector<HealthCheck>& checks) {
  return std::ranges::all_of(checks, [](const HealthCheck& check) { return check.ok || !check.needed; });
}

}  // namespace reelwright::runtime
