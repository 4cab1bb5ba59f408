// SPDX-License-Identifier: GPL-3.0-or-later
// The command line program's composition root: hands the workshop and the process to cli::run.
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <exception>
#include <iostream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "app/encoder_process.h"
#include "app/workshop.h"
#include "base/clock.h"
#include "base/file.h"
#include "cli/environment.h"
#include "cli/run.h"
#include "cli/signals.h"
#include "media/libraries.h"

namespace {

namespace fs = std::filesystem;
using namespace reelwright;

int terminal_columns() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

cli::Terminal find_terminal() {
  const bool live = ::isatty(STDERR_FILENO) == 1 && app::variable("TERM").value_or("dumb") != "dumb";
  return {.live = live, .colour = live && !app::variable("NO_COLOR"), .columns = terminal_columns};
}

int run(const std::vector<std::string>& arguments, const cli::Signals& signals) {
  std::ios::sync_with_stdio(false);
  media::quiet_libraries();
  media::keep_large_blocks_apart();
  const SystemClock clock;
  std::random_device random;
  std::error_code no_folder;  // someone removed it: relative paths will name nothing
  app::Workshop workshop;
  const store::SettingsRead settings = app::find_settings();
  workshop.encoders().ask_for(settings.settings.encoder);

  return cli::run(arguments, {.in = std::cin,
                              .out = std::cout,
                              .err = std::cerr,
                              .terminal = find_terminal(),
                              .variable = app::variable,
                              .version = REELWRIGHT_VERSION,
                              .working_folder = fs::current_path(no_folder),
                              .assets = workshop.assets(),
                              .wordnet = workshop.wordnet(),
                              .cores = workers_of(settings.settings, std::thread::hardware_concurrency()),
                              .clock = clock,
                              .random = [&random] { return static_cast<std::uint16_t>(random()); },
                              .interrupt = signals.first(),
                              .free_bytes = free_bytes,
                              .voices = workshop.voices(),
                              .stages = [&workshop] { return workshop.stages(); },
                              .settings = settings,
                              .encoders = &workshop.encoders()});
}

}  // namespace

int main(int argc, char** argv) {
  if (app::is_encoder_trial(argc, argv)) return app::run_encoder_trial(argv);
  const cli::Signals signals;
  try {
    return run(std::vector<std::string>(argv + 1, argv + argc), signals);
  } catch (const std::exception& exception) {
    // A bug, or no memory: nothing in the program throws on purpose.
    std::cerr << fmt::format("reelwright: stopped because of a bug: {}\n", exception.what());
    return cli::exit_failed;
  }
}
