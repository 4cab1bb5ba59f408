// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "model/clip_json.h"
#include "model/json_reader.h"
#include "model/limits.h"
#include "model/names.h"
#include "model/timeline.h"

namespace reelwright {
namespace {

using json::Need;
using json::Object;
using json::Output;

constexpr int newest_schema = 1;
constexpr Names<Easing, 3> easing_names{{"linear", "ease_out", "ease_in_out"}};
constexpr Names<TransitionKind, 4> transition_names{{"cut", "crossfade", "slide", "wipe"}};
constexpr std::int64_t time_ms_max = limits::timeline_frames_max * 1000;

Output to_output(const Layer& layer) {
  Output out = {{"image", layer.image}, {"image_hash", layer.image_hash}};
  json::write_clip(layer.kind, layer.clip, out);
  out["keyframes"] = Output::array();
  for (const Keyframe& keyframe : layer.keyframes)
    out["keyframes"].push_back({{"frame", keyframe.frame},
                                {"x_px", keyframe.x_px},
                                {"y_px", keyframe.y_px},
                                {"scale", keyframe.scale},
                                {"opacity", keyframe.opacity},
                                {"easing", easing_names.of(keyframe.easing)}});
  return out;
}

Output to_output(const TimelineScene& scene) {
  Output out = {{"id", scene.id},
                {"title", scene.title},
                {"start_frame", scene.start_frame},
                {"frame_count", scene.frame_count},
                {"transition", transition_names.of(scene.transition)},
                {"transition_frames", scene.transition_frames},
                {"narration_start_frame", scene.narration_start_frame}};
  out["layers"] = Output::array();
  for (const Layer& layer : scene.layers) out["layers"].push_back(to_output(layer));
  return out;
}

void read(const Object& in, Layer& layer) {
  in.relative_path("image", layer.image);
  in.text("image_hash", layer.image_hash);
  json::read_clip(in, layer.kind, layer.clip);
  std::int64_t frame_min = 0;
  in.list("keyframes", limits::keyframes_per_layer_max, layer.keyframes,
          [&](const Object& item, Keyframe& keyframe) {
            item.integer("frame", keyframe.frame, frame_min, limits::timeline_frames_max);
            item.number("x_px", keyframe.x_px, -limits::layer_offset_px_max, limits::layer_offset_px_max);
            item.number("y_px", keyframe.y_px, -limits::layer_offset_px_max, limits::layer_offset_px_max);
            item.number("scale", keyframe.scale, limits::layer_scale_min, limits::layer_scale_max);
            item.number("opacity", keyframe.opacity, 0, 1);
            item.choice("easing", keyframe.easing,
                        [](std::string_view name) { return easing_names.parse(name); });
            frame_min = keyframe.frame + 1;
          });
  if (layer.keyframes.empty()) in.fail("keyframes", "must have at least one entry");
}

void read(const Object& in, TimelineScene& scene) {
  in.text("id", scene.id);
  if (!json::is_plain_name(scene.id)) in.fail("id", "must be letters, digits and hyphens");
  in.text("title", scene.title);
  in.integer("start_frame", scene.start_frame, 0, limits::timeline_frames_max);
  in.integer("frame_count", scene.frame_count, 1, limits::timeline_frames_max);
  in.choice("transition", scene.transition,
            [](std::string_view name) { return transition_names.parse(name); });
  in.integer("transition_frames", scene.transition_frames, 0, limits::timeline_frames_max);
  in.integer("narration_start_frame", scene.narration_start_frame, 0, limits::timeline_frames_max);
  in.list("layers", limits::layers_per_scene_max, scene.layers,
          [](const Object& item, Layer& layer) { read(item, layer); });
  if (scene.layers.empty()) in.fail("layers", "must have at least one entry");
}

/// Names such as "libx264" and "veryfast": what an encoder is asked for by text.
void read_name(const Object& in, std::string_view key, std::string& out) {
  in.text(key, out);
  if (!json::is_plain_name(out)) in.fail(key, "must be letters and digits");
}

void read(const Object& in, EncodeSettings& encode) {
  read_name(in, "encoder", encode.encoder);
  read_name(in, "preset", encode.preset);
  in.number("crf", encode.crf, 0, 63);
  in.integer("keyframe_frames_max", encode.keyframe_frames_max, 1, 10 * limits::frames_per_second_max);
  in.integer("audio_bit_rate", encode.audio_bit_rate, 32'000, 512'000);
}

/// The scenes cover the video without gaps, and no frame belongs to more than two of them.
void check_scenes(const Timeline& timeline, json::Reading& reading) {
  if (!reading.ok()) return;
  const auto refuse = [&](std::size_t scene, std::string_view what) {
    reading.fail(fmt::format("scenes[{}] {}", scene, what));
  };
  const auto& scenes = timeline.scenes;
  std::set<std::string_view> ids;
  std::int64_t end = 0;
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    const TimelineScene& scene = scenes[i];
    const std::int64_t overlap_out = i + 1 < scenes.size() ? scenes[i + 1].transition_frames : 0;
    if (!ids.insert(scene.id).second) return refuse(i, "has the id of another scene");
    if (scene.transition_frames > 0 && (i == 0 || scene.transition == TransitionKind::cut))
      return refuse(i, "cannot overlap the scene before");
    if (scene.start_frame != end - scene.transition_frames)
      return refuse(i, "does not start where the scene before ends");
    if (scene.transition_frames + overlap_out > scene.frame_count)
      return refuse(i, "is shorter than its transitions");
    end = scene.start_frame + scene.frame_count;
  }
  if (scenes.empty()) return reading.fail("it has no scene");
  if (end != timeline.frame_count) reading.fail("frame_count is not the end of the last scene");
}

void read(const Object& root, json::Reading& reading, Timeline& timeline) {
  root.schema_version(newest_schema);
  root.text("title", timeline.title);
  root.text("lang", timeline.lang);
  root.text("description", timeline.description);
  root.integer("width", timeline.size.width, limits::frame_side_px_min, limits::frame_side_px_max);
  root.integer("height", timeline.size.height, limits::frame_side_px_min, limits::frame_side_px_max);
  if (timeline.size.width % 2 != 0) root.fail("width", "must be even");
  if (timeline.size.height % 2 != 0) root.fail("height", "must be even");
  root.integer("frames_per_second", timeline.frames_per_second, 1, limits::frames_per_second_max);
  root.integer("frame_count", timeline.frame_count, 1, limits::timeline_frames_max);
  root.list("scenes", limits::scenes_max, timeline.scenes,
            [](const Object& item, TimelineScene& scene) { read(item, scene); });
  root.flag("burn_captions", timeline.burn_captions);
  root.relative_path("captions_ass", timeline.captions_ass, Need::optional);
  if (timeline.burn_captions && timeline.captions_ass.empty()) root.fail("captions_ass", "is missing");
  root.text("captions_style_hash", timeline.captions_style_hash);
  std::int64_t start_min = 0;
  root.list("captions", limits::caption_events_max, timeline.captions,
            [&](const Object& item, TimelineCaption& caption) {
              item.integer("start_frame", caption.start_frame, start_min, timeline.frame_count);
              item.integer("end_frame", caption.end_frame, caption.start_frame + 1, timeline.frame_count);
              item.text("text", caption.text);
              start_min = caption.end_frame;
            });
  root.relative_path("soft_subtitles", timeline.soft_subtitles, Need::optional);
  root.relative_path("audio", timeline.audio, Need::optional);
  root.text("audio_hash", timeline.audio_hash);
  root.number("pause_factor", timeline.pause_factor, 0, 10, Need::optional);
  std::int64_t chapter_ms_min = 0;
  root.list("chapters", limits::scenes_max, timeline.chapters, [&](const Object& item, Chapter& chapter) {
    item.integer("start_ms", chapter.start_ms, chapter_ms_min, time_ms_max);
    item.text("title", chapter.title);
    chapter_ms_min = chapter.start_ms + 1;
  });
  root.object("encode", [&](const Object& encode) { read(encode, timeline.encode); });
  check_scenes(timeline, reading);
}

}  // namespace

