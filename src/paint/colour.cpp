// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/colour.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace reelwright::paint {
namespace {

struct Lab {
  double l = 0;
  double a = 0;
  double b = 0;
};

double to_linear(double value) {
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double to_srgb(double value) {
  const double clamped = std::clamp(value, 0.0, 1.0);
  return clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * std::pow(clamped, 1.0 / 2.4) - 0.055;
}

Lab to_lab(const Colour& colour) {
  const double r = to_linear(colour.r);
  const double g = to_linear(colour.g);
  const double b = to_linear(colour.b);
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

Colour from_lab(const Lab& lab, double alpha) {
  const double l = lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b;
  const double m = lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b;
  const double s = lab.l - 0.0894841775 * lab.a - 1.2914855480 * lab.b;
  const double l3 = l * l * l;
  const double m3 = m * m * m;
  const double s3 = s * s * s;
  return {to_srgb(4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3),
          to_srgb(-1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3),
          to_srgb(-0.0041960863 * l3 - 0.7034186147 * m3 + 1.7076147010 * s3), alpha};
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<Colour> parse_colour(std::string_view hex) {
  if ((hex.size() != 7 && hex.size() != 9) || hex.front() != '#') return std::nullopt;
  double channels[4] = {0, 0, 0, 1};
  for (std::size_t i = 1; i + 1 < hex.size(); i += 2) {
    const int high = hex_digit(hex[i]);
    const int low = hex_digit(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    channels[i / 2] = (high * 16 + low) / 255.0;
  }
  return Colour{channels[0], channels[1], channels[2], channels[3]};
}

Colour mix(const Colour& a, const Colour& b, double t) {
  const Lab from = to_lab(a);
  const Lab to = to_lab(b);
  return from_lab({std::lerp(from.l, to.l, t), std::lerp(from.a, to.a, t), std::lerp(from.b, to.b, t)},
                  std::lerp(a.a, b.a, t));
}

Colour rotate_hue(const Colour& colour, double degrees) {
  const Lab lab = to_lab(colour);
  const double angle = degrees * std::numbers::pi / 180;
  const double c = std::cos(angle);
  const double s = std::sin(angle);
  return from_lab({lab.l, lab.a * c - lab.b * s, lab.a * s + lab.b * c}, colour.a);
}

Colour over(const Colour& top, const Colour& bottom) {
  return {std::lerp(bottom.r, top.r, top.a), std::lerp(bottom.g, top.g, top.a),
          std::lerp(bottom.b, top.b, top.a), 1};
}

double luminance(const Colour& colour) {
  return 0.2126 * to_linear(colour.r) + 0.7152 * to_linear(colour.g) + 0.0722 * to_linear(colour.b);
}

double contrast_ratio(const Colour& a, const Colour& b) {
  const double first = luminance(a);
  const double second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}  // namespace reelwright::paint
