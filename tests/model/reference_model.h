// SPDX-License-Identifier: GPL-3.0-or-later
// Says who is in which state, as plainly as possible: it knows no effects, no progress and no times. For the
// comparison with the state machine.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/studio_state.h"

namespace reelwright {

inline bool is_waiting_or_working(JobStatus status) {
  return status == JobStatus::queued || status == JobStatus::running || status == JobStatus::paused;
}

struct ModelJob {
  std::string id;
  JobStatus status = JobStatus::queued;
  int attempt = 1;
  int last_stage = 5;
  std::array<StageStatus, stage_count> stages{};
  // The run, when `run_attempt` is not 0.
  int run_attempt = 0;
  bool held = false, over = false, cancel = false, removed = false;
  std::set<int> started, finished, done_before;

  [[nodiscard]] bool has_run() const { return run_attempt != 0; }
  [[nodiscard]] bool is_stopping() const { return has_run() && cancel; }
};

struct Model {
  std::map<std::string, ModelJob> jobs;
  std::vector<std::string> line;  ///< of jobs that wait or work

  ModelJob* visible(const std::string& id) {
    const auto found = jobs.find(id);
    return found == jobs.end() || found->second.removed ? nullptr : &found->second;
  }
  void leave(const std::string& id) { std::erase(line, id); }
  void settle(ModelJob& job, JobStatus status) {
    job.status = status;
    for (StageStatus& stage : job.stages)
      if (stage == StageStatus::active) stage = StageStatus::queued;
    leave(job.id);
  }
  void start_stages(ModelJob& job) {
    const std::array<std::set<int>, stage_count> needs = {{{}, {0}, {0}, {1, 2}, {3}, {4}}};
    for (int stage = 0; stage <= job.last_stage; ++stage) {
      const auto& need = needs[static_cast<std::size_t>(stage)];
      if (job.started.contains(stage) || !std::ranges::includes(job.finished, need)) continue;
      job.started.insert(stage);
      job.stages[static_cast<std::size_t>(stage)] = StageStatus::active;
    }
  }
  void next() {
    for (const auto& [id, job] : jobs)
      if (job.has_run() && !job.held) return;
    for (const std::string& id : line) {
      ModelJob& job = jobs.at(id);
      if (job.status != JobStatus::queued || (job.has_run() && job.over)) continue;
      job.status = JobStatus::running;
      if (!job.has_run()) {
        job.run_attempt = job.attempt;
        job.started.clear();
        job.finished.clear();
        job.done_before.clear();
        for (int i = 0; i < 6; ++i)
          if (job.stages[static_cast<std::size_t>(i)] == StageStatus::done) job.done_before.insert(i);
        job.over = job.cancel = false;
      }
      job.held = false;
      start_stages(job);
      return;
    }
  }
  bool create(const Job& wanted) {
    if (jobs.contains(wanted.id)) return false;
    ModelJob job;
    job.id = wanted.id;
    if (wanted.stop_after) job.last_stage = static_cast<int>(*wanted.stop_after);
    jobs[wanted.id] = job;
    line.push_back(wanted.id);
    next();
    return true;
  }
  bool cancel(const std::string& id) {
    ModelJob* job = visible(id);
    if (job == nullptr || !is_waiting_or_working(job->status) || job->is_stopping()) return false;
    if (job->has_run() && !job->over)
      job->over = job->cancel = true;
    else
      settle(*job, JobStatus::canceled);
    return true;
  }
  bool pause(const std::string& id) {
    ModelJob* job = visible(id);
    if (job == nullptr || job->is_stopping()) return false;
    if (job->status != JobStatus::queued && job->status != JobStatus::running) return false;
    if (job->status == JobStatus::running) job->held = true;
    job->status = JobStatus::paused;
    next();
    return true;
  }
  bool resume(const std::string& id) {
    ModelJob* job = visible(id);
    if (job == nullptr || job->is_stopping()) return false;
    if (job->status != JobStatus::paused && job->status != JobStatus::interrupted) return false;
    bool through = true;
    for (int i = 0; i <= job->last_stage; ++i) {
      const StageStatus stage = job->stages[static_cast<std::size_t>(i)];
      through &= stage == StageStatus::done || stage == StageStatus::skipped;
    }
    if (through) job->last_stage = 5;
    job->status = JobStatus::queued;
    leave(id);
    auto place = line.begin();
    while (place != line.end() && jobs.at(*place).status != JobStatus::queued) ++place;
    line.insert(place, id);
    next();
    return true;
  }
  bool retry(const std::string& id) {
    ModelJob* job = visible(id);
    if (job == nullptr || is_waiting_or_working(job->status)) return false;
    ++job->attempt;
    job->status = JobStatus::queued;
    job->stages = {};
    line.push_back(id);
    next();
    return true;
  }
  bool remove(const std::vector<std::string>& which) {
    for (const std::string& id : which)
      if (visible(id) == nullptr || visible(id)->status == JobStatus::running) return false;
    for (const std::string& id : which) {
      if (!jobs.contains(id)) continue;
      ModelJob& job = jobs.at(id);
      if (job.has_run()) {
        job.removed = job.over = true;
        if (is_waiting_or_working(job.status)) settle(job, JobStatus::canceled);
      } else {
        leave(id);
        jobs.erase(id);
      }
    }
    return true;
  }
  ModelJob* working(const event::RunKey& key) {
    const auto found = jobs.find(key.job);
    return found != jobs.end() && found->second.has_run() && !found->second.over &&
                   found->second.run_attempt == key.attempt
               ? &found->second
               : nullptr;
  }
  void finish_stage(const event::RunKey& key, Stage which, bool skipped) {
    ModelJob* job = working(key);
    const std::size_t stage = index_of(which);
    if (job == nullptr || job->stages[stage] != StageStatus::active) return;
    const int number = static_cast<int>(stage);
    job->stages[stage] =
        skipped && !job->done_before.contains(number) ? StageStatus::skipped : StageStatus::done;
    job->finished.insert(number);
    bool through = true;
    for (int i = 0; i <= job->last_stage; ++i) through &= job->finished.contains(i);
    if (through) {
      job->over = true;
      if (job->last_stage == 5)
        settle(*job, JobStatus::done);
      else
        job->status = JobStatus::paused;
    } else if (!job->held) {
      start_stages(*job);
    }
  }
  void fail_stage(const event::RunKey& key, Stage which) {
    ModelJob* job = working(key);
    if (job == nullptr || job->stages[index_of(which)] != StageStatus::active) return;
    job->stages[index_of(which)] = StageStatus::failed;
    settle(*job, JobStatus::failed);
    job->over = true;
  }
  void save_failed(const std::string& id) {
    const auto found = jobs.find(id);
    if (found == jobs.end() || found->second.status != JobStatus::running || found->second.over) return;
    settle(found->second, JobStatus::failed);
    found->second.over = true;
  }
  void end_run(const event::RunKey& key) {
    const auto found = jobs.find(key.job);
    if (found == jobs.end() || found->second.run_attempt != key.attempt) return;
    ModelJob& job = found->second;
    job.run_attempt = 0;
    if (job.removed) {
      leave(key.job);
      jobs.erase(found);
    } else if (job.cancel) {
      settle(job, JobStatus::canceled);
    } else if (!job.over) {
      settle(job, JobStatus::failed);
    }
    next();
  }
  void load(const std::vector<Job>& loaded) {
    std::vector<std::pair<std::int64_t, std::string>> waiting;
    for (const Job& each : loaded) {
      if (jobs.contains(each.id)) continue;
      ModelJob job;
      job.id = each.id;
      job.attempt = each.attempt;
      if (each.stop_after) job.last_stage = static_cast<int>(*each.stop_after);
      job.status = each.status == JobStatus::running ? JobStatus::interrupted : each.status;
      if (is_waiting_or_working(job.status)) waiting.emplace_back(each.created_utc_ms, each.id);
      jobs[each.id] = job;
    }
    std::ranges::sort(waiting);
    for (const auto& [time, id] : waiting) line.push_back(id);
    next();
  }
};

}  // namespace reelwright
