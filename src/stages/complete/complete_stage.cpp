// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/complete/complete_stage.h"

#include <fmt/format.h>

#include <set>

#include "base/file.h"
#include "media/picture.h"
#include "model/limits.h"
#include "model/script.h"
#include "model/visual.h"
#include "stages/complete/checks.h"
#include "stages/compose/chapters.h"
#include "stages/render/segment_render.h"
#include "stages/visuals/theme.h"
#include "stages/visuals/thumbnail.h"

namespace reelwright::stages {
namespace {

constexpr const char* check_unit = "check";
constexpr const char* companions_unit = "companions";
constexpr int thumbnail_jpeg_quality = 90;

Result<Artifact> artifact_of(const fs::path& path, ArtifactKind kind) {
  std::error_code failed;
  const auto bytes = fs::file_size(path, failed);
  if (failed) return fail("complete.missing", fmt::format("{} is missing.", path.string()), "Retry the job.");
  return Artifact{.path = path.filename().string(), .kind = kind, .bytes = bytes};
}

/// Saves `text`, or removes an older file when there is nothing to say.
Result<void> save_text(const fs::path& path, const std::string& text) {
  if (!text.empty()) return save_file(path, text);
  std::error_code ignored;
  fs::remove(path, ignored);
  return {};
}

Result<std::vector<SceneVisual>> read_visuals(const JobContext& job, const Script& script) {
  std::vector<SceneVisual> visuals;
  for (const Scene& scene : script.scenes) {
    const std::string text = TRY(read_file(job.paths.visual_json(scene.id), limits::json_bytes_max));
    visuals.push_back(TRY(visual_from_json(text)));
  }
  return visuals;
}

/// One line a picture, in order of appearance.
std::string credits_text(const std::vector<SceneVisual>& visuals) {
  std::string text;
  std::set<std::string> seen;
  for (const SceneVisual& visual : visuals) {
    if (!visual.credit.empty() && seen.insert(visual.credit).second) text += visual.credit + "\n";
  }
  return text;
}

Result<void> make_companions(const JobContext& job, const fs::path& assets) {
  const Timeline timeline = TRY(load_timeline(job.paths.timeline_json()));
  const Script script =
      TRY(script_from_json(TRY(read_file(job.paths.script_json(), limits::json_bytes_max))));
  const std::vector<SceneVisual> visuals = TRY(read_visuals(job, script));
  const Theme theme = TRY(load_theme(assets, job.brief.theme));
  const RgbaImage thumbnail = TRY(draw_thumbnail(theme, script, visuals, job.brief.aspect));
  TRY(media::write_jpeg(thumbnail, job.paths.thumbnail(), thumbnail_jpeg_quality));
  TRY(save_text(job.paths.credits(), credits_text(visuals)));
  TRY(save_text(job.paths.chapters(), chapters_text(timeline.chapters)));
  if (timeline.chapters.empty()) {
    job.report.log(
        LogLevel::info,
        "No chapters: players want at least three of ten seconds or more, and this video has fewer.");
  }
  return {};
}

bool is_sound_fault(const Error& error) {
  return error.code == "complete.no_sound" || error.code == "complete.wrong_loudness" ||
         error.code == "complete.too_loud";
}

}  // namespace

Result<StagePlan> CompleteStage::plan(const JobContext&) {
  return StagePlan{.units = {{.name = "check", .key = check_unit, .weight = 3},
                             {.name = "thumbnail and chapters", .key = companions_unit, .weight = 1}},
                   .reused = {}};
}

Result<void> CompleteStage::run(const JobContext& job, const WorkUnit& unit, UnitProgress progress) {
  if (unit.key == companions_unit) return make_companions(job, assets_);
  const Timeline timeline = TRY(load_timeline(job.paths.timeline_json()));
  const Result<VideoFacts> facts = check_video(timeline, job.paths.folder(), job.paths.video(job.title),
                                               job.stop, [&](double fraction) { progress(fraction); });
  if (!facts) {
    if (!is_fault_of_parts(facts.error())) return std::unexpected(facts.error());
    TRY(condemn_parts(job, timeline, facts.error(), progress));
    Error fault = facts.error();
    fault.hint = "Retry the job: what is bad is made again. The log in the job's folder says more.";
    return std::unexpected(std::move(fault));
  }
  job.report.log(LogLevel::info, fmt::format("Checked: {} x {}, {} frames, {:.2f} s.", facts->width,
                                             facts->height, facts->frames, facts->duration_s));
  return {};
}

Result<void> CompleteStage::condemn_parts(const JobContext& job, const Timeline& timeline, const Error& fault,
                                          UnitProgress& progress) {
  const media::EncodedParts parts = parts_in(job.paths.render_folder(), timeline);
  if (is_sound_fault(fault)) {
    std::error_code ignored;
    for (const fs::path& path : {parts.sound, job.paths.folder() / timeline.audio}) fs::remove(path, ignored);
    return {};
  }
  if (TRY(fallback_.turn(job, timeline.encode, fault))) return {};
  return remove_bad_parts(parts, job.paths.render_folder(), job.stop,
                          [&](double fraction) { progress(fraction); });
}

Result<StageResult> CompleteStage::finish(const JobContext& job, int, UnitProgress) {
  const Timeline timeline = TRY(load_timeline(job.paths.timeline_json()));
  StageResult result;
  result.artifacts.push_back(TRY(artifact_of(job.paths.thumbnail(), ArtifactKind::thumbnail)));
  if (fs::exists(job.paths.chapters())) {
    result.artifacts.push_back(TRY(artifact_of(job.paths.chapters(), ArtifactKind::chapters)));
  }
  if (fs::exists(job.paths.credits())) {
    result.artifacts.push_back(TRY(artifact_of(job.paths.credits(), ArtifactKind::credits)));
  }
  // The check has proved that the file is what the timeline says, to the frame.
  result.video = VideoFacts{.duration_s = timeline.duration_s(),
                            .width = timeline.size.width,
                            .height = timeline.size.height,
                            .frames = timeline.frame_count};
  return result;
}

}  // namespace reelwright::stages
