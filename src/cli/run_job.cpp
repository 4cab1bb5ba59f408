// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/run_job.h"

#include <fmt/format.h>

#include <memory>

#include "base/file.h"
#include "cli/follow.h"
#include "cli/run.h"
#include "cli/signals.h"
#include "runtime/studio.h"
#include "store/job_files.h"

namespace reelwright::cli {
namespace {

/// Through the studio, until the job is at rest and all threads have ended.
Result<Followed> work(const JobToRun& run, const store::JobStore& store, store::Index& index,
                      const Environment& environment) {
  const Wakeup changed;
  const bool is_new = std::holds_alternative<command::CreateJob>(run.command);
  runtime::Studio studio({.clock = environment.clock,
                          .store = store,
                          .index = index,
                          .stages = environment.stages(),
                          .workers = run.workers,
                          .jobs_kept = environment.settings.settings.jobs_kept,
                          .takes_up_queue = false,
                          .resumes = is_new ? std::string() : run.id,
                          .wake = [&changed] { changed.notify(); }});
  if (!studio.send(run.command)) return fail("studio.busy", "The studio takes no commands.", "Try again.");
  const std::unique_ptr<ProgressView> view = make_progress_view(environment, run.quiet);
  return follow(studio, run.id, run.revision_min, changed, environment, *view);
}

void print_failure(const Environment& environment, const Job& job, const store::JobPaths& paths) {
  if (!job.error) return;
  const std::string stage =
      job.error->stage ? fmt::format("{}: ", title_of(*job.error->stage)) : std::string();
  print_error(environment, Error{job.error->code, stage + job.error->message, job.error->hint});
  environment.err << fmt::format("  The log is {}\n",
                                 paths.log(static_cast<std::uint32_t>(job.attempt)).string());
}

}  // namespace

Result<int> run_job(const JobToRun& run, const store::JobStore& store, store::Index& index,
                    const Environment& environment) {
  const Followed followed = TRY(work(run, store, index, environment));
  const Job& job = followed.job;
  const store::JobPaths paths = store.paths(job.id);
  if (const Result<Job> stored = store.load(job.id); !stored || stored->revision < job.revision)
    TRY(store.save(job));

  fs::path output = store::video_of(job, paths);
  Result<void> copied;
  if (!output.empty() && !run.output.empty()) {
    copied = copy_file_durably(output, run.output);
    if (copied) output = run.output;
  }

  if (run.json)
    TRY(print_result(environment, job_document(job, output.string(), paths.folder().string())));
  else if (job.status == JobStatus::done || job.status == JobStatus::paused)
    TRY(print_result(environment, (output.empty() ? paths.folder() : output).string() + "\n"));

  if (!copied) {
    print_error(environment, copied.error());
    return exit_code_for(copied.error());
  }
  print_failure(environment, job, paths);
  if (job.status == JobStatus::done) return exit_done;
  const std::string resume = fmt::format("  \"reelwright jobs resume {}\" goes on from there.\n", job.id);
  if (job.status == JobStatus::paused) {
    if (!run.quiet) environment.err << "reelwright: Stopped as asked.\n" << resume;
    return exit_done;
  }
  if (job.status != JobStatus::canceled) return exit_failed;
  environment.err << fmt::format("reelwright: Canceled. What is finished is kept in {}\n",
                                 paths.folder().string())
                  << resume;
  return exit_interrupted;
}

}  // namespace reelwright::cli
