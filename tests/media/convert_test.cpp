// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/convert.h"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

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

TEST(Convert, FramesAfterOthersAreWhatTheyAreAlone) {
  std::vector<Frame> frames;
  frames.push_back(reddish(AV_PIX_FMT_YUV420P, 64, 48));
  frames.push_back(reddish(AV_PIX_FMT_YUV420P, 63, 47));
  frames.push_back(reddish(AV_PIX_FMT_YUV420P, 64, 48));
  frames.push_back(reddish(AV_PIX_FMT_YUV422P10, 64, 48));
  frames.push_back(reddish(AV_PIX_FMT_UYVY422, 64, 48));
  frames.push_back(reddish(AV_PIX_FMT_UYVY422, 32, 24));
  frames.push_back(reddish(AV_PIX_FMT_YUV420P, 64, 48));
  frames.back()->colorspace = AVCOL_SPC_SMPTE170M;
  frames.push_back(reddish(AV_PIX_FMT_YUV420P, 64, 48));
  frames.back()->color_range = AVCOL_RANGE_JPEG;
  YuvConverter kept;
  const Frame out = new_frame(AV_PIX_FMT_YUV420P, 40, 30);
  const Frame alone = new_frame(AV_PIX_FMT_YUV420P, 40, 30);
  for (const Frame& frame : frames) {
    ASSERT_TRUE(kept.convert(*frame, nullptr, ChromaSite::left, *out, {}));
    ASSERT_TRUE(YuvConverter().convert(*frame, nullptr, ChromaSite::left, *alone, {}));
    for (std::size_t plane = 0; plane < 3; ++plane)
      for (int y = 0; y < (plane == 0 ? 30 : 15); ++y)
        ASSERT_EQ(std::memcmp(out->data[plane] + y * out->linesize[plane],
                              alone->data[plane] + y * alone->linesize[plane], plane == 0 ? 40 : 20),
                  0)
            << frame->format << " plane " << plane << " row " << y;
  }
}

TEST(Convert, UntaggedVideoIsTakenForWhatItsTrueSizeIsUsually) {
  struct Size {
    int width, height;
    bool is_709;
  };
  for (const Size& size :
       {Size{1280, 536, true}, Size{1280, 719, true}, Size{720, 1280, true}, Size{1080, 1080, true},
        Size{480, 854, false}, Size{854, 480, false}, Size{720, 576, false}, Size{575, 575, false},
        Size{1279, 576, false}, Size{1023, 575, false}}) {
    Frame frame = reddish(AV_PIX_FMT_YUV420P, size.width, size.height);
    frame->colorspace = AVCOL_SPC_UNSPECIFIED;
    const auto image = to_rgba(*frame, 8, 8, ColourDefault::video, {});
    ASSERT_TRUE(image);
    // By the matrix of BT.601 its green is 23 less.
    EXPECT_EQ(image->row(4)[1] > 50, size.is_709) << size.width << " x " << size.height;
  }
}

TEST(Convert, PackedYuvKeepsItsMatrix) {
  for (const AVPixelFormat format :
       {AV_PIX_FMT_NV12, AV_PIX_FMT_UYVY422, AV_PIX_FMT_YUYV422, AV_PIX_FMT_P010LE})
    expect_reddish(*reddish(format, 64, 48), 64, 48);
}

}  // namespace
}  // namespace reelwright::media::test
