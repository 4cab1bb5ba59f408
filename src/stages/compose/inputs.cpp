// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/inputs.h"

#include <fmt/format.h>

#include <optional>

#include "base/file.h"
#include "base/hash.h"
#include "model/limits.h"
#include "model/timeline.h"
#include "stages/compose/music.h"
#include "stages/compose/sound_mix.h"

namespace reelwright::stages {
namespace {

Result<std::string> read_part(const fs::path& path, const Scene& scene, const char* what) {
  auto text = read_file(path, limits::json_bytes_max);
  if (!text && text.error().code == "file.missing") {
    return fail("compose.missing_part", fmt::format("Scene {} has no {}.", scene.id, what),
                "Retry the job: the missing part is made again.");
  }
  return text;
}

/// Of the timeline that an earlier attempt has composed. One that cannot be read is composed anew anyway.
std::optional<double> factor_used(const JobContext& job) {
  const auto text = read_file(job.paths.timeline_json(), limits::json_bytes_max);
  if (!text) return std::nullopt;
  const auto timeline = timeline_from_json(*text);
  return timeline && timeline->pause_factor > 0 ? std::optional(timeline->pause_factor) : std::nullopt;
}

}  // namespace

Result<ComposeInputs> read_inputs(const JobContext& job) {
  ComposeInputs inputs;
  inputs.script = TRY(script_from_json(TRY(read_file(job.paths.script_json(), limits::json_bytes_max))));
  std::vector<double> narration_s;
  for (const Scene& scene : inputs.script.scenes) {
    inputs.narrations.push_back(
        TRY(narration_from_json(TRY(read_part(job.paths.voice_json(scene.id), scene, "narration")))));
    inputs.visuals.push_back(
        TRY(visual_from_json(TRY(read_part(job.paths.visual_json(scene.id), scene, "picture")))));
    narration_s.push_back(inputs.narrations.back().duration_s);
  }
  const Pacing pacing = pacing_for(job.brief);
  if (const double target_s = target_duration_s(job.brief); target_s > 0)
    inputs.pause_factor = fit_pauses(narration_s, pacing, frames_per_second, target_s, factor_used(job));
  inputs.schedule = make_schedule(narration_s, pacing, frames_per_second, inputs.pause_factor);
  return inputs;
}

Result<std::string> sound_key(const JobContext& job, const ComposeInputs& inputs) {
  Hasher hasher;
  hasher.integer(sound_mix_version).integer(music_version).integer(inputs.schedule.frame_count);
  for (std::size_t i = 0; i < inputs.narrations.size(); ++i) {
    hasher.text(inputs.narrations[i].input_hash).integer(inputs.schedule.scenes[i].narration_start_frame);
  }
  hasher.text(job.brief.music).integer(job.brief.seed);
  if (job.brief.music != "none" && !is_music_mood(job.brief.music)) {
    hasher.text(TRY(read_file(job.brief.music, limits::music_bytes_max)));
  }
  return hasher.hex();
}

fs::path sound_path(const JobContext& job, const std::string& key) {
  return job.paths.render_folder() / fmt::format("sound-{}.wav", key);
}

}  // namespace reelwright::stages
