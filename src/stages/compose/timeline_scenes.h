// SPDX-License-Identifier: GPL-3.0-or-later
// Scenes of a timeline from what was written, spoken and drawn: all of them for the render, or those that are
// there already for whoever wants to look before all is done.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/file.h"
#include "model/timeline.h"
#include "stages/compose/inputs.h"
#include "store/job_paths.h"

namespace reelwright::stages {

/// One scene for each scene of the schedule. `folder` is the job's. Errors: picture.*.
[[nodiscard]] Result<std::vector<TimelineScene>> timeline_scenes(const fs::path& folder,
                                                                 const ComposeInputs& inputs, FrameSize size);

/// The scenes from the first on that have a voice and a picture, without captions and music.
struct FirstScenes {
  Timeline timeline;                 ///< no scenes: there are none yet
  std::vector<fs::path> narrations;  ///< one a scene
  std::int64_t settled_frames = 0;   ///< frames from the start that stay as they are when more scenes come
  bool is_whole = false;             ///< no scene of the script is missing
};
/// Scenes that come later leave the places of earlier ones as they are. Errors: those of reading the script,
/// picture.*. Any thread; the files may be replaced meanwhile.
[[nodiscard]] Result<FirstScenes> read_first_scenes(const store::JobPaths& paths, const Brief& brief);

}  // namespace reelwright::stages
