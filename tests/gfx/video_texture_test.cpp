// SPDX-License-Identifier: GPL-3.0-or-later
// What the shader makes of known samples, read back from the texture it drew into.
#include "gfx/video_texture.h"

#include <glad/gl.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "gfx/image_texture.h"

namespace reelwright::gfx {
namespace {

using Colour = std::array<int, 3>;

/// A picture that owns its planes; `slack` more bytes in each row, filled with something else.
struct Planes {
  Planes(int width, int height, int slack = 0)
      : sizes{PixelSize{width, height},
              {(width + 1) / 2, (height + 1) / 2},
              {(width + 1) / 2, (height + 1) / 2}} {
    picture.width = width;
    picture.height = height;
    for (std::size_t i = 0; i < 3; ++i) {
      picture.strides[i] = sizes[i].width + slack;
      bytes[i].assign(
          static_cast<std::size_t>(picture.strides[i]) * static_cast<std::size_t>(sizes[i].height), 77);
      picture.planes[i] = bytes[i].data();
    }
  }
  std::uint8_t& at(std::size_t plane, int x, int y) {
    return bytes[plane][static_cast<std::size_t>(y * picture.strides[plane] + x)];
  }
  void fill(const Colour& yuv) {
    for (std::size_t i = 0; i < 3; ++i)
      for (int y = 0; y < sizes[i].height; ++y)
        for (int x = 0; x < sizes[i].width; ++x) at(i, x, y) = static_cast<std::uint8_t>(yuv[i]);
  }

  YuvPicture picture;
  std::array<PixelSize, 3> sizes;
  std::array<std::vector<std::uint8_t>, 3> bytes;
};

/// As the recommendations write it, in double precision.
Colour textbook(const Colour& yuv, YuvMatrix matrix, bool is_full_range) {
  const double y = is_full_range ? yuv[0] / 255.0 : (yuv[0] - 16) / 219.0;
  const double cb = (yuv[1] - 128) / (is_full_range ? 255.0 : 224.0);
  const double cr = (yuv[2] - 128) / (is_full_range ? 255.0 : 224.0);
  const double kr = matrix == YuvMatrix::bt709 ? 0.2126 : 0.299;
  const double kb = matrix == YuvMatrix::bt709 ? 0.0722 : 0.114;
  const double red = y + 2 * (1 - kr) * cr;
  const double blue = y + 2 * (1 - kb) * cb;
  const double green = (y - kr * red - kb * blue) / (1 - kr - kb);
  const auto byte = [](double value) {
    return static_cast<int>(std::lround(std::clamp(value, 0.0, 1.0) * 255));
  };
  return {byte(red), byte(green), byte(blue)};
}

class TextureTest : public testing::Test {
 protected:
  void SetUp() override {
    Result<std::unique_ptr<Window>> opened =
        Window::open({.title = "test", .visible = false, .checks_gl = true});
    ASSERT_TRUE(opened) << opened.error().message;
    window = *std::move(opened);
    Result<std::unique_ptr<VideoTexture>> made = VideoTexture::create();
    ASSERT_TRUE(made) << made.error().message;
    texture = *std::move(made);
  }
  void TearDown() override {
    EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
    texture.reset();
    window.reset();
  }
  void show(const Planes& planes, PixelSize size,
            VideoTexture::Sampling sampling = VideoTexture::Sampling::smooth) {
    texture->upload(planes.picture);
    texture->convert(size, sampling);
    read(texture->id(), size);
  }
  void read(unsigned id, PixelSize size) {
    shown = size;
    pixels.assign(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4, 0);
    glBindTexture(GL_TEXTURE_2D, id);
    GLint width = 0, height = 0;
    glGetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_WIDTH, &width);
    glGetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_HEIGHT, &height);
    ASSERT_EQ(PixelSize(width, height), size);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
    glBindTexture(GL_TEXTURE_2D, 0);
  }
  [[nodiscard]] Colour at(int x, int y) const {
    const auto first = static_cast<std::size_t>(y * shown.width + x) * 4;
    return {pixels[first], pixels[first + 1], pixels[first + 2]};
  }
  void expect_near(const Colour& seen, const Colour& wanted, const std::string& where) const {
    for (std::size_t i = 0; i < 3; ++i)
      EXPECT_LE(std::abs(seen[i] - wanted[i]), 2)
          << where << ": " << seen[0] << " " << seen[1] << " " << seen[2] << " instead of " << wanted[0]
          << " " << wanted[1] << " " << wanted[2];
  }

