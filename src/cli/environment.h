// SPDX-License-Identifier: GPL-3.0-or-later
// Everything the command line takes from outside: streams, the terminal, variables, time, chance, signals and
// the parts that app/ wires. Tests pass their own; nothing in cli/ looks at the process itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "base/wakeup.h"
#include "runtime/job_run.h"
#include "stages/encoder_choice.h"
#include "stages/voice/voices.h"
#include "store/settings_file.h"

namespace reelwright::cli {

namespace fs = std::filesystem;

/// What stderr is.
struct Terminal {
  bool live = false;    ///< a terminal that can move its cursor
  bool colour = false;  ///< and wants colours (NO_COLOR is not set)
  std::function<int()> columns;
};

struct Environment {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  Terminal terminal;
  std::function<std::optional<std::string>(std::string_view)>
      variable;  ///< of the process environment; "" counts as unset
  std::string version;
  fs::path working_folder;
  fs::path assets;   ///< themes, presets, icons, briefs
  fs::path wordnet;  ///< the dictionary's folder
  std::size_t cores = 1;
  const Clock& clock;
  std::function<std::uint16_t()> random;
  const Wakeup& interrupt;                                           ///< notified when the user wants to stop
  std::function<Result<std::uint64_t>(const fs::path&)> free_bytes;  ///< reelwright::free_bytes
  const stages::VoiceCatalog& voices;
  std::function<runtime::Stages()> stages;  ///< the same objects for every call
  const store::SettingsRead& settings;
  stages::EncoderChoice* encoders = nullptr;  ///< null: hardware is not tried
};

/// `path` as the user means it: relative to the working folder; normalised.
[[nodiscard]] fs::path resolve(const Environment& environment, const fs::path& path);

/// `option` (--data-dir), else the default of store::default_data_folder, which the settings may name. Error:
/// store.no_home.
[[nodiscard]] Result<fs::path> data_folder_path(const Environment& environment, const std::string& option);

/// `text` to stdout. Error: output.closed when it cannot be written (a closed pipe, a full disk).
[[nodiscard]] Result<void> print_result(const Environment& environment, std::string_view text);
/// Two lines on stderr: what happened, what to do.
void print_error(const Environment& environment, const Error& error);

}  // namespace reelwright::cli
