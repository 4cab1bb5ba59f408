// SPDX-License-Identifier: GPL-3.0-or-later
// Visuals: draws every scene of the script as layers (visuals/scene-NN-*.png or .jpg, or a clip) and
// describes them (visuals/scene-NN.json, written last). It knows nothing of time: when things appear is said
// by sentence, and Compose makes frames of it.
#pragma once

#include <filesystem>
#include <utility>

#include "stages/stage.h"

namespace reelwright::stages {

/// One unit a scene. A scene is drawn again when something that it shows has changed: texts on screen, icon,
/// picture, theme, frame, captions burned in or not, seed. Spoken sentences are not among it. Errors:
/// theme.unknown, theme.damaged, icons.missing, media.* (the folder of pictures), those of script and files.
/// Pictures and clips that cannot be used are left out with a warning; a clip that is shown is copied into
/// the job.
class VisualsStage final : public IStage {
 public:
  explicit VisualsStage(std::filesystem::path assets) : assets_(std::move(assets)) {}
  [[nodiscard]] Stage id() const override { return Stage::visuals; }
  [[nodiscard]] Result<StagePlan> plan(const JobContext& job) override;
  [[nodiscard]] Result<void> run(const JobContext& job, const WorkUnit& unit, UnitProgress progress) override;
  [[nodiscard]] Result<StageResult> finish(const JobContext& job, int round, UnitProgress progress) override;

 private:
  const std::filesystem::path assets_;
};

}  // namespace reelwright::stages
