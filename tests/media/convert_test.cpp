// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/convert.h"

#include <gtest/gtest.h>

#include "media/clip_maker.h"

namespace reelwright::media::test {
namespace {

/// BT.709 limited range of (200, 60, 40).
constexpr int y709 = 92;
constexpr int u709 = 105;
constexpr int v709 = 190;

Frame reddish(AVPixelFormat format, int width, int height) {
  Frame frame = new_frame(format, width, height);
  frame->colorspace = AVCOL_SPC_BT709;
  paint_plain(*frame, y709, u709, v709);
  return frame;
}

void expect_reddish(const AVFrame& frame, int width, int height) {
  const auto image = to_rgba(frame, width, height, ColourDefault::video, {});
  ASSERT_TRUE(image) << image.error().message;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const std::uint8_t* pixel = image->row(y) + 4 * x;
      ASSERT_NEAR(pixel[0], 200, 4) << x << " " << y;
      ASSERT_NEAR(pixel[1], 60, 4);
      ASSERT_NEAR(pixel[2], 40, 4);
    }
  }
}

TEST(Convert, OddSizesWithSubsampledChromaKeepTheirLastColumn) {
  for (const AVPixelFormat format : {AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV422P, AV_PIX_FMT_YUV420P10}) {
    const Frame frame = reddish(format, 63, 47);
    expect_reddish(*frame, 63, 47);
    expect_reddish(*frame, 41, 30);
  }
}

TEST(Convert, PackedYuvKeepsItsMatrix) {
  for (const AVPixelFormat format :
       {AV_PIX_FMT_NV12, AV_PIX_FMT_UYVY422, AV_PIX_FMT_YUYV422, AV_PIX_FMT_P010LE})
    expect_reddish(*reddish(format, 64, 48), 64, 48);
}

}  // namespace
}  // namespace reelwright::media::test
