// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "model/limits.h"
#include "model/studio_state.h"

namespace reelwright {
namespace {

void merge(std::vector<Artifact>& artifacts, const std::vector<Artifact>& added) {
  for (const Artifact& artifact : added) {
    const auto known = std::ranges::find(artifacts, artifact.path, &Artifact::path);
    if (known != artifacts.end())
      *known = artifact;
    else
      artifacts.push_back(artifact);
  }
}

void record_unit(Job& job, Stage stage, const std::string& name, UnitStatus status) {
  if (job.units.size() < limits::unit_records_max)
    job.units.push_back({stage, status, name, job.work_ms, job.work_ms});
}

/// A plan that follows another one of the attempt finds what that one's units have made: those stay as they
/// were recorded.
void record_reused(Job& job, Stage stage, const std::vector<std::string>& names) {
  std::set<std::string, std::less<>> known;
  for (const UnitRecord& unit : job.units)
    if (unit.stage == stage) known.insert(unit.name);
  for (const std::string& name : names)
    if (!known.contains(name)) record_unit(job, stage, name, UnitStatus::reused);
}

}  // namespace

/// The live run that the event belongs to, unless it is only waiting to end.
StudioState::RunAtWork StudioState::at_work(const event::RunKey& key) {
  Run* run = run_of(key.job);
  if (run == nullptr || run->is_ending || run->attempt != key.attempt) return {};
  return {&jobs_.at(key.job), run};
}

StudioState::RunAtWork StudioState::at_work(const event::RunKey& key, Stage stage) {
  const RunAtWork at = at_work(key);
  return at && at.job->stage(stage).status == StageStatus::active ? at : RunAtWork{};
}

void StudioState::move_progress(Job& job, StageState& state, double progress, Changes& changes) {
  if (std::isfinite(progress)) state.progress = std::max(state.progress, std::min(progress, 1.0));
  estimate(job);
  changes.is_visible = true;
}

void StudioState::apply(const event::StagePlanned& event, Moment, Changes& changes) {
  const RunAtWork at = at_work(event.run, event.stage);
  if (!at) return;
  StageState& state = at.job->stage(event.stage);
  state.units_total = std::max(event.units_total, 0);
  state.units_reused = std::min(static_cast<int>(event.reused.size()), state.units_total);
  state.units_done = state.units_reused;
  record_reused(*at.job, event.stage, event.reused);
  estimate(*at.job);
  changes.is_visible = true;
}

void StudioState::apply(const event::UnitStarted& event, Moment, Changes& changes) {
  const RunAtWork at = at_work(event.run, event.stage);
  if (!at) return;
  record_unit(*at.job, event.stage, event.unit, UnitStatus::active);
  changes.is_visible = true;
}

void StudioState::apply(const event::UnitProgressed& event, Moment, Changes& changes) {
  const RunAtWork at = at_work(event.run, event.stage);
  if (!at) return;
  move_progress(*at.job, at.job->stage(event.stage), event.fraction, changes);
}

void StudioState::apply(const event::UnitFinished& event, Moment, Changes& changes) {
  const RunAtWork at = at_work(event.run, event.stage);
  if (!at) return;
  const auto record = std::ranges::find_if(at.job->units, [&](const UnitRecord& unit) {
    return unit.status == UnitStatus::active && unit.stage == event.stage && unit.name == event.unit;
  });
  if (record != at.job->units.end()) {
    record->status = event.failed ? UnitStatus::failed : UnitStatus::done;
    record->end_ms = at.job->work_ms;
    changes.is_visible = true;
  }
  if (event.failed) return;
  ++at.run->units_worked[index_of(event.stage)];
  StageState& state = at.job->stage(event.stage);
  if (state.units_done >= state.units_total) return;
  ++state.units_done;
  changes.is_visible = true;
}

void StudioState::apply(const event::StageFinished& event, Moment now, Changes& changes) {
  const RunAtWork at = at_work(event.run, event.stage);
  if (!at) return;
  Job& job = *at.job;
  Run& run = *at.run;
  const std::size_t index = index_of(event.stage);
  StageState& state = job.stage(event.stage);
  state.status = event.skipped && !run.was_done[index] ? StageStatus::skipped : StageStatus::done;
  state.units_done = state.units_total;
  move_progress(job, state, 1.0, changes);
  merge(job.artifacts, event.artifacts);
  if (event.video) job.video = event.video;
  if (!event.title.empty()) job.title = event.title;
  save(job, changes);
  run.finished[index] = true;
  if (run.units_worked[index] > 0)
    changes.effects.emplace_back(
        effect::RecordStage{job.id, event.stage,
                            StageSample{job.brief.quality, run.units_worked[index],
                                        static_cast<double>(run.work_ms[index]) / 1000.0}});

  const std::size_t last = index_of(job.stop_after.value_or(Stage::complete));
  const bool is_through =
      std::all_of(run.finished.begin(), run.finished.begin() + static_cast<std::ptrdiff_t>(last) + 1,
                  [](bool finished) { return finished; });
  if (!is_through) {
    if (!run.is_held) start_ready_stages(job, run, changes);
    return;
  }
  run.is_ending = true;
  changes.effects.emplace_back(effect::EndRun{job.id});
  if (last == index_of(Stage::complete)) {
    settle(job, JobStatus::done, now, changes);
    job.percent = 100.0;
  } else {
    job.status = JobStatus::paused;
  }
}

void StudioState::apply(const event::StageFailed& event, Moment now, Changes& changes) {
  const RunAtWork at = at_work(event.run, event.stage);
  if (!at) return;
  at.job->stage(event.stage).status = StageStatus::failed;
  fail_job(*at.job, {event.error.code, event.error.message, event.error.hint, event.stage}, now, changes);
  stop(*at.job, *at.run, changes);
}

void StudioState::fail_job(Job& job, JobError error, Moment now, Changes& changes) {
  job.error = std::move(error);
  settle(job, JobStatus::failed, now, changes);
}

void StudioState::apply(const event::RunEnded& event, Moment now, Changes& changes) {
  const auto found = runs_.find(event.run.job);
  if (found == runs_.end() || found->second.attempt != event.run.attempt) return;
  const Run run = found->second;
  runs_.erase(found);
  Job& job = jobs_.at(event.run.job);
  job.stopping = false;
  changes.is_visible = true;
  if (run.is_removed) {
    remove(event.run.job, run.removal_can_be_undone, now, changes);
  } else if (run.is_canceled) {
    settle(job, JobStatus::canceled, now, changes);
  } else if (!run.is_ending) {
    fail_job(job, {"studio.run_lost", "The work ended before it was finished.", "Try again.", std::nullopt},
             now, changes);
  }
  schedule(now, changes);
}

void StudioState::apply(const event::WarningRaised& event, Moment, Changes& changes) {
  const Run* run = run_of(event.run.job);
  if (run == nullptr || run->attempt != event.run.attempt) return;
  Job& job = jobs_.at(event.run.job);
  if (job.attempt != event.run.attempt || job.warnings.size() >= limits::warnings_max) return;
  if (std::ranges::find(job.warnings, event.text) != job.warnings.end()) return;
  job.warnings.push_back(event.text);
  changes.is_visible = true;
  // No other save is sure to follow.
  if (run->is_ending) save(job, changes);
}

void StudioState::apply(const event::JobsLoaded& event, Moment now, Changes& changes) {
  std::vector<const Job*> waiting;
  for (const Job& loaded : event.jobs) {
    const auto [place, is_new] = jobs_.emplace(loaded.id, loaded);
    if (!is_new) continue;
    Job& job = place->second;
    job.stopping = false;
    for (StageState& state : job.stages)
      if (state.status == StageStatus::active) state.status = StageStatus::queued;
    stop_units(job);
    if (job.status == JobStatus::running) {
      job.status = JobStatus::interrupted;
      save(job, changes);
    }
    if (is_settled(job.status))
      settle_loaded(job);
    else
      waiting.push_back(&job);
    changes.is_visible = true;
  }
  std::ranges::sort(waiting, {}, [](const Job* job) { return std::tie(job->created_utc_ms, job->id); });
  for (const Job* job : waiting) queue_.push_back(job->id);
  schedule(now, changes);
}

void StudioState::apply(const event::QueueLoaded&, Moment now, Changes& changes) {
  if (!std::exchange(is_queue_awaited_, false)) return;
  std::ranges::stable_sort(queue_, {}, [this](const std::string& id) {
    const auto placed = places_.find(id);
    return placed == places_.end() ? std::tuple(0, jobs_.at(id).created_utc_ms, id)
                                   : std::tuple(placed->second, std::int64_t{0}, std::string());
  });
  places_.clear();
  changes.is_visible = true;
  schedule(now, changes);
}

void StudioState::settle_loaded(const Job& job) {
  const Settled settled{job.finished_utc_ms, job.id};
  const auto loaded_end = settled_.begin() + static_cast<std::ptrdiff_t>(settled_loaded_);
  settled_.insert(std::lower_bound(settled_.begin(), loaded_end, settled), settled);
  ++settled_loaded_;
}

void StudioState::apply(const event::SaveFailed& event, Moment now, Changes& changes) {
  Run* run = run_of(event.id);
  if (run == nullptr || run->is_ending || jobs_.at(event.id).status != JobStatus::running) return;
  Job& job = jobs_.at(event.id);
  fail_job(job, {event.error.code, event.error.message, event.error.hint, std::nullopt}, now, changes);
  stop(job, *run, changes);
}

}  // namespace reelwright
