// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iterator>

#include "base/check.h"
#include "base/hash.h"
#include "model/timeline.h"

namespace reelwright {
namespace {

/// Raised whenever the compositor or the encoder's set-up gives other pixels or bytes for the same timeline.
constexpr std::int64_t renderer_version = 3;

void add(Hasher& hash, const Layer& layer) {
  hash.text(layer.image_hash).integer(static_cast<std::int64_t>(layer.keyframes.size()));
  for (const Keyframe& keyframe : layer.keyframes)
    hash.integer(keyframe.frame)
        .number(keyframe.x_px)
        .number(keyframe.y_px)
        .number(keyframe.scale)
        .number(keyframe.opacity)
        .integer(static_cast<std::int64_t>(keyframe.easing));
  if (layer.kind == LayerKind::clip)
    hash.text("clip").number(layer.clip.start_s).number(layer.clip.length_s).boolean(layer.clip.loops);
}

void add(Hasher& hash, const std::vector<Layer>& layers) {
  hash.integer(static_cast<std::int64_t>(layers.size()));
  for (const Layer& layer : layers) add(hash, layer);
}

void add_settings(Hasher& hash, const Timeline& timeline) {
  const EncodeSettings& encode = timeline.encode;
  hash.integer(renderer_version)
      .integer(timeline.size.width)
      .integer(timeline.size.height)
      .integer(timeline.frames_per_second)
      .text(encode.encoder)
      .text(encode.preset)
      .number(encode.crf)
      .integer(encode.keyframe_frames_max);
}

/// What is burned into the segment, with times from the segment's first frame.
void add_captions(Hasher& hash, const Timeline& timeline, const Segment& segment) {
  if (!timeline.burn_captions) return;
  const std::int64_t end = segment.start_frame + segment.frame_count;
  bool has_any = false;
  for (const TimelineCaption& caption : timeline.captions) {
    if (caption.end_frame <= segment.start_frame || caption.start_frame >= end) continue;
    if (!has_any) hash.text(timeline.captions_style_hash);
    has_any = true;
    hash.integer(std::max(caption.start_frame, segment.start_frame) - segment.start_frame)
        .integer(std::min(caption.end_frame, end) - segment.start_frame)
        .text(caption.text);
  }
}

std::string key_of(const Timeline& timeline, const Segment& segment) {
  const TimelineScene& scene = timeline.scenes[segment.scene];
  Hasher hash;
  add_settings(hash, timeline);
  hash.boolean(segment.is_transition).integer(segment.frame_count);
  if (segment.is_transition) {
    const TimelineScene& before = timeline.scenes[segment.scene - 1];
    hash.integer(static_cast<std::int64_t>(scene.transition))
        .integer(segment.start_frame - before.start_frame);
    add(hash, before.layers);
  } else {
    hash.integer(segment.start_frame - scene.start_frame);
  }
  add(hash, scene.layers);
  add_captions(hash, timeline, segment);
  return hash.hex();
}

/// Raised whenever encode_sound gives other bytes for the same sound.
constexpr std::int64_t sound_version = 1;

/// How long a piece of a body of `frames` (at least 1) is, so that pieces are about equal and none ends
/// within a group of pictures: those cost a keyframe more.
std::int64_t piece_frames(std::int64_t frames, std::int64_t frames_max, std::int64_t keyframe_frames_max) {
  const auto divided_up = [](std::int64_t a, std::int64_t b) { return (a + b - 1) / b; };
  if (keyframe_frames_max <= 0 || keyframe_frames_max > frames_max) return frames_max;
  const std::int64_t equal = divided_up(frames, divided_up(frames, frames_max));
  return std::min(divided_up(equal, keyframe_frames_max), frames_max / keyframe_frames_max) *
         keyframe_frames_max;
}

}  // namespace

std::vector<Segment> cut_segments(const Timeline& timeline, std::int64_t frames_max) {
  CHECK(frames_max > 0);
  std::vector<Segment> segments;
  for (std::size_t i = 0; i < timeline.scenes.size(); ++i) {
    const TimelineScene& scene = timeline.scenes[i];
    const std::int64_t overlap_in = scene.transition_frames;
    const std::int64_t overlap_out =
        i + 1 < timeline.scenes.size() ? timeline.scenes[i + 1].transition_frames : 0;
    if (overlap_in > 0)
      segments.push_back({.start_frame = scene.start_frame,
                          .frame_count = overlap_in,
                          .scene = i,
                          .is_transition = true,
                          .key = {}});
    const std::int64_t end = scene.start_frame + scene.frame_count - overlap_out;
    const std::int64_t body = end - (scene.start_frame + overlap_in);
    if (body == 0) continue;
    const std::int64_t piece = piece_frames(body, frames_max, timeline.encode.keyframe_frames_max);
    for (std::int64_t start = scene.start_frame + overlap_in; start < end; start += piece)
      segments.push_back({.start_frame = start,
                          .frame_count = std::min(piece, end - start),
                          .scene = i,
                          .is_transition = false,
                          .key = {}});
  }
  for (Segment& segment : segments) segment.key = key_of(timeline, segment);
  return segments;
}

std::string sound_key(const Timeline& timeline) {
  Hasher hash;
  hash.text("sound")
      .integer(sound_version)
      .text(timeline.audio)
      .text(timeline.audio_hash)
      .integer(timeline.frame_count)
      .integer(timeline.frames_per_second)
      .integer(timeline.encode.audio_bit_rate);
  return hash.hex();
}

std::vector<Segment> in_work_order(std::vector<Segment> segments) {
  constexpr std::ptrdiff_t last_ones = 16;
  const auto last = segments.end() - std::min(std::ssize(segments), last_ones);
  std::stable_sort(last, segments.end(),
                   [](const Segment& a, const Segment& b) { return a.frame_count > b.frame_count; });
  return segments;
}

}  // namespace reelwright
