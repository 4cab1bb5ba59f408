// SPDX-License-Identifier: GPL-3.0-or-later
// `reelwright jobs`: list, show, resume and delete what is in the data folder. Looking works while another
// process works there.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <memory>

#include "base/clock.h"
#include "cli/generate_options.h"
#include "cli/json_text.h"
#include "base/near_match.h"
#include "cli/progress_text.h"
#include "cli/run.h"
#include "cli/run_job.h"
#include "cli/subcommands.h"
#include "model/words_for_people.h"
#include "runtime/intake.h"
#include "store/data_folder.h"
#include "store/index.h"
#include "store/job_files.h"
#include "store/job_store.h"

namespace reelwright::cli {
namespace {

constexpr std::array<std::string_view, 7> statuses = {"queued", "running",  "paused",     "done",
                                                      "failed", "canceled", "interrupted"};

struct ListOptions {
  CommonOptions common;
  std::optional<std::string> status;
  std::string search;
  std::optional<std::string> limit, offset;
};

struct IdOptions {
  CommonOptions common;
  std::vector<std::string> ids;
};

Result<std::uint32_t> parse_count(std::string_view name, const std::optional<std::string>& text,
                                  std::uint32_t otherwise) {
  if (!text) return otherwise;
  std::uint32_t number = 0;
  const char* const last = text->data() + text->size();
  const auto [end, error] = std::from_chars(text->data(), last, number);
  if (error != std::errc() || end != last)
    return fail(fmt::format("option.{}", name), fmt::format("\"{}\" is no value for --{}.", *text, name),
                "Give a whole number.");
  return number;
}

Result<HistoryQuery> query_of(const ListOptions& options) {
  HistoryQuery query;
  query.search = options.search;
  query.limit = TRY(parse_count("limit", options.limit, query.limit));
  query.offset = TRY(parse_count("offset", options.offset, 0));
  if (options.status) {
    query.status = parse_job_status(*options.status);
    if (!query.status)
      return fail("option.status", fmt::format("\"{}\" is no value for --status.", *options.status),
                  choices_hint(*options.status, statuses));
  }
  return query;
}

/// The index where it can be read, else one made from the folders for this look.
Result<store::Index> index_for_looking(const store::DataFolder& folder) {
  if (Result<store::Index> index = store::Index::open_for_reading(folder.index_file())) return index;
  const store::JobStore store(folder.jobs_folder());
  std::vector<Job> jobs;
  for (const std::string& id : TRY(store.list()))
    if (Result<Job> job = store.load_or_describe(id)) jobs.push_back(std::move(*job));
  store::Index index = TRY(store::Index::in_memory());
  TRY(index.synchronise(jobs));
  return index;
}

/// A job that says it is running while no process holds the folder was left by a crash: it is settled as at
/// every start.
Result<void> settle_leftovers(const fs::path& data, const Environment& environment) {
  const Result<store::DataFolder> folder = store::DataFolder::open(data);
  if (!folder) return {};  // in use: then it does run; or read-only: then only looking is possible
  const store::JobStore store(folder->jobs_folder());
  store::Index index = TRY(store::Index::open(folder->index_file()));
  return index.synchronise(TRY(store.recover(environment.clock.utc_ms())));
}

/// Nothing was ever made there.
bool is_unused(const fs::path& data) {
  std::error_code error;
  return !store::JobStore(data / "jobs").is_present() && !fs::exists(data / "index.sqlite", error);
}

Result<Job> load_job(const fs::path& data, const std::string& id) {
  if (is_unused(data))
    return fail("store.no_such_job", fmt::format("There is no job \"{}\".", id),
                "Nothing was made here yet.");
  return store::JobStore(data / "jobs").load_or_describe(id);
}

Result<store::JobPage> find_jobs(const fs::path& data, const HistoryQuery& query,
                                 const Environment& environment) {
  if (is_unused(data)) return store::JobPage{};
  const store::DataFolder folder = TRY(store::DataFolder::open_for_reading(data));
  HistoryQuery running;
  running.status = JobStatus::running;
  running.limit = 1;
  if (TRY(TRY(index_for_looking(folder)).query(running)).total > 0) TRY(settle_leftovers(data, environment));
  return TRY(index_for_looking(folder)).query(query);
}

std::string minutes(double seconds) {
  if (seconds <= 0) return "-";
  const long whole = std::lround(seconds);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string table(const store::JobPage& page) {
  std::size_t id_columns = 2;
  for (const HistoryRow& row : page.rows) id_columns = std::max(id_columns, row.id.size());
  std::string text =
      fmt::format("{:<{}}  {:<11}  {:>6}  {}\n", "ID", id_columns, "STATUS", "LENGTH", "TITLE");
  for (const HistoryRow& row : page.rows)
    text += fmt::format("{:<{}}  {:<11}  {:>6}  {}\n", row.id, id_columns, name_of(row.status),
                        minutes(row.video_duration_s), printable(row.title));
  if (page.total > page.rows.size()) text += fmt::format("{} of {} jobs\n", page.rows.size(), page.total);
  return text;
}

std::string document(const store::JobPage& page) {
  JsonText json;
  json.open_object().field("total", page.total).key("jobs").open_array();
  for (const HistoryRow& row : page.rows) {
    json.open_object().field("id", row.id).field("title", row.title).field("status", name_of(row.status));
    json.field("created", format_utc(row.created_utc_ms)).key("finished");
    row.finished_utc_ms == 0 ? json.null() : json.value(format_utc(row.finished_utc_ms));
    json.field("duration_s", row.video_duration_s)
        .field("bytes", row.bytes)
        .field("pinned", row.pinned)
        .close_object();
  }
  return json.close_array().close_object().take();
}

Result<int> list(const ListOptions& options, const Environment& environment) {
  const HistoryQuery query = TRY(query_of(options));
  const store::JobPage page =
      TRY(find_jobs(TRY(data_folder_path(environment, options.common.data_dir)), query, environment));
  TRY(print_result(environment, options.common.json ? document(page) : table(page)));
  return exit_done;
}

std::string description(const Job& job, const store::JobPaths& paths) {
  std::string text =
      fmt::format("{}\n  id       {}\n  status   {}\n  created  {}\n  folder   {}\n", printable(job.title),
                  job.id, name_of(job.status), format_utc(job.created_utc_ms), paths.folder().string());
  if (const fs::path video = store::video_of(job, paths); !video.empty())
    text += fmt::format("  video    {}\n", video.string());
  if (job.video)
    text += fmt::format("           {} long, {} x {}, {} frames\n", minutes(job.video->duration_s),
                        job.video->width, job.video->height, job.video->frames);
  for (const Stage stage : all_stages) {
    const StageState& state = job.stage(stage);
    text += fmt::format("  {:<8} {}", title_of(stage), name_of(state.status));
    if (state.work_ms > 0)
      text +=
          fmt::format(", {}", std::string_view(duration_text(static_cast<double>(state.work_ms) / 1000.0)));
    text += '\n';
  }
  for (const std::string& warning : job.warnings) text += fmt::format("  warning: {}\n", printable(warning));
  if (job.error)
    text += fmt::format("  error: {} {}\n", printable(job.error->message), printable(job.error->hint));
  return text;
}

Result<int> show(const IdOptions& options, const Environment& environment) {
  const fs::path data = TRY(data_folder_path(environment, options.common.data_dir));
  const store::JobStore store(data / "jobs");
  Job job = TRY(load_job(data, options.ids.front()));
  if (job.status == JobStatus::running) {
    TRY(settle_leftovers(data, environment));
    job = TRY(store.load_or_describe(job.id));
  }
  const store::JobPaths paths = store.paths(job.id);
  TRY(print_result(environment, options.common.json ? job_document(job, store::video_of(job, paths).string(),
                                                                   paths.folder().string())
                                                    : description(job, paths)));
  return exit_done;
}

Result<int> remove(const IdOptions& options, const Environment& environment) {
  const fs::path data = TRY(data_folder_path(environment, options.common.data_dir));
  std::vector<std::string> ids;
  for (const std::string& id : options.ids)
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  // All of them are looked at before the first folder goes.
  for (const std::string& id : ids) TRY(load_job(data, id));
  const store::DataFolder folder = TRY(store::DataFolder::open(data));
  const store::JobStore store(folder.jobs_folder());
  store::Index index = TRY(store::Index::open(folder.index_file()));
  TRY(index.synchronise(TRY(store.recover(environment.clock.utc_ms()))));
  JsonText json;
  json.open_object().key("deleted").open_array();
  std::string text;
  for (const std::string& id : ids) {
    TRY(store.remove(id));
    TRY(index.remove(id));
    json.value(id);
    text += id + "\n";
  }
  TRY(print_result(environment, options.common.json ? json.close_array().close_object().take() : text));
  return exit_done;
}

struct ResumeOptions {
  CommonOptions common;
  std::string id;
  std::string output;
  std::optional<std::string> workers;
  bool quiet = false;
};

/// A job that rests goes on where it was; one that has ended gets a new attempt. Either way, what is there
/// and still fits is not made again.
Result<int> resume(const ResumeOptions& options, const Environment& environment) {
  const fs::path data = TRY(data_folder_path(environment, options.common.data_dir));
  const std::size_t workers = TRY(parse_workers(options.workers, environment.cores));
  const fs::path output = TRY(runtime::check_output(
      options.output.empty() ? fs::path() : resolve(environment, options.output), {}));
  TRY(load_job(data, options.id));
  const store::DataFolder folder = TRY(store::DataFolder::open(data));
  const store::JobStore store(folder.jobs_folder());
  TRY(store.recover(environment.clock.utc_ms()));
  const Job job = TRY(store.load(options.id));
  store::Index index = TRY(store::Index::open(folder.index_file()));
  const bool rests = job.status == JobStatus::paused || job.status == JobStatus::interrupted;
  return run_job({.id = job.id,
                  .command = rests ? Command{command::ResumeJob{job.id}} : Command{command::RetryJob{job.id}},
                  .revision_min = job.revision + 1,
                  .workers = workers,
                  .output = output,
                  .json = options.common.json,
                  .quiet = options.quiet},
                 store, index, environment);
}

template <typename Options>
void choose(CLI::App* command, Action& chosen, const std::shared_ptr<Options>& options,
            Result<int> (*act)(const Options&, const Environment&)) {
  add_json_option(*command, options->common);
  add_data_dir_option(*command, options->common);
  command->callback([&chosen, options, act] {
    chosen = [options, act](const Environment& environment) { return act(*options, environment); };
  });
}

}  // namespace

void add_jobs(CLI::App& app, Action& chosen) {
  CLI::App* jobs = app.add_subcommand("jobs", "List, show, resume or delete jobs");
  jobs->require_subcommand(1);

  const auto list_options = std::make_shared<ListOptions>();
  CLI::App* list_command = jobs->add_subcommand("list", "Newest first");
  list_command->add_option("--status", list_options->status, "Only jobs with this status")->type_name("S");
  list_command->add_option("--search", list_options->search, "Words of the title or topic")->type_name("Q");
  list_command->add_option("--limit", list_options->limit, "At most so many (50)")->type_name("N");
  list_command->add_option("--offset", list_options->offset, "Leave out the first N")->type_name("N");
  choose(list_command, chosen, list_options, list);

  const auto show_options = std::make_shared<IdOptions>();
  CLI::App* show_command = jobs->add_subcommand("show", "Everything about one job");
  show_command->add_option("ID", show_options->ids, "The job's id")->required()->expected(1);
  choose(show_command, chosen, show_options, show);

  const auto resume_options = std::make_shared<ResumeOptions>();
  CLI::App* resume_command =
      jobs->add_subcommand("resume", "Go on with a job, or make it again with what was edited in its folder");
  resume_command->add_option("ID", resume_options->id, "The job's id")->required();
  resume_command->add_option("--output", resume_options->output, "Copy the finished video there")
      ->type_name("FILE");
  resume_command->add_option("--workers", resume_options->workers, "Threads")->group("");
  resume_command->add_flag("--quiet", resume_options->quiet, "No progress on standard error");
  choose(resume_command, chosen, resume_options, resume);

  const auto delete_options = std::make_shared<IdOptions>();
  CLI::App* delete_command = jobs->add_subcommand("delete", "Delete jobs with all their files");
  delete_command->add_option("ID", delete_options->ids, "The jobs' ids")->required()->expected(1, 10'000);
  choose(delete_command, chosen, delete_options, remove);
}

}  // namespace reelwright::cli
