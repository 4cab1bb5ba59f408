// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/compose/reverb.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace reelwright::stages {
namespace {

constexpr double decay_s = 1.8;
// Mutually prime-ish delays in milliseconds, so that echoes do not coincide.
constexpr std::array<double, 4> comb_ms = {29.7, 37.1, 41.1, 43.7};
constexpr std::array<double, 2> allpass_ms = {5.0, 1.7};
constexpr double right_spread_ms = 0.61;

class Delay {
 public:
  Delay(double delay_ms, int sample_rate)
      : line_(static_cast<std::size_t>(delay_ms * sample_rate / 1000.0) + 1) {}
  [[nodiscard]] float read() const { return line_[position_]; }
  void write(float value) {
    line_[position_] = value;
    position_ = position_ + 1 == line_.size() ? 0 : position_ + 1;
  }

 private:
  std::vector<float> line_;
  std::size_t position_ = 0;
};

class Channel {
 public:
  Channel(int sample_rate, double spread_ms) {
    for (const double ms : comb_ms) {
      combs_.emplace_back(ms + spread_ms, sample_rate);
      // A sound that has gone round n times is 60 dB down after decay_s.
      feedback_.push_back(static_cast<float>(std::pow(10.0, -3.0 * (ms + spread_ms) / 1000.0 / decay_s)));
      damped_.push_back(0);
    }
    for (const double ms : allpass_ms) allpasses_.emplace_back(ms + spread_ms, sample_rate);
  }

  float process(float input) {
    float sum = 0;
    for (std::size_t i = 0; i < combs_.size(); ++i) {
      const float echo = combs_[i].read();
      damped_[i] += (echo - damped_[i]) * 0.55F;
      combs_[i].write(input + damped_[i] * feedback_[i]);
      sum += echo;
    }
    sum *= 0.25F;
    for (Delay& allpass : allpasses_) {
      const float echo = allpass.read();
      const float in = sum + echo * 0.7F;
      allpass.write(in);
      sum = echo - in * 0.7F;
    }
    return sum;
  }

 private:
  std::vector<Delay> combs_;
  std::vector<Delay> allpasses_;
  std::vector<float> feedback_;
  std::vector<float> damped_;
};

}  // namespace

void add_reverb(std::span<float> stereo, int sample_rate, float wet) {
  Channel left(sample_rate, 0);
  Channel right(sample_rate, right_spread_ms);
  for (std::size_t i = 0; i + 1 < stereo.size(); i += 2) {
    const float mono = 0.5F * (stereo[i] + stereo[i + 1]);
    stereo[i] += wet * left.process(mono);
    stereo[i + 1] += wet * right.process(mono);
  }
}

}  // namespace reelwright::stages
