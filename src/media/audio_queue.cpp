// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "media/audio_output.h"
#include "model/limits.h"

namespace reelwright::media {

std::size_t AudioQueue::write(std::span<const StereoSample> samples) {
  std::size_t count = 0;
  while (count < samples.size() && ring_.try_push(samples[count])) ++count;
  written_.fetch_add(count, std::memory_order_relaxed);
  return count;
}

void AudioQueue::restart() {
  kept_from_.store(written_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

// kept_from_ is one more than the number of samples to drop, so that even a restart before the first sample
// is told from none.
void AudioQueue::drop_old() {
  const std::uint64_t kept_from = kept_from_.load(std::memory_order_acquire);
  if (kept_from == own_from_) return;
  while (taken_ + 1 < kept_from && ring_.try_pop()) ++taken_;
  own_from_ = kept_from;
  own_ = 0;
  tail_ = fade_;
  fade_ = 0;
}

StereoSample AudioQueue::next() {
  constexpr float step = 1.0F / fade_samples;
  StereoSample sample{};
  if (const std::optional<StereoSample> queued = ring_.try_pop()) {
    ++taken_;
    ++own_;
    fade_ = std::min(1.0F, fade_ + step);
    last_ = *queued;
    sample = {last_[0] * fade_, last_[1] * fade_};
  } else if (fade_ > 0) {
    tail_ = fade_;
    fade_ = 0;
  }
  return sample;
}

void AudioQueue::fill(std::span<StereoSample> out) {
  drop_old();
  constexpr float step = 1.0F / fade_samples;
  const float gain = gain_.load(std::memory_order_relaxed);
  for (StereoSample& sample : out) {
    sample = next();
    if (tail_ > 0) {  // what broke off goes on as the level it had, down to silence
      tail_ = std::max(0.0F, tail_ - step);
      sample[0] += last_[0] * tail_;
      sample[1] += last_[1] * tail_;
    }
    loudness_ += std::clamp(gain - loudness_, -step, step);
    sample = {sample[0] * loudness_, sample[1] * loudness_};
  }
  given_ += static_cast<std::int64_t>(out.size());
  if (own_ == 0) return;
  others_.store(given_ - own_, std::memory_order_relaxed);
  begun_.store(own_from_, std::memory_order_release);
}

double AudioQueue::heard_s(std::int64_t played) const {
  constexpr double not_begun_s = -1e-3;
  if (begun_.load(std::memory_order_acquire) != kept_from_.load(std::memory_order_relaxed))
    return not_begun_s;
  return static_cast<double>(played - others_.load(std::memory_order_relaxed)) / limits::audio_sample_rate;
}

}  // namespace reelwright::media
