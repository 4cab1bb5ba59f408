// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/render/render_stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/file.h"
#include "media/encode.h"
#include "model/words_for_people.h"
#include "stages/encoder_choice.h"
#include "stages/render/segment_render.h"

namespace reelwright::stages {
namespace {

constexpr const char* sound_unit = "sound";
/// Encoding it takes about this share of what encoding the pictures takes.
constexpr double sound_weight = 0.01;

void remove_stale_parts(const fs::path& folder, const media::EncodedParts& current) {
  std::set<fs::path> wanted(current.segments.begin(), current.segments.end());
  wanted.insert(current.sound);
  std::error_code failed;
  std::vector<fs::path> stale;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".mp4" && !wanted.contains(entry.path())) stale.push_back(entry.path());
  }
  for (const fs::path& path : stale) fs::remove(path, failed);
}

/// Whether the key is that of a segment of this timeline as one of the hardware encoders would make it.
bool was_of_hardware(Timeline timeline, const std::string& key) {
  return std::ranges::any_of(hardware_encoders, [&](const HardwareEncoder& encoder) {
    timeline.encode.encoder = encoder.name;
    const std::vector<Segment> segments = segments_of(timeline);
    return std::ranges::find(segments, key, &Segment::key) != segments.end();
  });
}

}  // namespace

RenderStage::RenderStage(EncoderChoice* encoders)
    : cache_(media::make_layer_cache(layer_cache_bytes_max)), fallback_(encoders) {}

Result<StagePlan> RenderStage::plan(const JobContext& job) {
  const Timeline timeline = TRY(load_timeline(job.paths.timeline_json()));
  TRY(make_folder(job.paths.render_folder()));
  remove_abandoned_temporaries(job.paths.render_folder());
  StagePlan plan;
  plan.may_repeat = find_hardware_encoder(timeline.encode.encoder) != nullptr;
  std::set<std::string> seen;  // two segments may look exactly alike: one file serves both
  for (const Segment& segment : in_work_order(segments_of(timeline))) {
    std::string name =
        fmt::format("frames {} to {}", segment.start_frame, segment.start_frame + segment.frame_count - 1);
    const bool twin = !seen.insert(segment.key).second;
    if (twin || media::is_complete_segment(job.paths.segment(segment.key), timeline, segment.frame_count)) {
      plan.reused.push_back(std::move(name));
      continue;
    }
    plan.units.push_back(
        {.name = std::move(name), .key = segment.key, .weight = static_cast<double>(segment.frame_count)});
  }
  if (!timeline.audio.empty()) {
    const std::string key = sound_key(timeline);
    if (media::is_complete_sound(job.paths.segment(key), timeline))
      plan.reused.push_back(sound_unit);
    else
      plan.units.push_back({.name = sound_unit,
                            .key = key,
                            .weight = sound_weight * static_cast<double>(timeline.frame_count)});
  }
  return plan;
}

Result<void> RenderStage::run(const JobContext& job, const WorkUnit& unit, UnitProgress progress) {
  const Timeline timeline = TRY(load_timeline(job.paths.timeline_json()));
  if (!timeline.audio.empty() && unit.key == sound_key(timeline))
    return media::encode_sound(timeline, job.paths.folder(), job.paths.segment(unit.key), job.stop,
                               std::move(progress));
  const std::vector<Segment> segments = segments_of(timeline);
  const auto segment = std::ranges::find(segments, unit.key, &Segment::key);
  if (segment == segments.end()) {
    if (was_of_hardware(timeline, unit.key)) return {};  // the job has turned to the processor since the plan
    return fail("render.timeline_changed", "The timeline was changed while it was being rendered.",
                "Render again.");
  }
  const double total = static_cast<double>(segment->frame_count);
  Result<void> rendered =
      render_segment(timeline, job.paths.folder(), cache_, sessions_, *segment, job.paths.segment(unit.key),
                     job.stop, [&](std::int64_t frames) { progress(static_cast<double>(frames) / total); });
  if (!rendered && is_encoder_failure(rendered.error()) &&
      TRY(fallback_.turn(job, timeline.encode, rendered.error())))
    return {};
  return rendered;
}

Result<StageResult> RenderStage::finish(const JobContext& job, int round, UnitProgress progress) {
  const Timeline timeline = TRY(load_timeline(job.paths.timeline_json()));
  const StageResult again{.artifacts = {}, .video = {}, .title = {}, .plan_again = true};
  const media::EncodedParts parts = parts_in(job.paths.render_folder(), timeline);
  std::error_code failed;
  // A unit turned to the processor: the plan was made for other segments.
  if (round == 0 && std::ranges::any_of(parts.segments, [&](const fs::path& segment) {
        return !fs::is_regular_file(segment, failed);
      }))
    return again;
  const fs::path output = job.paths.video(job.title);
  const auto tell = [&](double fraction) { progress(fraction); };
  const Result<void> joined = media::join_parts(timeline, job.paths.folder(), parts, output, job.stop, tell);
  if (!joined) {
    if (joined.error().code != "mux.segment_mismatch") return std::unexpected(joined.error());
    // Some are damaged, or were left by another version of the encoder's library.
    if (!TRY(fallback_.turn(job, timeline.encode, joined.error())))
      TRY(remove_bad_parts(parts, job.paths.render_folder(), job.stop, tell));
    if (round > 0) return std::unexpected(joined.error());
    job.report.log(LogLevel::info, joined.error().message + " What is bad is encoded again.");
    return again;
  }
  remove_stale_parts(job.paths.render_folder(), parts);
  job.report.log(LogLevel::info, fmt::format("Joined {} into \"{}\".",
                                             std::string_view(count_text(parts.segments.size(), "part")),
                                             output.filename().string()));
  const auto bytes = fs::file_size(output, failed);
  StageResult result;
  result.artifacts.push_back(
      {.path = output.filename().string(), .kind = ArtifactKind::video, .bytes = failed ? 0 : bytes});
  return result;
}

}  // namespace reelwright::stages
