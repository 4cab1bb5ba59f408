// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/path.h"

#include <algorithm>
#include <limits>

namespace reelwright::paint {

Box Path::bounds() const {
  double left = std::numeric_limits<double>::max();
  double top = left;
  double right = std::numeric_limits<double>::lowest();
  double bottom = right;
  const auto add = [&](double x, double y) {
    left = std::min(left, x);
    top = std::min(top, y);
    right = std::max(right, x);
    bottom = std::max(bottom, y);
  };
  for (const Step& step : steps_) {
    if (step.kind == Kind::close) continue;
    add(step.x, step.y);
    if (step.kind == Kind::curve) {
      add(step.x1, step.y1);
      add(step.x2, step.y2);
    }
  }
  if (left > right) return {};
  return {left, top, right - left, bottom - top};
}

Path Path::fitted_into(const Box& box) const {
  const Box from = bounds();
  if (from.empty()) return *this;
  const double scale = std::min(box.w / from.w, box.h / from.h);
  const double dx = box.mid_x() - from.mid_x() * scale;
  const double dy = box.mid_y() - from.mid_y() * scale;
  Path fitted = *this;
  for (Step& step : fitted.steps_) {
    step.x1 = step.x1 * scale + dx;
    step.x2 = step.x2 * scale + dx;
    step.x = step.x * scale + dx;
    step.y1 = step.y1 * scale + dy;
    step.y2 = step.y2 * scale + dy;
    step.y = step.y * scale + dy;
  }
  return fitted;
}

}  // namespace reelwright::paint
