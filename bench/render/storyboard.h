// SPDX-License-Identifier: GPL-3.0-or-later
// The standard job of the render benchmark: pictures with the statistics of photographs that are panned and
// zoomed, crossfades, burned-in captions, sound. All from a seed, so that every machine renders the same.
#pragma once

#include <filesystem>

#include "model/timeline.h"

namespace reelwright::bench {

struct StoryboardSpec {
  int scenes = 6;
  int scene_s = 10;
  FrameSize size{1920, 1080};
  int frames_per_second = 30;
};

inline constexpr double crossfade_s = 0.5;
/// Pictures are this much larger than the frame, which leaves room for the motion.
inline constexpr double picture_margin = 1.25;

/// Where one side of a scene's motion stands: the part of the picture that fills the frame.
struct Crop {
  double zoom = 1;     ///< 1: the whole picture
  double x_share = 0;  ///< 0: left or top border, 1: right or bottom
  double y_share = 0;
};
struct Motion {
  Crop from, to;
};
[[nodiscard]] Motion motion_of(int scene);
[[nodiscard]] std::filesystem::path picture_name(int scene);

/// Writes pictures, captions, sound and timeline.json into `folder` (which is there) and returns the
/// timeline. Ends the program when the disk does not take them.
Timeline make_storyboard(const std::filesystem::path& folder, const StoryboardSpec& spec);

/// Another picture for one scene, in the files and in timeline.json.
void change_scene(const std::filesystem::path& folder, const StoryboardSpec& spec, int scene);

}  // namespace reelwright::bench
