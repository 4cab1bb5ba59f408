// SPDX-License-Identifier: GPL-3.0-or-later
// The studio's state with a clock that only moves when told, and its effects as texts.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/studio_state.h"

namespace reelwright {

/// "save a", "start a/1", "stage a/1 script", ... in order.
inline std::string text_of(const Effect& effect) {
  struct Text {
    std::string operator()(const effect::SaveJob& e) { return "save " + e.id; }
    std::string operator()(const effect::StartRun& e) {
      return "start " + e.id + "/" + std::to_string(e.attempt);
    }
    std::string operator()(const effect::StartStage& e) {
      return "stage " + e.id + " " + std::string(name_of(e.stage));
    }
    std::string operator()(const effect::HoldRun& e) { return "hold " + e.id; }
    std::string operator()(const effect::ReleaseRun& e) { return "release " + e.id; }
    std::string operator()(const effect::StopRun& e) { return "stop " + e.id; }
    std::string operator()(const effect::EndRun& e) { return "end " + e.id; }
    std::string operator()(const effect::RemoveJob& e) { return "remove " + e.id; }
    std::string operator()(const effect::RecordStage& e) {
      return "record " + std::string(name_of(e.stage)) + " " + std::to_string(e.sample.units) + " " +
             std::to_string(std::lround(e.sample.seconds * 1000));
    }
    std::string operator()(const effect::ApplyRetention&) { return "retention"; }
  };
  return std::visit(Text{}, effect);
}

using Texts = std::vector<std::string>;

/// A state with a clock that only moves when told.
class StudioStateTest : public testing::Test {
 protected:
  Texts send(const Command& command) {
    const auto effects = state_.apply(command, now_);
    EXPECT_TRUE(effects) << effects.error().message;
    return effects ? texts(*effects) : Texts{};
  }
  Texts send(const Event& event) { return texts(state_.apply(event, now_)); }
  std::string refusal(const Command& command) {
    const std::uint64_t revision = state_.revision();
    const auto effects = state_.apply(command, now_);
    EXPECT_EQ(state_.revision(), revision);
    return effects ? "accepted" : effects.error().code;
  }

  Texts create(const std::string& id, std::optional<Stage> stop_after = std::nullopt) {
    Job job;
    job.id = job.title = id;
    job.stop_after = stop_after;
    return send(command::CreateJob{job});
  }
  event::RunKey key(const std::string& id) { return {id, state_.find(id)->attempt}; }
  Texts plan(const std::string& id, Stage stage, int total, int reused = 0) {
    Texts names;
    for (int i = 0; i < reused; ++i) names.push_back("unit " + std::to_string(i + 1));
    return send(event::StagePlanned{key(id), stage, total, names});
  }
  Texts finish(const std::string& id, Stage stage) {
    return send(event::StageFinished{key(id), stage, {}, {}, {}, false});
  }
  Texts fail(const std::string& id, Stage stage) {
    return send(event::StageFailed{key(id), stage, Error{"x.y", "It broke.", "Fix it."}});
  }
  Texts end(const std::string& id) { return send(event::RunEnded{key(id)}); }
  void finish_all(const std::string& id) {
    for (const Stage stage : all_stages) finish(id, stage);
  }
  const Job& job(const std::string& id) { return *state_.find(id); }
  void wait(std::int64_t ms) {
    now_.utc_ms += ms;
    now_.work_ms += ms;
    state_.tick(now_);
  }

  StudioState state_;
  Moment now_{1'000'000, 5'000};

 private:
  static Texts texts(const std::vector<Effect>& effects) {
    Texts out;
    for (const Effect& effect : effects) out.push_back(text_of(effect));
    return out;
  }
};

}  // namespace reelwright
