// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/limiter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <numbers>
#include <vector>

namespace reelwright::media {
namespace {

/// True peak as in ITU-R BS.1770-4, annex 2: the signal at four times the rate. Windowed sinc, 24 taps a
/// phase.
constexpr int phases = 4;
constexpr int taps = 24;
using PhaseTable = std::array<std::array<float, taps>, phases>;

PhaseTable interpolation_table() {
  PhaseTable table{};
  for (int phase = 0; phase < phases; ++phase) {
    for (int tap = 0; tap < taps; ++tap) {
      const double t = tap - (taps / 2 - 1) - static_cast<double>(phase) / phases;
      const double sinc = t == 0 ? 1 : std::sin(std::numbers::pi * t) / (std::numbers::pi * t);
      const double window = std::pow(std::cos(std::numbers::pi * t / (taps + 1)), 2);
      table[static_cast<std::size_t>(phase)][static_cast<std::size_t>(tap)] =
          static_cast<float>(sinc * window);
    }
  }
  return table;
}

/// The largest sum of absolute taps of a phase: no peak between samples is larger than this times the largest
/// sample.
double peak_bound(const PhaseTable& table) {
  double bound = 0;
  for (const auto& phase : table) {
    double sum = 0;
    for (const float tap : phase) sum += std::abs(tap);
    bound = std::max(bound, sum);
  }
  return bound;
}

/// The largest value between sample `frame` and the next, of all channels.
double peak_at(const AudioClip& clip, std::int64_t frame, const PhaseTable& table) {
  const auto frames = static_cast<std::int64_t>(clip.frame_count());
  const auto channels = static_cast<std::size_t>(clip.channels);
  float peak = 0;
  for (std::size_t channel = 0; channel < channels; ++channel) {
    std::array<float, taps> around{};
    for (int tap = 0; tap < taps; ++tap) {
      const std::int64_t at = frame + tap - (taps / 2 - 1);
      if (at >= 0 && at < frames)
        around[static_cast<std::size_t>(tap)] =
            clip.samples[static_cast<std::size_t>(at) * channels + channel];
    }
    for (const auto& phase : table) {
      float value = 0;
      for (std::size_t tap = 0; tap < taps; ++tap) value += phase[tap] * around[tap];
      peak = std::max(peak, std::abs(value));
    }
  }
  return peak;
}

double largest_sample(const AudioClip& clip, std::int64_t frame) {
  if (frame >= static_cast<std::int64_t>(clip.frame_count())) return 0;
  const auto channels = static_cast<std::size_t>(clip.channels);
  float largest = 0;
  for (std::size_t channel = 0; channel < channels; ++channel)
    largest = std::max(largest, std::abs(clip.samples[static_cast<std::size_t>(frame) * channels + channel]));
  return largest;
}

/// The smallest of the last `length` values.
class SlidingMinimum {
 public:
  explicit SlidingMinimum(std::int64_t length) : length_(length) {}
  double push(double value) {
    while (!candidates_.empty() && candidates_.back().value >= value) candidates_.pop_back();
    candidates_.push_back({count_, value});
    if (candidates_.front().index <= count_ - length_) candidates_.pop_front();
    ++count_;
    return candidates_.front().value;
  }

 private:
  struct Candidate {
    std::int64_t index;
    double value;
  };
  std::int64_t length_;
  std::int64_t count_ = 0;
  std::deque<Candidate> candidates_;
};

}  // namespace

Result<void> amplify_and_limit(AudioClip& clip, double gain, double ceiling, const std::stop_token& stop) {
  const PhaseTable table = interpolation_table();
  const auto frames = static_cast<std::int64_t>(clip.frame_count());
  const auto channels = static_cast<std::size_t>(clip.channels);
  const std::int64_t ahead = std::max<std::int64_t>(clip.sample_rate / 200, 1);
  const double release = 1 - std::exp(-1.0 / (0.08 * clip.sample_rate));

  // The gain of a frame is the mean over `ahead` steps of an envelope that is, at each step, no larger than
  // what any of the `ahead` frames up to it allows: so it is never larger than its own frame allows, and
  // never jumps. The mean is kept in integers, exactly.
  constexpr double fixed_one = 1LL << 40;
  SlidingMinimum allowed(ahead);
  SlidingMinimum loudest(taps);  // of negated samples, from taps / 2 ahead
  const double bound = peak_bound(table);
  std::vector<std::int64_t> envelope(static_cast<std::size_t>(ahead), static_cast<std::int64_t>(fixed_one));
  std::int64_t sum = ahead * static_cast<std::int64_t>(fixed_one);
  double held = 1;
  for (std::int64_t i = 0; i < taps / 2; ++i) loudest.push(-largest_sample(clip, i));
  const auto next_mean = [&](std::int64_t frame) {
    const double around = -loudest.push(-largest_sample(clip, frame + taps / 2));
    const bool may_pass = frame < frames && around * bound * gain > ceiling;
    const double peak = may_pass ? peak_at(clip, frame, table) * gain : 0;
    const double minimum = allowed.push(peak > ceiling ? ceiling / peak : 1);
    held = minimum < held ? minimum : held + (minimum - held) * release;
    std::int64_t& place = envelope[static_cast<std::size_t>(frame % ahead)];
    sum -= place;
    place = static_cast<std::int64_t>(held * fixed_one);
    sum += place;
    return static_cast<double>(sum) / fixed_one / static_cast<double>(ahead);
  };
  // Peaks are taken from the sound as it was: samples are changed only when no filter needs them any more.
  const std::int64_t lead = ahead + taps;
  std::vector<double> means(static_cast<std::size_t>(lead));
  for (std::int64_t i = 0; i < frames + lead; ++i) {
    if (i % clip.sample_rate == 0 && stop.stop_requested()) return canceled();
    means[static_cast<std::size_t>(i % lead)] = next_mean(i);
    const std::int64_t frame = i - lead + 1;
    if (frame < 0 || frame >= frames) continue;
    const double factor = gain * means[static_cast<std::size_t>((frame + ahead - 1) % lead)];
    for (std::size_t channel = 0; channel < channels; ++channel) {
      float& sample = clip.samples[static_cast<std::size_t>(frame) * channels + channel];
      sample = static_cast<float>(sample * factor);
    }
  }
  return {};
}

}  // namespace reelwright::media
