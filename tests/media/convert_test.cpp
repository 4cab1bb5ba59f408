// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/convert.h"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <string>
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

struct Light {
  AVColorPrimaries primaries;
  AVColorTransferCharacteristic transfer;
};

/// What a video of one colour, given as BT.709's limited range, comes to, by the renderer's way and as RGB.
std::array<int, 3> shown(const Light& light, std::array<int, 3> yuv) {
  Frame frame = new_frame(AV_PIX_FMT_YUV444P, 32, 16);
  frame->colorspace = AVCOL_SPC_BT709;
  frame->color_primaries = light.primaries;
  frame->color_trc = light.transfer;
  paint_plain(*frame, yuv[0], yuv[1], yuv[2]);
  const Frame out = new_frame(AV_PIX_FMT_YUV420P, 32, 16);
  out->colorspace = AVCOL_SPC_BT709;
  EXPECT_TRUE(YuvConverter().convert(*frame, nullptr, ChromaSite::left, *out, {}));
  const auto direct = to_rgba(*frame, 32, 16, ColourDefault::video, {});
  const auto rendered = to_rgba(*out, 32, 16, ColourDefault::video, {});
  EXPECT_TRUE(direct && rendered);
  const std::uint8_t* pixel = direct->row(8) + 4 * 8;
  for (int i = 0; i < 3; ++i) EXPECT_NEAR(pixel[i], rendered->row(8)[4 * 8 + i], 4) << "channel " << i;
  return {pixel[0], pixel[1], pixel[2]};
}

void expect_shown(const Light& light, std::array<int, 3> yuv, std::array<int, 3> wanted) {
  SCOPED_TRACE(std::to_string(light.primaries) + ", " + std::to_string(light.transfer));
  const std::array<int, 3> colour = shown(light, yuv);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(colour[i], wanted[i], 5) << "channel " << i;
}

TEST(Convert, VideoOfOtherPrimariesOrLightIsBroughtToBt709) {
  // (168, 74, 52) and (186, 59, 52) of the light of (203, 41, 41), and (145, 27, 60), which has the exponent
  // 2.4 to get.
  expect_shown({AVCOL_PRI_BT2020, AVCOL_TRC_BT2020_10}, {95, 109, 170}, {203, 41, 41});
  expect_shown({AVCOL_PRI_SMPTE432, AVCOL_TRC_BT709}, {89, 112, 184}, {203, 41, 41});
  expect_shown({AVCOL_PRI_SMPTE432, AVCOL_TRC_UNSPECIFIED}, {89, 112, 184}, {203, 41, 41});
  expect_shown({AVCOL_PRI_BT709, AVCOL_TRC_LINEAR}, {63, 131, 178}, {202, 100, 140});
  expect_shown({AVCOL_PRI_UNSPECIFIED, AVCOL_TRC_LINEAR}, {63, 131, 178}, {202, 100, 140});
}

TEST(Convert, VideoWhoseNumbersBt709ShowsKeepsThem) {
  for (const AVColorTransferCharacteristic transfer :
       {AVCOL_TRC_UNSPECIFIED, AVCOL_TRC_BT709, AVCOL_TRC_SMPTE170M, AVCOL_TRC_IEC61966_2_1,
        AVCOL_TRC_GAMMA22, AVCOL_TRC_GAMMA28, AVCOL_TRC_IEC61966_2_4, AVCOL_TRC_BT2020_10,
        AVCOL_TRC_SMPTE428})
    for (const AVColorPrimaries primaries : {AVCOL_PRI_UNSPECIFIED, AVCOL_PRI_BT709})
      expect_shown({primaries, transfer}, {y709, u709, v709}, {200, 60, 40});
}

TEST(Convert, VideoOfRgbHasLightToo) {
  Frame frame = new_frame(AV_PIX_FMT_GBRP, 32, 16);
  frame->color_primaries = AVCOL_PRI_SMPTE432;
  frame->color_trc = AVCOL_TRC_IEC61966_2_1;
  paint_plain(*frame, 186, 59, 52);
  const auto image = to_rgba(*frame, 32, 16, ColourDefault::video, {});
  ASSERT_TRUE(image);
  EXPECT_NEAR(image->row(8)[0], 203, 4);
  EXPECT_NEAR(image->row(8)[1], 41, 6);
  const auto photograph = to_rgba(*frame, 32, 16, ColourDefault::photograph, {});
  ASSERT_TRUE(photograph);
  EXPECT_EQ(photograph->row(8)[0], 186);
}

}  // namespace
}  // namespace reelwright::media::test
