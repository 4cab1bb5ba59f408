// SPDX-License-Identifier: GPL-3.0-or-later
// The state machine against a reference model and against the rules of its effects, on random sequences of
// commands and events.
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>
#include <string>

#include "model/effect_rules.h"
#include "model/reference_model.h"
#include "model/studio_state.h"

namespace reelwright {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int sequences = 5'000;
#else
constexpr int sequences = 100'000;
#endif

constexpr std::array<const char*, 4> ids = {"a", "b", "c", "d"};

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