std::string to_json(const Timeline& timeline) {
  Output out = {{"schema_version", newest_schema},
                {"title", timeline.title},
                {"lang", timeline.lang},
                {"description", timeline.description},
                {"width", timeline.size.width},
                {"height", timeline.size.height},
                {"frames_per_second", timeline.frames_per_second},
                {"frame_count", timeline.frame_count}};
  out["scenes"] = Output::array();
  for (const TimelineScene& scene : timeline.scenes) out["scenes"].push_back(to_output(scene));
  out["burn_captions"] = timeline.burn_captions;
  out["captions_ass"] = timeline.captions_ass;
  out["captions_style_hash"] = timeline.captions_style_hash;
  out["captions"] = Output::array();
  for (const TimelineCaption& caption : timeline.captions)
    out["captions"].push_back(
        {{"start_frame", caption.start_frame}, {"end_frame", caption.end_frame}, {"text", caption.text}});
  out["soft_subtitles"] = timeline.soft_subtitles;
  out["audio"] = timeline.audio;
  out["audio_hash"] = timeline.audio_hash;
  out["pause_factor"] = timeline.pause_factor;
  out["chapters"] = Output::array();
  for (const Chapter& chapter : timeline.chapters)
    out["chapters"].push_back({{"start_ms", chapter.start_ms}, {"title", chapter.title}});
  out["encode"] = {{"encoder", timeline.encode.encoder},
                   {"preset", timeline.encode.preset},
                   {"crf", timeline.encode.crf},
                   {"keyframe_frames_max", timeline.encode.keyframe_frames_max},
                   {"audio_bit_rate", timeline.encode.audio_bit_rate}};
  return json::dump(out);
}

Result<Timeline> timeline_from_json(std::string_view text) {
  const json::Subject subject{.name = "The timeline",
                              .code = "timeline.damaged",
                              .newer_code = "timeline.newer_version",
                              .hint = "Make it again from the job, or correct the file."};
  Timeline timeline;
  TRY(json::read_document(
      text, subject, [&](const Object& root, json::Reading& reading) { read(root, reading, timeline); }));
  return timeline;
}

}  // namespace reelwright
