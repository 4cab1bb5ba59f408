// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/sound_mix.h"

#include <algorithm>
#include <cmath>

#include "media/sound.h"
#include "model/limits.h"
#include "stages/compose/music.h"

namespace reelwright::stages {
namespace {

constexpr int rate = limits::audio_sample_rate;
// Levels before the final two-pass normalisation; only their difference matters. Broadcast practice keeps
// music 15 to 20 LU under speech (EBU R 128 s1 and BBC guidance on background music).
constexpr double speech_lufs = -18.0;
constexpr double bed_lufs = -30.0;
constexpr double ducked_db = -8.0;
constexpr double attack_s = 0.35;
constexpr double release_s = 0.9;
constexpr double fade_in_s = 1.2;
constexpr double fade_out_s = 2.5;
constexpr double loop_fade_s = 2.0;

float gain_of(double db) { return static_cast<float>(std::pow(10.0, db / 20.0)); }

/// AAC raises peaks, at times by more than half a decibel; this keeps the encoded file under the limit.
constexpr double codec_headroom_db = 1.0;

Result<void> level_to(AudioClip& clip, double lufs, const std::stop_token& stop) {
  const double now_lufs = TRY(media::measure_integrated_lufs(clip, stop));
  if (now_lufs <= -69) return {};  // silence has no level to change
  const float gain = gain_of(lufs - now_lufs);
  for (float& sample : clip.samples) sample *= gain;
  return {};
}

/// Repeats `source` until `frames` are filled; each repetition fades over the end of the one before.
AudioClip looped(const AudioClip& source, std::size_t frames) {
  AudioClip clip{.sample_rate = source.sample_rate, .channels = 2, .samples = std::vector<float>(frames * 2)};
  const std::size_t length = source.frame_count();
  if (length == 0) return clip;
  const std::size_t fade =
      length >= frames ? 0 : std::min(length / 4, static_cast<std::size_t>(loop_fade_s * source.sample_rate));
  const std::size_t hop = length - fade;
  for (std::size_t start = 0; start < frames; start += hop) {
    for (std::size_t i = 0; i < length && start + i < frames; ++i) {
      double gain = 1;
      if (fade > 0 && start > 0 && i < fade) gain = static_cast<double>(i) / static_cast<double>(fade);
      if (fade > 0 && i >= hop) gain = static_cast<double>(length - i) / static_cast<double>(fade);
      for (std::size_t channel = 0; channel < 2; ++channel) {
        clip.samples[(start + i) * 2 + channel] += static_cast<float>(gain) * source.samples[i * 2 + channel];
      }
    }
    if (length >= frames) break;
  }
  return clip;
}

}  // namespace

Result<AudioClip> make_bed(const std::string& music, std::int64_t seed, std::size_t frames,
                           std::stop_token stop) {
  if (is_music_mood(music)) return generate_music(music, seed, frames, stop);
  // A second more than the bed has, so that the resampler's end lies outside.
  const AudioClip file = TRY(media::read_sound(music, stop, static_cast<double>(frames) / rate + 1));
  return looped(TRY(media::resample(file, rate, 2, stop)), frames);
}

void duck(AudioClip& bed, const std::vector<SpeechSpan>& speech) {
  const std::size_t frames = bed.frame_count();
  const double attack = attack_s * bed.sample_rate;
  const double release = release_s * bed.sample_rate;
  const auto ramp = [](double share) {  // 0 far from speech, 1 inside; smooth at both ends
    const double x = std::clamp(share, 0.0, 1.0);
    return x * x * (3 - 2 * x);
  };
  std::size_t next = 0;
  double duck_depth = 0;
  float duck_gain = 1;
  for (std::size_t i = 0; i < frames; ++i) {
    while (next < speech.size() && speech[next].end <= i) ++next;
    double depth = 0;
    if (next < speech.size()) {
      const double ahead = static_cast<double>(speech[next].begin) - static_cast<double>(i);
      depth = ramp(1.0 - ahead / attack);
    }
    if (next > 0) {
      const double behind = static_cast<double>(i) - static_cast<double>(speech[next - 1].end);
      depth = std::max(depth, ramp(1.0 - behind / release));
    }
    const double from_start = static_cast<double>(i) / (fade_in_s * bed.sample_rate);
    const double to_end = static_cast<double>(frames - i) / (fade_out_s * bed.sample_rate);
    if (depth != duck_depth) {
      duck_depth = depth;
      duck_gain = gain_of(ducked_db * depth);
    }
    const float gain = duck_gain * static_cast<float>(ramp(from_start) * ramp(to_end));
    bed.samples[2 * i] *= gain;
    bed.samples[2 * i + 1] *= gain;
  }
}

Result<AudioClip> mix_sound(const MixInput& input, std::stop_token stop,
                            std::move_only_function<void(double)>& progress) {
  const Schedule& schedule = input.schedule;
  const auto sample_at = [&](std::int64_t frame) {
    return static_cast<std::size_t>(frame * rate / input.frames_per_second);
  };
  const std::size_t frames = sample_at(schedule.frame_count);
  AudioClip mix{.sample_rate = rate, .channels = 2, .samples = std::vector<float>(frames * 2)};
  std::vector<SpeechSpan> speech;
  for (std::size_t scene = 0; scene < input.narrations.size(); ++scene) {
    if (stop.stop_requested()) return canceled();
    const AudioClip voice =
        TRY(media::resample(TRY(media::read_sound(input.narrations[scene], stop)), rate, 1, stop));
    const std::size_t start = sample_at(schedule.scenes[scene].narration_start_frame);
    const std::size_t count = std::min(voice.samples.size(), frames - std::min(frames, start));
    for (std::size_t i = 0; i < count; ++i) {
      mix.samples[(start + i) * 2] = voice.samples[i];
      mix.samples[(start + i) * 2 + 1] = voice.samples[i];
    }
    speech.push_back({start, start + count});
  }
  TRY(level_to(mix, speech_lufs, stop));
  progress(0.4);
  if (input.music != "none") {
    AudioClip bed = TRY(make_bed(input.music, input.seed, frames, stop));
    TRY(level_to(bed, bed_lufs, stop));
    duck(bed, speech);
    for (std::size_t i = 0; i < mix.samples.size(); ++i) mix.samples[i] += bed.samples[i];
  }
  progress(0.7);
  TRY(media::normalise_loudness(mix, limits::loudness_target_lufs,
                                limits::true_peak_max_dbtp - codec_headroom_db, stop));
  progress(1.0);
  return mix;
}

}  // namespace reelwright::stages
