// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/music.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "base/random.h"
#include "model/limits.h"
#include "stages/compose/reverb.h"

namespace reelwright::stages {
namespace {

constexpr int sample_rate = limits::audio_sample_rate;
constexpr double two_pi = 2.0 * std::numbers::pi;

/// Semitones above the key's tonic.
using Chord = std::array<int, 4>;

struct Mood {
  std::string_view name;
  double beats_per_minute;
  int tonic_midi;
  std::array<std::array<Chord, 4>, 2> progressions;
  double pad_gain;
  double pluck_gain;
  double bass_gain;
  double pluck_decay_s;
  int plucks_per_beat;
  double pluck_density;  ///< chance that a step sounds
  double brightness;     ///< weight of upper partials, 0 to 1
};

// Voicings are spread over about an octave and a half and move by small steps from chord to chord.
constexpr std::array<Mood, 4> moods = {{
    {"calm",
     66,
     57,  // I - vi7 - IV - Vsus / I - iii - IV - IV6
     {{{{{0, 7, 12, 16}, {-3, 7, 12, 16}, {-7, 5, 9, 16}, {-5, 7, 12, 14}}},
       {{{0, 7, 11, 16}, {-8, 7, 11, 16}, {-7, 5, 12, 16}, {-7, 5, 9, 14}}}}},
     0.9,
     0.46,
     0.5,
     1.6,
     1,
     0.66,
     0.32},
    {"bright",
     104,
     60,  // I - V - vi - IV / IV - I - V - vi
     {{{{{0, 7, 12, 16}, {-5, 7, 11, 14}, {-3, 4, 12, 16}, {-7, 5, 9, 12}}},
       {{{-7, 5, 9, 12}, {0, 4, 7, 16}, {-5, 7, 11, 14}, {-3, 4, 9, 16}}}}},
     0.7,
     0.6,
     0.6,
     0.7,
     2,
     0.74,
     0.4},
    {"tense",
     84,
     50,  // i - VI - iv - v / i - i(b6) - iv - VII
     {{{{{0, 7, 12, 15}, {-4, 8, 12, 15}, {-7, 5, 8, 12}, {-5, 7, 10, 14}}},
       {{{0, 7, 12, 15}, {0, 8, 12, 15}, {-7, 5, 8, 15}, {-2, 5, 10, 14}}}}},
     0.95,
     0.5,
     0.65,
     0.5,
     2,
     0.8,
     0.4},
    {"warm",
     76,
     53,  // Imaj7 - ii7 - IVmaj7 - I / vi7 - IVmaj7 - Imaj7 - V
     {{{{{0, 7, 11, 16}, {-10, 5, 12, 17}, {-7, 5, 9, 16}, {0, 7, 12, 16}}},
       {{{-3, 7, 12, 16}, {-7, 5, 9, 16}, {0, 7, 11, 16}, {-5, 7, 11, 14}}}}},
     0.85,
     0.5,
     0.55,
     1.1,
     1,
     0.72,
     0.4},
}};
constexpr std::array<std::string_view, 4> mood_names = {moods[0].name, moods[1].name, moods[2].name,
                                                        moods[3].name};

double midi_hz(int note) { return 440.0 * std::exp2((note - 69) / 12.0); }

/// One period of a tone whose partials fall off as 1/n^2 or 1/n, read with linear interpolation. Few
/// partials: no aliasing at the pitches used here.
class Wavetable {
 public:
  Wavetable(int partials, double brightness) : samples_(size + 1) {
    for (std::size_t i = 0; i <= size; ++i) {
      const double phase = two_pi * static_cast<double>(i) / static_cast<double>(size);
      double sum = 0;
      for (int n = 1; n <= partials; ++n) {
        sum += std::sin(phase * n) * (n == 1 ? 1.0 : brightness / std::pow(n, 1.4));
      }
      samples_[i] = static_cast<float>(sum);
    }
  }
  [[nodiscard]] float at(double phase) const {
    const double position = (phase - std::floor(phase)) * static_cast<double>(size);
    const auto index = static_cast<std::size_t>(position);
    const auto fraction = static_cast<float>(position - static_cast<double>(index));
    return samples_[index] + (samples_[index + 1] - samples_[index]) * fraction;
  }

