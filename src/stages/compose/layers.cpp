// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/layers.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace reelwright::stages {
namespace {

constexpr double entrance_s = 0.4;
/// The eye should arrive with the word, so a picture starts to appear a little before it.
constexpr double anticipation_s = 0.12;
/// Distance of a rise or slide, as a share of the frame's shorter side.
constexpr double travel = 0.035;
constexpr double grow_from = 0.86;

/// The frame at which the layer's sentence is spoken; the scene's start for other layers and for sentences
/// that are not.
std::int64_t reveal_frame(const VisualLayer& layer, const Narration& narration, const ScheduledScene& scene,
                          double fps) {
  if (layer.reveal == Reveal::at_sentence) {
    const auto word = std::ranges::find(narration.words, layer.sentence, &WordTime::sentence);
    if (word != narration.words.end()) {
      const std::int64_t spoken = scene.narration_start_frame - scene.start_frame +
                                  std::llround((word->start_s - anticipation_s) * fps);
      return std::max<std::int64_t>(0, spoken);
    }
  }
  return scene.transition_frames / 2;
}

Keyframe placed(const VisualLayer& layer, std::int64_t frame, std::int64_t last_frame) {
  const double share = last_frame > 0 ? static_cast<double>(frame) / static_cast<double>(last_frame) : 0.0;
  return {.frame = frame,
          .x_px = std::lerp(layer.from.x_px, layer.to.x_px, share),
          .y_px = std::lerp(layer.from.y_px, layer.to.y_px, share),
          .scale = std::lerp(layer.from.scale, layer.to.scale, share),
          .opacity = layer.opacity,
          .easing = Easing::linear};
}

/// Where an entering layer comes from; `shown` is its place when it has arrived.
Keyframe hidden(const VisualLayer& layer, Keyframe shown, const LayerSize& size, double short_side) {
  shown.opacity = 0;
  switch (layer.entrance) {
    case Entrance::none:
    case Entrance::fade:
      break;
    case Entrance::rise:
      shown.y_px += short_side * travel;
      break;
    case Entrance::slide:
      shown.x_px -= short_side * travel;
      break;
    case Entrance::grow: {
      const double scale = shown.scale * grow_from;
      shown.x_px += size.width * (shown.scale - scale) / 2;
      shown.y_px += size.height * (shown.scale - scale) / 2;
      shown.scale = scale;
      break;
    }
  }
  return shown;
}

/// The scene's clock for one layer.
struct LayerClock {
  std::int64_t start_frame = 0;      ///< of the scene's pictures, when the transition is half over
  std::int64_t entrance_frames = 0;  ///< how long one lasts
  std::int64_t delay_frames = 0;
  std::int64_t last_frame = 0;  ///< of the scene
};

void add_entrance(const VisualLayer& source, std::int64_t start, const LayerClock& clock,
                  const LayerSize& size, double short_side, Layer& layer) {
  const std::int64_t arrival =
      source.entrance == Entrance::none ? start : std::min(start + clock.entrance_frames, clock.last_frame);
  if (arrival > start) {
    layer.keyframes.push_back(hidden(source, placed(source, start, clock.last_frame), size, short_side));
  } else if (start > 0) {
    layer.keyframes.push_back(placed(source, start - 1, clock.last_frame));
    layer.keyframes.back().opacity = 0;
  }
  layer.keyframes.push_back(placed(source, arrival, clock.last_frame));
  layer.keyframes.back().easing = arrival > start ? Easing::ease_out : Easing::linear;
}

/// A layer that waits faintly lights up in its place when its sentence is spoken.
void add_waiting(const VisualLayer& source, std::int64_t lit, const LayerClock& clock, const LayerSize& size,
                 double short_side, Layer& layer) {
  VisualLayer faint = source;
  faint.opacity *= source.waiting_opacity;
  add_entrance(faint, std::min(clock.start_frame + clock.delay_frames, clock.last_frame), clock, size,
               short_side, layer);
  layer.keyframes.push_back(placed(faint, lit, clock.last_frame));
  layer.keyframes.push_back(
      placed(source, std::min(lit + clock.entrance_frames, clock.last_frame), clock.last_frame));
  layer.keyframes.back().easing = Easing::ease_out;
}

}  // namespace

std::vector<Layer> make_layers(const SceneVisual& visual, const std::vector<LayerSize>& sizes,
                               const Narration& narration, const ScheduledScene& scene, FrameSize frame_size,
                               int frames_per_second) {
  CHECK(sizes.size() == visual.layers.size());
  const double short_side = std::min(frame_size.width, frame_size.height);
  const std::int64_t last = scene.frame_count - 1;
  std::vector<Layer> layers;
  for (std::size_t i = 0; i < visual.layers.size(); ++i) {
    const VisualLayer& source = visual.layers[i];
    const LayerClock clock{.start_frame = scene.transition_frames / 2,
                           .entrance_frames = std::llround(entrance_s * frames_per_second),
                           .delay_frames = std::llround(source.delay_s * frames_per_second),
                           .last_frame = last};
    Layer layer{.image = source.image,
                .image_hash = source.image_hash,
                .keyframes = {},
                .kind = source.kind,
                .clip = source.clip};
    const std::int64_t reveal = reveal_frame(source, narration, scene, frames_per_second);
    const bool waits = source.reveal == Reveal::at_sentence && source.waiting_opacity > 0;
    if (waits && reveal > clock.start_frame + clock.delay_frames + clock.entrance_frames && reveal < last) {
      add_waiting(source, reveal, clock, sizes[i], short_side, layer);
    } else if (source.entrance == Entrance::none && source.reveal == Reveal::from_start) {
      add_entrance(source, 0, clock, sizes[i], short_side, layer);
    } else {
      // What is named right away enters at once: there is nothing to wait for.
      const std::int64_t delay =
          waits ? std::max<std::int64_t>(0, clock.start_frame + clock.delay_frames - reveal)
                : clock.delay_frames;
      add_entrance(source, std::min(reveal + delay, last), clock, sizes[i], short_side, layer);
    }
    const Keyframe& arrived = layer.keyframes.back();
    if (source.from != source.to && last > arrived.frame)
      layer.keyframes.push_back(placed(source, last, last));
    layers.push_back(std::move(layer));
  }
  return layers;
}

}  // namespace reelwright::stages
