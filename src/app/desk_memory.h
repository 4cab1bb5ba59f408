// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the window where it was left and the view as it was, and takes both down a moment after they change.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "app/desk_file.h"
#include "app/keeper.h"
#include "gfx/window.h"
#include "ui/view_state.h"

namespace reelwright::app {

/// Main thread.
class DeskMemory {
 public:
  /// Moves `window`, which must outlive it. Without a path nothing is remembered.
  DeskMemory(gfx::Window& window, const std::optional<std::filesystem::path>& path);

  /// Nothing changes when nothing was remembered.
  void show(ui::ViewState& view) const;
  /// False: the view is as it comes.
  [[nodiscard]] bool has_draft() const { return desk_.draft.has_value(); }
  /// For the log; "" when all is well.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }

  /// After each frame.
  void note(const ui::ViewState& view, bool had_input, double now_s);
  /// Seconds until note() is wanted again; nothing while all is taken down.
  [[nodiscard]] std::optional<double> wait_s(double now_s) const { return clock_.wait_s(now_s); }
  /// At the end; saved before this object is gone.
  void keep(const ui::ViewState& view);

 private:
  [[nodiscard]] WindowPlace place() const;

  gfx::Window& window_;
  std::string trouble_;
  Desk desk_;
  std::uint64_t moves_ = 0;  ///< of the window, when its place was last looked at
  DeskClock clock_;
  std::optional<Keeper<Desk>> keeper_;
};

}  // namespace reelwright::app
