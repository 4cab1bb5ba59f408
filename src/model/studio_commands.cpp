// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "model/studio_state.h"

namespace reelwright {
namespace {

std::string_view phrase_of(const Job& job) {
  if (job.stopping) return "being stopped";
  switch (job.status) {
    case JobStatus::queued:
      return "waiting";
    case JobStatus::running:
      return "running";
    case JobStatus::paused:
      return "paused";
    case JobStatus::done:
      return "done";
    case JobStatus::failed:
      return "failed";
    case JobStatus::canceled:
      return "canceled";
    case JobStatus::interrupted:
      return "interrupted";
  }
  return "";
}

std::unexpected<Error> not_applicable(const Job& job, std::string_view done_to_it, std::string hint) {
  return fail("studio.not_applicable",
              fmt::format("The job \"{}\" is {}, so it cannot be {}.", job.title, phrase_of(job), done_to_it),
              std::move(hint));
}

/// Paused because everything that was asked for before the review is there.
bool is_at_gate(const Job& job) {
  return job.stop_after && std::ranges::all_of(all_stages, [&](Stage stage) {
           const StageStatus status = job.stage(stage).status;
           return index_of(stage) > index_of(*job.stop_after) || status == StageStatus::done ||
                  status == StageStatus::skipped;
         });
}

}  // namespace

Result<Job*> StudioState::job_for(std::string_view id) {
  const auto found = jobs_.find(id);
  const Run* run = run_of(id);
  if (found == jobs_.end() || (run != nullptr && run->is_removed))
    return fail("studio.no_such_job", fmt::format("There is no job \"{}\".", id),
                "See the list of jobs for their ids.");
  return &found->second;
}

Result<void> StudioState::apply(const command::CreateJob& command, Moment now, Changes& changes) {
  if (jobs_.contains(command.job.id))
    return fail("studio.duplicate_job", fmt::format("There is a job \"{}\" already.", command.job.id),
                "Try again.");
  Job& job = jobs_.emplace(command.job.id, command.job).first->second;
  job.status = JobStatus::queued;
  enter_queue_last(job.id);
  estimate(job);
  save(job, changes);
  schedule(now, changes);
  return {};
}

Result<void> StudioState::apply(const command::CancelJob& command, Moment now, Changes& changes) {
  Job& job = *TRY(job_for(command.id));
  if (is_settled(job.status) || job.stopping) return not_applicable(job, "canceled", "");
  Run* run = run_of(job.id);
  if (run != nullptr && !run->is_ending) {
    run->is_canceled = true;
    stop(job, *run, changes);
  } else {
    settle(job, JobStatus::canceled, now, changes);
  }
  return {};
}

Result<void> StudioState::apply(const command::PauseJob& command, Moment now, Changes& changes) {
  Job& job = *TRY(job_for(command.id));
  const bool is_running = job.status == JobStatus::running;
  if (job.stopping || !(is_running || job.status == JobStatus::queued))
    return not_applicable(job, "paused", "Only waiting and running jobs can be paused.");
  job.status = JobStatus::paused;
  save(job, changes);
  if (is_running) {
    run_of(job.id)->is_held = true;
    changes.effects.emplace_back(effect::HoldRun{job.id});
    schedule(now, changes);
  }
  return {};
}

Result<void> StudioState::apply(const command::ResumeJob& command, Moment now, Changes& changes) {
  Job& job = *TRY(job_for(command.id));
  if (job.stopping || !(job.status == JobStatus::paused || job.status == JobStatus::interrupted))
    return not_applicable(
        job, "resumed",
        is_settled(job.status) ? "Retry it instead." : "Only paused and interrupted jobs can be resumed.");
  if (is_at_gate(job)) job.stop_after.reset();
  job.status = JobStatus::queued;
  job.finished_utc_ms = 0;
  leave_settled(job.id);
  enter_queue_first(job.id);
  estimate(job);
  save(job, changes);
  schedule(now, changes);
  return {};
}

Result<void> StudioState::apply(const command::RetryJob& command, Moment now, Changes& changes) {
  Job& job = *TRY(job_for(command.id));
  if (!is_settled(job.status))
    return not_applicable(job, "started again", job.status == JobStatus::paused ? "Resume it instead." : "");
  ++job.attempt;
  job.status = JobStatus::queued;
  job.stages = {};
  job.units.clear();
  job.work_ms = 0;
  job.percent = 0;
  job.artifacts.clear();
  job.warnings.clear();
  job.error.reset();
  job.video.reset();
  job.started_utc_ms = 0;
  job.finished_utc_ms = 0;
  job.stopping = false;
  leave_settled(job.id);
  enter_queue_last(job.id);
  estimate(job);
  save(job, changes);
  schedule(now, changes);
  return {};
}

Result<void> StudioState::apply(const command::DeleteJobs& command, Moment now, Changes& changes) {
  const std::set<std::string> ids(command.ids.begin(), command.ids.end());
  for (const std::string& id : ids) {
    const Job& job = *TRY(job_for(id));
    if (job.status == JobStatus::running) return not_applicable(job, "deleted", "Cancel it first.");
  }
  for (const std::string& id : ids) remove(id, command.can_be_undone, now, changes);
  return {};
}

void StudioState::remove(const std::string& id, bool can_be_undone, Moment now, Changes& changes) {
  Job& job = jobs_.at(id);
  Run* run = run_of(id);
  if (run != nullptr) {
    run->is_removed = true;
    run->removal_can_be_undone = can_be_undone;
    if (!run->is_ending) stop(job, *run, changes);
    if (!is_settled(job.status)) settle(job, JobStatus::canceled, now, changes);
    return;
  }
  changes.is_visible = true;
  leave_queue(id);
  leave_settled(id);
  jobs_.erase(id);
  changes.effects.emplace_back(effect::RemoveJob{id, can_be_undone});
}

Result<void> StudioState::apply(const command::PinJob& command, Moment, Changes& changes) {
  Job& job = *TRY(job_for(command.id));
  if (job.pinned == command.pinned) return {};
  job.pinned = command.pinned;
  save(job, changes);
  return {};
}

}  // namespace reelwright
