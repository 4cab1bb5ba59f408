// SPDX-License-Identifier: GPL-3.0-or-later
// What a panel may look at and what it may say: everything that drawing one frame needs, and nothing it could
// wait for.
#pragma once

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "model/encoder_names.h"
#include "model/preset.h"
#include "model/snapshot.h"
#include "ui/intent.h"
#include "ui/log_history.h"
#include "ui/pictures.h"
#include "ui/player_view.h"
#include "ui/style.h"
#include "ui/view_state.h"

namespace reelwright::ui {

/// Something to choose from, as files and people name it.
struct Choice {
  std::string id;
  std::string title;
  std::string note;
};

struct ThemeCard {
  Choice choice;
  std::uint32_t background = 0;  ///< 0xRRGGBB
  std::uint32_t background_end = 0;
  std::uint32_t text = 0;
  std::uint32_t accent = 0;
};

struct HealthLine {
  std::string name;
  bool ok = false;
  std::string text;
  std::string fix;
};

/// What this machine has; changes seldom.
struct Machine {
  std::vector<ThemeCard> themes;
  std::vector<Preset> presets;
  std::vector<Choice> voices;
  std::vector<Choice> languages;
  std::string data_folder;
  std::vector<HardwareEncoder> encoders;  ///< those that work; known when `health` is
  std::optional<std::uint64_t> bytes_free = std::nullopt;  ///< where the videos are; unset until it was asked
  std::size_t cores = 1;
  bool prefers_light = false;           ///< of the desktop
  bool prefers_reduced_motion = false;  ///< of the desktop
  std::vector<HealthLine> health;       ///< empty until it was checked
  bool checks_health = false;           ///< being checked
  bool plays_sample = false;            ///< a voice is to be heard
};

[[nodiscard]] inline bool is_light(const Settings& settings, const Machine& machine) {
  return settings.appearance == Appearance::light ||
         (settings.appearance == Appearance::system && machine.prefers_light);
}

/// For the debug panel.
struct Diagnostics {
  double ui_ms = 0;               ///< of the last frame, without OpenGL
  double frame_ms = 0;            ///< all of it
  std::uint64_t allocations = 0;  ///< in the last frame
  std::uint64_t frames = 0;       ///< drawn so far
};

struct Frame {
  const Snapshot& snapshot;
  const Machine& machine;
  const PlayerView& player;
  const Diagnostics& diagnostics;
  const Style& style;
  LogHistory& log;
  Pictures& pictures;
  ViewState& view;
  std::vector<Intent>& intents;
  std::int64_t utc_ms = 0;
  double time_s = 0;       ///< since the start, for motion
  bool is_moving = false;  ///< out: something moves, so another frame is wanted
  double redraw_in_s = std::numeric_limits<double>::infinity();  ///< out: another frame is wanted then

  template <typename T>
  void ask(T intent) {
    intents.emplace_back(std::move(intent));
  }
  void redraw_in(double seconds) { redraw_in_s = std::min(redraw_in_s, seconds); }
  /// Nothing slides or turns; things are where they end.
  [[nodiscard]] bool reduces_motion() const {
    return view.settings.reduced_motion || machine.prefers_reduced_motion;
  }
  [[nodiscard]] const Job* job(std::string_view id) const { return find_job(snapshot, id); }
};

}  // namespace reelwright::ui
