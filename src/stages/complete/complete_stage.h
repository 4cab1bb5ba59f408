// SPDX-License-Identifier: GPL-3.0-or-later
// Complete: proves the finished file by decoding it, and makes what is published with it (thumbnail,
// chapters, credits). A video that fails costs the parts to blame their place: retrying makes them again.
#pragma once

#include <filesystem>

#include "stages/render/hardware_fallback.h"
#include "stages/stage.h"

namespace reelwright::stages {

class CompleteStage final : public IStage {
 public:
  /// As RenderStage.
  explicit CompleteStage(std::filesystem::path assets, EncoderChoice* encoders = nullptr)
      : assets_(std::move(assets)), fallback_(encoders) {}
  [[nodiscard]] Stage id() const override { return Stage::complete; }
  /// The check is never reused: what is on the disk now is what counts.
  [[nodiscard]] Result<StagePlan> plan(const JobContext& job) override;
  [[nodiscard]] Result<void> run(const JobContext& job, const WorkUnit& unit, UnitProgress progress) override;
  [[nodiscard]] Result<StageResult> finish(const JobContext& job, int round, UnitProgress progress) override;

 private:
  /// Sees to it that the next attempt makes again what `fault` comes from.
  [[nodiscard]] Result<void> condemn_parts(const JobContext& job, const Timeline& timeline,
                                           const Error& fault, UnitProgress& progress);

  const std::filesystem::path assets_;
  HardwareFallback fallback_;  // any thread
};

}  // namespace reelwright::stages
