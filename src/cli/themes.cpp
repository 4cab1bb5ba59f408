// SPDX-License-Identifier: GPL-3.0-or-later
// `reelwright themes`: the looks there are.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/json_text.h"
#include "cli/run.h"
#include "cli/subcommands.h"
#include "stages/visuals/theme.h"

namespace reelwright::cli {
namespace {

std::string table(const std::vector<Theme>& themes) {
  std::string text = fmt::format("{:<12} {:<16} {}\n", "NAME", "TITLE", "DESCRIPTION");
  for (const Theme& theme : themes)
    text += fmt::format("{:<12} {:<16} {}\n", theme.name, theme.title, theme.description);
  return text;
}

std::string document(const std::vector<Theme>& themes) {
  JsonText json;
  json.open_array();
  for (const Theme& theme : themes)
    json.open_object()
        .field("name", theme.name)
        .field("title", theme.title)
        .field("description", theme.description)
        .close_object();
  return json.close_array().take();
}

Result<int> themes(const CommonOptions& options, const Environment& environment) {
  const std::vector<Theme> found = TRY(stages::list_themes(environment.assets));
  TRY(print_result(environment, options.json ? document(found) : table(found)));
  return exit_done;
}

}  // namespace

void add_themes(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("themes", "List the looks there are");
  const auto options = std::make_shared<CommonOptions>();
  add_json_option(*command, *options);
  command->callback([&chosen, options] {
    chosen = [options](const Environment& environment) { return themes(*options, environment); };
  });
}

}  // namespace reelwright::cli
