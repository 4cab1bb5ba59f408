// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/timeline_scenes.h"

#include <optional>
#include <utility>

#include "media/picture.h"
#include "model/limits.h"
#include "stages/compose/layers.h"

namespace reelwright::stages {
namespace {

Result<std::vector<LayerSize>> layer_sizes(const fs::path& folder, const SceneVisual& visual) {
  std::vector<LayerSize> sizes;
  for (const VisualLayer& layer : visual.layers) {
    if (layer.entrance != Entrance::grow) {
      sizes.push_back({});
      continue;
    }
    const media::PictureInfo info = TRY(media::probe_picture(folder / layer.image));
    sizes.push_back({info.width, info.height});
  }
  return sizes;
}

/// A part of a scene that is there; nothing when it is not, or is not whole yet.
template <typename Parse>
auto read_if_there(const fs::path& path, Parse parse)
    -> std::optional<typename decltype(parse({}))::value_type> {
  const auto text = read_file(path, limits::json_bytes_max);
  if (!text) return std::nullopt;
  auto part = parse(*text);
  if (!part) return std::nullopt;
  return std::move(*part);
}

}  // namespace

Result<std::vector<TimelineScene>> timeline_scenes(const fs::path& folder, const ComposeInputs& inputs,
                                                   FrameSize size) {
  std::vector<TimelineScene> scenes;
  for (std::size_t i = 0; i < inputs.schedule.scenes.size(); ++i) {
    const ScheduledScene& scheduled = inputs.schedule.scenes[i];
    TimelineScene scene{
        .id = inputs.script.scenes[i].id,
        .title = inputs.script.scenes[i].heading,
        .start_frame = scheduled.start_frame,
        .frame_count = scheduled.frame_count,
        .transition = scheduled.transition_frames > 0 ? TransitionKind::crossfade : TransitionKind::cut,
        .transition_frames = scheduled.transition_frames,
        .narration_start_frame = scheduled.narration_start_frame,
        .layers = {}};
    const std::vector<LayerSize> sizes = TRY(layer_sizes(folder, inputs.visuals[i]));
    scene.layers =
        make_layers(inputs.visuals[i], sizes, inputs.narrations[i], scheduled, size, frames_per_second);
    scenes.push_back(std::move(scene));
  }
  return scenes;
}

Result<FirstScenes> read_first_scenes(const store::JobPaths& paths, const Brief& brief) {
  ComposeInputs inputs;
  inputs.script = TRY(script_from_json(TRY(read_file(paths.script_json(), limits::json_bytes_max))));
  FirstScenes first;
  std::vector<double> narration_s;
  std::error_code ignored;
  for (const Scene& scene : inputs.script.scenes) {
    auto narration = read_if_there(paths.voice_json(scene.id), narration_from_json);
    auto visual = read_if_there(paths.visual_json(scene.id), visual_from_json);
    if (!narration || !visual || !fs::exists(paths.voice_wav(scene.id), ignored)) break;
    narration_s.push_back(narration->duration_s);
    inputs.narrations.push_back(std::move(*narration));
    inputs.visuals.push_back(std::move(*visual));
    first.narrations.push_back(paths.voice_wav(scene.id));
  }
  if (narration_s.empty()) return first;

  first.is_whole = narration_s.size() == inputs.script.scenes.size();
  // Without the asked length: pauses stretched for it would move when another scene comes.
  inputs.schedule = make_schedule(narration_s, pacing_for(brief), frames_per_second, 1, !first.is_whole);
  const FrameSize size = frame_size(brief.aspect, brief.quality);
  Timeline& timeline = first.timeline;
  timeline.title = inputs.script.title;
  timeline.lang = inputs.script.lang;
  timeline.size = size;
  timeline.frames_per_second = frames_per_second;
  timeline.frame_count = inputs.schedule.frame_count;
  timeline.scenes = TRY(timeline_scenes(paths.folder(), inputs, size));
  first.settled_frames =
      first.is_whole ? timeline.frame_count : inputs.schedule.scenes.back().narration_end_frame;
  return first;
}

}  // namespace reelwright::stages
