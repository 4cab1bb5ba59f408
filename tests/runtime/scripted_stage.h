// SPDX-License-Identifier: GPL-3.0-or-later
// A stage whose every step is given by the test, and gates to hold it where the test wants it: no test of the
// runtime waits for time to pass.
#pragma once

#include <condition_variable>
#include <functional>
#include <latch>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "stages/stage.h"

namespace reelwright::runtime {

/// Opens once. Any thread.
class Gate {
 public:
  void open() {
    {
      const std::lock_guard lock(mutex_);
      open_ = true;
    }
    changed_.notify_all();
  }
  /// False when stopped first.
  bool wait(std::stop_token stop = {}) {
    std::unique_lock lock(mutex_);
    return changed_.wait(lock, stop, [&] { return open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool open_ = false;
};

/// Set the functions before the run starts.
class ScriptedStage final : public stages::IStage {
 public:
  explicit ScriptedStage(Stage stage) : stage_(stage) {}

  std::function<Result<stages::StagePlan>(const stages::JobContext&)> on_plan = [](const auto&) {
    return Result<stages::StagePlan>(stages::StagePlan{{{"unit 1", "1", 1}}, {}});
  };
  std::function<Result<void>(const stages::JobContext&, const stages::WorkUnit&, stages::UnitProgress&)>
      on_run = [](const auto&, const auto&, auto&) { return Result<void>(); };
  std::function<Result<stages::StageResult>(const stages::JobContext&, int)> on_finish =
      [](const auto&, int) { return Result<stages::StageResult>(stages::StageResult{}); };

  std::function<void(stages::UnitProgress&)> on_finish_progress = [](stages::UnitProgress&) {};

  [[nodiscard]] Stage id() const override { return stage_; }
  [[nodiscard]] Result<stages::StagePlan> plan(const stages::JobContext& job) override {
    return on_plan(job);
  }
  [[nodiscard]] Result<void> run(const stages::JobContext& job, const stages::WorkUnit& unit,
                                 stages::UnitProgress progress) override {
    {
      const std::lock_guard lock(mutex_);
      started_.push_back(unit.key);
    }
    return on_run(job, unit, progress);
  }
  [[nodiscard]] Result<stages::StageResult> finish(const stages::JobContext& job, int round,
                                                   stages::UnitProgress progress) override {
    on_finish_progress(progress);
    return on_finish(job, round);
  }

  /// Keys of the units that were run, in the order in which they started.
  [[nodiscard]] std::vector<std::string> started() const {
    const std::lock_guard lock(mutex_);
    return started_;
  }

 private:
  const Stage stage_;
  mutable std::mutex mutex_;
  std::vector<std::string> started_;
};

inline stages::StagePlan units(std::vector<std::string> keys, int reused = 0) {
  stages::StagePlan plan;
  for (int i = 1; i <= reused; ++i) plan.reused.push_back("reused " + std::to_string(i));
  for (std::string& key : keys) plan.units.push_back({"unit " + key, key, 1});
  return plan;
}

/// Its units stay at work until they are told to stop.
inline void make_endless(ScriptedStage& stage, std::latch& at_work) {
  stage.on_run = [&at_work](const stages::JobContext& job, const auto&, auto&) -> Result<void> {
    at_work.count_down();
    Gate never;
    never.wait(job.stop);
    return canceled();
  };
}
/// Its units stay at work until `gate` opens.
inline void hold_at(ScriptedStage& stage, std::latch& at_work, Gate& gate) {
  stage.on_run = [&](const auto&, const auto&, auto&) {
    at_work.count_down();
    gate.wait();
    return Result<void>();
  };
}

/// Six scripted stages.
struct ScriptedStages {
  ScriptedStage script{Stage::script};
  ScriptedStage voice{Stage::voice};
  ScriptedStage visuals{Stage::visuals};
  ScriptedStage compose{Stage::compose};
  ScriptedStage render{Stage::render};
  ScriptedStage complete{Stage::complete};

  [[nodiscard]] std::array<stages::IStage*, stage_count> all() {
    return {&script, &voice, &visuals, &compose, &render, &complete};
  }
};

}  // namespace reelwright::runtime
