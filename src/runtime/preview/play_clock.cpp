// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/preview/play_clock.h"

#include <cmath>

namespace reelwright::runtime {
namespace {

constexpr double jump_s_min = 0.04;  ///< more than the steps in which devices tell their position
constexpr double smoothing = 0.1;    ///< of the difference, each time

}  // namespace

void PlayClock::start(bool has_sound) {
  point_ = {.run = point_.run + 1, .steady_s = now_s_(), .position_s = 0, .is_running = !has_sound};
}

void PlayClock::stop() {
  const double now_s = now_s_();
  point_ = {.run = point_.run, .steady_s = now_s, .position_s = point_.at(now_s), .is_running = false};
}

void PlayClock::follow(std::optional<double> heard_s) {
  const double now_s = now_s_();
  const double position_s = point_.at(now_s);
  point_.steady_s = now_s;
  point_.position_s = position_s;
  if (!heard_s) {
    point_.is_running = true;
    return;
  }
  if (!point_.is_running) {
    if (*heard_s < 0) return;
    point_.is_running = true;
    point_.position_s = *heard_s;
    return;
  }
  const double difference_s = *heard_s - position_s;
  point_.position_s += std::abs(difference_s) > jump_s_min ? difference_s : difference_s * smoothing;
}

}  // namespace reelwright::runtime
