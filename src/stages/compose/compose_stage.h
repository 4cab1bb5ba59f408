// SPDX-License-Identifier: GPL-3.0-or-later
// Compose: script, narrations and visuals become one timeline.json with its captions and its sound. Deciding
// is cheap and always done anew; the sound is the unit of work, named by the hash of what it is mixed from.
#pragma once

#include <filesystem>

#include "stages/encoder_choice.h"
#include "stages/stage.h"

namespace reelwright::stages {

class ComposeStage final : public IStage {
 public:
  /// Without `encoders` (which must outlive it) the processor encodes.
  explicit ComposeStage(std::filesystem::path assets, EncoderChoice* encoders = nullptr)
      : assets_(std::move(assets)), encoders_(encoders) {}
  [[nodiscard]] Stage id() const override { return Stage::compose; }
  [[nodiscard]] Result<StagePlan> plan(const JobContext& job) override;
  [[nodiscard]] Result<void> run(const JobContext& job, const WorkUnit& unit, UnitProgress progress) override;
  [[nodiscard]] Result<StageResult> finish(const JobContext& job, int round, UnitProgress progress) override;

 private:
  const std::filesystem::path assets_;
  EncoderChoice* const encoders_;
};

}  // namespace reelwright::stages