 private:
  static constexpr std::size_t size = 2048;
  std::vector<float> samples_;
};

struct Note {
  double hz;
  std::size_t start;   ///< frame
  std::size_t frames;  ///< until the release begins
  double attack_s;
  double release_s;
  double decay_s;  ///< exponential; 0 for a held note
  double gain;
  double pan;  ///< -1 left to 1 right
};

void add_note(const Note& note, const Wavetable& table, std::span<float> stereo) {
  const std::size_t total = stereo.size() / 2;
  const auto release = static_cast<std::size_t>(note.release_s * sample_rate);
  const std::size_t end = std::min(total, note.start + note.frames + release);
  const double left = note.gain * std::cos((note.pan + 1) * std::numbers::pi / 4);
  const double right = note.gain * std::sin((note.pan + 1) * std::numbers::pi / 4);
  const double step = note.hz / sample_rate;
  const double decay = note.decay_s > 0 ? std::exp(-1.0 / (note.decay_s * sample_rate)) : 1.0;
  double level = 1.0;
  for (std::size_t i = note.start; i < end; ++i) {
    const std::size_t age = i - note.start;
    double envelope = std::min(1.0, static_cast<double>(age) / (note.attack_s * sample_rate));
    envelope *= envelope * (3 - 2 * envelope);
    if (age > note.frames) {
      const double left_over = 1.0 - static_cast<double>(age - note.frames) / static_cast<double>(release);
      envelope *= left_over * left_over;
    }
    level *= decay;
    const double value = static_cast<double>(table.at(step * static_cast<double>(age))) * envelope * level;
    stereo[2 * i] += static_cast<float>(value * left);
    stereo[2 * i + 1] += static_cast<float>(value * right);
  }
}

/// Everything that sounds in one bar of four beats.
void add_bar(const Mood& mood, const Chord& chord, std::size_t start, std::size_t beat, bool plucked,
             Random& random, const Wavetable& soft, const Wavetable& bright, std::span<float> stereo) {
  const std::size_t bar = beat * 4;
  for (std::size_t voice = 0; voice < chord.size(); ++voice) {
    const double hz = midi_hz(mood.tonic_midi + chord[voice]);
    const double pan = 0.7 * (static_cast<double>(voice) / 1.5 - 1.0);
    for (const double detune : {-0.0016, 0.0016}) {  // about 3 cents either way: a slow chorus
      add_note({.hz = hz * (1 + detune),
                .start = start,
                .frames = bar,
                .attack_s = 0.9,
                .release_s = 1.6,
                .decay_s = 0,
                .gain = mood.pad_gain * 0.075,
                .pan = detune < 0 ? pan - 0.2 : pan + 0.2},
               soft, stereo);
    }
  }
  add_note({.hz = midi_hz(mood.tonic_midi - 12 + chord[0]),
            .start = start,
            .frames = bar,
            .attack_s = 0.05,
            .release_s = 0.6,
            .decay_s = 3.0,
            .gain = mood.bass_gain * 0.16,
            .pan = 0},
           soft, stereo);
  if (!plucked) return;
  const int steps = 4 * mood.plucks_per_beat;
  const std::size_t step = bar / static_cast<std::size_t>(steps);
  for (int i = 0; i < steps; ++i) {
    const auto tone = static_cast<std::size_t>(random.next() % chord.size());
    const int octave = random.next() % 2 == 0 ? 12 : 24;
    const bool sounds = random.between(0, 1) < mood.pluck_density;
    const double accent = random.between(0.7, 1.0);
    const double pan = random.between(-0.4, 0.4);
    if (!sounds && i != 0) continue;
    add_note({.hz = midi_hz(mood.tonic_midi + chord[tone] + octave),
              .start = start + step * static_cast<std::size_t>(i),
              .frames = step * 3,
              .attack_s = 0.004,
              .release_s = 0.8,
              .decay_s = mood.pluck_decay_s,
              .gain = mood.pluck_gain * 0.085 * accent,
              .pan = pan},
             bright, stereo);
  }
}

}  // namespace

std::span<const std::string_view> music_moods() { return mood_names; }

bool is_music_mood(std::string_view name) { return std::ranges::find(mood_names, name) != mood_names.end(); }

Result<AudioClip> generate_music(std::string_view mood_name, std::int64_t seed, std::size_t frames,
                                 std::stop_token stop) {
  const auto found = std::ranges::find(moods, mood_name, &Mood::name);
  if (found == moods.end()) {
    return fail(
        "music.unknown_mood", fmt::format("There is no music mood called \"{}\".", mood_name),
        fmt::format("Use one of {}, none, or the path of an audio file.", fmt::join(mood_names, ", ")));
  }
  const Mood& mood = *found;
  Random random(static_cast<std::uint64_t>(seed) ^ (static_cast<std::uint64_t>(found - moods.begin()) << 32));
  const auto beat = static_cast<std::size_t>(60.0 / mood.beats_per_minute * sample_rate);
  const Wavetable soft(5, mood.brightness);
  const Wavetable bright(7, 0.5 + mood.brightness);
  const int transpose = static_cast<int>(random.next() % 5) - 2;
  Mood key = mood;
  key.tonic_midi += transpose;

  AudioClip clip{.sample_rate = sample_rate, .channels = 2, .samples = std::vector<float>(frames * 2)};
  const std::size_t bar = beat * 4;
  for (std::size_t index = 0; index * bar < frames; ++index) {
    if (stop.stop_requested()) return canceled();
    const std::size_t phrase = index / 4;
    const Chord& chord = key.progressions[(phrase / 2) % 2][index % 4];
    const bool plucked = index > 0;  // the pads open alone
    add_bar(key, chord, index * bar, beat, plucked, random, soft, bright, clip.samples);
  }
  add_reverb(clip.samples, sample_rate, 0.28F);

  float peak = 0;
  for (const float sample : clip.samples) peak = std::max(peak, std::abs(sample));
  if (peak > 0) {
    for (float& sample : clip.samples) sample *= 0.5F / peak;
  }
  return clip;
}

}  // namespace reelwright::stages
