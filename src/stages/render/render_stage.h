// SPDX-License-Identifier: GPL-3.0-or-later
// Render: timeline.json to the finished mp4. A unit is a segment, named by the hash of what its pixels depend
// on, or the sound; parts that are there are reused, so changing one scene encodes that scene and its
// transitions only.
// When a hardware encoder fails, the job is planned again for the processor; when parts do not fit together,
// the bad ones are.
#pragma once

#include <memory>

#include "media/compositor.h"
#include "stages/render/hardware_fallback.h"
#include "stages/render/hardware_sessions.h"
#include "stages/stage.h"

namespace reelwright::stages {

class RenderStage final : public IStage {
 public:
  /// `encoders`, which must outlive it, is told of hardware that fails.
  explicit RenderStage(EncoderChoice* encoders = nullptr);
  [[nodiscard]] Stage id() const override { return Stage::render; }
  [[nodiscard]] Result<StagePlan> plan(const JobContext& job) override;
  [[nodiscard]] Result<void> run(const JobContext& job, const WorkUnit& unit, UnitProgress progress) override;
  /// Joins the segments, removes those that no longer belong to the timeline and those that are bad.
  [[nodiscard]] Result<StageResult> finish(const JobContext& job, int round, UnitProgress progress) override;

 private:
  std::shared_ptr<media::LayerCache> cache_;  // any thread
  HardwareSessions sessions_;                 // any thread, of all jobs
  HardwareFallback fallback_;                 // any thread
};

}  // namespace reelwright::stages
