// SPDX-License-Identifier: GPL-3.0-or-later
// What every subcommand gives to run(): its options, and what is done when it was chosen. One .cpp a
// subcommand.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "cli/environment.h"

namespace CLI {
class App;
}

namespace reelwright::cli {

/// Returns the exit code; errors are printed by run().
using Action = std::function<Result<int>(const Environment&)>;

/// Options that most subcommands share.
struct CommonOptions {
  std::string data_dir;
  bool json = false;
};
void add_json_option(CLI::App& command, CommonOptions& options);
void add_data_dir_option(CLI::App& command, CommonOptions& options);

// Each adds its subcommand to `app` and sets `chosen` when the arguments name it.
void add_generate(CLI::App& app, Action& chosen);
void add_render(CLI::App& app, Action& chosen);
void add_jobs(CLI::App& app, Action& chosen);
void add_voices(CLI::App& app, Action& chosen);
void add_presets(CLI::App& app, Action& chosen);
void add_themes(CLI::App& app, Action& chosen);
void add_doctor(CLI::App& app, Action& chosen);
void add_reindex(CLI::App& app, Action& chosen);

}  // namespace reelwright::cli