  std::unique_ptr<Window> window;
  std::unique_ptr<VideoTexture> texture;
  PixelSize shown;
  std::vector<std::uint8_t> pixels;
};

TEST_F(TextureTest, ColoursAreThoseOfTheRecommendations) {
  for (const YuvMatrix matrix : {YuvMatrix::bt601, YuvMatrix::bt709})
    for (const bool is_full_range : {false, true})
      for (const Colour& yuv :
           {Colour{16, 128, 128}, Colour{235, 128, 128}, Colour{126, 128, 128}, Colour{81, 90, 240},
            Colour{145, 54, 34}, Colour{41, 240, 110}, Colour{63, 102, 240}, Colour{173, 42, 26},
            Colour{32, 240, 118}, Colour{255, 255, 255}, Colour{0, 0, 0}}) {
        Planes planes(16, 8);
        planes.picture.matrix = matrix;
        planes.picture.is_full_range = is_full_range;
        planes.fill(yuv);
        show(planes, {16, 8});
        for (const auto& [x, y] : {std::pair{0, 0}, {15, 7}, {7, 3}})
          expect_near(at(x, y), textbook(yuv, matrix, is_full_range),
                      "y " + std::to_string(yuv[0]) + " cb " + std::to_string(yuv[1]) + " cr " +
                          std::to_string(yuv[2]));
      }
}

TEST_F(TextureTest, FirstRowIsTheTopOne) {
  Planes planes(8, 8);
  planes.fill({16, 128, 128});
  for (int x = 0; x < 8; ++x) planes.at(0, x, 0) = 235;
  show(planes, {8, 8});
  expect_near(at(4, 0), {255, 255, 255}, "top");
  expect_near(at(4, 7), {0, 0, 0}, "bottom");
}

TEST_F(TextureTest, OddSizesAndWideRowsAreReadToTheEdge) {
  Planes planes(37, 23, 19);
  planes.fill({81, 90, 240});
  show(planes, {37, 23});
  for (int y = 0; y < 23; ++y)
    for (int x = 0; x < 37; ++x)
      expect_near(at(x, y), textbook({81, 90, 240}, YuvMatrix::bt709, false), std::to_string(x));
}

TEST_F(TextureTest, RowsMayRunUpwards) {
  Planes planes(8, 8);
  planes.fill({16, 128, 128});
  for (int x = 0; x < 8; ++x) planes.at(0, x, 7) = 235;
  for (std::size_t i = 0; i < 3; ++i) {
    planes.picture.planes[i] += planes.picture.strides[i] * (planes.sizes[i].height - 1);
    planes.picture.strides[i] = -planes.picture.strides[i];
  }
  show(planes, {8, 8});
  expect_near(at(3, 0), {255, 255, 255}, "top");
  expect_near(at(3, 7), {0, 0, 0}, "bottom");
}

TEST_F(TextureTest, ChromaLiesInLineWithEvenColumns) {
  // One column of chroma differs: the luma column in line with it takes all of it, its neighbours half.
  Planes planes(16, 8);
  planes.fill({126, 128, 128});
  for (int y = 0; y < 4; ++y) planes.at(2, 3, y) = 188;
  show(planes, {16, 8});
  expect_near(at(6, 4), textbook({126, 128, 188}, YuvMatrix::bt709, false), "in line");
  expect_near(at(5, 4), textbook({126, 128, 158}, YuvMatrix::bt709, false), "left of it");
  expect_near(at(7, 4), textbook({126, 128, 158}, YuvMatrix::bt709, false), "right of it");
  expect_near(at(4, 4), textbook({126, 128, 128}, YuvMatrix::bt709, false), "two columns left");
}

