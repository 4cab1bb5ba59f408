// SPDX-License-Identifier: GPL-3.0-or-later
// `reelwright doctor`: what works on this machine, and what to do about the rest.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/json_text.h"
#include "cli/run.h"
#include "cli/subcommands.h"
#include "runtime/health.h"

namespace reelwright::cli {
namespace {

std::string table(const std::vector<runtime::HealthCheck>& checks) {
  std::string text;
  for (const runtime::HealthCheck& check : checks) {
    text += fmt::format("{:<8} {:<17} {}\n",
                        check.ok       ? "ok"
                        : check.needed ? "problem"
                                       : "notice",
                        check.name, check.text);
    if (!check.fix.empty()) text += fmt::format("{:<26} {}\n", "", check.fix);
  }
  return text;
}

std::string document(const std::vector<runtime::HealthCheck>& checks) {
  JsonText json;
  json.open_object().field("ok", runtime::is_healthy(checks)).key("checks").open_array();
  for (const runtime::HealthCheck& check : checks)
    json.open_object()
        .field("name", check.name)
        .field("ok", check.ok)
        .field("needed", check.needed)
        .field("text", check.text)
        .field("fix", check.fix)
        .close_object();
  return json.close_array().close_object().take();
}

Result<int> doctor(const CommonOptions& options, const Environment& environment) {
  const fs::path data = TRY(data_folder_path(environment, options.data_dir));
  const std::vector<runtime::HealthCheck> checks =
      runtime::check_health({.data_folder = data,
                             .wordnet = environment.wordnet,
                             .settings_problem = environment.settings.problem,
                             .intake = {.assets = environment.assets,
                                        .voices = environment.voices,
                                        .free_bytes = environment.free_bytes},
                             .encoders = environment.encoders},
                            {});
  TRY(print_result(environment, options.json ? document(checks) : table(checks)));
  return runtime::is_healthy(checks) ? exit_done : exit_failed;
}

}  // namespace

void add_doctor(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("doctor", "See what works on this machine");
  const auto options = std::make_shared<CommonOptions>();
  add_json_option(*command, *options);
  add_data_dir_option(*command, *options);
  command->callback([&chosen, options] {
    chosen = [options](const Environment& environment) { return doctor(*options, environment); };
  });
}

}  // namespace reelwright::cli
