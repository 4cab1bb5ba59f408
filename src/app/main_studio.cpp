// SPDX-License-Identifier: GPL-3.0-or-later
// The window's composition root: the studio with its threads on one side, the window on the other, and the
// loop that draws when something has changed.
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <thread>

#include "app/desktop.h"
#include "app/studio_parts.h"
#include "app/workshop.h"
#include "gfx/window.h"
#include "media/libraries.h"
#include "runtime/studio.h"
#include "store/data_folder.h"
#include "ui/host.h"
#include "ui/shell.h"

namespace {

using namespace reelwright;

constexpr int exit_failed = 1;
/// Dear ImGui needs a few frames until what one frame said is laid out in the next.
constexpr int settle_frames = 3;
/// While something moves. A screen that does not make us wait would get every frame that a core can draw, and
/// that core has a video to encode.
constexpr double moving_frame_s = 1.0 / 30;
constexpr std::size_t log_lines_max = 1'000'000;
constexpr std::size_t log_text_bytes_max = 96U << 20;

int report(const Error& error) {
  fmt::print(stderr, "reelwright-studio: {}\n", error.message);
  if (!error.hint.empty()) fmt::print(stderr, "  {}\n", error.hint);
  return exit_failed;
}

class StudioProgram {
 public:
  StudioProgram(gfx::Window& window, runtime::Studio& studio, app::Desktop& desktop, ui::Machine machine,
                const app::Fonts& fonts, const Clock& clock)
      : window_(window),
        studio_(studio),
        desktop_(desktop),
        machine_(std::move(machine)),
        clock_(clock),
        host_(window),
        style_(fonts.files, fonts.icons),
        log_(log_lines_max, log_text_bytes_max) {}

  void run() {
    int settled = 0;
    while (!ended_) {
      draw();
      if (is_moving_) {
        settled = 0;
        window_.wait(moving_frame_s);
      } else if (++settled < settle_frames) {
        window_.poll();
      } else {
        settled = 0;
        // Messages go by themselves; for all else somebody wakes the window.
        window_.wait(view_.toasts.empty() ? std::nullopt : std::optional(0.5));
      }
    }
  }

 private:
  void draw() {
    if (window_.is_closing()) ask_to_close();
    take_log();
    if (std::vector<runtime::HealthCheck> checks = desktop_.take_health(); !checks.empty())
      app::show_health(checks, machine_);
    style_.set(view_.appearance == ui::Appearance::light ? ui::light_palette : ui::dark_palette,
               window_.content_scale());
    intents_.clear();
    const auto snapshot = studio_.read();
    ui::Frame frame{.snapshot = *snapshot,
                    .machine = machine_,
                    .style = style_,
                    .log = log_,
                    .view = view_,
                    .intents = intents_,
                    .utc_ms = clock_.utc_ms(),
                    .time_s = static_cast<double>(clock_.work_ms()) / 1000.0};
    host_.begin();
    ui::draw_shell(frame);
    window_.clear({0, 0, 0});
    host_.end();
    window_.show();
    is_moving_ = frame.is_moving;
    is_working_ = std::ranges::any_of(
        snapshot->active, [](const Job& job) { return job.status == JobStatus::running || job.stopping; });
    for (ui::Intent& intent : intents_) ended_ |= desktop_.perform(intent, machine_);
  }

  void take_log() {
    lines_.clear();
    studio_.take_log_lines(lines_);
    for (const LogLine& line : lines_) log_.add(line);
  }

  void ask_to_close() {
    window_.keep_open();
    if (is_working_)
      view_.asks_to_close = true;
    else
      ended_ = true;
  }

  gfx::Window& window_;
  runtime::Studio& studio_;
  app::Desktop& desktop_;
  ui::Machine machine_;
  const Clock& clock_;
  ui::Host host_;
  ui::Style style_;
  ui::LogHistory log_;
  ui::ViewState view_;
  std::vector<ui::Intent> intents_;
  std::vector<LogLine> lines_;
  bool is_moving_ = false;
  bool is_working_ = false;
  bool ended_ = false;
};

Result<void> run(const std::vector<std::string>& arguments) {
  media::quiet_libraries();
  const app::StudioOptions options = TRY(app::parse_studio_options(arguments));
  const SystemClock clock;
  app::Workshop workshop;
  const store::DataFolder folder = TRY(store::DataFolder::open(options.data_folder));
  const store::JobStore store(folder.jobs_folder());
  store::Index index = TRY(store::Index::open(folder.index_file()));
  const std::unique_ptr<gfx::Window> window = TRY(gfx::Window::open({.title = "Reelwright"}));
  runtime::Studio studio({.clock = clock,
                          .store = store,
                          .index = index,
                          .stages = workshop.stages(),
                          .workers = std::max(std::thread::hardware_concurrency(), 1U),
                          .intake = app::make_intake(workshop, options.data_folder),
                          .wake = gfx::Window::wake});
  app::Desktop desktop(studio, store, workshop, options.data_folder);
  StudioProgram(*window, studio, desktop, app::look_at_machine(workshop, options.data_folder),
                app::find_fonts(), clock)
      .run();
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  // Programs that the desktop starts for us are nobody's to wait for.
  std::signal(SIGCHLD, SIG_IGN);
  try {
    if (const Result<void> result = run(std::vector<std::string>(argv + 1, argv + argc)); !result)
      return report(result.error());
    return 0;
  } catch (const std::exception& exception) {
    fmt::print(stderr, "reelwright-studio: stopped because of a bug: {}\n", exception.what());
    return exit_failed;
  }
}
