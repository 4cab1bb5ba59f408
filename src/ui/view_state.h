// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers between frames: where the user is, what is typed but not sent, how lists are
// looked at. Nothing of it is the state of a job.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/brief.h"
#include "model/history_query.h"

namespace reelwright::ui {

enum class Page : std::uint8_t { create, jobs, health };
enum class Appearance : std::uint8_t { dark, light };

/// The form of the Create page.
struct Draft {
  enum class Kind : std::uint8_t { topic, notes, script };
  Kind kind = Kind::topic;
  std::string topic;
  std::string notes;
  std::string script;
  Brief brief;               ///< all else
  bool is_reviewed = false;  ///< stop after the script, to look at it first
};

struct LogView {
  bool is_open = true;
  bool follows = true;
  int level_min = 1;  ///< of LogLevel
  std::string search;
};

struct Toast {
  std::string text;
  std::string hint;
  bool is_error = false;
  double until_s = 0;
};

struct ViewState {
  Page page = Page::create;
  Appearance appearance = Appearance::dark;
  Draft draft;
  LogView log;
  std::string job;                 ///< shown in the generation panel; "" while it is closed
  std::string job_at_work;         ///< as the last snapshot had it
  std::uint64_t notices_seen = 0;  ///< notices_total when the last toast was made
  HistoryQuery history;
  std::vector<Toast> toasts;
  bool asks_to_close = false;
};

}  // namespace reelwright::ui
