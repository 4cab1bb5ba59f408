// SPDX-License-Identifier: GPL-3.0-or-later
// The state machine against a reference model and against the rules of its effects, on random sequences of
// commands and events. The model is deliberately plain: it knows no effects, no progress and no times, only
// who is in which state.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>

#include "model/studio_state.h"

namespace reelwright {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int sequences = 5'000;
#else
constexpr int sequences = 100'000;
#endif

constexpr std::array<const char*, 4> ids = {"a", "b", "c", "d"};

bool is_waiting_or_working(JobStatus status) {
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

/// What a runtime would see, and what it may rely on.
class EffectRules {
 public:
  void take(const std::vector<Effect>& effects, const StudioState& state) {
    std::set<std::string> saved;
    for (const Effect& effect : effects) {
      if (const auto* save = std::get_if<effect::SaveJob>(&effect)) {
        expect(saved.insert(save->id).second, "saved twice");
        expect(state.find(save->id) != nullptr, "saved a job that is gone");
      } else if (const auto* start = std::get_if<effect::StartRun>(&effect)) {
        expect(!runs_.contains(start->id), "second run of a job");
        runs_[start->id] = {};
        runs_[start->id].attempt = start->attempt;
      } else if (const auto* stage = std::get_if<effect::StartStage>(&effect)) {
        check_stage(*stage, state);
      } else if (const auto* hold = std::get_if<effect::HoldRun>(&effect)) {
        expect(!runs_.at(hold->id).held && !runs_.at(hold->id).over, "held twice");
        runs_.at(hold->id).held = true;
      } else if (const auto* release = std::get_if<effect::ReleaseRun>(&effect)) {
        expect(runs_.at(release->id).held && !runs_.at(release->id).over, "released what was not held");
        runs_.at(release->id).held = false;
      } else if (const auto* stop = std::get_if<effect::StopRun>(&effect)) {
        end(stop->id);
      } else if (const auto* done = std::get_if<effect::EndRun>(&effect)) {
        end(done->id);
      } else if (const auto* removed = std::get_if<effect::RemoveJob>(&effect)) {
        expect(!runs_.contains(removed->id), "removed under a live run");
        expect(state.find(removed->id) == nullptr, "removed but still there");
      }
    }
    const auto working = std::ranges::count_if(runs_, [](const auto& run) { return !run.second.held; });
    expect(working <= 1, "two runs at work");
  }
  void stage_finished(const event::RunKey& key, Stage stage) {
    const auto run = runs_.find(key.job);
    if (run != runs_.end() && run->second.attempt == key.attempt && !run->second.over &&
        run->second.started[index_of(stage)])
      run->second.finished[index_of(stage)] = true;
  }
  void run_ended(const event::RunKey& key) {
    const auto run = runs_.find(key.job);
    if (run != runs_.end() && run->second.attempt == key.attempt) runs_.erase(run);
  }
  [[nodiscard]] const std::string& broken() const { return broken_; }
  [[nodiscard]] bool is_over(const std::string& id) const {
    const auto run = runs_.find(id);
    return run != runs_.end() && run->second.over;
  }
  [[nodiscard]] int attempt(const std::string& id) const {
    const auto run = runs_.find(id);
    return run == runs_.end() ? 0 : run->second.attempt;
  }

 private:
  struct Run {
    int attempt = 0;
    bool held = false, over = false;
    std::array<bool, stage_count> started{}, finished{};
  };
  void expect(bool condition, const char* what) {
    if (!condition && broken_.empty()) broken_ = what;
  }
  void end(const std::string& id) {
    expect(runs_.contains(id) && !runs_.at(id).over, "ended twice");
    runs_.at(id).over = true;
  }
  void check_stage(const effect::StartStage& effect, const StudioState& state) {
    Run& run = runs_.at(effect.id);
    const std::size_t stage = index_of(effect.stage);
    expect(run.attempt == effect.attempt && !run.held && !run.over, "stage of a run that cannot work");
    expect(!run.started[stage], "stage started twice");
    run.started[stage] = true;
    const std::size_t before = stage <= 2 ? std::min<std::size_t>(stage, 1) : stage;
    for (std::size_t i = 0; i < before; ++i) expect(run.finished[i], "stage started too early");
    const auto gate = state.find(effect.id)->stop_after;
    expect(!gate || stage <= index_of(*gate), "stage beyond the gate");
  }
  std::map<std::string, Run> runs_;
  std::string broken_;
};

/// What of a job must not change without a save, and what must not go back.
struct Seen {
  JobStatus status{};
  std::array<StageStatus, stage_count> stages{};
  double percent = 0;
  std::uint64_t stored = 0;
  int attempt = 0;
};

class Sequence {
 public:
  explicit Sequence(unsigned seed) : random_(seed) {}

  /// "" or what went wrong.
  std::string run() {
    const int steps = 30 + pick(31);
    for (int step = 0; step < steps; ++step) {
      now_.work_ms += pick(200);
      now_.utc_ms += pick(200);
      if (std::string problem = pick(100) < 40 ? command() : event(); !problem.empty()) return problem;
      if (std::string problem = compare(); !problem.empty())
        return problem + " at step " + std::to_string(step);
    }
    return {};
  }

 private:
  int pick(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }
  std::string any_id() { return pick(30) == 0 ? "nobody" : ids[static_cast<std::size_t>(pick(4))]; }
  std::string any_unit() { return std::to_string(pick(4)); }
  Stage any_stage() { return all_stages[static_cast<std::size_t>(pick(6))]; }

  std::string command() {
    const std::string id = any_id();
    Command command = command::PinJob{id, pick(2) == 0};
    bool expected = model_.visible(id) != nullptr;
    switch (pick(8)) {
      case 0:
      case 1: {
        Job job;
        job.id = job.title = id == "nobody" ? "a" : id;
        if (pick(3) == 0) job.stop_after = any_stage();
        command = command::CreateJob{job};
        expected = model_.create(job);
        break;
      }
      case 2:
        command = command::CancelJob{id};
        expected = model_.cancel(id);
        break;
      case 3:
        command = command::PauseJob{id};
        expected = model_.pause(id);
        break;
      case 4:
        command = command::ResumeJob{id};
        expected = model_.resume(id);
        break;
      case 5:
        command = command::RetryJob{id};
        expected = model_.retry(id);
        break;
      case 6: {
        std::vector<std::string> which = {id};
        if (pick(3) == 0) which.push_back(any_id());
        command = command::DeleteJobs{which};
        expected = model_.remove(which);
        break;
      }
      default:
        break;
    }
    const std::uint64_t revision = state_.revision();
    state_.tick(now_);
    const std::uint64_t ticked = state_.revision();
    const auto effects = state_.apply(command, now_);
    if (effects.has_value() != expected)
      return "a command was " + std::string(expected ? "refused" : "accepted");
    if (!effects && state_.revision() != ticked) return "a refused command changed something";
    if (state_.revision() < revision) return "revision went back";
    if (effects) rules_.take(*effects, state_);
    return rules_.broken();
  }

  std::string event() {
    const std::string id = any_id();
    const int live_attempt = rules_.attempt(id);
    event::RunKey key{id, live_attempt == 0 || pick(20) == 0 ? 1 + pick(3) : live_attempt};
    Stage stage = any_stage();
    if (const Job* job = state_.find(id); job != nullptr && pick(10) != 0)
      for (const Stage each : all_stages)
        if (job->stage(each).status == StageStatus::active &&
            (pick(2) == 0 || job->stage(stage).status != StageStatus::active))
          stage = each;
    std::vector<Effect> effects;
    const auto send = [&](const Event& event) { effects = state_.apply(event, now_); };
    const int kind = rules_.is_over(id) && pick(2) == 0 ? 95 : pick(100);
    if (kind < 9) {
      std::vector<std::string> reused;
      for (int i = pick(6); i > 0; --i) reused.push_back(any_unit());
      send(event::StagePlanned{key, stage, pick(6) - 1, reused});
    } else if (kind < 16) {
      send(event::UnitStarted{key, stage, any_unit()});
    } else if (kind < 22) {
      send(event::UnitProgressed{key, stage, pick(12) / 10.0});
    } else if (kind < 32) {
      send(event::UnitFinished{key, stage, any_unit(), pick(5) == 0});
    } else if (kind < 78) {
      const bool skipped = pick(3) == 0;
      model_.finish_stage(key, stage, skipped);
      rules_.stage_finished(key, stage);
      send(event::StageFinished{key, stage, {}, {}, {}, skipped});
    } else if (kind < 84) {
      model_.fail_stage(key, stage);
      send(event::StageFailed{key, stage, Error{"x", "y", "z"}});
    } else if (kind < 86) {
      model_.save_failed(id);
      send(event::SaveFailed{id, Error{"x", "y", "z"}});
    } else if (kind < 88) {
      send(event::WarningRaised{key, "w"});
    } else if (kind < 90) {
      const std::vector<Job> loaded = some_jobs();
      model_.load(loaded);
      send(event::JobsLoaded{loaded});
    } else if (rules_.is_over(id) || pick(20) == 0) {
      model_.end_run(key);
      rules_.run_ended(key);
      send(event::RunEnded{key});
    }
    rules_.take(effects, state_);
    return rules_.broken();
  }

  std::vector<Job> some_jobs() {
    std::vector<Job> jobs;
    for (const char* id : ids) {
      if (pick(2) == 0) continue;
      Job job;
      job.id = id;
      job.status = static_cast<JobStatus>(pick(7));
      job.created_utc_ms = pick(3);
      job.attempt = 1 + pick(2);
      if (pick(4) == 0) job.stop_after = any_stage();
      jobs.push_back(job);
    }
    return jobs;
  }

  std::string compare() {
    if (state_.queue() != model_.line) return "another queue";
    if (state_.jobs().size() != model_.jobs.size()) return "another number of jobs";
    bool is_changed = seen_.size() != model_.jobs.size();
    auto expected = model_.jobs.begin();
    for (const auto& [id, job] : state_.jobs()) {
      if (expected->first != id) return "another job";
      const ModelJob& model = expected->second;
      ++expected;
      if (job.status != model.status)
        return id + " is " + std::string(name_of(job.status)) + ", expected " +
               std::string(name_of(model.status));
      if (job.attempt != model.attempt) return "another attempt";
      if (std::string problem = problem_with_units(job); !problem.empty()) return problem + " of " + id;
      Seen now{job.status, {}, job.percent, job.revision, job.attempt};
      for (std::size_t i = 0; i < stage_count; ++i) now.stages[i] = job.stages[i].status;
      if (now.stages != model.stages) return "other stages of " + id;
      if ((job.percent == 100) != (job.status == JobStatus::done) && !was_loaded_done(job))
        return "percent and done disagree";
      const auto before = seen_.find(id);
      if (before == seen_.end()) {
        is_changed = true;
      } else {
        const Seen& old = before->second;
        const bool is_transition =
            old.status != now.status || old.stages != now.stages || old.attempt != now.attempt;
        if (is_transition && now.stored <= old.stored) return "a transition that was not saved";
        if (old.attempt == now.attempt && now.percent < old.percent) return "percent went back";
        is_changed |= is_transition || old.percent != now.percent || old.stored != now.stored;
      }
      seen_[id] = now;
    }
    std::erase_if(seen_, [&](const auto& entry) { return state_.find(entry.first) == nullptr; });
    if (is_changed && state_.revision() == revision_) return "a change without a new revision";
    if (state_.revision() < revision_) return "revision went back";
    revision_ = state_.revision();
    return {};
  }
  static std::string problem_with_units(const Job& job) {
    std::int64_t last_ms = 0;
    for (const UnitRecord& unit : job.units) {
      if (unit.begin_ms < last_ms || unit.end_ms < unit.begin_ms || unit.end_ms > job.work_ms)
        return "wrong times of a unit";
      last_ms = unit.begin_ms;
      if (unit.status == UnitStatus::active && is_settled(job.status))
        return "a unit at work in a settled job";
    }
    return {};
  }
  /// Jobs that are loaded as done keep the percent they come with.
  static bool was_loaded_done(const Job& job) {
    return job.status == JobStatus::done && job.stage(Stage::complete).status == StageStatus::queued;
  }

  std::mt19937 random_;
  StudioState state_;
  Model model_;
  EffectRules rules_;
  std::map<std::string, Seen> seen_;
  std::uint64_t revision_ = 0;
  Moment now_{1'000, 1'000};
};

TEST(StudioStateModel, AgreesWithTheReferenceOnRandomSequences) {
  for (int seed = 0; seed < sequences; ++seed) {
    const std::string problem = Sequence(static_cast<unsigned>(seed)).run();
    ASSERT_EQ(problem, "") << "seed " << seed;
  }
}

}  // namespace
}  // namespace reelwright