TEST_F(TextureTest, ExactPixelsStaySquaresOfOneColour) {
  Planes planes(8, 6);
  planes.fill({16, 128, 128});
  for (int y = 0; y < 6; ++y)
    for (int x = 0; x < 8; ++x) planes.at(0, x, y) = static_cast<std::uint8_t>(16 + (x * 31 + y * 57) % 220);
  show(planes, {8 * 5, 6 * 5}, VideoTexture::Sampling::exact);
  for (int y = 0; y < 6; ++y)
    for (int x = 0; x < 8; ++x) {
      const Colour wanted = textbook({planes.at(0, x, y), 128, 128}, YuvMatrix::bt709, false);
      for (const auto& [dx, dy] : {std::pair{0, 0}, {4, 4}, {2, 1}})
        expect_near(at(x * 5 + dx, y * 5 + dy), wanted, std::to_string(x) + "," + std::to_string(y));
    }
  // Smooth, there are colours in between.
  show(planes, {8 * 5, 6 * 5}, VideoTexture::Sampling::smooth);
  EXPECT_NE(at(4, 2), at(0, 2));
}

TEST_F(TextureTest, MuchSmallerItIsTheMeanOfWhatItWas) {
  // Every fourth column is white: a picture that looks at single columns would be black or white.
  Planes planes(320, 64);
  planes.fill({16, 128, 128});
  for (int y = 0; y < 64; ++y)
    for (int x = 0; x < 320; x += 4) planes.at(0, x, y) = 235;
  show(planes, {40, 8});
  for (int x = 1; x < 39; ++x) {
    EXPECT_GT(at(x, 4)[0], 40) << x;
    EXPECT_LT(at(x, 4)[0], 90) << x;
  }
}

TEST_F(TextureTest, SizesMayChangeWithEveryFrame) {
  for (const PixelSize& size : {PixelSize{64, 36}, {3840, 2160}, {1, 1}, {33, 65}, {64, 36}}) {
    Planes planes(size.width, size.height);
    planes.fill({145, 54, 34});
    show(planes, {std::min(size.width, 96), std::min(size.height, 54)});
    EXPECT_EQ(texture->picture_size(), size);
    expect_near(at(shown.width - 1, shown.height - 1), textbook({145, 54, 34}, YuvMatrix::bt709, false),
                "corner");
  }
}

TEST_F(TextureTest, NewestFrameIsShownHoweverManyCame) {
  Planes planes(64, 36);
  for (const int luma : {16, 60, 120, 180, 235, 90, 40}) {
    planes.fill({luma, 128, 128});
    texture->upload(planes.picture);
  }
  texture->convert({64, 36}, VideoTexture::Sampling::smooth);
  read(texture->id(), {64, 36});
  expect_near(at(10, 10), textbook({40, 128, 128}, YuvMatrix::bt709, false), "newest");
}

TEST_F(TextureTest, WithoutAFrameThereIsNothingToShow) {
  EXPECT_EQ(texture->id(), 0U);
  texture->convert({10, 10}, VideoTexture::Sampling::smooth);
  EXPECT_EQ(texture->id(), 0U);
  Planes planes(8, 8);
  planes.fill({16, 128, 128});
  show(planes, {8, 8});
  EXPECT_NE(texture->id(), 0U);
  texture->clear();
  EXPECT_EQ(texture->id(), 0U);
}

TEST_F(TextureTest, WindowIsDrawnAsBeforeAfterAConversion) {
  Planes planes(8, 8);
  planes.fill({16, 128, 128});
  show(planes, {8, 8});
  window->clear({0.2F, 0.4F, 0.6F});
  const std::vector<std::uint8_t> seen = window->read_pixels();
  EXPECT_EQ(seen[0], 51);
  EXPECT_EQ(seen[seen.size() - 1], 153);
}

TEST_F(TextureTest, ImageKeepsItsPixelsAndIsFreedOnce) {
  const std::vector<std::uint8_t> first = {1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255};
  ImageTexture image(first, {3, 1});
  read(image.id(), {3, 1});
  EXPECT_EQ(at(1, 0), (Colour{4, 5, 6}));
  ImageTexture moved = std::move(image);
  const unsigned id = moved.id();
  EXPECT_EQ(image.id(), 0U);  // NOLINT: what is left of it
  moved.set(std::vector<std::uint8_t>(16, 9), {2, 2});
  read(moved.id(), {2, 2});
  EXPECT_EQ(at(1, 1), (Colour{9, 9, 9}));
  EXPECT_EQ(moved.id(), id);
  { const ImageTexture last = std::move(moved); }
  EXPECT_EQ(glIsTexture(id), GL_FALSE);
}

}  // namespace
}  // namespace reelwright::gfx
