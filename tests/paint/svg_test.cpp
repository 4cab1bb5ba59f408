// SPDX-License-Identifier: GPL-3.0-or-later
// SVG as pixels: our own icon, and what is no drawing.
#include "paint/svg.h"

#include <gtest/gtest.h>

#include "base/file.h"

namespace reelwright::paint {
namespace {

TEST(Svg, ColoursAndTransparencyComeOut) {
  const Result<RgbaImage> image = render_svg(
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 2'>"
      "<rect width='1' height='2' fill='#204060'/>"
      "<rect x='1' width='1' height='1' fill='#ff8000' fill-opacity='0.5'/></svg>",
      8);
  ASSERT_TRUE(image) << image.error().message;
  ASSERT_EQ(image->width, 8);
  const std::uint8_t* const left = image->row(6) + 4;
  EXPECT_EQ(left[0], 0x20);
  EXPECT_EQ(left[1], 0x40);
  EXPECT_EQ(left[2], 0x60);
  EXPECT_EQ(left[3], 255);
  const std::uint8_t* const half = image->row(1) + 4 * 6;
  EXPECT_NEAR(half[0], 255, 2);
  EXPECT_NEAR(half[1], 128, 2);
  EXPECT_NEAR(half[3], 128, 1);
  EXPECT_EQ(image->row(6)[4 * 6 + 3], 0);
}

TEST(Svg, WhatIsNoDrawingIsAnError) {
  EXPECT_EQ(render_svg("", 8).error().code, "svg.damaged");
  EXPECT_EQ(render_svg("<svg", 8).error().code, "svg.damaged");
}

TEST(Svg, OurIconIsTheAccentOnDarkInEverySize) {
  const std::string svg = read_file(REELWRIGHT_ASSETS_DIR "/icons/reelwright.svg", 1 << 20).value_or("");
  for (const int side : {16, 48, 256}) {
    const Result<RgbaImage> image = render_svg(svg, side);
    ASSERT_TRUE(image) << image.error().message;
    int accent = 0;
    int dark = 0;
    for (std::size_t i = 0; i < image->pixels.size(); i += 4) {
      const std::uint8_t* const pixel = &image->pixels[i];
      accent += pixel[3] == 255 && pixel[2] > 200 && pixel[2] > pixel[0] + 60 ? 1 : 0;
      dark += pixel[3] == 255 && pixel[2] < 80 ? 1 : 0;
    }
    EXPECT_GT(accent, side * side / 8) << side;
    EXPECT_GT(dark, side * side / 8) << side;
    EXPECT_EQ(image->pixels[3], 0) << "corners are transparent";
  }
}

}  // namespace
}  // namespace reelwright::paint
