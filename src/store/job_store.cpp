// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/job_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/check.h"
#include "base/file.h"
#include "model/limits.h"

namespace reelwright::store {
namespace {

constexpr std::string_view mark_name = ".reelwright-jobs";
constexpr std::string_view new_prefix = ".new-";
constexpr std::string_view trash_prefix = ".trash-";

fs::path unreadable_json(const JobPaths& paths) {
  fs::path path = paths.job_json();
  path += ".unreadable";
  return path;
}

std::unexpected<Error> unreadable(std::string_view id, std::string_view reason) {
  return fail("store.unreadable_job", fmt::format("The job \"{}\" cannot be read. {}", id, reason),
              "Its files are still in its folder. Retry it to make the video again, or delete it.");
}

/// What can be said about a job without its job.json.
Job describe(const JobPaths& paths, std::string_view id, const Error& error) {
  Job job;
  job.id = id;
  if (const auto text = read_file(paths.brief_json(), limits::json_bytes_max)) {
    if (auto brief = brief_from_json(*text)) job.brief = std::move(*brief);
  }
  job.title = job.brief.topic.empty() ? std::string(id) : job.brief.topic;
  job.status = JobStatus::failed;
  job.error = job_error_of(error);
  return job;
}

/// A process that died has no work in hand; see is_as_a_crash_left_it().
void settle_after_crash(Job& job, std::int64_t now_utc_ms) {
  for (StageState& stage : job.stages)
    if (stage.status == StageStatus::active) stage.status = StageStatus::queued;
  if (job.status == JobStatus::running) {
    job.status = JobStatus::interrupted;
    job.finished_utc_ms = now_utc_ms;
  }
}

}  // namespace

std::string_view id_of_leftover(std::string_view name) {
  const std::string_view prefix = name.starts_with(trash_prefix) ? trash_prefix : new_prefix;
  CHECK(name.starts_with(prefix));
  return name.substr(prefix.size());
}

bool is_as_a_crash_left_it(const Job& job) {
  return job.status == JobStatus::running || std::ranges::any_of(job.stages, [](const StageState& stage) {
           return stage.status == StageStatus::active;
         });
}

JobStore::JobStore(fs::path jobs_folder) : jobs_folder_(std::move(jobs_folder)) {}

Result<void> JobStore::prepare() const {
  if (is_present()) return {};
  TRY(make_folder(jobs_folder_));
  return save_file(jobs_folder_ / mark_name, "");
}

bool JobStore::is_present() const {
  std::error_code error;
  return fs::is_regular_file(jobs_folder_ / mark_name, error);
}

std::unexpected<Error> JobStore::missing() const {
  return fail("store.folder_missing",
              fmt::format("The folder of the jobs, \"{}\", is not there.", jobs_folder_.string()),
              "Connect its disk, or remove index.sqlite beside it to start with no jobs.");
}

bool JobStore::has_job(std::string_view id) const {
  std::error_code error;
  return is_valid_job_id(id) &&
         fs::symlink_status(jobs_folder_ / id, error).type() == fs::file_type::directory;
}

Result<void> JobStore::require(std::string_view id) const {
  if (has_job(id)) return {};
  if (!is_present()) return missing();
  return fail("store.no_such_job", fmt::format("There is no job \"{}\".", id),
              "See the ids with \"reelwright jobs list\".");
}

Result<void> JobStore::create(const Job& job, std::span<const JobText> texts) const {
  const JobPaths final_paths = paths(job.id);
  if (!is_present()) return missing();
  std::error_code error;
  if (fs::exists(fs::symlink_status(final_paths.folder(), error)))
    return fail("store.job_exists", fmt::format("There is already a job \"{}\".", job.id), "Try again.");

  const fs::path building = jobs_folder_ / fmt::format("{}{}", new_prefix, job.id);
  fs::remove_all(building, error);
  const auto build = [&]() -> Result<void> {
    TRY(make_folder(building));
    const auto place = [&](const fs::path& path) { return building / path.filename(); };
    for (const JobText& text : texts) {
      CHECK(fs::path(text.file_name).filename() == text.file_name);
      TRY(save_file(building / text.file_name, text.bytes));
    }
    TRY(save_file(place(final_paths.brief_json()), to_json(job.brief)));
    TRY(save_file(place(final_paths.job_json()), to_json(job)));
    return rename_durably(building, final_paths.folder());
  };
  Result<void> built = build();
  if (!built) fs::remove_all(building, error);
  return built;
}

Result<void> JobStore::save(const Job& job) const {
  TRY(require(job.id));
  return save_file(paths(job.id).job_json(), to_json(job));
}

Result<Job> JobStore::load(std::string_view id) const {
  TRY(require(id));
  const JobPaths of_job = paths(id);
  const Result<std::string> text = read_file(of_job.job_json(), limits::json_bytes_max);
  if (!text) return unreadable(id, text.error().message);
  Result<Job> job = job_from_json(*text);
  if (!job) return unreadable(id, job.error().message);
  // A folder that somebody copied is a job of its own.
  job->id = id;
  return job;
}

Result<Job> JobStore::load_or_describe(std::string_view id) const {
  Result<Job> job = load(id);
  if (!job && job.error().code == "store.unreadable_job") return describe(paths(id), id, job.error());
  return job;
}

Result<FoundFolders> JobStore::look_around() const {
  if (!is_present()) return missing();
  FoundFolders found;
  std::error_code error;
  for (fs::directory_iterator entry(jobs_folder_, error), end; !error && entry != end;
       entry.increment(error)) {
    std::string name = entry->path().filename().string();
    std::error_code ignored;
    if (name.starts_with(new_prefix) || name.starts_with(trash_prefix))
      found.leftovers.push_back(std::move(name));
    else if (is_valid_job_id(name) && !entry->is_symlink(ignored) && entry->is_directory(ignored))
      found.ids.push_back(std::move(name));
  }
  if (error) return missing();
  std::ranges::sort(found.ids);
  return found;
}

Result<std::vector<std::string>> JobStore::list() const { return TRY(look_around()).ids; }

Result<Job> JobStore::recover(std::string_view id, std::int64_t now_utc_ms) const {
  Result<Job> job = load(id);
  if (job && is_as_a_crash_left_it(*job)) {
    settle_after_crash(*job, now_utc_ms);
    ++job->revision;
    // A full or read-only disk must not hide the job; the next start settles it again.
    static_cast<void>(save(*job));
  }
  if (job || job.error().code != "store.unreadable_job") return job;
  const JobPaths of_job = paths(id);
  Job described = describe(of_job, id, job.error());
  // Only when the text itself is at fault: what the disk refuses today it may give tomorrow.
  std::error_code ignored;
  if (read_file(of_job.job_json(), limits::json_bytes_max))
    fs::rename(of_job.job_json(), unreadable_json(of_job), ignored);
  return described;
}

Result<std::vector<Job>> JobStore::recover(std::int64_t now_utc_ms) const {
  const FoundFolders found = TRY(look_around());
  for (const std::string& name : found.leftovers) remove_leftover(name);
  std::vector<Job> jobs;
  jobs.reserve(found.ids.size());
  for (const std::string& id : found.ids)
    if (Result<Job> job = recover(id, now_utc_ms)) jobs.push_back(*std::move(job));
  return jobs;
}

fs::path JobStore::trash_of(std::string_view id) const {
  return jobs_folder_ / fmt::format("{}{}", trash_prefix, id);
}

Result<void> JobStore::discard(std::string_view id) const {
  TRY(require(id));
  // Left by a removal that did not finish.
  remove_discarded(id);
  return rename_durably(paths(id).folder(), trash_of(id));
}

Result<void> JobStore::restore(std::string_view id) const {
  if (!is_present()) return missing();
  std::error_code error;
  if (!is_valid_job_id(id) || !fs::is_directory(fs::symlink_status(trash_of(id), error)))
    return fail("store.no_such_job", fmt::format("The job \"{}\" cannot be brought back.", id),
                "Its files have been removed for good.");
  if (fs::exists(fs::symlink_status(paths(id).folder(), error)))
    return fail("store.job_exists", fmt::format("There is already a job \"{}\".", id),
                "Delete that one first.");
  return rename_durably(trash_of(id), paths(id).folder());
}

void JobStore::remove_discarded(std::string_view id) const {
  std::error_code ignored;
  fs::remove_all(trash_of(id), ignored);
}

Result<void> JobStore::remove(std::string_view id) const {
  TRY(discard(id));
  remove_discarded(id);
  return {};
}

void JobStore::remove_leftover(const std::string& name) const {
  CHECK(name.starts_with(new_prefix) || name.starts_with(trash_prefix));
  std::error_code ignored;
  fs::remove_all(jobs_folder_ / name, ignored);
}

}  // namespace reelwright::store
