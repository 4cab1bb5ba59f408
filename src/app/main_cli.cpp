// SPDX-License-Identifier: GPL-3.0-or-later
// The command line program's composition root: finds what is installed, builds the stages and hands
// everything to cli::run.
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/file.h"
#include "cli/environment.h"
#include "cli/run.h"
#include "cli/signals.h"
#include "media/libraries.h"
#include "stages/complete/complete_stage.h"
#include "stages/compose/compose_stage.h"
#include "stages/render/render_stage.h"
#include "stages/script/script_stage.h"
#include "stages/visuals/visuals_stage.h"
#include "stages/voice/espeak_synthesiser.h"
#include "stages/voice/flite_synthesiser.h"
#include "stages/voice/voice_stage.h"
#include "stages/voice/voices.h"

namespace {

namespace fs = std::filesystem;
using namespace reelwright;

std::optional<std::string> variable(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

/// $REELWRIGHT_ASSETS_DIR, else the installed place beside the program, else the source tree it was built
/// from.
fs::path find_assets() {
  if (const std::optional<std::string> given = variable("REELWRIGHT_ASSETS_DIR")) return *given;
  std::error_code error;
  const fs::path installed =
      fs::read_symlink("/proc/self/exe", error).parent_path() / ".." / "share" / "reelwright";
  if (fs::is_directory(installed / "themes", error)) return installed.lexically_normal();
  return REELWRIGHT_ASSETS_DIR;
}

int terminal_columns() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

cli::Terminal find_terminal() {
  const bool live = ::isatty(STDERR_FILENO) == 1 && variable("TERM").value_or("dumb") != "dumb";
  return {.live = live, .colour = live && !variable("NO_COLOR"), .columns = terminal_columns};
}

/// $XDG_CONFIG_HOME/reelwright/lexicon.txt, else ~/.config/reelwright/lexicon.txt; need not exist.
fs::path find_lexicon() {
  const fs::path config = variable("XDG_CONFIG_HOME").value_or(variable("HOME").value_or("/") + "/.config");
  return config / "reelwright" / "lexicon.txt";
}

int run(const std::vector<std::string>& arguments, const cli::Signals& signals) {
  std::ios::sync_with_stdio(false);
  media::quiet_libraries();
  const SystemClock clock;
  const fs::path assets = find_assets();
  const fs::path wordnet = variable("WNSEARCHDIR").value_or("/usr/share/wordnet");
  std::random_device random;
  std::error_code no_folder;  // someone removed it: relative paths will name nothing

  stages::FliteSynthesiser flite;
  std::vector<std::reference_wrapper<stages::ISynthesiser>> engines = {flite};
  // Without espeak-ng's data English is still spoken; `voices` and `doctor` show what there is.
  const Result<std::unique_ptr<stages::EspeakSynthesiser>> espeak = stages::EspeakSynthesiser::create();
  if (espeak) engines.emplace_back(**espeak);
  const stages::VoiceCatalog voices(std::move(engines));
  stages::ScriptStage script({.wordnet = wordnet});
  stages::VoiceStage voice(voices, find_lexicon());
  stages::VisualsStage visuals(assets);
  stages::ComposeStage compose(assets);
  stages::RenderStage render;
  stages::CompleteStage complete(assets);

  return cli::run(arguments, {.in = std::cin,
                              .out = std::cout,
                              .err = std::cerr,
                              .terminal = find_terminal(),
                              .variable = variable,
                              .version = REELWRIGHT_VERSION,
                              .working_folder = fs::current_path(no_folder),
                              .assets = assets,
                              .wordnet = wordnet,
                              .cores = std::max(std::thread::hardware_concurrency(), 1U),
                              .clock = clock,
                              .random = [&random] { return static_cast<std::uint16_t>(random()); },
                              .interrupt = signals.first(),
                              .free_bytes = free_bytes,
                              .voices = voices,
                              .stages = [&]() -> runtime::Stages {
                                return {&script, &voice, &visuals, &compose, &render, &complete};
                              }});
}

}  // namespace

int main(int argc, char** argv) {
  const cli::Signals signals;
  try {
    return run(std::vector<std::string>(argv + 1, argv + argc), signals);
  } catch (const std::exception& exception) {
    // A bug, or no memory: nothing in the program throws on purpose.
    std::cerr << fmt::format("reelwright: stopped because of a bug: {}\n", exception.what());
    return cli::exit_failed;
  }
}
