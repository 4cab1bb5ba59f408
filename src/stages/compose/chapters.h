// SPDX-License-Identifier: GPL-3.0-or-later
// Chapter marks after YouTube's published rules: the first at 0:00, at least three, each at least ten seconds
// long. A video that cannot meet them has none.
#pragma once

#include <string>
#include <vector>

#include "model/timeline.h"

namespace reelwright::stages {

/// One chapter a scene that has a title; scenes that would make a chapter shorter than 10 s join the one
/// before. Empty when fewer than three remain. Pure.
[[nodiscard]] std::vector<Chapter> make_chapters(const std::vector<TimelineScene>& scenes,
                                                 std::int64_t frame_count, int frames_per_second,
                                                 const std::string& video_title);

/// "0:00 The sky\n1:05 Rain\n": as it is pasted into a description.
[[nodiscard]] std::string chapters_text(const std::vector<Chapter>& chapters);

}  // namespace reelwright::stages
