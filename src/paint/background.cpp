// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/background.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "base/check.h"
#include "base/random.h"
#include "paint/background_field.h"
#include "paint/canvas.h"

namespace reelwright::paint {
namespace {

constexpr double full_turn = 2 * std::numbers::pi;

/// Everything one kind of background needs while it is put together.
struct Painter {
  const BackgroundSpec& spec;
  Random random{spec.seed};
  double w = spec.width;
  double h = spec.height;
  double short_side = std::min(w, h);
  double drift_angle = random.between(0, full_turn);
  std::vector<DriftingImage> layers{};

  Colour shape(std::size_t index) const { return spec.shapes[index % spec.shapes.size()]; }

  void base(const std::vector<Glow>& glows, double angle, float grain) {
    DriftingImage layer;
    layer.image = smooth_field(spec, glows, angle, grain);
    const double dx = std::cos(drift_angle) * w * field_margin * 0.9 * spec.motion;
    const double dy = std::sin(drift_angle) * h * field_margin * 0.9 * spec.motion;
    layer.x0 = -w * field_margin - dx;
    layer.y0 = -h * field_margin - dy;
    layer.x1 = -w * field_margin + dx;
    layer.y1 = -h * field_margin + dy;
    layers.push_back(std::move(layer));
  }

  void drifting(const PlacedImage& placed, double dx, double dy, double scale) {
    DriftingImage layer;
    layer.image = placed.image;
    layer.scale = scale;
    layer.x0 = placed.x * scale - dx * spec.motion;
    layer.y0 = placed.y * scale - dy * spec.motion;
    layer.x1 = placed.x * scale + dx * spec.motion;
    layer.y1 = placed.y * scale + dy * spec.motion;
    layers.push_back(std::move(layer));
  }

  /// A round light without an edge, drawn small because there is nothing sharp in it.
  void orb(double x, double y, double radius, const Colour& colour) {
    constexpr double scale = 4;
    const double r = radius / scale;
    Canvas canvas(around(x / scale, y / scale, 2 * r));
    RgbaImage image = canvas.image();
    for (int row = 0; row < image.height; ++row) {
      std::uint8_t* to = image.row(row);
      for (int column = 0; column < image.width; ++column, to += 4) {
        const double d = std::hypot(column + 0.5 + canvas.region().x - x / scale,
                                    row + 0.5 + canvas.region().y - y / scale) /
                         r;
        const double fade = d >= 1 ? 0 : (1 - d * d) * (1 - d * d);
        to[0] = static_cast<std::uint8_t>(std::lround(colour.r * 255));
        to[1] = static_cast<std::uint8_t>(std::lround(colour.g * 255));
        to[2] = static_cast<std::uint8_t>(std::lround(colour.b * 255));
        to[3] = static_cast<std::uint8_t>(std::lround(colour.a * fade * 255));
      }
    }
    const double way = short_side * 0.05;
    const double angle = drift_angle + std::numbers::pi * 0.8;
    drifting({std::move(image), static_cast<int>(canvas.region().x), static_cast<int>(canvas.region().y)},
             std::cos(angle) * way, std::sin(angle) * way, scale);
  }

