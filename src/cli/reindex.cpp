// SPDX-License-Identifier: GPL-3.0-or-later
// `reelwright reindex`: makes the index anew from the job folders.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/json_text.h"
#include "cli/run.h"
#include "cli/subcommands.h"
#include "store/data_folder.h"
#include "store/index.h"
#include "store/job_store.h"

namespace reelwright::cli {
namespace {

Result<int> reindex(const CommonOptions& options, const Environment& environment) {
  const store::DataFolder folder =
      TRY(store::DataFolder::open(TRY(data_folder_path(environment, options.data_dir))));
  const store::JobStore store(folder.jobs_folder());
  const std::vector<Job> jobs = TRY(store.recover(environment.clock.utc_ms()));
  store::Index index = TRY(store::Index::open(folder.index_file()));
  TRY(index.rebuild(jobs));
  TRY(print_result(environment,
                   options.json ? JsonText().open_object().field("jobs", jobs.size()).close_object().take()
                                : fmt::format("{} jobs\n", jobs.size())));
  return exit_done;
}

}  // namespace

void add_reindex(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("reindex", "Make the index of the jobs anew from their folders");
  const auto options = std::make_shared<CommonOptions>();
  add_json_option(*command, *options);
  add_data_dir_option(*command, *options);
  command->callback([&chosen, options] {
    chosen = [options](const Environment& environment) { return reindex(*options, environment); };
  });
}

}  // namespace reelwright::cli
