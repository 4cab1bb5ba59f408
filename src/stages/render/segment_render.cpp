// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/render/segment_render.h"

#include <fmt/format.h>

#include "base/file.h"
#include "media/verify.h"
#include "model/limits.h"

namespace reelwright::stages {
namespace {

/// A longer one leaves workers idle at the end; each has an encoder of its own, which costs some 200 MB of
/// fresh memory.
constexpr std::int64_t segment_s_max = 4;

/// The names of the files that the timeline needs, in its folder.
std::vector<std::string> files_of(const Timeline& timeline) {
  std::vector<std::string> names;
  for (const TimelineScene& scene : timeline.scenes)
    for (const Layer& layer : scene.layers) names.push_back(layer.image);
  if (timeline.burn_captions) names.push_back(timeline.captions_ass);
  names.push_back(timeline.soft_subtitles);
  names.push_back(timeline.audio);
  std::erase(names, "");
  return names;
}

}  // namespace

Result<Timeline> load_timeline(const std::filesystem::path& timeline_json) {
  auto text = read_file(timeline_json, limits::json_bytes_max);
  if (!text) {
    if (text.error().code != "file.missing") return std::unexpected(std::move(text).error());
    return fail("timeline.missing", fmt::format("There is no timeline at {}.", timeline_json.string()),
                "Give the path of a timeline.json from a job folder.");
  }
  Timeline timeline = TRY(timeline_from_json(*text));
  const std::filesystem::path root = timeline_json.parent_path();
  for (const std::string& name : files_of(timeline)) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(root / name, failed))
      return fail("timeline.missing_file",
                  fmt::format("The timeline needs \"{}\", which is not in {}.", name, root.string()),
                  "Keep timeline.json together with the files of its job folder, or make the job again.");
  }
  return timeline;
}

Result<std::vector<std::filesystem::path>> inputs_of(const std::filesystem::path& timeline_json) {
  const Timeline timeline = TRY(load_timeline(timeline_json));
  std::vector<std::filesystem::path> inputs{timeline_json};
  for (const std::string& name : files_of(timeline)) inputs.push_back(timeline_json.parent_path() / name);
  return inputs;
}

std::vector<Segment> segments_of(const Timeline& timeline) {
  return cut_segments(timeline, segment_s_max * timeline.frames_per_second);
}

std::filesystem::path part_in(const std::filesystem::path& folder, const std::string& key) {
  return folder / (key + ".mp4");
}

media::EncodedParts parts_in(const std::filesystem::path& folder, const Timeline& timeline) {
  media::EncodedParts parts;
  for (const Segment& segment : segments_of(timeline)) parts.segments.push_back(part_in(folder, segment.key));
  if (!timeline.audio.empty()) parts.sound = part_in(folder, sound_key(timeline));
  return parts;
}

Result<void> remove_bad_parts(const media::EncodedParts& parts, const std::filesystem::path& folder,
                              std::stop_token stop, std::move_only_function<void(double fraction)> progress) {
  std::vector<std::filesystem::path> bad = TRY(media::damaged_parts(parts, stop, std::move(progress)));
  if (bad.empty()) {
    bad = parts.segments;
    if (!parts.sound.empty()) bad.push_back(parts.sound);
  }
  std::error_code ignored;
  for (const std::filesystem::path& path : bad)
    if (path.parent_path() == folder) std::filesystem::remove(path, ignored);
  return {};
}

Result<void> render_segment(const Timeline& timeline, const std::filesystem::path& root,
                            const std::shared_ptr<media::LayerCache>& cache, HardwareSessions& sessions,
                            const Segment& segment, const std::filesystem::path& path, std::stop_token stop,
                            std::move_only_function<void(std::int64_t)> on_frame) {
  const auto session = TRY(sessions.take(timeline.encode.encoder, stop));
  media::Compositor compositor = TRY(media::Compositor::open(timeline, root, cache, stop));
  return media::encode_segment(
      timeline, segment.start_frame, segment.frame_count,
      [&](std::int64_t frame, const media::YuvView& out) { return compositor.compose(frame, out); }, path,
      stop, std::move(on_frame));
}

}  // namespace reelwright::stages
