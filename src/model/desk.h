// SPDX-License-Identifier: GPL-3.0-or-later
// What the studio window looked like when it was left: its place on the screen, where its user was, and what
// was typed but not sent. Nothing here is a setting or the state of a job; losing it costs nobody a video.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/brief.h"
#include "model/history_query.h"

namespace reelwright {

/// Screen units, as window systems count them.
struct WindowPlace {
  int x = 0;
  int y = 0;
  int width = 1440;
  int height = 900;
  bool is_placed = false;  ///< x and y are known
  bool is_maximised = false;
  friend bool operator==(const WindowPlace&, const WindowPlace&) = default;
};

/// What Desk calls the pages, the tabs of the Video page and what a draft is made from, in the order of the
/// window's enumerations; the first is the usual one.
namespace desk_names {
inline constexpr std::array<std::string_view, 5> pages = {"create", "video", "jobs", "settings", "health"};
inline constexpr std::array<std::string_view, 2> video_tabs = {"timeline", "scenes"};
inline constexpr std::array<std::string_view, 3> draft_kinds = {"topic", "notes", "script"};
}  // namespace desk_names

struct Desk {
  WindowPlace window;
  std::string page{desk_names::pages[0]};
  std::string job;  ///< id of the chosen job, "" for none
  std::string video_tab{desk_names::video_tabs[0]};
  double video_lower_part = 0.34;  ///< of the page's height

  struct Log {
    bool is_open = false;
    bool follows = true;
    int level_min = 1;     ///< of LogLevel
    double height = 0.22;  ///< of the window's
    friend bool operator==(const Log&, const Log&) = default;
  } log;

  HistoryOrder history_order = HistoryOrder::newest;
  std::optional<JobStatus> history_status;

  /// The form of the Create page.
  struct Draft {
    std::string kind{desk_names::draft_kinds[0]};
    std::string topic;
    std::string notes;
    std::string script;
    Brief brief;
    bool is_reviewed = false;
    friend bool operator==(const Draft&, const Draft&) = default;
  };
  std::optional<Draft> draft;  ///< unset: the form is as it comes

  friend bool operator==(const Desk&, const Desk&) = default;
};

/// Texts beyond limits::source_bytes_max are left out.
[[nodiscard]] std::string to_json(const Desk& desk);
/// Numbers out of range are brought into it, names that are not known give the usual ones. Errors:
/// desk.damaged, desk.newer_version.
[[nodiscard]] Result<Desk> desk_from_json(std::string_view json);

/// What windows may cover of a screen.
struct ScreenArea {
  int x = 0, y = 0, width = 0, height = 0;
};
/// `place` so that its title bar can be reached on one of the screens: moved there, and made smaller where it
/// is larger than the screen. Unplaced when no screen is known.
[[nodiscard]] WindowPlace on_screen(WindowPlace place, const std::vector<ScreenArea>& screens);

}  // namespace reelwright
