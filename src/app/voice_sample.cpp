// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/voice_sample.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "media/audio_output.h"
#include "media/sound.h"
#include "model/language.h"
#include "model/limits.h"
#include "stages/voice/narrator.h"

namespace reelwright::app {
namespace {

constexpr std::chrono::seconds wait_max{5};

std::string words_of(const ui::intent::PlaySample& sample) {
  if (!sample.text.empty()) return sample.text;
  // Figures are read in every language.
  return primary_language(sample.lang) == "en" ? "This is how your video will sound." : "1, 2, 3, 4, 5.";
}

Result<AudioClip> speak(const stages::VoiceCatalog& voices, const ui::intent::PlaySample& sample,
                        const std::stop_token& stop) {
  const stages::VoiceInfo voice = TRY(voices.find(sample.voice, sample.lang));
  const stages::Lexicon lexicon;
  const Pacing pacing{.voice_speed = sample.speed};
  const stages::Narrator narrator{voices.synthesiser(voice), voice, sample.lang, lexicon, pacing};
  Scene scene;
  scene.id = "sample";
  scene.sentences.push_back({.text = words_of(sample)});
  stages::SceneSpeech speech = TRY(narrator.speak(scene, stop, [](double) {}));
  return media::resample(speech.clip, limits::audio_sample_rate, 2, stop);
}

}  // namespace

Result<void> play_sample(const stages::VoiceCatalog& voices, const ui::intent::PlaySample& sample,
                         std::stop_token stop) {
  const AudioClip clip = TRY(speak(voices, sample, stop));
  const std::unique_ptr<media::AudioOutput> output = media::open_audio_output();
  if (!output)
    return fail(
        "sound.no_device", "The voice cannot be heard: no sound device was found.",
        "Connect loudspeakers or start the sound server, then try again. Videos are made all the same.");
  std::vector<media::StereoSample> samples(clip.frame_count());
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = {clip.samples[2 * i], clip.samples[2 * i + 1]};
  std::span<const media::StereoSample> left(samples);
  output->set_running(true);
  std::mutex mutex;
  std::condition_variable_any changed;
  std::unique_lock lock(mutex);
  const auto begun = std::chrono::steady_clock::now();
  for (;;) {
    left = left.subspan(output->write(left));
    const std::optional<double> heard_s = output->heard_s();
    if (!heard_s || (left.empty() && *heard_s >= clip.duration_s())) return {};
    // A device that takes samples and plays none.
    if (std::chrono::steady_clock::now() - begun >
        wait_max + std::chrono::duration<double>(clip.duration_s()))
      return {};
    // The device says nothing when it is through, so it is asked now and then.
    changed.wait_for(lock, stop, std::chrono::milliseconds(50), [] { return false; });
    if (stop.stop_requested()) return {};
  }
}

}  // namespace reelwright::app
