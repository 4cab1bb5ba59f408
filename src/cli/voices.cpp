// SPDX-License-Identifier: GPL-3.0-or-later
// `reelwright voices`: who can speak on this machine.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/json_text.h"
#include "cli/run.h"
#include "cli/subcommands.h"

namespace reelwright::cli {
namespace {

std::string table(const std::vector<stages::VoiceInfo>& voices) {
  std::string text = fmt::format("{:<18} {:<10} {:<10} {}\n", "ID", "LANGUAGE", "ENGINE", "VOICE");
  for (const stages::VoiceInfo& voice : voices)
    text += fmt::format("{:<18} {:<10} {:<10} {}\n", voice.id, voice.lang, voice.engine, voice.title);
  return text;
}

std::string document(const std::vector<stages::VoiceInfo>& voices) {
  JsonText json;
  json.open_array();
  for (const stages::VoiceInfo& voice : voices)
    json.open_object()
        .field("id", voice.id)
        .field("title", voice.title)
        .field("lang", voice.lang)
        .field("engine", voice.engine)
        .field("description", voice.description)
        .close_object();
  return json.close_array().take();
}

Result<int> voices(const CommonOptions& options, const Environment& environment) {
  const std::vector<stages::VoiceInfo>& found = environment.voices.voices();
  TRY(print_result(environment, options.json ? document(found) : table(found)));
  return exit_done;
}

}  // namespace

void add_voices(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("voices", "List the voices there are");
  const auto options = std::make_shared<CommonOptions>();
  add_json_option(*command, *options);
  command->callback([&chosen, options] {
    chosen = [options](const Environment& environment) { return voices(*options, environment); };
  });
}

}  // namespace reelwright::cli
