// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps what the window remembers in $XDG_STATE_HOME/reelwright/desk.json: read once at the start, saved by a
// Keeper's thread. A file that cannot be used is put aside, not complained about.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "model/desk.h"
#include "store/data_folder.h"
#include "ui/view_state.h"

namespace reelwright::app {

/// $XDG_STATE_HOME/reelwright/desk.json (when absolute), else ~/.local/state/...; nothing when neither is
/// known.
[[nodiscard]] std::optional<std::filesystem::path> desk_path(const store::EnvironmentLookup& environment);

struct DeskRead {
  std::optional<Desk> desk;  ///< unset: the window starts as it comes
  std::string trouble;       ///< for the log; "" when there is none
};
/// A file that is damaged or from a newer version is renamed to desk.json.bad.
[[nodiscard]] DeskRead read_desk(const std::filesystem::path& path);

/// What a Keeper of desks does: saves durably what differs from what it saved before. A disk that cannot be
/// written to costs the memory of the window, no more: the jobs tell of it.
class DeskSaver {
 public:
  explicit DeskSaver(std::filesystem::path path) : path_(std::move(path)) {}
  void operator()(const Desk& desk);

 private:
  std::filesystem::path path_;
  std::string saved_;
};

/// The part of it that is the view's.
void show_desk(const Desk& desk, ui::ViewState& view);
/// Texts are copied only where they differ, so that a form with a long article costs no frame.
void take_desk(const ui::ViewState& view, Desk& desk);

/// When to take the desk: a moment after the last input, not during it. One thread.
class DeskClock {
 public:
  void touch(double now_s);
  /// Once a touch.
  [[nodiscard]] bool is_due(double now_s);
  /// Seconds until then; nothing while nobody touched.
  [[nodiscard]] std::optional<double> wait_s(double now_s) const;

 private:
  static constexpr double delay_s = 1;
  static constexpr double delay_s_max = 10;  ///< while the input does not stop
  std::optional<double> due_s_;
  double touched_s_ = 0;  ///< first, while due
};

}  // namespace reelwright::app
