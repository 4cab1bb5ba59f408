// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that a runtime relies on, checked on the effects of a state machine.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "model/studio_state.h"

namespace reelwright {

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

}  // namespace reelwright
