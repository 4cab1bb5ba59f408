// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures whose sides their chroma samples do not divide: most photographs that somebody has cropped.
#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "base/temporary_folder.h"
#include "media/ffmpeg.h"
#include "media/picture.h"
#include "media/support.h"

namespace reelwright::media {
namespace {

/// All of one colour.
std::string encoded(const char* encoder_name, AVPixelFormat format, int width, int height) {
  const AVCodec* codec = avcodec_find_encoder_by_name(encoder_name);
  if (codec == nullptr) return {};
  const CodecContext encoder(avcodec_alloc_context3(codec));
  encoder->width = width;
  encoder->height = height;
  encoder->pix_fmt = format;
  encoder->color_range = AVCOL_RANGE_JPEG;
  encoder->time_base = {1, 10};
  encoder->flags |= AV_CODEC_FLAG_QSCALE;
  encoder->global_quality = FF_QP2LAMBDA * 2;
  if (avcodec_open2(encoder.get(), codec, nullptr) < 0) return {};
  const Frame frame = make_frame();
  frame->format = format;
  frame->width = width;
  frame->height = height;
  EXPECT_GE(av_frame_get_buffer(frame.get(), 0), 0);
  for (std::size_t plane = 0; plane < 3; ++plane)
    for (int y = 0; y < (plane == 0 ? height : (height + 1) / 2); ++y)
      std::memset(frame->data[plane] + std::ptrdiff_t{y} * frame->linesize[plane], plane == 2 ? 200 : 100,
                  static_cast<std::size_t>(plane == 0 ? width : (width + 1) / 2));
  frame->pts = 0;
  frame->quality = encoder->global_quality;
  const Packet packet = make_packet();
  EXPECT_GE(avcodec_send_frame(encoder.get(), frame.get()), 0);
  avcodec_send_frame(encoder.get(), nullptr);
  if (avcodec_receive_packet(encoder.get(), packet.get()) < 0) return {};
  return {reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size)};
}

TEST(Pictures, WithOddSidesAreReadToTheirLastPixel) {
  const reelwright::test::TemporaryFolder folder;
  int read = 0;
  for (const auto& [width, height] : {std::pair{63, 47}, {64, 47}, {63, 48}, {17, 16}}) {
    for (const char* encoder : {"mjpeg", "libwebp"}) {
      const bool is_jpeg = std::string_view(encoder) == "mjpeg";
      const std::string bytes =
          encoded(encoder, is_jpeg ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P, width, height);
      if (bytes.empty()) continue;
      SCOPED_TRACE(std::string(encoder) + " " + std::to_string(width) + "x" + std::to_string(height));
      test::write_bytes(folder / "odd", bytes);
      const auto picture = decode_picture(folder / "odd", 1920, 1080, {});
      ASSERT_TRUE(picture.has_value()) << picture.error().message;
      EXPECT_EQ(picture->width, width);
      EXPECT_EQ(picture->height, height);
      // One colour from corner to corner: nothing of what the sides were made longer by shows.
      for (const auto& [x, y] : {std::pair{0, 0}, {width - 1, 0}, {0, height - 1}, {width - 1, height - 1}})
        for (int channel = 0; channel < 4; ++channel)
          EXPECT_NEAR(picture->row(y)[4 * x + channel], picture->row(height / 2)[4 * (width / 2) + channel],
                      8)
              << x << ", " << y << ", channel " << channel;
      ++read;
      const auto smaller = decode_picture(folder / "odd", width / 2, height / 2, {});
      ASSERT_TRUE(smaller.has_value());
      EXPECT_LT(smaller->width, width);
    }
  }
  EXPECT_GE(read, 4);
}

}  // namespace
}  // namespace reelwright::media
