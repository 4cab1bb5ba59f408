// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/voice/narrator.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "base/hash.h"
#include "base/utf8.h"
#include "media/sound.h"
#include "model/limits.h"

namespace reelwright::stages {
namespace {

/// Raise it when the same words would be put together differently.
constexpr int narrator_version = 2;
/// Longer sentences are spoken in clauses, so that a stop never waits for long.
constexpr std::size_t clause_characters_max = 240;
constexpr double clause_gap_s = 0.15;
/// -44 dBFS: below it the voices only hiss.
constexpr float silence_level = 0.006F;
/// -40 dBFS: a narration without any louder sample cannot be heard.
constexpr float audible_level = 0.01F;
/// Kept around the sound, so that soft beginnings and ends are not cut.
constexpr double margin_before_s = 0.015;
constexpr double margin_after_s = 0.05;
constexpr double fade_s = 0.005;

std::size_t frames(double seconds, int rate) {
  return static_cast<std::size_t>(std::llround(seconds * rate));
}

/// Where the words may be cut: at the last pause within the limit, else at the limit.
std::vector<std::span<const SpokenWord>> clauses_of(std::span<const SpokenWord> words) {
  std::vector<std::span<const SpokenWord>> clauses;
  while (!words.empty()) {
    std::size_t characters = 0;
    std::size_t count = 0;
    std::size_t best = 0;
    for (; count < words.size() && characters <= clause_characters_max; ++count) {
      characters += words[count].text.size() + 1;
      if (words[count].pause != 0) best = count + 1;
    }
    if (count < words.size()) count = best != 0 ? best : count;
    clauses.push_back(words.first(count));
    words = words.subspan(count);
  }
  return clauses;
}

/// Takes the silence off both ends and moves the word times along. Leaves nothing of a clip without sound.
void trim_silence(Speech& speech) {
  std::vector<float>& samples = speech.clip.samples;
  const auto is_sound = [](float sample) { return std::abs(sample) > silence_level; };
  const auto first = std::ranges::find_if(samples, is_sound);
  if (first == samples.end()) {
    samples.clear();
    return;
  }
  const auto last = std::find_if(samples.rbegin(), samples.rend(), is_sound);
  const int rate = speech.clip.sample_rate;
  const auto sound_begin = static_cast<std::size_t>(first - samples.begin());
  const std::size_t sound_end = samples.size() - static_cast<std::size_t>(last - samples.rbegin());
  const std::size_t begin = sound_begin - std::min(sound_begin, frames(margin_before_s, rate));
  const std::size_t end = std::min(samples.size(), sound_end + frames(margin_after_s, rate));
  samples.resize(end);
  samples.erase(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(begin));
  const double offset_s = static_cast<double>(begin) / rate;
  const double length_s = speech.clip.duration_s();
  for (WordSpan& word : speech.words) {
    word.start_s = std::clamp(word.start_s - offset_s, 0.0, length_s);
    word.end_s = std::clamp(word.end_s - offset_s, word.start_s, length_s);
  }
  const std::size_t fade = std::min(frames(fade_s, rate), samples.size() / 2);
  for (std::size_t i = 0; i < fade; ++i) {
    const float gain = static_cast<float>(i) / static_cast<float>(fade);
    samples[i] *= gain;
    samples[samples.size() - 1 - i] *= gain;
  }
}

/// The scene as it grows, at the engine's rate.
struct Take {
  AudioClip clip{.sample_rate = 0, .channels = 1, .samples = {}};
  std::vector<WordTime> words;

