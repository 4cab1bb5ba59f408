// SPDX-License-Identifier: GPL-3.0-or-later
// `reelwright presets`: what videos can be made for.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/json_text.h"
#include "cli/run.h"
#include "cli/subcommands.h"
#include "model/encoder_names.h"
#include "stages/compose/presets.h"

namespace reelwright::cli {
namespace {

std::string_view makes(const Preset& preset) { return find_software_encoder(preset.encoder)->title; }

std::string_view shape(const Preset& preset) {
  return preset.aspect ? name_of(*preset.aspect) : std::string_view("any");
}

std::string table(const std::vector<Preset>& presets) {
  std::string text = fmt::format("{:<12} {:<14} {:<8} {}\n", "NAME", "MAKES", "SHAPE", "DESCRIPTION");
  for (const Preset& preset : presets)
    text += fmt::format("{:<12} {:<14} {:<8} {}\n", preset.name, makes(preset), shape(preset),
                        preset.description);
  return text;
}

std::string document(const std::vector<Preset>& presets) {
  JsonText json;
  json.open_array();
  for (const Preset& preset : presets) {
    json.open_object()
        .field("name", preset.name)
        .field("title", preset.title)
        .field("description", preset.description)
        .field("quality", name_of(preset.quality))
        .field("encoder", preset.encoder)
        .key("aspect");
    if (preset.aspect)
      json.value(name_of(*preset.aspect));
    else
      json.null();
    json.close_object();
  }
  return json.close_array().take();
}

Result<int> presets(const CommonOptions& options, const Environment& environment) {
  const std::vector<Preset> found = TRY(stages::list_presets(environment.assets));
  TRY(print_result(environment, options.json ? document(found) : table(found)));
  return exit_done;
}

}  // namespace

void add_presets(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("presets", "List what videos can be made for");
  const auto options = std::make_shared<CommonOptions>();
  add_json_option(*command, *options);
  command->callback([&chosen, options] {
    chosen = [options](const Environment& environment) { return presets(*options, environment); };
  });
}

}  // namespace reelwright::cli
