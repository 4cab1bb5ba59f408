// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/background.h"

#include <gtest/gtest.h>

#include <array>
#include <future>
#include <set>
#include <vector>

namespace reelwright::paint {
namespace {

constexpr std::array<BackgroundKind, 6> kinds = {BackgroundKind::glow,     BackgroundKind::paper,
                                                 BackgroundKind::waves,    BackgroundKind::hills,
                                                 BackgroundKind::geometry, BackgroundKind::grid};

BackgroundSpec spec_of(BackgroundKind kind, std::uint64_t seed, int width = 480, int height = 270) {
  BackgroundSpec spec;
  spec.kind = kind;
  spec.stops = {*parse_colour("#FFF8EE"), *parse_colour("#FFE3DA")};
  spec.shapes = {*parse_colour("#FFC9A888"), *parse_colour("#FBC4CB70"), *parse_colour("#FFDE9A80")};
  spec.line = *parse_colour("#2B1B2E14");
  spec.width = width;
  spec.height = height;
  spec.seed = seed;
  return spec;
}

TEST(Background, TheFirstImageIsOpaqueAndCoversTheFrameAllTheWay) {
  for (const BackgroundKind kind : kinds) {
    for (const auto& [width, height] : {std::pair(480, 270), std::pair(270, 480), std::pair(300, 300)}) {
      for (std::uint64_t seed = 1; seed < 6; ++seed) {
        const DriftingImage base = std::move(paint_background(spec_of(kind, seed, width, height)).front());
        for (std::size_t i = 3; i < base.image.pixels.size(); i += 4) ASSERT_EQ(base.image.pixels[i], 255);
        for (const auto& [x, y] : {std::pair(base.x0, base.y0), std::pair(base.x1, base.y1)}) {
          EXPECT_LE(x, 0);
          EXPECT_LE(y, 0);
          EXPECT_GE(x + base.image.width * base.scale, width);
          EXPECT_GE(y + base.image.height * base.scale, height);
        }
        EXPECT_NE(std::pair(base.x0, base.y0), std::pair(base.x1, base.y1))
            << "a background never stands still";
      }
    }
  }
}

TEST(Background, TheSameSeedGivesTheSamePixelsOnAnyThread) {
  for (const BackgroundKind kind : kinds) {
    const auto draw = [kind] { return paint_background(spec_of(kind, 7)); };
    std::vector<std::future<std::vector<DriftingImage>>> threads;
    for (int i = 0; i < 4; ++i) threads.push_back(std::async(std::launch::async, draw));
    const std::vector<DriftingImage> expected = draw();
    for (auto& thread : threads) {
      const std::vector<DriftingImage> layers = thread.get();
      ASSERT_EQ(layers.size(), expected.size());
      for (std::size_t i = 0; i < layers.size(); ++i) {
        EXPECT_EQ(layers[i].image.pixels, expected[i].image.pixels);
        EXPECT_EQ(layers[i].x1, expected[i].x1);
      }
    }
    EXPECT_NE(paint_background(spec_of(kind, 8)).front().image.pixels, expected.front().image.pixels);
  }
}

TEST(Background, GradientsAreDitheredAgainstBanding) {
  // A gradient of two steps over 500 pixels: without noise every row would be one flat band.
  BackgroundSpec spec = spec_of(BackgroundKind::waves, 3);
  spec.stops = {*parse_colour("#101010"), *parse_colour("#121212")};
  spec.shapes = {*parse_colour("#10101000")};
  const RgbaImage image = std::move(paint_background(spec).front().image);
  int mixed_rows = 0;
  for (int y = 0; y < image.height; ++y) {
    std::set<int> values;
    for (int x = 0; x < image.width; ++x) values.insert(image.row(y)[x * 4]);
    if (values.size() > 1) ++mixed_rows;
  }
  EXPECT_GT(mixed_rows, image.height * 9 / 10);
}

}  // namespace
}  // namespace reelwright::paint
