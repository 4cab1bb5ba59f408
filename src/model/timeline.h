// SPDX-License-Identifier: GPL-3.0-or-later
// Exactly what is rendered: frames, layers, captions, sound, encoding. timeline.json plus the files it names
// (relative to it) is all that a render needs. All times are whole frames, so picture, captions and sound
// agree to the frame.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/brief.h"
#include "model/caption.h"
#include "model/clip.h"

namespace reelwright {

/// The one rule that ties frames to the clock of subtitles: frame f is composed at floor(f * 1000 / fps) ms,
/// and an ASS event shows in every frame whose time t has start_ms <= t < end_ms (as libass does).
[[nodiscard]] constexpr std::int64_t frame_time_ms(std::int64_t frame, int frames_per_second) {
  return frame * 1000 / frames_per_second;
}
/// The first frame whose time is at least `time_ms` (not negative): an event shows in [first_frame_at(start),
/// first_frame_at(end)).
[[nodiscard]] constexpr std::int64_t first_frame_at(std::int64_t time_ms, int frames_per_second) {
  return (time_ms * frames_per_second + 999) / 1000;
}

enum class Easing : std::uint8_t { linear, ease_out, ease_in_out };

/// State of a layer at one frame of its scene; between two keyframes values are interpolated with the later
/// one's easing, before the first and after the last they hold.
struct Keyframe {
  std::int64_t frame = 0;  ///< from the scene's first frame
  double x_px = 0;         ///< top-left corner of the image in output pixels
  double y_px = 0;
  double scale = 1;    ///< output pixels per image pixel
  double opacity = 1;  ///< 0 to 1
  Easing easing = Easing::linear;
  friend bool operator==(const Keyframe&, const Keyframe&) = default;
};

struct Layer {
  std::string image;                ///< picture or clip, relative to the timeline's folder
  std::string image_hash;           ///< of the file's content: part of the segment's key
  std::vector<Keyframe> keyframes;  ///< at least one, frames increasing
  LayerKind kind = LayerKind::picture;
  ClipTime clip = {};  ///< of a clip
  friend bool operator==(const Layer&, const Layer&) = default;
};

enum class TransitionKind : std::uint8_t { cut, crossfade, slide, wipe };

struct TimelineScene {
  std::string id;
  std::string title;             ///< chapter name
  std::int64_t start_frame = 0;  ///< including the overlap with the scene before
  std::int64_t frame_count = 0;
  TransitionKind transition = TransitionKind::cut;  ///< into this scene
  std::int64_t transition_frames = 0;  ///< overlap with the scene before; 0 for a cut and for the first scene
  std::int64_t narration_start_frame = 0;  ///< from the start of the video
  std::vector<Layer> layers;               ///< bottom to top; the first is opaque and covers the frame
  friend bool operator==(const TimelineScene&, const TimelineScene&) = default;
};

struct TimelineCaption {  ///< one ASS event, for segment keys and for tests; the picture comes from the .ass
                          ///< file
  std::int64_t start_frame = 0;  ///< first frame that shows it
  std::int64_t end_frame = 0;    ///< first frame that does not
  std::string text;              ///< AssEvent::text: karaoke has one event a word
  friend bool operator==(const TimelineCaption&, const TimelineCaption&) = default;
};

/// The events as the renderer shows them; those that fall between two frames or after the end are left out.
[[nodiscard]] std::vector<TimelineCaption> timeline_captions(const std::vector<AssEvent>& events,
                                                             int frames_per_second, std::int64_t frame_count);

/// Made from a preset; as it stands, "standard" at 30 frames a second.
struct EncodeSettings {
  std::string encoder = "libx264";
  std::string preset = "veryfast";
  double crf = 21;
  std::int64_t keyframe_frames_max = 60;
  std::int64_t audio_bit_rate = 192'000;
  friend bool operator==(const EncodeSettings&, const EncodeSettings&) = default;
};

struct Chapter {
  std::int64_t start_ms = 0;
  std::string title;
  friend bool operator==(const Chapter&, const Chapter&) = default;
};

struct Timeline {
  std::string title;
  std::string lang = "en";
  std::string description;
  FrameSize size;
  int frames_per_second = 30;
  std::int64_t frame_count = 0;
  std::vector<TimelineScene> scenes;
  bool burn_captions = false;
  std::string captions_ass;         ///< relative path; needed when burn_captions
  std::string captions_style_hash;  ///< caption_style_hash(): part of the key of every segment with captions
  std::vector<TimelineCaption> captions;
  std::string soft_subtitles;  ///< relative path of the .srt that becomes a subtitle track, or ""
  std::string audio;           ///< relative path of the final mix (48 kHz stereo wav), or ""
  std::string audio_hash;
  std::vector<Chapter> chapters;
  /// How far the pauses are stretched for the asked length. Kept when a scene is changed: other pauses would
  /// move every picture of the video. 0: not known.
  double pause_factor = 0;
  EncodeSettings encode;
  friend bool operator==(const Timeline&, const Timeline&) = default;

  [[nodiscard]] double duration_s() const {
    return static_cast<double>(frame_count) / static_cast<double>(frames_per_second);
  }
};

/// Errors: timeline.damaged (not JSON, wrong types, impossible values: overlaps, gaps, paths that leave the
/// folder), timeline.newer_version.
[[nodiscard]] Result<Timeline> timeline_from_json(std::string_view json);
[[nodiscard]] std::string to_json(const Timeline& timeline);

/// The layer's state at a frame of its scene.
[[nodiscard]] Keyframe layer_state(const Layer& layer, std::int64_t scene_frame);

/// A piece of the video that is encoded on its own. Bodies of scenes and transitions alternate; together they
/// cover every frame once.
struct Segment {
  std::int64_t start_frame = 0;
  std::int64_t frame_count = 0;
  std::size_t scene = 0;  ///< index of the scene; for a transition, of the scene it leads into
  bool is_transition = false;
  std::string key;  ///< hash of everything that its pixels and its encoding depend on; names its file
  friend bool operator==(const Segment&, const Segment&) = default;
};
/// Segments in order. Bodies longer than `frames_max` are cut into about equal pieces, so that all cores are
/// busy, where a keyframe is due anyway.
[[nodiscard]] std::vector<Segment> cut_segments(const Timeline& timeline, std::int64_t frames_max);
/// Hash of what the encoded sound depends on; names its file.
[[nodiscard]] std::string sound_key(const Timeline& timeline);
/// The order to render them in, by several workers: as they follow each other, because neighbours share
/// pictures, which need not be read twice then; the last ones longest first, so that all workers end
/// together.
[[nodiscard]] std::vector<Segment> in_work_order(std::vector<Segment> segments);

}  // namespace reelwright
