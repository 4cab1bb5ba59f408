// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <random>
#include <thread>

#include "base/file.h"
#include "base/utf8.h"
#include "paint/emoji_font.h"
#include "paint/font_files.h"
#include "paint/icon.h"
#include "paint/svg.h"
#include "stages/compose/presets.h"
#include "stages/visuals/theme.h"
#include "store/data_folder.h"

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;

/// "#rrggbb", perhaps with alpha behind it, which is left out.
std::uint32_t rgb_of(std::string_view text) {
  std::uint32_t rgb = 0;
  if (text.size() >= 7) std::from_chars(text.data() + 1, text.data() + 7, rgb, 16);
  return rgb;
}

std::string path_or_none(const Result<paint::FontFile>& file) { return file ? file->path : std::string(); }

/// "Portuguese" of "Portuguese (Portugal)".
std::string without_brackets(const std::string& title) { return title.substr(0, title.find(" (")); }

bool is_plain(std::string_view lang) { return lang.find('-') == std::string_view::npos; }

}  // namespace

Result<StudioOptions> parse_studio_options(const std::vector<std::string>& arguments) {
  StudioOptions options;
  options.settings = find_settings();
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& name = arguments[i];
    const bool has_folder = i + 1 < arguments.size();
    if (name == "--help" || name == "-h") {
      options.mode = StudioOptions::Mode::help;
    } else if (name == "--demo") {
      options.mode = StudioOptions::Mode::demo;
    } else if (name == "--screenshot" && has_folder) {
      options.mode = StudioOptions::Mode::screenshot;
      options.screenshots = fs::absolute(arguments[++i]).lexically_normal();
    } else if (name == "--data-dir" && has_folder) {
      options.data_folder = fs::absolute(arguments[++i]).lexically_normal();
    } else {
      return fail(
          "usage", fmt::format("The window does not know \"{}\", or a folder is missing behind it.", name),
          "It takes --data-dir DIR, --demo or --screenshot DIR. Everything else is done in the window, or "
          "by \"reelwright\".");
    }
  }
  if (options.mode != StudioOptions::Mode::work) return options;
  if (!options.data_folder.empty()) return options;
  const auto environment = [](const char* name) { return variable(name); };
  const std::string& chosen = options.settings.settings.storage_folder;
  options.data_folder = TRY(store::default_data_folder(environment, chosen));
  const fs::path usual = TRY(store::default_data_folder(environment, ""));
  if (usual != options.data_folder) options.usual_folder = usual;
  return options;
}

Result<OpenedFolder> open_folder(const StudioOptions& options) {
  Result<store::DataFolder> folder = store::DataFolder::open(options.data_folder);
  if (folder) return OpenedFolder{*std::move(folder), options.data_folder, std::nullopt};
  if (options.usual_folder.empty()) return std::unexpected(folder.error());
  // The window must open all the same: where the folder is chosen is in it.
  Error problem = folder.error();
  problem.hint = fmt::format("This time \"{}\" is used. {} Or choose another folder in the settings.",
                             options.usual_folder.string(), problem.hint);
  return OpenedFolder{TRY(store::DataFolder::open(options.usual_folder)), options.usual_folder,
                      std::move(problem)};
}

Fonts find_fonts() {
  Fonts fonts;
  ui::FontFiles& files = fonts.files;
  files.text = path_or_none(paint::find_font_file("Inter", 400));
  files.text_bold = path_or_none(paint::find_font_file("Inter", 650));
  files.mono = path_or_none(paint::find_font_file("JetBrains Mono", 400));
  for (const paint::FontFile& file : paint::find_fallback_files(
           {"ja", "ko", "zh-cn", "ar", "he", "hi", "th", "bn", "ta", "el", "ru", "und-zsye"}))
    if (file.is_colour)
      files.draw_emoji = [font = std::make_shared<paint::EmojiFont>(file)](char32_t character, int height) {
        return font->draw(character, height);
      };
    else
      files.fallbacks.push_back({file.path, file.face});
  const Result<paint::IconFont> icons = paint::IconFont::open();
  if (!icons) return fonts;
  files.icons = icons->file();
  for (std::size_t i = 0; i < ui::icon_names.size(); ++i) {
    std::string bytes;
    if (const char32_t character = icons->character(ui::icon_names[i])) append_utf8(bytes, character);
    std::copy(bytes.begin(), bytes.end(), fonts.icons.utf8[i].begin());
  }
  return fonts;
}

