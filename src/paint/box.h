// SPDX-License-Identifier: GPL-3.0-or-later
// A rectangle in output pixels, y downwards. Plain geometry for drawing and layout; it knows no pixels.
#pragma once

#include <algorithm>

namespace reelwright::paint {

/// A value; any thread.
struct Box {
  double x = 0;
  double y = 0;
  double w = 0;
  double h = 0;
  friend bool operator==(const Box&, const Box&) = default;

  [[nodiscard]] double right() const { return x + w; }
  [[nodiscard]] double bottom() const { return y + h; }
  [[nodiscard]] double mid_x() const { return x + w / 2; }
  [[nodiscard]] double mid_y() const { return y + h / 2; }
  [[nodiscard]] bool empty() const { return w <= 0 || h <= 0; }
  [[nodiscard]] Box grown(double by) const { return {x - by, y - by, w + 2 * by, h + 2 * by}; }
  [[nodiscard]] Box moved(double dx, double dy) const { return {x + dx, y + dy, w, h}; }
  [[nodiscard]] bool contains(const Box& other) const {
    return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
  }
  [[nodiscard]] bool overlaps(const Box& other) const {
    return other.x < right() && x < other.right() && other.y < bottom() && y < other.bottom();
  }
};

/// The smallest box that holds both; an empty one counts for nothing.
[[nodiscard]] inline Box united(const Box& a, const Box& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const double x = std::min(a.x, b.x);
  const double y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

/// A square box around a centre.
[[nodiscard]] inline Box around(double mid_x, double mid_y, double side) {
  return {mid_x - side / 2, mid_y - side / 2, side, side};
}

}  // namespace reelwright::paint
