// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.h"
#include "media/limiter.h"
#include "media/loudness_meter.h"

namespace reelwright::media {
namespace {

constexpr double silence_lufs = -70;  // EBU R 128's absolute gate: nothing below is measured
constexpr double tolerance_lu = 0.3;
constexpr int rounds_max = 8;
/// libebur128 and our limiter interpolate between samples with different filters.
constexpr double peak_margin_db = 0.1;

double from_decibels(double decibels) { return std::pow(10, decibels / 20); }

double to_decibels(double value) {
  return value > 0 ? std::max(20 * std::log10(value), silence_lufs) : silence_lufs;
}

/// A second at a time, so that a stop is seen soon.
Result<Loudness> measure(const AudioClip& clip, LoudnessMeter::Peak peak, const std::stop_token& stop) {
  CHECK(clip.channels > 0 && clip.sample_rate > 0);
  LoudnessMeter meter(clip.sample_rate, clip.channels, peak);
  const std::size_t frames = clip.frame_count();
  const auto piece = static_cast<std::size_t>(clip.sample_rate);
  for (std::size_t done = 0; done < frames; done += piece) {
    if (stop.stop_requested()) return canceled();
    meter.add(clip.samples.data() + done * static_cast<std::size_t>(clip.channels),
              std::min(piece, frames - done));
  }
  return meter.result();
}

Result<Loudness> limit_and_measure(AudioClip& clip, double gain_db, double ceiling_dbtp,
                                   const std::stop_token& stop) {
  TRY(amplify_and_limit(clip, from_decibels(gain_db), from_decibels(ceiling_dbtp), stop));
  return measure_loudness(clip, stop);
}

}  // namespace

LoudnessMeter::LoudnessMeter(int sample_rate, int channels, Peak peak)
    : state_(ebur128_init(static_cast<unsigned>(channels), static_cast<unsigned long>(sample_rate),
                          peak == Peak::measured ? EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK : EBUR128_MODE_I)),
      channels_(channels) {
  CHECK(state_ != nullptr);
  // One channel is heard from two speakers.
  if (channels == 1) ebur128_set_channel(state_.get(), 0, EBUR128_DUAL_MONO);
}

void LoudnessMeter::add(const float* samples, std::size_t frames) {
  CHECK(ebur128_add_frames_float(state_.get(), samples, frames) == EBUR128_SUCCESS);
}

Loudness LoudnessMeter::result() const {
  Loudness loudness;
  double value = silence_lufs;
  if (ebur128_loudness_global(state_.get(), &value) == EBUR128_SUCCESS && std::isfinite(value))
    loudness.integrated_lufs = std::max(value, silence_lufs);
  double peak = 0;
  for (unsigned channel = 0; channel < static_cast<unsigned>(channels_); ++channel)
    if (ebur128_true_peak(state_.get(), channel, &value) == EBUR128_SUCCESS) peak = std::max(peak, value);
  loudness.true_peak_dbtp = to_decibels(peak);
  return loudness;
}

Result<Loudness> measure_loudness(const AudioClip& clip, std::stop_token stop) {
  return measure(clip, LoudnessMeter::Peak::measured, stop);
}

Result<double> measure_integrated_lufs(const AudioClip& clip, std::stop_token stop) {
  return TRY(measure(clip, LoudnessMeter::Peak::ignored, stop)).integrated_lufs;
}

Result<Loudness> normalise_loudness(AudioClip& clip, double target_lufs, double true_peak_dbtp_max,
                                    std::stop_token stop) {
  Loudness reached = TRY(measure_loudness(clip, stop));
  if (reached.integrated_lufs <= silence_lufs) return reached;
  AudioClip original = clip;
  double gain_db = target_lufs - reached.integrated_lufs;
  double ceiling_dbtp = true_peak_dbtp_max - peak_margin_db;
  for (int round = 0; round < rounds_max; ++round) {
    clip.samples = original.samples;
    const Result<Loudness> limited = limit_and_measure(clip, gain_db, ceiling_dbtp, stop);
    if (!limited) {
      clip = std::move(original);
      return limited;
    }
    reached = *limited;
    const double missing_db = target_lufs - reached.integrated_lufs;
    const double excess_db = reached.true_peak_dbtp - true_peak_dbtp_max;
    if (std::abs(missing_db) <= tolerance_lu / 3 && excess_db <= 0) break;
    gain_db += missing_db;
    if (excess_db > 0) ceiling_dbtp -= excess_db + 0.02;
  }
  return reached;
}

}  // namespace reelwright::media
