// SPDX-License-Identifier: GPL-3.0-or-later
// What a panel may look at and what it may say: everything that drawing one frame needs, and nothing it could
// wait for.
#pragma once

#include <string>
#include <vector>

#include "model/snapshot.h"
#include "ui/intent.h"
#include "ui/log_history.h"
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
  std::vector<Choice> voices;
  std::vector<Choice> languages;
  std::string data_folder;
  std::vector<HealthLine> health;  ///< empty until it was checked
  bool checks_health = false;      ///< being checked
};

struct Frame {
  const Snapshot& snapshot;
  const Machine& machine;
  const Style& style;
  LogHistory& log;
  ViewState& view;
  std::vector<Intent>& intents;
  std::int64_t utc_ms = 0;
  double time_s = 0;       ///< since the start, for motion
  bool is_moving = false;  ///< out: something moves, so another frame is wanted

  template <typename T>
  void ask(T intent) {
    intents.emplace_back(std::move(intent));
  }
  [[nodiscard]] const Job* job(std::string_view id) const {
    for (const Job& each : snapshot.active)
      if (each.id == id) return &each;
    return snapshot.shown && snapshot.shown->id == id ? &*snapshot.shown : nullptr;
  }
};

}  // namespace reelwright::ui
