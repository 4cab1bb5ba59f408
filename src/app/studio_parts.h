// SPDX-License-Identifier: GPL-3.0-or-later
// What the window is built from: its options, its fonts and icons, and what this machine can do, in the words
// of the user interface. All of it once, at the start.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/workshop.h"
#include "base/result.h"
#include "gfx/window.h"
#include "runtime/health.h"
#include "runtime/studio.h"
#include "stages/voice/voice_info.h"
#include "store/data_folder.h"
#include "store/settings_file.h"
#include "ui/frame.h"

namespace reelwright::app {

struct StudioOptions {
  enum class Mode { work, demo, screenshot, help };
  Mode mode = Mode::work;
  std::filesystem::path data_folder;
  /// Where to go when that folder, which the settings name, cannot be used; "" when it was asked for.
  std::filesystem::path usual_folder;
  std::filesystem::path screenshots;  ///< the folder for them
  store::SettingsRead settings;
};

inline constexpr const char* studio_usage =
    "Usage: reelwright-studio [--data-dir DIR | --demo | --screenshot DIR]\n"
    "  --data-dir DIR    where the jobs are\n"
    "  --demo            shows every control and page on fixed data\n"
    "  --screenshot DIR  draws every page on fixed data into DIR and ends\n";

/// `--data-dir` as the command line has it. Errors: usage, store.no_home.
[[nodiscard]] Result<StudioOptions> parse_studio_options(const std::vector<std::string>& arguments);

struct OpenedFolder {
  store::DataFolder folder;
  std::filesystem::path path;
  std::optional<Error> problem;  ///< why it is not the one that the settings name
};
/// Errors: as store::DataFolder::open.
[[nodiscard]] Result<OpenedFolder> open_folder(const StudioOptions& options);

/// Inter, JetBrains Mono, the icons, and what is installed for other scripts and for emoji; a font that is
/// not there is replaced by Dear ImGui's own.
struct Fonts {
  ui::FontFiles files;
  ui::IconGlyphs icons;
};
[[nodiscard]] Fonts find_fonts();

/// What can be spoken, sorted by name: "German"; where there are several of one language, the place as well:
/// "Portuguese (Brazil)". A language that no voice names is called by its tag.
[[nodiscard]] std::vector<ui::Choice> languages_of(const std::vector<stages::VoiceInfo>& voices);

/// Without the drawing the window has no icon of its own.
void set_icon(gfx::Window& window, const std::filesystem::path& assets);

[[nodiscard]] ui::Machine look_at_machine(const Workshop& workshop, const std::filesystem::path& data_folder);
void show_health(const std::vector<runtime::HealthCheck>& checks, ui::Machine& machine);
/// `workshop` must outlive the result.
[[nodiscard]] runtime::IntakeDesk make_intake(const Workshop& workshop,
                                              const std::filesystem::path& data_folder);

}  // namespace reelwright::app
