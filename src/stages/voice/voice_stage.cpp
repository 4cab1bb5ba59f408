// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/voice/voice_stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <system_error>

#include "base/file.h"
#include "base/utf8.h"
#include "media/sound.h"
#include "model/limits.h"
#include "model/narration.h"
#include "model/words_for_people.h"

namespace reelwright::stages {
namespace {

/// Off by more than this, the script is trimmed or extended.
constexpr double fit_tolerance = 0.03;
/// The key of the one unit that speaks all scenes in order; no scene's id.
constexpr std::string_view all_scenes = "*";
/// What a scene costs beside its characters, in characters.
constexpr double scene_overhead = 20;

struct Materials {
  Script script;
  Lexicon lexicon;
};

Result<Materials> load(const JobContext& job, const std::filesystem::path& lexicon) {
  const std::string text = TRY(read_file(job.paths.script_json(), limits::json_bytes_max));
  // One TRY a statement: g++ does not destroy what an initialiser list has built when a later element
  // returns.
  Materials materials;
  materials.script = TRY(script_from_json(text));
  materials.lexicon = TRY(Lexicon::load(lexicon));
  return materials;
}

Result<Narrator> narrator_for(const JobContext& job, const Materials& materials,
                              const VoiceCatalog& catalog) {
  const std::string& lang = materials.script.lang.empty() ? job.brief.lang : materials.script.lang;
  VoiceInfo voice = TRY(catalog.find(job.brief.voice, lang));
  ISynthesiser& synthesiser = catalog.synthesiser(voice);
  return Narrator{synthesiser, std::move(voice), lang, materials.lexicon, pacing_for(job.brief)};
}

Result<Narration> load_narration(const JobContext& job, const Scene& scene) {
  const std::string text = TRY(read_file(job.paths.voice_json(scene.id), limits::json_bytes_max));
  return narration_from_json(text);
}

/// The scene's narration is there, made from the same input, and its sound is whole.
bool is_spoken(const JobContext& job, const Scene& scene, std::string_view input_hash) {
  const auto narration = load_narration(job, scene);
  if (!narration || narration->input_hash != input_hash || narration->scene != scene.id) return false;
  const auto sound = media::read_sound(job.paths.voice_wav(scene.id), job.stop);
  return sound && sound->sample_rate == limits::audio_sample_rate &&
         std::abs(sound->duration_s() - narration->duration_s) < 0.001;
}

double weight_of(const Scene& scene) {
  return static_cast<double>(spoken_characters(scene)) + scene_overhead;
}

Result<void> speak_scene(const JobContext& job, const Narrator& narrator, const Scene& scene,
                         const std::function<void(double)>& progress) {
  const SceneSpeech speech = TRY(narrator.speak(scene, job.stop, progress));
  if (job.stop.stop_requested()) return canceled();
  if (speech.is_silent)
    job.report.warn(fmt::format("Scene {} has nothing that can be spoken; it stays silent for {} seconds.",
                                scene.id, silent_scene_s));
  const Narration narration{.scene = scene.id,
                            .input_hash = narrator.input_hash(scene),
                            .voice = narrator.voice.id,
                            .duration_s = speech.clip.duration_s(),
                            .words = speech.words};
  TRY(media::write_wav(speech.clip, job.paths.voice_wav(scene.id), media::WavFormat::pcm16));
  return save_file(job.paths.voice_json(scene.id), to_json(narration));
}

/// A voice that cannot read the text's script speaks all the same; the user must know.
void warn_if_unreadable(const JobContext& job, const Narrator& narrator, const Script& script) {
  std::size_t unreadable = 0;
  std::size_t all = 0;
  for (const Scene& scene : script.scenes)
    for (const Sentence& sentence : scene.sentences) {
      if (!sentence.spoken) continue;
      unreadable += narrator.synthesiser.unreadable_characters(narrator.voice, sentence.text);
      all += utf8_length(sentence.text);
    }
  const double share = static_cast<double>(unreadable) / static_cast<double>(std::max<std::size_t>(all, 1));
  if (share < unreadable_share_max) return;
  job.report.warn(
      fmt::format("The voice {} cannot read {:.0f} % of the text's characters{}: it leaves them out or says "
                  "only what they "
                  "are, and the times of the captions are estimated. Write the spoken sentences in letters "
                  "that it knows{}, "
                  "or choose another voice.",
                  narrator.voice.id, share * 100, primary_language(narrator.lang) == "ja" ? " (kanji)" : "",
                  primary_language(narrator.lang) == "ja" ? " (kana)" : ""));
}

/// Compose can still meet the length by stretching or shrinking the pauses.
bool is_reachable(double narration_s, double pauses_s, double target_s, double stretch_max) {
  const double shortest_s = narration_s + pauses_s / stretch_max;
  const double longest_s = narration_s + pauses_s * stretch_max;
  return shortest_s <= target_s * (1 + limits::duration_tolerance) &&
         longest_s >= target_s * (1 - limits::duration_tolerance);
}

}  // namespace

Result<StagePlan> VoiceStage::plan(const JobContext& job) {
  const Materials materials = TRY(load(job, lexicon_path_));
  const Narrator narrator = TRY(narrator_for(job, materials, catalog_));
  TRY(make_folder(job.paths.voice_folder()));
  StagePlan plan;
  plan.may_repeat =
      target_duration_s(job.brief) > 0 && !materials.script.verbatim && !materials.script.fitted;
  double weight = 0;
  for (std::size_t i = 0; i < materials.script.scenes.size(); ++i) {
    if (job.stop.stop_requested()) return canceled();
    const Scene& scene = materials.script.scenes[i];
    std::string name = fmt::format("scene {}", i + 1);
    if (is_spoken(job, scene, narrator.input_hash(scene))) {
      plan.reused.push_back(std::move(name));
      continue;
    }
    weight += weight_of(scene);
    plan.units.push_back({std::move(name), scene.id, weight_of(scene)});
  }
  if (narrator.synthesiser.remembers() && plan.units.size() > 1)
    plan.units = {{"all scenes", std::string(all_scenes), weight}};
  return plan;
}

Result<void> VoiceStage::run(const JobContext& job, const WorkUnit& unit, UnitProgress progress) {
  const Materials materials = TRY(load(job, lexicon_path_));
  const Narrator narrator = TRY(narrator_for(job, materials, catalog_));
  double done = 0;
  for (const Scene& scene : materials.script.scenes) {
    const bool is_meant =
        unit.key == all_scenes ? !is_spoken(job, scene, narrator.input_hash(scene)) : scene.id == unit.key;
    if (!is_meant) continue;
    TRY(speak_scene(job, narrator, scene, [&](double fraction) {
      progress(std::min(1.0, (done + fraction * weight_of(scene)) / unit.weight));
    }));
    done += weight_of(scene);
  }
  return {};
}

Result<StageResult> VoiceStage::finish(const JobContext& job, int round, UnitProgress) {
  Materials materials = TRY(load(job, lexicon_path_));
  const Narrator narrator = TRY(narrator_for(job, materials, catalog_));
  Script& script = materials.script;
  StageResult result;
  std::vector<double> scene_s;
  double narration_s = 0;
  double characters = 0;
  for (const Scene& scene : script.scenes) {
    const Narration narration = TRY(load_narration(job, scene));
    scene_s.push_back(narration.duration_s);
    narration_s += narration.duration_s;
    characters += static_cast<double>(spoken_characters(scene));
    for (const std::filesystem::path& path :
         {job.paths.voice_wav(scene.id), job.paths.voice_json(scene.id)}) {
      std::error_code error;
      const std::uintmax_t bytes = std::filesystem::file_size(path, error);
      result.artifacts.push_back({path.lexically_relative(job.paths.folder()).generic_string(),
                                  ArtifactKind::narration, error ? 0 : bytes});
    }
  }

  const double target_s = target_duration_s(job.brief);
  if (target_s <= 0) {
    warn_if_unreadable(job, narrator, script);
    return result;
  }
  const Pacing pacing = pacing_for(job.brief);
  const double fixed_s = fixed_pauses_s(pacing, script.scenes.size());
  const double total_s = narration_s + fixed_s;
  if (round == 0 && !script.verbatim && !script.fitted &&
      std::abs(total_s - target_s) > fit_tolerance * target_s) {
    const double pace = characters > 0 ? narration_s / characters : 0.0;
    const std::vector<std::size_t> changed = fit_to_length(script, scene_s, target_s, pace, fixed_s);
    if (!changed.empty()) {
      TRY(save_file(job.paths.script_json(), to_json(script)));
      job.report.log(
          LogLevel::info,
          fmt::format("The narration lasts {:.0f} s for a video of {:.0f} s. "
                      "{} and spoken again: {} of {}.",
                      total_s, target_s, total_s > target_s ? "Shortened" : "Extended", changed.size(),
                      std::string_view(count_text(script.scenes.size(), "scene"))));
      result.plan_again = true;
      return result;
    }
  }
  warn_if_unreadable(job, narrator, script);
  if (!is_reachable(narration_s, fixed_s, target_s, pacing.scene_gap_stretch_max))
    job.report.warn(
        fmt::format("The video will last about {:.0f} s, not {:.0f} s as asked: {}", total_s, target_s,
                    script.verbatim      ? "a finished script is kept word for word."
                    : total_s < target_s ? "there is not more to say about it in the text that is known."
                                         : "what is left is needed."));
  return result;
}

}  // namespace reelwright::stages
