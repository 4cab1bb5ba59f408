// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/preview/subject.h"

#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "base/file.h"
#include "model/limits.h"
#include "stages/compose/timeline_scenes.h"
#include "store/job_files.h"

namespace reelwright::runtime {
namespace {

bool burns_captions(const Brief& brief) {
  return brief.captions == CaptionMode::burn || brief.captions == CaptionMode::both;
}

void describe_scenes(PreviewPlan& plan) {
  for (const TimelineScene& scene : plan.timeline.scenes) {
    plan.scenes.push_back({scene.start_frame, scene.title});
    plan.places.push_back({scene.id, scene.start_frame, scene.narration_start_frame});
  }
}

std::int64_t sample_at(std::int64_t frame, int frames_per_second) {
  return frame * limits::audio_sample_rate / frames_per_second;
}

/// Whether all that the timeline names is still there.
bool can_be_composed(const Timeline& timeline, const fs::path& folder) {
  std::error_code ignored;
  for (const TimelineScene& scene : timeline.scenes)
    for (const Layer& layer : scene.layers)
      if (!fs::is_regular_file(folder / layer.image, ignored)) return false;
  return timeline.audio.empty() || fs::is_regular_file(folder / timeline.audio, ignored);
}

/// The timeline with or without captions in the picture, whatever the render does.
void show_captions(PreviewPlan& plan, const store::JobPaths& paths, bool are_shown) {
  Timeline& timeline = plan.timeline;
  if (are_shown && !timeline.burn_captions)
    timeline.captions_ass = paths.captions_ass().lexically_relative(paths.folder()).string();
  timeline.burn_captions = are_shown;
  plan.shows_captions = are_shown;
}

Result<std::shared_ptr<const PreviewPlan>> plan_first_scenes(const PreviewSubject& subject) {
  std::error_code ignored;
  if (!fs::exists(subject.paths->script_json(), ignored)) return nullptr;
  auto plan = std::make_shared<PreviewPlan>();
  stages::FirstScenes first = TRY(stages::read_first_scenes(*subject.paths, subject.brief));
  if (first.narrations.empty()) return nullptr;
  plan->subject = subject.id;
  plan->folder = subject.paths->folder();
  plan->timeline = std::move(first.timeline);
  plan->frame_count = first.settled_frames;
  plan->is_growing = !first.is_whole && !subject.is_settled;
  for (std::size_t i = 0; i < first.narrations.size(); ++i)
    plan->sound.push_back({first.narrations[i], sample_at(plan->timeline.scenes[i].narration_start_frame,
                                                          plan->timeline.frames_per_second)});
  describe_scenes(*plan);
  return plan;
}

Result<Timeline> read_timeline(const store::JobPaths& paths) {
  return timeline_from_json(TRY(read_file(paths.timeline_json(), limits::json_bytes_max)));
}

std::shared_ptr<const PreviewPlan> plan_file(const PreviewSubject& subject) {
  auto plan = std::make_shared<PreviewPlan>();
  plan->subject = subject.id;
  plan->film = subject.film;
  plan->folder = subject.film.parent_path();
  plan->watched = subject.film;
  plan->stamp = stamp_of(plan->watched);
  plan->sound = {{subject.film, 0}};
  return plan;
}

}  // namespace

PreviewSubject subject_of(const Job& job, const store::JobPaths& paths) {
  const StageStatus composed = job.stage(Stage::compose).status;
  return {.id = 0,
          .paths = paths,
          .brief = job.brief,
          .film = store::video_of(job, paths),
          .is_composed = composed == StageStatus::done || composed == StageStatus::skipped,
          .is_settled = is_settled(job.status)};
}

std::optional<FileStamp> stamp_of(const fs::path& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  return FileStamp{found.st_dev, found.st_ino, found.st_size,
                   std::int64_t{found.st_mtim.tv_sec} * 1'000'000'000 + found.st_mtim.tv_nsec};
}

Result<std::shared_ptr<const PreviewPlan>> plan_preview(const PreviewSubject& subject,
                                                        std::optional<bool> captions) {
  if (!subject.paths) {
    if (subject.film.empty()) return nullptr;
    return plan_file(subject);
  }
  const store::JobPaths& paths = *subject.paths;
  std::error_code ignored;
  if (!fs::is_directory(paths.folder(), ignored))
    return fail("preview.no_folder", "The folder of this video is no longer there.",
                "Make the video again, or bring the folder back.");
  if (subject.film.empty() && !subject.is_composed) return plan_first_scenes(subject);

  const Result<Timeline> timeline = read_timeline(paths);
  if (!timeline && subject.film.empty()) return std::unexpected(timeline.error());
  auto plan = std::make_shared<PreviewPlan>();
  if (!subject.film.empty()) *plan = *plan_file(subject);
  plan->subject = subject.id;
  plan->folder = paths.folder();
  plan->shows_captions = burns_captions(subject.brief);
  if (!timeline) return plan;

  plan->timeline = *timeline;
  plan->frame_count = timeline->frame_count;
  describe_scenes(*plan);
  plan->can_switch_captions =
      can_be_composed(*timeline, paths.folder()) && fs::is_regular_file(paths.captions_ass(), ignored);
  const bool others_wanted = plan->can_switch_captions && captions && *captions != plan->shows_captions;
  if (!subject.film.empty() && !others_wanted) return plan;

  plan->film.clear();
  plan->watched = paths.timeline_json();
  plan->stamp = stamp_of(plan->watched);
  plan->sound.clear();
  if (!timeline->audio.empty()) plan->sound.push_back({paths.folder() / timeline->audio, 0});
  show_captions(*plan, paths, others_wanted ? *captions : plan->shows_captions && plan->can_switch_captions);
  return plan;
}

std::int64_t same_place(const PreviewPlan& from, const PreviewPlan& to, std::int64_t frame) {
  const auto after = std::ranges::upper_bound(from.places, frame, {}, &ScenePlace::start_frame);
  if (after == from.places.begin()) return frame;
  const ScenePlace& place = *std::prev(after);
  const auto found = std::ranges::find(to.places, place.id, &ScenePlace::id);
  if (found == to.places.end()) return frame;
  return std::max(found->start_frame, frame - place.narration_start_frame + found->narration_start_frame);
}

}  // namespace reelwright::runtime
