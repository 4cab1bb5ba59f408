// SPDX-License-Identifier: GPL-3.0-or-later
// The window at work: draws the newest snapshot when something has changed, and passes on what was asked for.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

#include "app/desk_memory.h"
#include "app/desktop.h"
#include "app/picture_maker.h"
#include "app/preview_screen.h"
#include "app/studio_parts.h"
#include "base/clock.h"
#include "gfx/window.h"
#include "runtime/studio.h"
#include "ui/host.h"
#include "ui/log_excerpt.h"

namespace reelwright::app {

/// All references outlive the program.
struct StudioProgramParts {
  gfx::Window& window;
  runtime::Studio& studio;
  Desktop& desktop;
  DeskMemory& memory;
  PreviewScreen& preview;
  const store::JobStore& store;
  const Clock& clock;
  std::filesystem::path assets;
  ui::Machine machine;
  Fonts fonts;
  Settings settings;
};

/// Main thread.
class StudioProgram {
 public:
  explicit StudioProgram(StudioProgramParts parts);

  /// Until the user ends it.
  void run();
  /// Draws one frame and waits until another one is wanted.
  void step();
  [[nodiscard]] bool has_ended() const { return ended_; }

  // For tests.
  [[nodiscard]] const ui::ItemRegistry& watch_items() { return host_.watch_items(); }
  [[nodiscard]] const ui::ViewState& view() const { return view_; }

 private:
  void remember();
  [[nodiscard]] double quiet_s() const;
  [[nodiscard]] double still_s() const;
  void wait(double seconds);
  [[nodiscard]] double now_s() const { return static_cast<double>(clock_.work_ms()) / 1000.0; }
  [[nodiscard]] float scale() const;
  void draw();
  void rest();
  void log_errors();
  void perform(ui::Intent& intent);
  void note_cost(std::chrono::steady_clock::time_point begun);
  void take_log();
  void ask_to_close();
  void close_as_asked(ui::CloseHow how);
  void close_when_done(const Snapshot& snapshot);

  gfx::Window& window_;
  runtime::Studio& studio_;
  Desktop& desktop_;
  DeskMemory& memory_;
  PreviewScreen& preview_;
  const Clock& clock_;
  ui::Machine machine_;
  ui::Host host_;
  ui::Style style_;
  ui::LogHistory log_;
  ui::Pictures pictures_;
  PictureMaker picture_maker_;
  ui::ViewState view_;
  std::vector<ui::Intent> intents_;
  std::vector<LogLine> lines_;
  std::optional<ui::LogExcerpt> excerpt_;  ///< of the log, while it is collected to be saved
  ui::Diagnostics diagnostics_;
  int settled_ = 0;
  double redraw_in_s_ = 0;
  bool is_moving_ = false;
  bool is_working_ = false;
  bool closes_when_done_ = false;
  bool ended_ = false;
};

}  // namespace reelwright::app
