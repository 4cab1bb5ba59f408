// SPDX-License-Identifier: GPL-3.0-or-later
// Clips made by code, shown by a compositor.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/temporary_folder.h"
#include "media/clip.h"
#include "media/clip_maker.h"
#include "media/support.h"

namespace reelwright::media::test {

inline constexpr int fps = 30;

inline Layer clip_layer(const std::string& name, double scale = 1, ClipTime time = {0, 2, false}) {
  Layer layer;
  layer.image = layer.image_hash = name;
  layer.keyframes = {{0, 0, 0, scale, 1, Easing::linear}};
  layer.kind = LayerKind::clip;
  layer.clip = time;
  return layer;
}

class Clips : public testing::Test {
 protected:
  Timeline shown(const std::string& name, const ClipPlan& plan, std::int64_t frames = 60,
                 ClipTime time = {0, 2, false}) {
    write_clip(folder_ / name, plan);
    return timeline_of(plan.width, plan.height, {scene_of({clip_layer(name, 1, time)}, frames)});
  }
  /// Which picture each of the frames shows, by its luma.
  std::vector<int> numbers(const Timeline& timeline, const std::vector<std::int64_t>& frames) {
    std::vector<int> found;
    auto compositor = Compositor::open(timeline, folder_.path(), make_layer_cache(1 << 20));
    Picture picture;
    picture.resize(timeline.size.width, timeline.size.height);
    for (const std::int64_t frame : frames) {
      const auto composed = compositor->compose(frame, picture.view());
      EXPECT_TRUE(composed) << (composed ? "" : composed.error().message);
      const int luma = picture.y.row(timeline.size.height / 2)[timeline.size.width / 2];
      found.push_back(static_cast<int>(std::lround((luma - luma_of(0)) / 3.0)));
    }
    return found;
  }
  std::vector<int> numbers(const Timeline& timeline) { return numbers(timeline, all_of(timeline)); }
  static std::vector<std::int64_t> all_of(const Timeline& timeline) {
    return steady(static_cast<int>(timeline.frame_count));
  }
  Result<ClipReport> inspect(const std::string& name, double length_s_max = 100) {
    return inspect_clip(folder_ / name, length_s_max, {}, [](double) {});
  }
  std::string refusal(const std::string& name) {
    const auto report = inspect(name);
    if (report) return "accepted";
    EXPECT_NE(report.error().message.find(name), std::string::npos) << report.error().message;
    return report.error().code;
  }

  reelwright::test::TemporaryFolder folder_;
};

}  // namespace reelwright::media::test
