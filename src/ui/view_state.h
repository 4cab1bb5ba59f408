// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers between frames: where the user is, what is typed but not sent, how lists are
// looked at. Nothing of it is the state of a job.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/brief.h"
#include "model/history_query.h"
#include "model/job.h"
#include "model/settings.h"
#include "ui/intent.h"
#include "ui/regions.h"
#include "ui/script_editor.h"
#include "ui/widgets/wrapped_text_area.h"

namespace reelwright::ui {

/// The gallery shows every control, for `--demo` alone.
enum class Page : std::uint8_t { create, video, jobs, settings, health, gallery };

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

/// What was found out about a draft.
struct DraftCheck {
  struct Line {
    bool is_problem = false;  ///< else something to know
    std::string text;
    std::string hint;
    std::string code;
  };
  std::size_t draft_hash = 0;
  std::vector<Line> lines;
  std::uint64_t bytes_needed = 0;
  std::uint64_t bytes_free = 0;
};

/// The Create page, beside the draft itself.
struct CreateView {
  std::size_t draft_hash = 0;   ///< of the draft when it was last looked at; 0: look at it
  double touched_s = 0;         ///< when it may have changed since then; 0: it has not
  std::string title;            ///< of the video, as far as it can be told: for the samples of the themes
  std::optional<EtaRange> eta;  ///< of making the video, from how long others took here
  DraftCheck check;
  TextAreaState notes;
  TextAreaState script;
};

struct LogView {
  bool is_open = false;
  bool follows = true;
  int level_min = 1;  ///< of LogLevel
  std::string search;
  std::string job;                           ///< only its lines; "" for all
  std::optional<Stage> stage;                ///< only its lines
  std::string unit;                          ///< only lines that name it: "scene 04"
  float height = 0.22F;                      ///< of the window's
  std::optional<std::uint64_t> selected;     ///< number of the line (LogHistory::number) that was clicked
  std::optional<std::uint64_t> selected_to;  ///< the other end, with Shift
  std::optional<std::uint64_t> jump;         ///< line that is to be seen next
  float scroll = 0;                          ///< as the last frame left it, pixels
  std::int64_t front = 0;                    ///< LogHistory::front of the last frame
};

/// The Video page.
struct VideoView {
  enum class Tab : std::uint8_t { timeline, scenes };
  Tab tab = Tab::timeline;
  bool is_exact_size = false;  ///< a pixel of the video on each of the screen; else it fits the room
  bool is_full_screen = false;
  bool shows_shortcuts = false;
  bool shortcuts_are_open = false;  ///< as the last frame left it
  std::string job;                  ///< whose video the page shows; stays when the generation panel is closed
  float lower_part = 0.34F;         ///< of the page's height, for timeline or scenes
  int shown_width = 0;              ///< out: pixels in which the player's picture is seen; 0 while it is not
  int shown_height = 0;
  float pan_x = 0;  ///< pixels from the middle, while not all of the picture fits
  float pan_y = 0;
  std::optional<std::int64_t> peeked;    ///< frame that was asked for last, for the pointer on the scrub bar
  std::optional<std::int64_t> scrubbed;  ///< frame that the pointer asked for last while it drags
  std::uint64_t snapshots_seen = 0;      ///< PlayerStatus::snapshots when the last toast was made
  std::uint64_t failed_snapshots_seen = 0;
  double pointer_moved_s = 0;  ///< Frame::time_s; in full screen the controls go away after a while
  float timeline_zoom = 1;     ///< 1: the whole attempt
  double timeline_left = 0;    ///< where the visible part begins, 0 to 1
};

/// The generation panel.
struct GenerationView {
  bool shows_files = false;
  bool shows_log = true;
};

struct Toast {
  std::string text;
  std::string hint;
  bool is_error = false;
  double until_s = 0;       ///< 0: a few seconds from when it is first seen
  std::string action = {};  ///< "Undo": a button that asks for `intent`
  std::optional<Intent> intent = std::nullopt;
  bool is_logged = false;
};
[[nodiscard]] inline Toast toast_of(const Error& error) {
  return {.text = error.message, .hint = error.hint, .is_error = true};
}

/// The Jobs page.
struct JobsView {
  std::vector<std::string> selected;  ///< ids
  std::uint64_t anchor = 0;           ///< row from which Shift selects
  std::size_t deleted = 0;            ///< by the last deletion, which can be undone
};

/// The Settings page.
struct SettingsView {
  std::optional<float> scale_percent;  ///< while it is dragged: the page would move under the pointer
};

/// The debug panel: what the last frames cost.
struct DebugView {
  static constexpr std::size_t frames = 180;
  bool is_open = false;
  std::array<float, frames> ui_ms{};  ///< a ring
  std::array<float, frames> frame_ms{};
  std::size_t next = 0;
};

struct ViewState {
  Page page = Page::create;
  Settings settings;
  Draft draft;
  std::optional<Draft> replaced_draft;  ///< what the form held before something else filled it
  CreateView create;
  LogView log;
  VideoView video;
  GenerationView generation;
  ScenesView scenes;
  SettingsView settings_page;
  RegionFocus focus;
  std::optional<double> disk_asked_s;  ///< Frame::time_s
  std::string job;                     ///< shown in the generation panel; "" while it is closed
  std::string job_at_work;             ///< as the last snapshot had it
  std::uint64_t notices_seen = 0;      ///< notices_total when the last toast was made
  HistoryQuery history;
  JobsView jobs;
  DebugView debug;
  std::vector<Toast> toasts;
  bool asks_to_close = false;
};

/// What the last deletion took comes back, or nobody asks for that any more: the messages that offer it go.
void forget_deletion(ViewState& view);

/// Fills the form from outside of it. What was typed there can be brought back by the message that says so.
void replace_draft(ViewState& view, Draft draft);
void restore_draft(ViewState& view);

}  // namespace reelwright::ui
