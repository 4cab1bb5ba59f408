// SPDX-License-Identifier: GPL-3.0-or-later
// The window's composition root: the studio with its threads on one side, the window on the other.
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <future>
#include <memory>
#include <thread>

#include "app/demo.h"
#include "app/desk_memory.h"
#include "app/desktop.h"
#include "app/encoder_process.h"
#include "app/preview_screen.h"
#include "app/problem_window.h"
#include "app/studio_parts.h"
#include "app/studio_program.h"
#include "app/workshop.h"
#include "gfx/window.h"
#include "media/libraries.h"
#include "runtime/studio.h"
#include "store/data_folder.h"

namespace {

using namespace reelwright;

constexpr int exit_failed = 1;

int report(const Error& error) {
  fmt::print(stderr, "reelwright-studio: {}\n", error.message);
  if (!error.hint.empty()) fmt::print(stderr, "  {}\n", error.hint);
  return exit_failed;
}

Result<void> show_demo(const app::StudioOptions& options, const app::Workshop& workshop) {
  const bool is_demo = options.mode == app::StudioOptions::Mode::demo;
  const std::unique_ptr<gfx::Window> window =
      TRY(gfx::Window::open({.title = "Reelwright", .visible = is_demo}));
  if (!is_demo) return app::take_screenshots(*window, workshop, options.screenshots);
  app::run_demo(*window, workshop);
  return {};
}

Result<void> work(const app::StudioOptions& options, app::Workshop& workshop) {
  const Settings& settings = options.settings.settings;
  const SystemClock clock;
  // Looked for while the window system and the graphics driver wake up.
  std::future<app::Fonts> fonts = std::async(std::launch::async, app::find_fonts);
  const app::OpenedFolder opened = TRY(app::open_folder(options));
  const store::DataFolder& folder = opened.folder;
  const store::JobStore store(folder.jobs_folder());
  store::Index index = TRY(store::Index::open(folder.index_file(), store::Index::Soundness::checked_later));
  const std::unique_ptr<gfx::Window> window =
      TRY(gfx::Window::open({.title = "Reelwright", .visible = false}));
  app::set_icon(*window, workshop.assets());
  app::DeskMemory memory(*window, app::desk_path([](const char* name) { return app::variable(name); }));
  window->appear();
  runtime::Studio studio({.clock = clock,
                          .store = store,
                          .index = index,
                          .stages = workshop.stages(),
                          .workers = workers_of(settings, std::thread::hardware_concurrency()),
                          .jobs_kept = settings.jobs_kept,
                          .intake = app::make_intake(workshop, opened.path),
                          .wake = gfx::Window::wake,
                          .worker_priority = runtime::WorkerPriority::background});
  app::Desktop desktop(studio, store, workshop, opened.path,
                       {.dialogs = {.bus_address = {}, .program_path = app::variable("PATH").value_or("")},
                        .window = window->system_name(),
                        .settings_file = app::find_settings_path(),
                        .problems = {options.settings.problem, opened.problem}});
  const std::unique_ptr<app::PreviewScreen> preview = TRY(app::PreviewScreen::open(store));
  app::StudioProgram({.window = *window,
                      .studio = studio,
                      .desktop = desktop,
                      .memory = memory,
                      .preview = *preview,
                      .store = store,
                      .clock = clock,
                      .assets = workshop.assets(),
                      .machine = app::look_at_machine(workshop, opened.path),
                      .fonts = fonts.get(),
                      .settings = settings})
      .run();
  return {};
}

Result<int> run(const std::vector<std::string>& arguments) {
  media::quiet_libraries();
  media::keep_large_blocks_apart();
  const app::StudioOptions options = TRY(app::parse_studio_options(arguments));
  if (options.mode == app::StudioOptions::Mode::help) {
    fmt::print("{}", app::studio_usage);
    return 0;
  }
  app::Workshop workshop;
  workshop.encoders().ask_for(options.settings.settings.encoder);
  if (options.mode != app::StudioOptions::Mode::work) {
    TRY(show_demo(options, workshop));
    return 0;
  }
  const Result<void> worked = work(options, workshop);
  if (worked) return 0;
  const int code = report(worked.error());
  app::show_problem(worked.error(), options.settings.settings);
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  if (app::is_encoder_trial(argc, argv)) return app::run_encoder_trial(argv);
  // Programs that the desktop starts for us are nobody's to wait for.
  std::signal(SIGCHLD, SIG_IGN);
  // A program that we write to and that has gone is an error there, not our end.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    const Result<int> code = run(std::vector<std::string>(argv + 1, argv + argc));
    return code ? *code : report(code.error());
  } catch (const std::exception& exception) {
    fmt::print(stderr, "reelwright-studio: stopped because of a bug: {}\n", exception.what());
    return exit_failed;
  }
}
