// SPDX-License-Identifier: GPL-3.0-or-later
// `reelwright generate`: a brief to a finished video.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/generate_options.h"
#include "cli/run.h"
#include "cli/run_job.h"
#include "cli/subcommands.h"
#include "runtime/intake.h"
#include "store/data_folder.h"

namespace reelwright::cli {
namespace {

Result<int> generate(const GenerateOptions& options, const Environment& environment) {
  const runtime::IntakeRequest request = TRY(read_request(options, environment));
  const std::size_t workers = TRY(parse_workers(options.workers, environment.cores));
  const fs::path data_path = TRY(data_folder_path(environment, options.common.data_dir));
  const runtime::CheckedRequest checked = TRY(runtime::check_request(
      request,
      {.assets = environment.assets, .voices = environment.voices, .free_bytes = environment.free_bytes},
      data_path));

  const store::DataFolder folder = TRY(store::DataFolder::open(data_path));
  const store::JobStore store(folder.jobs_folder());
  store::Index index = TRY(store::Index::open(folder.index_file(), store::Index::Soundness::checked_later));
  const Job created = TRY(runtime::create_job(checked, store, environment.clock, environment.random()));
  return run_job({.id = created.id,
                  .command = command::CreateJob{created},
                  .workers = workers,
                  .output = checked.output,
                  .json = options.common.json,
                  .quiet = options.quiet},
                 store, index, environment);
}

}  // namespace

void add_generate(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("generate", "Make a video from a topic, notes, an article or a script");
  const auto options = std::make_shared<GenerateOptions>();
  add_generate_options(*command, *options);
  command->callback([&chosen, options] {
    chosen = [options](const Environment& environment) { return generate(*options, environment); };
  });
}

}  // namespace reelwright::cli
