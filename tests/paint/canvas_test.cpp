// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/canvas.h"

#include <gtest/gtest.h>

#include "paint/pixels.h"

namespace reelwright::paint {
namespace {

const std::uint8_t* pixel(const RgbaImage& image, int x, int y) { return image.row(y) + x * 4; }

TEST(Canvas, GivesStraightAlpha) {
  Canvas canvas({0, 0, 4, 4});
  canvas.fill_box({0, 0, 4, 4}, 0, Colour{1, 0.5, 0, 0.5});
  const RgbaImage image = canvas.image();
  EXPECT_NEAR(pixel(image, 1, 1)[0], 255, 1);
  EXPECT_NEAR(pixel(image, 1, 1)[1], 128, 2);
  EXPECT_NEAR(pixel(image, 1, 1)[2], 0, 1);
  EXPECT_NEAR(pixel(image, 1, 1)[3], 128, 1);
}

TEST(Canvas, InkIsCutToWhatWasDrawnInTheFramesOwnPlace) {
  Canvas canvas({100, 200, 300, 300});
  canvas.fill_box({150, 260, 20, 10}, 0, Colour{0, 0, 0, 1});
  const PlacedImage ink = canvas.ink();
  EXPECT_EQ(ink.box(), (Box{150, 260, 20, 10}));
}

TEST(Canvas, NothingDrawnIsOneTransparentPixel) {
  const PlacedImage ink = Canvas({0, 0, 50, 50}).ink();
  EXPECT_EQ(ink.image.width, 1);
  EXPECT_EQ(ink.image.pixels[3], 0);
}

TEST(Canvas, ShadowIsSoftAndStrongestInside) {
  Canvas canvas({0, 0, 200, 200});
  canvas.shadow({60, 60, 80, 80}, 10, 10, {0, 0, 0, 0.5});
  const RgbaImage image = canvas.image();
  const int middle = pixel(image, 100, 100)[3];
  const int edge = pixel(image, 60, 100)[3];
  const int outside = pixel(image, 40, 100)[3];
  EXPECT_NEAR(middle, 128, 4);
  EXPECT_NEAR(edge, 64, 12);
  EXPECT_GT(outside, 0);
  EXPECT_LT(outside, 20);
  EXPECT_EQ(pixel(image, 2, 2)[3], 0);
}

TEST(Canvas, ImagesCoverTheirBoxAndKeepTheirProportions) {
  RgbaImage halves(40, 20);  // left red, right blue
  for (int y = 0; y < 20; ++y) {
    for (int x = 0; x < 40; ++x) {
      std::uint8_t* to = halves.row(y) + x * 4;
      to[x < 20 ? 0 : 2] = 255;
      to[3] = 255;
    }
  }
  Canvas canvas({0, 0, 100, 100});
  canvas.draw_image(halves, {0, 0, 100, 100}, 0);
  const RgbaImage image = canvas.image();
  EXPECT_EQ(pixel(image, 3, 50)[0], 255);
  EXPECT_EQ(pixel(image, 97, 50)[2], 255);
  EXPECT_EQ(pixel(image, 97, 2)[3], 255);
}

TEST(Pixels, BlendPutsOneImageOverAnother) {
  RgbaImage bottom(10, 10);
  for (std::size_t i = 3; i < bottom.pixels.size(); i += 4) bottom.pixels[i] = 255;
  RgbaImage top(2, 2);
  for (auto& value : top.pixels) value = 255;
  blend(bottom, top, 4, 4, 1, 0.5);
  EXPECT_NEAR(pixel(bottom, 5, 5)[0], 128, 1);
  EXPECT_EQ(pixel(bottom, 2, 2)[0], 0);
  blend(bottom, top, -1, -1, 2, 1);
  EXPECT_EQ(pixel(bottom, 1, 1)[0], 255);
}

TEST(Pixels, BlurKeepsTheMeanAndSpreadsEdges) {
  RgbaImage image(60, 20);
  for (int y = 0; y < 20; ++y) {
    for (int x = 0; x < 60; ++x) {
      std::uint8_t* to = image.row(y) + x * 4;
      to[0] = x < 30 ? 0 : 200;
      to[3] = 255;
    }
  }
  const RgbaImage soft = blurred(image, 4);
  EXPECT_NEAR(pixel(soft, 30, 10)[0], 100, 15);
  EXPECT_EQ(pixel(soft, 5, 10)[0], 0);
  EXPECT_EQ(pixel(soft, 55, 10)[0], 200);
}

}  // namespace
}  // namespace reelwright::paint