  void glow();
  void paper();
  void waves();
  void hills();
  void geometry();
  void grid();
};

void Painter::glow() {
  // Light from two opposite corners; which ones is the scene's own.
  const bool flip = (random.next() & 1U) != 0;
  const double left = flip ? 1.0 : 0.0;
  const double j = random.between(-0.06, 0.06);
  base({{left + j, 0.02 + j, 0.62, shape(0)},
        {1 - left - j, 0.98 + j, 0.70, shape(1)},
        {0.5 + 3 * j, 1.12, 0.5, shape(2)}},
       random.between(0.15, 0.35) * std::numbers::pi * (flip ? 1 : -1) + (flip ? 0 : std::numbers::pi), 1.0F);
  orb(w * (1 - left) + (left - 0.5) * w * 0.1, h * random.between(0.02, 0.14),
      short_side * random.between(0.42, 0.55), with_alpha(shape(2), shape(2).a * 0.8));
}

void Painter::paper() {
  base({{random.between(0.2, 0.8), -0.1, 0.9, shape(0)}, {random.between(0.0, 1.0), 1.15, 0.7, shape(1)}},
       std::numbers::pi / 2, 3.2F);
  // Light through a window: two slanted bands that wander over the sheet.
  constexpr double scale = 8;
  const double sw = w / scale;
  const double sh = h / scale;
  Canvas canvas({-0.1 * sw, -0.1 * sh, sw * 1.2, sh * 1.2});
  RgbaImage image = canvas.image();
  const double start = random.between(-0.2, 0.5);
  const double slope = random.between(0.25, 0.45);
  const Colour light = shape(2);
  for (int row = 0; row < image.height; ++row) {
    std::uint8_t* to = image.row(row);
    for (int column = 0; column < image.width; ++column, to += 4) {
      const double at = column / sw + slope * row / sw - start;
      const auto band = [&](double middle, double width) {
        const double d = std::abs(at - middle) / width;
        return d >= 1 ? 0.0 : (1 - d * d) * (1 - d * d);
      };
      to[0] = static_cast<std::uint8_t>(std::lround(light.r * 255));
      to[1] = static_cast<std::uint8_t>(std::lround(light.g * 255));
      to[2] = static_cast<std::uint8_t>(std::lround(light.b * 255));
      to[3] =
          static_cast<std::uint8_t>(std::lround(light.a * 255 * std::max(band(0.2, 0.16), band(0.62, 0.24))));
    }
  }
  drifting({std::move(image), static_cast<int>(canvas.region().x), static_cast<int>(canvas.region().y)},
           w * 0.05, 0, scale);

  Canvas frame({0, 0, w, h});
  const double inset = short_side * 0.024;
  frame.stroke_box(Box{0, 0, w, h}.grown(-inset), 0, std::max(1.0, short_side * 0.0018), spec.line);
  drifting(frame.ink(), 0, 0, 1);
}

/// A band from a wavy upper edge to below the frame.
Path wavy_band(Random& random, double left, double right, double bottom, double crest, double swing,
               double length) {
  const double phase = random.between(0, full_turn);
  const double second = random.between(0, full_turn);
  const auto edge = [&](double x) {
    return crest + swing * (0.7 * std::sin(x / length * full_turn + phase) +
                            0.3 * std::sin(x / length * full_turn * 2.3 + second));
  };
  Path path;
  path.move_to(left, bottom);
  path.line_to(left, edge(left));
  const double step = std::max(2.0, length / 90);
  for (double x = left + step; x < right; x += step) path.line_to(x, edge(x));
  path.line_to(right, edge(right));
  path.line_to(right, bottom);
  path.close();
  return path;
}

void Painter::waves() {
  base({{random.between(0.2, 0.8), -0.12, 0.75, shape(0)}, {random.between(0.1, 0.9), 1.1, 0.5, shape(1)}},
       std::numbers::pi / 2, 1.0F);
  const double reach = w * 0.08;
  double way = reach * 0.5;
  for (std::size_t i = 0; i < 3; ++i) {
    const double crest = h * (0.80 + 0.065 * static_cast<double>(i));
    const Path band = wavy_band(random, -reach, w + reach, h + 8, crest, short_side * 0.026,
                                w * random.between(0.42, 0.60) * std::max(1.0, h / w));
    const Box bounds = band.bounds();
    Canvas canvas(bounds);
    const Colour colour = shape(i + 1);
    canvas.fill_path(
        band, Fill::linear(colour, with_alpha(colour, colour.a * 0.35), 0, bounds.y, 0, bounds.bottom()));
    drifting(canvas.ink(), i % 2 == 0 ? way : -way, 0, 1);
    way *= 1.35;
  }
}

void Painter::hills() {
  base({{random.between(0.55, 0.9), 0.06, 0.6, shape(0)}}, std::numbers::pi / 2, 1.0F);
  const double reach = w * 0.07;
  for (std::size_t i = 0; i < 3; ++i) {
    const double depth = static_cast<double>(i);
    const double crest = h * (0.84 + 0.05 * depth);
    const Path ridge =
        wavy_band(random, -reach, w + reach, h + 8, crest, short_side * (0.034 - 0.006 * depth),
                  w * random.between(0.7, 1.1) * std::max(1.0, h / w * 0.8));
    Canvas canvas(ridge.bounds().grown(short_side * 0.09));
    const Colour colour = with_alpha(shape(i + 1), 1);
    canvas.fill_path(ridge, colour);
    // A few pines on the ridge. They stand on the edge's own points, a little sunk in.
    const std::size_t points = ridge.steps().size();
    const int trees = i == 0 ? 0 : 9;
    for (int tree = 0; tree < trees; ++tree) {
      const auto at = static_cast<std::size_t>(random.between(3, static_cast<double>(points) - 4));
      const double x = ridge.steps()[at].x;
      const double foot = ridge.steps()[at].y + short_side * 0.01;
      const double tall = short_side * random.between(0.035, 0.062);
      for (int tier = 0; tier < 3; ++tier) {
        const double base_y = foot - tall * 0.26 * tier;
        const double half = tall * (0.24 - 0.055 * tier);
        Path triangle;
        triangle.move_to(x - half, base_y);
        triangle.line_to(x, base_y - tall * 0.46);
        triangle.line_to(x + half, base_y);
        triangle.close();
        canvas.fill_path(triangle, colour);
      }
    }
    const double way = reach * (0.25 + 0.3 * depth) * (random.next() % 2 == 0 ? 1 : -1);
    // Hill and pines are one silhouette, so the transparency comes last.
    PlacedImage silhouette = canvas.ink();
    for (std::size_t alpha = 3; alpha < silhouette.image.pixels.size(); alpha += 4)
      silhouette.image.pixels[alpha] =
          static_cast<std::uint8_t>(std::lround(silhouette.image.pixels[alpha] * shape(i + 1).a));
    drifting(silhouette, way, 0, 1);
  }
}

void Painter::geometry() {
  base({}, random.between(0, full_turn), 1.0F);
  // Large flat forms that enter from opposite corners, a thin ring, and one small full-coloured disc.
  const bool flip = (random.next() & 1U) != 0;
  const auto x_at = [&](double share) { return flip ? w * (1 - share) : w * share; };
  const double way = short_side * 0.035;
  Canvas disc({0, 0, w, h});
  disc.fill_circle(x_at(1.0), h * 0.02, short_side * random.between(0.40, 0.48), shape(0));
  drifting(disc.ink(), flip ? way : -way, way * 0.5, 1);
  Canvas ring({-0.3 * w, 0, 1.6 * w, 1.3 * h});
  ring.stroke_arc(x_at(-0.02), h * 1.02, short_side * random.between(0.34, 0.42), 0, 360, short_side * 0.085,
                  shape(1));
  drifting(ring.ink(), flip ? -way : way, -way * 0.5, 1);
  Canvas dot({0, 0, w, h});
  dot.fill_circle(w * 0.97, h * 0.045, short_side * 0.021, shape(2));
  drifting(dot.ink(), 0, way * 0.3, 1);
}

void Painter::grid() {
  const double side = random.between(0.15, 0.85);
  base({{side, -0.08, 0.75, shape(0)}, {1 - side, 1.08, 0.75, shape(1)}}, std::numbers::pi / 2, 1.2F);
  const double pitch = short_side / 13.5;
  const Box area = Box{0, 0, w, h}.grown(pitch);
  Canvas canvas(area);
  const double line_px = std::max(1.0, short_side * 0.0014);
  for (double x = area.x; x <= area.right(); x += pitch)
    canvas.fill_box({x, area.y, line_px, area.h}, 0, spec.line);
  for (double y = area.y; y <= area.bottom(); y += pitch)
    canvas.fill_box({area.x, y, area.w, line_px}, 0, spec.line);
  // A few crossings at the frame's edges light up; behind text they would look like dirt.
  const double columns = std::round(w / pitch);
  const double rows = std::round(h / pitch);
  for (int i = 0; i < 14; ++i) {
    double column = std::floor(random.between(0, columns + 1));
    double row = std::floor(random.between(0, rows + 1));
    if (i % 2 == 0) {
      column = i % 4 == 0 ? 0 : columns;
    } else {
      row = i % 4 == 1 ? 0 : rows;
    }
    const double x = pitch * column + line_px / 2;
    const double y = pitch * row + line_px / 2;
    canvas.fill_circle(x, y, short_side * 0.0035, with_alpha(shape(2), std::min(1.0, shape(2).a * 2)));
  }
  drifting({canvas.image(), static_cast<int>(area.x), static_cast<int>(area.y)},
           std::cos(drift_angle) * pitch * 0.45, std::sin(drift_angle) * pitch * 0.45, 1);
}

}  // namespace

std::optional<BackgroundKind> parse_background_kind(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, BackgroundKind>, 6> kinds = {{
      {"glow", BackgroundKind::glow},
      {"paper", BackgroundKind::paper},
      {"waves", BackgroundKind::waves},
      {"hills", BackgroundKind::hills},
      {"geometry", BackgroundKind::geometry},
      {"grid", BackgroundKind::grid},
  }};
  for (const auto& [known, kind] : kinds)
    if (known == name) return kind;
  return std::nullopt;
}

std::vector<DriftingImage> paint_background(const BackgroundSpec& spec) {
  CHECK(!spec.stops.empty() && !spec.shapes.empty());
  CHECK(spec.width > 0 && spec.height > 0);
  Painter painter{spec};
  switch (spec.kind) {
    case BackgroundKind::glow:
      painter.glow();
      break;
    case BackgroundKind::paper:
      painter.paper();
      break;
    case BackgroundKind::waves:
      painter.waves();
      break;
    case BackgroundKind::hills:
      painter.hills();
      break;
    case BackgroundKind::geometry:
      painter.geometry();
      break;
    case BackgroundKind::grid:
      painter.grid();
      break;
  }
  return std::move(painter.layers);
}

}  // namespace reelwright::paint
