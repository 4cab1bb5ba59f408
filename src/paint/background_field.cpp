// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/background_field.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace reelwright::paint {
namespace {

/// The gradient is worked out at every eighth pixel and interpolated in floating point.
constexpr int cell_px = 8;

Colour gradient_at(const std::vector<Colour>& stops, double t) {
  const double position = std::clamp(t, 0.0, 1.0) * static_cast<double>(stops.size() - 1);
  const auto first = std::min(static_cast<std::size_t>(position), stops.size() - 1);
  const auto second = std::min(first + 1, stops.size() - 1);
  return mix(stops[first], stops[second], position - static_cast<double>(first));
}

/// A table, because mixing in OKLab for every cell is slow.
std::array<Colour, 256> gradient_table(const std::vector<Colour>& stops) {
  std::array<Colour, 256> table;
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = gradient_at(stops, static_cast<double>(i) / 255);
  return table;
}

/// Triangular noise in (-1, 1) from a pixel's place: what dithering needs, and the same everywhere.
float noise_at(std::uint32_t x, std::uint32_t y, std::uint32_t seed) {
  std::uint32_t h = x * 0x9e3779b1U ^ y * 0x85ebca77U ^ seed;
  h ^= h >> 15U;
  h *= 0x2c1b3c6dU;
  h ^= h >> 12U;
  h *= 0x297a2d39U;
  h ^= h >> 15U;
  return (static_cast<float>(h & 0xffffU) - static_cast<float>(h >> 16U)) / 65536.0F;
}

using Rgb = std::array<float, 3>;

/// The gradient and glows on a coarse grid, 0 to 255.
std::vector<Rgb> coarse(const BackgroundSpec& spec, const std::vector<Glow>& glows, double angle, int width,
                        int height, int columns, int rows) {
  const std::array<Colour, 256> table = gradient_table(spec.stops);
  const double dx = std::cos(angle);
  const double dy = std::sin(angle);
  const double reach = std::abs(dx) * width + std::abs(dy) * height;
  const double short_side = std::min(width, height);
  std::vector<Rgb> cells(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const double x = column * cell_px;
      const double y = row * cell_px;
      const double along = ((x - width / 2.0) * dx + (y - height / 2.0) * dy) / reach + 0.5;
      Colour colour = table[static_cast<std::size_t>(std::clamp(along, 0.0, 1.0) * 255 + 0.5)];
      for (const Glow& glow : glows) {
        const double distance =
            std::hypot(x - glow.x * width, y - glow.y * height) / (glow.radius * short_side);
        if (distance > 2.6) continue;
        colour = over(with_alpha(glow.colour, glow.colour.a * std::exp(-distance * distance)), colour);
      }
      cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
            static_cast<std::size_t>(column)] = {static_cast<float>(colour.r * 255),
                                                 static_cast<float>(colour.g * 255),
                                                 static_cast<float>(colour.b * 255)};
    }
  }
  return cells;
}

}  // namespace

RgbaImage smooth_field(const BackgroundSpec& spec, const std::vector<Glow>& glows, double angle,
                       float grain) {
  RgbaImage image(static_cast<int>(std::ceil(spec.width * (1 + 2 * field_margin))),
                  static_cast<int>(std::ceil(spec.height * (1 + 2 * field_margin))));
  const int columns = image.width / cell_px + 2;
  const int rows = image.height / cell_px + 2;
  const std::vector<Rgb> cells = coarse(spec, glows, angle, image.width, image.height, columns, rows);
  const auto noise_seed = static_cast<std::uint32_t>(spec.seed * 0x9e3779b97f4a7c15ULL >> 32U);
  std::vector<Rgb> line(static_cast<std::size_t>(columns));
  for (int y = 0; y < image.height; ++y) {
    const Rgb* above = cells.data() + static_cast<std::ptrdiff_t>(y / cell_px) * columns;
    const Rgb* below = above + columns;
    const float down = static_cast<float>(y % cell_px) / cell_px;
    for (std::size_t i = 0; i < line.size(); ++i)
      for (std::size_t c = 0; c < 3; ++c) line[i][c] = above[i][c] + (below[i][c] - above[i][c]) * down;
    std::uint8_t* to = image.row(y);
    for (int x = 0; x < image.width; ++x, to += 4) {
      const Rgb& left = line[static_cast<std::size_t>(x / cell_px)];
      const Rgb& right = line[static_cast<std::size_t>(x / cell_px) + 1];
      const float across = static_cast<float>(x % cell_px) / cell_px;
      const float noise =
          grain * noise_at(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), noise_seed) + 0.5F;
      for (std::size_t c = 0; c < 3; ++c)
        to[c] = static_cast<std::uint8_t>(
            std::clamp(left[c] + (right[c] - left[c]) * across + noise, 0.0F, 255.0F));
      to[3] = 255;
    }
  }
  return image;
}

}  // namespace reelwright::paint
