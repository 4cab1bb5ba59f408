// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/compose_stage.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/hash.h"
#include "media/sound.h"
#include "model/words_for_people.h"
#include "stages/compose/captions.h"
#include "stages/compose/chapters.h"
#include "stages/compose/inputs.h"
#include "stages/compose/presets.h"
#include "stages/compose/sound_mix.h"
#include "stages/compose/timeline_scenes.h"
#include "stages/visuals/theme.h"

namespace reelwright::stages {
namespace {

constexpr const char* sound_unit = "sound";

/// The first sentences that are spoken, as the file's description.
std::string description_of(const Script& script) {
  constexpr std::size_t sentences_max = 2;
  std::string text;
  std::size_t count = 0;
  for (const Scene& scene : script.scenes) {
    for (const Sentence& sentence : scene.sentences) {
      if (!sentence.spoken) continue;
      text += (text.empty() ? "" : " ") + sentence.text;
      if (++count == sentences_max) return text;
    }
  }
  return text;
}

void remove_stale_sounds(const fs::path& folder, const fs::path& current) {
  std::error_code failed;
  std::vector<fs::path> stale;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".wav" && entry.path() != current) stale.push_back(entry.path());
  }
  for (const fs::path& path : stale) fs::remove(path, failed);
}

}  // namespace

Result<StagePlan> ComposeStage::plan(const JobContext& job) {
  const ComposeInputs inputs = TRY(read_inputs(job));
  TRY(make_folder(job.paths.render_folder()));
  std::error_code failed;
  // The mix appears under its name only when it is complete (durable save), so being there means being right.
  if (fs::exists(sound_path(job, TRY(sound_key(job, inputs))), failed))
    return StagePlan{.units = {}, .reused = {sound_unit}};
  return StagePlan{.units = {{.name = sound_unit, .key = sound_unit, .weight = 1}}, .reused = {}};
}

Result<void> ComposeStage::run(const JobContext& job, const WorkUnit&, UnitProgress progress) {
  const ComposeInputs inputs = TRY(read_inputs(job));
  MixInput mix{.narrations = {},
               .schedule = inputs.schedule,
               .frames_per_second = frames_per_second,
               .music = job.brief.music,
               .seed = job.brief.seed};
  for (const Scene& scene : inputs.script.scenes) mix.narrations.push_back(job.paths.voice_wav(scene.id));
  const AudioClip sound = TRY(mix_sound(mix, job.stop, progress));
  return media::write_wav(sound, sound_path(job, TRY(sound_key(job, inputs))), media::WavFormat::pcm16);
}

Result<StageResult> ComposeStage::finish(const JobContext& job, int, UnitProgress) {
  const ComposeInputs inputs = TRY(read_inputs(job));
  const std::string key = TRY(sound_key(job, inputs));
  const fs::path sound = sound_path(job, key);
  const FrameSize size = frame_size(job.brief.aspect, job.brief.quality);

  Timeline timeline;
  timeline.title = inputs.script.title;
  timeline.lang = inputs.script.lang;
  timeline.description = description_of(inputs.script);
  timeline.size = size;
  timeline.frames_per_second = frames_per_second;
  timeline.frame_count = inputs.schedule.frame_count;
  timeline.scenes = TRY(timeline_scenes(job.paths.folder(), inputs, size));
  timeline.audio = sound.lexically_relative(job.paths.folder()).string();
  timeline.audio_hash = key;
  timeline.pause_factor = inputs.pause_factor;
  timeline.chapters = make_chapters(timeline.scenes, timeline.frame_count, frames_per_second, timeline.title);
  timeline.encode = encode_settings(TRY(load_preset(assets_, preset_name(job.brief))), frames_per_second);
  std::error_code unknown;
  if (encoders_ != nullptr && !fs::exists(job.paths.encoder_failed(), unknown)) {
    EncoderChoice::Chosen chosen = encoders_->choose(timeline.encode, job.stop);
    if (job.stop.stop_requested()) return canceled();
    timeline.encode = std::move(chosen.settings);
    if (!chosen.warning.empty()) job.report.warn(chosen.warning);
  }

  const Theme theme = TRY(load_theme(assets_, job.brief.theme));
  StageResult result;
  result.artifacts = TRY(write_captions(job, inputs, caption_style(job.brief, theme, size), timeline));
  const std::string json = to_json(timeline);
  TRY(save_file(job.paths.timeline_json(), json));
  result.artifacts.push_back({.path = "timeline.json", .kind = ArtifactKind::timeline, .bytes = json.size()});
  remove_stale_sounds(job.paths.render_folder(), sound);
  job.report.log(LogLevel::info, fmt::format("{}, {} frames, {:.1f} s.",
                                             std::string_view(count_text(timeline.scenes.size(), "scene")),
                                             timeline.frame_count, timeline.duration_s()));
  return result;
}

}  // namespace reelwright::stages
