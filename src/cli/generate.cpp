// SPDX-License-Identifier: GPL-3.0-or-later
// `reelwright generate`: a brief to a finished video.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "base/file.h"
#include "cli/follow.h"
#include "cli/generate_options.h"
#include "cli/job_files.h"
#include "cli/run.h"
#include "cli/signals.h"
#include "cli/subcommands.h"
#include "runtime/intake.h"
#include "runtime/studio.h"
#include "store/data_folder.h"

namespace reelwright::cli {
namespace {

/// The job through a studio of its own, until it is at rest and all threads have ended.
Result<Followed> run_job(const Job& job, const store::JobStore& store, store::Index& index,
                         std::size_t workers, const Environment& environment, bool quiet) {
  const Wakeup changed;
  runtime::Studio studio({.clock = environment.clock,
                          .store = store,
                          .index = index,
                          .stages = environment.stages(),
                          .workers = workers,
                          .takes_up_queue = false,
                          .wake = [&changed] { changed.notify(); }});
  if (!studio.send(command::CreateJob{job}))
    return fail("studio.busy", "The studio takes no commands.", "Try again.");
  const std::unique_ptr<ProgressView> view = make_progress_view(environment, quiet);
  return follow(studio, job.id, changed, environment, *view);
}

void print_failure(const Environment& environment, const Job& job, const store::JobPaths& paths) {
  if (!job.error) return;
  const std::string stage =
      job.error->stage ? fmt::format("{}: ", title_of(*job.error->stage)) : std::string();
  print_error(environment, Error{job.error->code, stage + job.error->message, job.error->hint});
  environment.err << fmt::format("  The log is {}\n",
                                 paths.log(static_cast<std::uint32_t>(job.attempt)).string());
}

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
  store::Index index = TRY(store::Index::open(folder.index_file()));
  const Job created = TRY(runtime::create_job(checked, store, environment.clock, environment.random()));
  const Followed followed = TRY(run_job(created, store, index, workers, environment, options.quiet));
  const Job& job = followed.job;
  const store::JobPaths paths = store.paths(job.id);
  if (const Result<Job> stored = store.load(job.id); !stored || stored->revision < job.revision)
    TRY(store.save(job));

  fs::path output = video_of(job, paths);
  Result<void> copied;
  if (!output.empty() && !request.output.empty()) {
    copied = copy_file_durably(output, request.output);
    if (copied) output = request.output;
  }

  if (options.common.json)
    TRY(print_result(environment, job_document(job, output.string(), paths.folder().string())));
  else if (job.status == JobStatus::done || job.status == JobStatus::paused)
    TRY(print_result(environment, (output.empty() ? paths.folder() : output).string() + "\n"));

  if (!copied) {
    print_error(environment, copied.error());
    return exit_code_for(copied.error());
  }
  print_failure(environment, job, paths);
  if (job.status == JobStatus::done || job.status == JobStatus::paused) return exit_done;
  if (job.status != JobStatus::canceled) return exit_failed;
  environment.err << fmt::format("reelwright: Canceled. What is finished is kept in {}\n",
                                 paths.folder().string());
  return exit_interrupted;
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
