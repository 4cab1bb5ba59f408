// SPDX-License-Identifier: GPL-3.0-or-later
// An outline of lines and curves as a value: icons, waves, hills. It is filled by Canvas; it knows no
// colours.
#pragma once

#include <vector>

#include "paint/box.h"

namespace reelwright::paint {

/// A value; any thread.
class Path {
 public:
  enum class Kind { move, line, curve, close };
  struct Step {
    Kind kind = Kind::move;
    double x1 = 0, y1 = 0, x2 = 0, y2 = 0;  ///< control points of a curve
    double x = 0, y = 0;                    ///< where the step ends
  };

  void move_to(double x, double y) { steps_.push_back({.kind = Kind::move, .x = x, .y = y}); }
  void line_to(double x, double y) { steps_.push_back({.kind = Kind::line, .x = x, .y = y}); }
  void curve_to(double x1, double y1, double x2, double y2, double x, double y) {
    steps_.push_back({Kind::curve, x1, y1, x2, y2, x, y});
  }
  void close() { steps_.push_back({.kind = Kind::close}); }

  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }
  [[nodiscard]] bool empty() const { return steps_.empty(); }
  /// Of all points, control points included: never smaller than the shape.
  [[nodiscard]] Box bounds() const;
  /// Scaled without distortion and centred so that it just fits.
  [[nodiscard]] Path fitted_into(const Box& box) const;

 private:
  std::vector<Step> steps_;
};

}  // namespace reelwright::paint
