// SPDX-License-Identifier: GPL-3.0-or-later
// Colours as numbers: reading them from hex, mixing them the way the eye does, and measuring contrast. No
// palettes here; those are the themes'.
#pragma once

#include <optional>
#include <string_view>

namespace reelwright::paint {

/// sRGB, straight alpha, each 0 to 1. A value; any thread.
struct Colour {
  double r = 0;
  double g = 0;
  double b = 0;
  double a = 1;
  friend bool operator==(const Colour&, const Colour&) = default;
};

/// "#RRGGBB" or "#RRGGBBAA".
[[nodiscard]] std::optional<Colour> parse_colour(std::string_view hex);

[[nodiscard]] inline Colour with_alpha(Colour colour, double alpha) {
  colour.a = alpha;
  return colour;
}

/// From a (t = 0) to b (t = 1) through OKLab (Björn Ottosson, "A perceptual color space for image
/// processing", 2020), so that halfway looks halfway. Alpha is mixed linearly.
[[nodiscard]] Colour mix(const Colour& a, const Colour& b, double t);
/// The same lightness and chroma in OKLCh, another hue; clamped to sRGB.
[[nodiscard]] Colour rotate_hue(const Colour& colour, double degrees);
/// `top` painted over an opaque `bottom`, in sRGB as Cairo and the compositor do it.
[[nodiscard]] Colour over(const Colour& top, const Colour& bottom);

/// WCAG 2.1 relative luminance; alpha is ignored.
[[nodiscard]] double luminance(const Colour& colour);
/// WCAG 2.1 contrast ratio, 1 to 21; alpha is ignored.
[[nodiscard]] double contrast_ratio(const Colour& a, const Colour& b);

}  // namespace reelwright::paint
