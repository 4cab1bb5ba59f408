// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/timeline.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/check.h"

namespace reelwright {
namespace {

double eased(double t, Easing easing) {
  switch (easing) {
    case Easing::linear:
      return t;
    case Easing::ease_out:
      return 1.0 - (1.0 - t) * (1.0 - t) * (1.0 - t);
    case Easing::ease_in_out:
      return t * t * (3.0 - 2.0 * t);
  }
  CHECK(false);
  return t;
}

}  // namespace

std::vector<TimelineCaption> timeline_captions(const std::vector<AssEvent>& events, int frames_per_second,
                                               std::int64_t frame_count) {
  std::vector<TimelineCaption> captions;
  for (const AssEvent& event : events) {
    const std::int64_t start = first_frame_at(event.start_cs * 10, frames_per_second);
    const std::int64_t end = std::min(first_frame_at(event.end_cs * 10, frames_per_second), frame_count);
    if (start < end) captions.push_back({.start_frame = start, .end_frame = end, .text = event.text});
  }
  return captions;
}

Keyframe layer_state(const Layer& layer, std::int64_t scene_frame) {
  CHECK(!layer.keyframes.empty());
  const auto& keyframes = layer.keyframes;
  const auto next = std::ranges::upper_bound(keyframes, scene_frame, {},
                                             [](const Keyframe& keyframe) { return keyframe.frame; });
  Keyframe state = next == keyframes.begin() ? keyframes.front() : *std::prev(next);
  if (next != keyframes.begin() && next != keyframes.end()) {
    const Keyframe& from = *std::prev(next);
    const double t =
        eased(static_cast<double>(scene_frame - from.frame) / static_cast<double>(next->frame - from.frame),
              next->easing);
    state.x_px = std::lerp(from.x_px, next->x_px, t);
    state.y_px = std::lerp(from.y_px, next->y_px, t);
    state.scale = std::lerp(from.scale, next->scale, t);
    state.opacity = std::lerp(from.opacity, next->opacity, t);
  }
  state.frame = scene_frame;
  state.easing = Easing::linear;
  return state;
}

}  // namespace reelwright
