// SPDX-License-Identifier: GPL-3.0-or-later
// Render: timeline.json to the finished mp4. A unit is a segment, named by the hash of what its pixels depend
// on; segments that are there are reused, so changing one scene encodes that scene and its transitions only.
// When a hardware encoder fails, the job is planned again for the processor.
#pragma once

#include <memory>
#include <mutex>

#include "media/compositor.h"
#include "model/timeline.h"
#include "stages/stage.h"

namespace reelwright::stages {

class RenderStage final : public IStage {
 public:
  RenderStage();
  [[nodiscard]] Stage id() const override { return Stage::render; }
  [[nodiscard]] Result<StagePlan> plan(const JobContext& job) override;
  [[nodiscard]] Result<void> run(const JobContext& job, const WorkUnit& unit, UnitProgress progress) override;
  /// Joins the segments, removes those that no longer belong to the timeline.
  [[nodiscard]] Result<StageResult> finish(const JobContext& job, int round, UnitProgress progress) override;

 private:
  /// After a hardware encoder's failure: the whole job is encoded by the processor, with a warning. False
  /// when the error is none of that kind.
  [[nodiscard]] Result<bool> turn_to_processor(const JobContext& job, const EncodeSettings& used,
                                               const Error& error);

  std::shared_ptr<media::LayerCache> cache_;  // any thread
  std::mutex turning_;                        // one of several failing units rewrites the timeline
};

}  // namespace reelwright::stages
