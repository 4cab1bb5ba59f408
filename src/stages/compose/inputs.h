// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that Compose reads from the job folder, read once and checked to belong together.
#pragma once

#include <string>
#include <vector>

#include "base/file.h"
#include "model/narration.h"
#include "model/script.h"
#include "model/visual.h"
#include "stages/compose/schedule.h"
#include "stages/stage.h"

namespace reelwright::stages {

/// One narration and one visual a scene, in the script's order.
struct ComposeInputs {
  Script script;
  std::vector<Narration> narrations;
  std::vector<SceneVisual> visuals;
  double pause_factor = 1;
  Schedule schedule;
};

inline constexpr int frames_per_second = 30;

/// Pauses stay as an earlier timeline of the
/// job has them, when the length allows it. Errors: compose.missing_part (a scene without voice or picture),
/// those of the codecs.
[[nodiscard]] Result<ComposeInputs> read_inputs(const JobContext& job);

/// Hash of what the sound is mixed from: narrations, their places, music, seed.
[[nodiscard]] Result<std::string> sound_key(const JobContext& job, const ComposeInputs& inputs);
[[nodiscard]] fs::path sound_path(const JobContext& job, const std::string& key);

}  // namespace reelwright::stages
