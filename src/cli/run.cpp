// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>

#include "base/near_match.h"
#include "cli/json_text.h"
#include "cli/subcommands.h"

namespace reelwright::cli {
namespace {

std::vector<std::string_view> command_names(const CLI::App& app) {
  std::vector<std::string_view> names;
  for (const CLI::App* command : app.get_subcommands({})) names.emplace_back(command->get_name());
  return names;
}

/// The command that was named last on the line ("jobs show"), or the program itself.
const CLI::App& innermost(const CLI::App& app) {
  const std::vector<CLI::App*> chosen = app.get_subcommands();
  return chosen.empty() ? app : innermost(*chosen.front());
}

std::string path_of(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? "reelwright" : fmt::format("{} {}", path_of(*parent), command.get_name());
}

std::unexpected<Error> usage(std::string message, std::string hint) {
  return fail("usage", std::move(message), std::move(hint));
}

std::unexpected<Error> unknown_option(const CLI::App& command, const std::string& given) {
  const std::string name = given.substr(0, given.find('='));
  std::vector<std::string> known;
  for (const CLI::Option* option : command.get_options({}))
    for (const std::string& each : option->get_lnames())
      if (!option->get_group().empty()) known.push_back("--" + each);
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  const std::string_view near = near_match(name, candidates);
  return usage(fmt::format("There is no option {}.", name),
               near.empty() ? fmt::format("See \"{} --help\".", path_of(command))
                            : fmt::format("Did you mean {}?", near));
}

std::unexpected<Error> missing_command(const CLI::App& command, const std::vector<std::string>& arguments) {
  const std::vector<std::string_view> names = command_names(command);
  const auto word = std::ranges::find_if(arguments, [&](const std::string& argument) {
    return !argument.starts_with('-') && argument != command.get_name();
  });
  if (word == arguments.end())
    return usage(fmt::format("\"{}\" needs to know what to do.", path_of(command)),
                 fmt::format("Add one of: {}.", fmt::join(names, ", ")));
  return usage(fmt::format("There is no command \"{}\".", *word), choices_hint(*word, names));
}

/// One sentence instead of CLI11's own words.
std::unexpected<Error> usage_error(const CLI::App& app, const std::vector<std::string>& arguments,
                                   const CLI::ParseError& error) {
  const CLI::App& command = innermost(app);
  if (command.get_require_subcommand_min() > 0) {
    const std::vector<std::string> left = command.remaining();
    if (!left.empty() && left.front().starts_with("-")) return unknown_option(command, left.front());
    return missing_command(command, arguments);
  }
  const std::string hint = fmt::format("See \"{} --help\".", path_of(command));
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    const std::vector<std::string> left = command.remaining();
    if (left.empty())
      return usage(fmt::format("\"{}\" stands before the command.", app.remaining(true).front()),
                   fmt::format("Put options behind \"{}\".", path_of(command)));
    const std::string& first = left.front();
    if (first.starts_with("-") && first.size() > 1) return unknown_option(command, first);
    return usage(fmt::format("\"{}\" was not expected here.", first),
                 "Put text with blanks in quotes. " + hint);
  }
  for (const CLI::Option* option : command.get_options({})) {
    const std::string name = option->get_name();
    if (!std::string_view(error.what()).starts_with(name)) continue;
    if (option->get_positional()) return usage(fmt::format("{} is missing.", name), hint);
    if (option->count() > 1)
      return usage(fmt::format("The option {} is given more than once.", name), "Give it once.");
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
      return usage(fmt::format("The option {} is missing.", name), hint);
    return usage(fmt::format("The option {} needs a value.", name), hint);
  }
  return usage(fmt::format("{}.", error.what()), hint);
}

/// Where there is no job or other result to tell of: what a script looks at first.
std::string document(const Error& error) {
  return JsonText()
      .open_object()
      .key("error")
      .open_object()
      .field("code", error.code)
      .field("message", error.message)
      .field("hint", error.hint)
      .key("stage")
      .null()
      .close_object()
      .close_object()
      .take();
}

Result<int> parse_and_act(const std::vector<std::string>& arguments, const Environment& environment) {
  CLI::App app("Turns a brief into a finished, narrated, captioned video on this machine.", "reelwright");
  app.set_version_flag("--version", "reelwright " + environment.version);
  app.require_subcommand(1);
  Action chosen;
  add_generate(app, chosen);
  add_render(app, chosen);
  add_jobs(app, chosen);
  add_voices(app, chosen);
  add_themes(app, chosen);
  add_presets(app, chosen);
  add_doctor(app, chosen);
  add_reindex(app, chosen);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    TRY(print_result(environment, innermost(app).help()));
    return exit_done;
  } catch (const CLI::CallForVersion& version) {
    TRY(print_result(environment, fmt::format("{}\n", version.what())));
    return exit_done;
  } catch (const CLI::ParseError& error) {
    return usage_error(app, arguments, error);
  }
  // `doctor` tells of it among its checks.
  if (environment.settings.problem && !app.got_subcommand("doctor"))
    print_error(environment, *environment.settings.problem);
  return chosen(environment);
}

}  // namespace

int run(const std::vector<std::string>& arguments, const Environment& environment) {
  const Result<int> code = parse_and_act(arguments, environment);
  if (code) return *code;
  print_error(environment, code.error());
  if (std::ranges::find(arguments, "--json") != arguments.end())
    // A reader that has gone gets no second message.
    static_cast<void>(print_result(environment, document(code.error())));
  return exit_code_for(code.error());
}

int exit_code_for(const Error& error) {
  constexpr std::array bad_input = {"usage",  "option.",         "brief.",         "source.",
                                    "voice.", "theme.unknown",   "preset.unknown", "media.",
                                    "music.", "output.unusable", "timeline.",      "store.no_such_job"};
  return std::ranges::any_of(bad_input, [&](const char* prefix) { return error.code.starts_with(prefix); })
             ? exit_bad_input
             : exit_failed;
}

void add_json_option(CLI::App& command, CommonOptions& options) {
  command.add_flag("--json", options.json, "Print one JSON document");
}

void add_data_dir_option(CLI::App& command, CommonOptions& options) {
  command.add_option("--data-dir", options.data_dir, "Folder of all jobs (else $REELWRIGHT_DATA_DIR)")
      ->type_name("DIR");
}

}  // namespace reelwright::cli
