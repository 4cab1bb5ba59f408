// SPDX-License-Identifier: GPL-3.0-or-later
// How far playing has come: as far as one has heard, or, without a sound device, as far as a steady clock
// says.
#pragma once

#include <functional>
#include <optional>

#include "runtime/preview/exchange.h"

namespace reelwright::runtime {

/// One thread; others read the ClockPoints that it makes.
class PlayClock {
 public:
  explicit PlayClock(std::function<double()> now_s) : now_s_(std::move(now_s)) {}

  /// From zero. With sound it stands until the first of it is heard.
  void start(bool has_sound);
  void stop();
  /// `heard_s` as the device says; unset: there is none, or no longer. Small differences are smoothed, so
  /// that pictures come evenly; larger ones are jumps.
  void follow(std::optional<double> heard_s);
  [[nodiscard]] double position_s() const { return point_.at(now_s_()); }
  [[nodiscard]] const ClockPoint& point() const { return point_; }

 private:
  std::function<double()> now_s_;
  ClockPoint point_;
};

}  // namespace reelwright::runtime