std::vector<ui::Choice> languages_of(const std::vector<stages::VoiceInfo>& voices) {
  // espeak-ng has one voice a language and names it after that.
  std::map<std::string, std::string> titles;
  for (const stages::VoiceInfo& voice : voices) {
    std::string& title = titles.try_emplace(voice.lang, voice.lang).first->second;
    if (voice.engine == "espeak-ng") title = voice.title;
  }
  // "Greek" and "Greek (Ancient)", "Gaelic (Irish)" and "Gaelic (Scottish)" are languages of their own.
  std::map<std::string, int> plain;
  for (const auto& [lang, title] : titles) plain[without_brackets(title)] += is_plain(lang) ? 1 : 0;
  std::vector<ui::Choice> found;
  for (const auto& [lang, title] : titles) {
    const std::string name = without_brackets(title);
    found.push_back({lang, is_plain(lang) && plain[name] == 1 ? name : title, {}});
  }
  std::ranges::stable_sort(found, {}, &ui::Choice::title);
  return found;
}

void set_icon(gfx::Window& window, const fs::path& assets) {
  constexpr std::uint64_t bytes_max = 1U << 20;
  const Result<std::string> svg = read_file(assets / "icons" / "reelwright.svg", bytes_max);
  if (!svg) return;
  std::vector<gfx::Window::IconImage> images;
  for (const int side : {16, 24, 32, 48, 64, 128})
    if (Result<RgbaImage> image = paint::render_svg(*svg, side))
      images.push_back({side, std::move(image->pixels)});
  window.set_icon(images);
}

ui::Machine look_at_machine(const Workshop& workshop, const fs::path& data_folder) {
  ui::Machine machine;
  machine.data_folder = data_folder.string();
  machine.cores = std::max(std::thread::hardware_concurrency(), 1U);
  if (const Result<std::vector<Theme>> themes = stages::list_themes(workshop.assets()))
    for (const Theme& theme : *themes)
      machine.themes.push_back({.choice = {theme.name, theme.title, theme.description},
                                .background = rgb_of(theme.background.stops.front()),
                                .background_end = rgb_of(theme.background.stops.back()),
                                .text = rgb_of(theme.text),
                                .accent = rgb_of(theme.accents.front().fill)});
  if (Result<std::vector<Preset>> presets = stages::list_presets(workshop.assets()))
    machine.presets = *std::move(presets);
  machine.languages = languages_of(workshop.voices().voices());
  machine.voices.push_back({"", "The language's own", {}});
  for (const stages::VoiceInfo& voice : workshop.voices().voices())
    machine.voices.push_back({voice.id, voice.title, voice.lang});
  return machine;
}

void show_health(const std::vector<runtime::HealthCheck>& checks, ui::Machine& machine) {
  machine.health.clear();
  for (const runtime::HealthCheck& check : checks)
    machine.health.push_back({check.name, check.ok, check.text, check.fix});
  machine.checks_health = false;
}

runtime::IntakeDesk make_intake(const Workshop& workshop, const fs::path& data_folder) {
  const auto random = std::make_shared<std::random_device>();
  return {.parts = {.assets = workshop.assets(), .voices = workshop.voices(), .free_bytes = free_bytes},
          .data_folder = data_folder,
          .random = [random] { return static_cast<std::uint16_t>((*random)()); }};
}

}  // namespace reelwright::app
