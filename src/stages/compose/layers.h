// SPDX-License-Identifier: GPL-3.0-or-later
// From "appears at its sentence and rises" to keyframes: the moment a scene's pictures learn when the voice
// speaks.
#pragma once

#include <vector>

#include "model/narration.h"
#include "model/timeline.h"
#include "model/visual.h"
#include "stages/compose/schedule.h"

namespace reelwright::stages {

/// Keyframes count from the scene's first frame. A layer that waits for a sentence appears with that
/// sentence's first word, or lights up then when it waits faintly; one whose sentence is not spoken appears
/// with the scene. Image sizes are not
/// needed: `grow` is centred by `image_size` in output pixels at scale 1. Pure.
struct LayerSize {
  int width = 0;
  int height = 0;
};
[[nodiscard]] std::vector<Layer> make_layers(const SceneVisual& visual, const std::vector<LayerSize>& sizes,
                                             const Narration& narration, const ScheduledScene& scene,
                                             FrameSize frame_size, int frames_per_second);

}  // namespace reelwright::stages