  void append_silence(double seconds) {
    clip.samples.resize(clip.samples.size() + frames(seconds, clip.sample_rate));
  }
  [[nodiscard]] double now_s() const { return clip.samples.empty() ? 0.0 : clip.duration_s(); }
};

struct TokenTime {
  double start_s = -1;
  double end_s = -1;
};

/// Tokens that are not spoken (a dash, an emoji) stand without length where the word before ends.
void add_words(const SpokenSentence& sentence, const std::vector<TokenTime>& times, int index, Take& take) {
  double last_s = take.words.empty() ? 0.0 : take.words.back().end_s;
  const auto first = std::ranges::find_if(times, [](const TokenTime& time) { return time.start_s >= 0; });
  if (first != times.end()) last_s = std::max(last_s, first->start_s);
  for (std::size_t i = 0; i < times.size(); ++i) {
    const double start_s = times[i].start_s < 0 ? last_s : std::max(times[i].start_s, last_s);
    const double end_s = times[i].start_s < 0 ? last_s : std::max(times[i].end_s, start_s);
    take.words.push_back({sentence.tokens[i], start_s, end_s, index});
    last_s = end_s;
  }
}

}  // namespace

std::size_t spoken_characters(const Scene& scene) {
  std::size_t count = 0;
  for (const Sentence& sentence : scene.sentences)
    if (sentence.spoken) count += utf8_length(sentence.text);
  return count;
}

std::string Narrator::input_hash(const Scene& scene) const {
  Hasher hash;
  hash.integer(narrator_version).integer(normaliser_version).text(voice.id).text(lang);
  hash.number(pacing.voice_speed).number(pacing.sentence_gap_s);
  for (std::size_t i = 0; i < scene.sentences.size(); ++i) {
    if (!scene.sentences[i].spoken) continue;
    const SpokenSentence sentence = normalise(scene.sentences[i].text, lang, lexicon);
    hash.integer(static_cast<std::int64_t>(i)).text(scene.sentences[i].text);
    for (const SpokenWord& word : sentence.words)
      hash.text(word.text)
          .integer(static_cast<std::int64_t>(word.token))
          .boolean(word.letters)
          .integer(word.pause);
  }
  return hash.hex();
}

Result<SceneSpeech> Narrator::speak(const Scene& scene, std::stop_token stop,
                                    const std::function<void(double)>& progress) const {
  Take take;
  const auto total = static_cast<double>(std::max<std::size_t>(spoken_characters(scene), 1));
  double done = 0;
  for (std::size_t index = 0; index < scene.sentences.size(); ++index) {
    const Sentence& written = scene.sentences[index];
    if (!written.spoken) continue;
    const SpokenSentence sentence = normalise(written.text, lang, lexicon);
    std::vector<TokenTime> times(sentence.tokens.size());
    double gap_s = pacing.sentence_gap_s;
    for (const std::span<const SpokenWord> clause : clauses_of(sentence.words)) {
      if (stop.stop_requested()) return canceled();
      Speech speech = TRY(synthesiser.speak(voice, clause, pacing.voice_speed, stop));
      trim_silence(speech);
      if (speech.clip.samples.empty()) continue;
      take.clip.sample_rate = speech.clip.sample_rate;
      if (!take.clip.samples.empty()) take.append_silence(gap_s);
      gap_s = clause_gap_s;
      const double start_s = take.now_s();
      for (std::size_t i = 0; i < clause.size(); ++i) {
        if (speech.words[i].end_s <= speech.words[i].start_s) continue;
        TokenTime& time = times[clause[i].token];
        if (time.start_s < 0) time.start_s = start_s + speech.words[i].start_s;
        time.end_s = start_s + speech.words[i].end_s;
      }
      take.clip.samples.insert(take.clip.samples.end(), speech.clip.samples.begin(),
                               speech.clip.samples.end());
    }
    add_words(sentence, times, static_cast<int>(index), take);
    done += static_cast<double>(utf8_length(written.text));
    progress(std::min(done / total, 1.0));
  }

  SceneSpeech out;
  out.words = std::move(take.words);
  if (take.clip.samples.empty()) {
    out.is_silent = true;
    out.clip = {.sample_rate = limits::audio_sample_rate, .channels = 1, .samples = {}};
    out.clip.samples.resize(frames(silent_scene_s, limits::audio_sample_rate));
    return out;
  }
  const bool is_audible =
      std::ranges::any_of(take.clip.samples, [](float sample) { return std::abs(sample) > audible_level; });
  if (!is_audible)
    return fail("voice.silent", fmt::format("The voice {} made no sound for scene {}.", voice.id, scene.id),
                "Try another voice.");
  out.clip = TRY(media::resample(take.clip, limits::audio_sample_rate, 1));
  const double length_s = out.clip.duration_s();
  for (WordTime& word : out.words) {
    word.start_s = std::min(word.start_s, length_s);
    word.end_s = std::min(word.end_s, length_s);
  }
  return out;
}

}  // namespace reelwright::stages
