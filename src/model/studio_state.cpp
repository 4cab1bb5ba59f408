// SPDX-License-Identifier: GPL-3.0-or-later
// One job works at a time: the first queued one of the queue, as soon as no run is alive but held ones. A
// paused job keeps its run, held, and gives the place away; resumed, it is the next in turn.
#include "model/studio_state.h"

#include <algorithm>

#include "base/check.h"

namespace reelwright {
namespace {

bool is_allowed(const Job& job, Stage stage) {
  return index_of(stage) <= index_of(job.stop_after.value_or(Stage::complete));
}

bool is_ready(const std::array<bool, stage_count>& finished, Stage stage) {
  const auto has = [&](Stage which) { return finished[index_of(which)]; };
  switch (stage) {
    case Stage::script:
      return true;
    case Stage::voice:
    case Stage::visuals:
      return has(Stage::script);
    case Stage::compose:
      return has(Stage::voice) && has(Stage::visuals);
    case Stage::render:
      return has(Stage::compose);
    case Stage::complete:
      return has(Stage::render);
  }
  CHECK(false);
  return false;
}

}  // namespace

Result<std::vector<Effect>> StudioState::apply(const Command& command, Moment now) {
  tick(now);
  Changes changes;
  TRY(std::visit([&](const auto& each) { return apply(each, now, changes); }, command));
  return finish(changes);
}

std::vector<Effect> StudioState::apply(const Event& event, Moment now) {
  tick(now);
  Changes changes;
  std::visit([&](const auto& each) { apply(each, now, changes); }, event);
  return finish(changes);
}

void StudioState::tick(Moment now) {
  const std::int64_t since_ms =
      counted_until_work_ms_ ? std::max<std::int64_t>(now.work_ms - *counted_until_work_ms_, 0) : 0;
  counted_until_work_ms_ = std::max(now.work_ms, counted_until_work_ms_.value_or(now.work_ms));
  if (since_ms == 0) return;
  bool is_visible = false;
  for (auto& [id, run] : runs_) {
    Job& job = jobs_.at(id);
    if (job.status != JobStatus::running) continue;
    job.work_ms += since_ms;
    is_visible = true;
    for (const Stage stage : all_stages) {
      if (job.stage(stage).status != StageStatus::active) continue;
      job.stage(stage).work_ms += since_ms;
      run.work_ms[index_of(stage)] += since_ms;
    }
    estimate(job);
  }
  if (is_visible) ++revision_;
}

const Job* StudioState::find(std::string_view id) const {
  const auto found = jobs_.find(id);
  return found == jobs_.end() ? nullptr : &found->second;
}

const Job* StudioState::newest_settled() const {
  return settled_.empty() ? nullptr : find(settled_.back().id);
}

void StudioState::keep_removed() {
  for (auto& [id, run] : runs_)
    if (run.removal_can_be_undone) run.is_removed = false;
}

bool StudioState::is_ending_by_command(std::string_view id) const {
  const auto found = runs_.find(id);
  return found != runs_.end() && (found->second.is_canceled || found->second.is_removed);
}

StudioState::Run* StudioState::run_of(std::string_view id) {
  const auto found = runs_.find(id);
  return found == runs_.end() ? nullptr : &found->second;
}

void StudioState::schedule(Moment now, Changes& changes) {
  if (is_queue_awaited_) return;
  if (std::ranges::any_of(runs_, [](const auto& entry) { return !entry.second.is_held; })) return;
  const auto next = std::ranges::find_if(queue_, [&](const std::string& id) {
    const Run* run = run_of(id);
    return jobs_.at(id).status == JobStatus::queued && (run == nullptr || !run->is_ending);
  });
  if (next != queue_.end()) begin(jobs_.at(*next), now, changes);
}

void StudioState::begin(Job& job, Moment now, Changes& changes) {
  job.status = JobStatus::running;
  Run* run = run_of(job.id);
  if (run != nullptr) {
    run->is_held = false;
    changes.effects.emplace_back(effect::ReleaseRun{job.id});
  } else {
    run = &runs_[job.id];
    run->attempt = job.attempt;
    for (const Stage stage : all_stages) {
      const StageStatus status = job.stage(stage).status;
      run->was_done[index_of(stage)] = status == StageStatus::done;
    }
    if (job.started_utc_ms == 0) job.started_utc_ms = now.utc_ms;
    changes.effects.emplace_back(effect::StartRun{job.id, job.attempt});
  }
  start_ready_stages(job, *run, changes);
  estimate(job);
  save(job, changes);
}

void StudioState::start_ready_stages(Job& job, Run& run, Changes& changes) {
  for (const Stage stage : all_stages) {
    bool& started = run.started[index_of(stage)];
    if (started || !is_allowed(job, stage) || !is_ready(run.finished, stage)) continue;
    started = true;
    job.stage(stage).status = StageStatus::active;
    changes.effects.emplace_back(effect::StartStage{job.id, run.attempt, stage});
  }
}

void StudioState::stop(Job& job, Run& run, Changes& changes) {
  run.is_ending = true;
  job.stopping = true;
  changes.is_visible = true;
  changes.effects.emplace_back(effect::StopRun{job.id});
}

void StudioState::settle(Job& job, JobStatus status, Moment now, Changes& changes) {
  job.status = status;
  job.finished_utc_ms = now.utc_ms;
  job.eta.reset();
  for (StageState& state : job.stages)
    if (state.status == StageStatus::active) state.status = StageStatus::queued;
  stop_units(job);
  leave_queue(job.id);
  leave_settled(job.id);
  settled_.push_back({job.finished_utc_ms, job.id});
  save(job, changes);
  changes.effects.emplace_back(effect::ApplyRetention{});
}

void StudioState::stop_units(Job& job) {
  for (UnitRecord& unit : job.units) {
    if (unit.status != UnitStatus::active) continue;
    unit.status = UnitStatus::stopped;
    unit.end_ms = job.work_ms;
  }
}

void StudioState::leave_queue(std::string_view id) { std::erase(queue_, id); }

void StudioState::leave_settled(std::string_view id) {
  const auto place = std::ranges::find(settled_, id, &Settled::id);
  if (place == settled_.end()) return;
  if (place - settled_.begin() < static_cast<std::ptrdiff_t>(settled_loaded_)) --settled_loaded_;
  settled_.erase(place);
}

void StudioState::enter_queue_first(const std::string& id) {
  leave_queue(id);
  const auto place = std::ranges::find_if(
      queue_, [&](const std::string& other) { return jobs_.at(other).status == JobStatus::queued; });
  queue_.insert(place, id);
  if (is_queue_awaited_) places_[id] = -1;
}

void StudioState::enter_queue_last(const std::string& id) {
  queue_.push_back(id);
  if (is_queue_awaited_) places_[id] = 1;
}

void StudioState::estimate(Job& job) {
  job.percent = std::max(job.percent, percent_of(job, history_));
  job.eta = eta_of(job, history_);
}

void StudioState::save(Job& job, Changes& changes) {
  changes.is_visible = true;
  if (std::ranges::find(changes.saves, job.id) != changes.saves.end()) return;
  ++job.revision;
  changes.saves.push_back(job.id);
}

std::vector<Effect> StudioState::finish(Changes& changes) {
  if (changes.is_visible) ++revision_;
  std::vector<Effect> effects;
  for (std::string& id : changes.saves)
    if (jobs_.contains(id)) effects.emplace_back(effect::SaveJob{std::move(id)});
  std::ranges::move(changes.effects, std::back_inserter(effects));
  return effects;
}

}  // namespace reelwright
