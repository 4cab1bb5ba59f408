// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>

#include "base/check.h"
#include "base/file.h"
#include "media/ffmpeg.h"
#include "media/picture.h"

namespace reelwright::media {
namespace {

Frame new_frame(AVPixelFormat format, const RgbaImage& image) {
  Frame frame = make_frame();
  frame->format = format;
  frame->width = image.width;
  frame->height = image.height;
  CHECK(av_frame_get_buffer(frame.get(), 0) >= 0);
  return frame;
}

bool is_opaque(const RgbaImage& image) {
  for (std::size_t i = 3; i < image.pixels.size(); i += 4)
    if (image.pixels[i] != 255) return false;
  return true;
}

/// Opaque images are stored without alpha.
Frame png_frame(const RgbaImage& image) {
  const bool opaque = is_opaque(image);
  Frame frame = new_frame(opaque ? AV_PIX_FMT_RGB24 : AV_PIX_FMT_RGBA, image);
  for (int y = 0; y < image.height; ++y) {
    std::uint8_t* out = frame->data[0] + std::ptrdiff_t{y} * frame->linesize[0];
    const std::uint8_t* row = image.row(y);
    if (!opaque) {
      std::memcpy(out, row, static_cast<std::size_t>(image.width) * 4);
      continue;
    }
    for (int x = 0; x < image.width; ++x) std::memcpy(out + 3 * x, row + 4 * x, 3);
  }
  return frame;
}

/// JFIF: BT.601, full range; no chroma subsampling, for the edges of letters. What is transparent is shown
/// over black.
Frame jpeg_frame(const RgbaImage& image) {
  Frame frame = new_frame(AV_PIX_FMT_YUVJ444P, image);
  frame->color_range = AVCOL_RANGE_JPEG;
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* pixel = image.row(y);
    for (int x = 0; x < image.width; ++x, pixel += 4) {
      const double alpha = pixel[3] / 255.0;
      const double r = pixel[0] * alpha;
      const double g = pixel[1] * alpha;
      const double b = pixel[2] * alpha;
      const double luma = 0.299 * r + 0.587 * g + 0.114 * b;
      const auto put = [&](int plane, double value) {
        (frame->data[plane] + std::ptrdiff_t{y} * frame->linesize[plane])[x] =
            static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
      };
      put(0, luma);
      put(1, 128 + (b - luma) / 1.772);
      put(2, 128 + (r - luma) / 1.402);
    }
  }
  return frame;
}

Result<void> encode_and_save(AVCodecContext& encoder, const AVFrame& frame,
                             const std::filesystem::path& path) {
  encoder.width = frame.width;
  encoder.height = frame.height;
  encoder.pix_fmt = static_cast<AVPixelFormat>(frame.format);
  encoder.time_base = {1, 1};
  encoder.thread_count = 1;
  encoder.flags |= AV_CODEC_FLAG_BITEXACT;
  Packet packet = make_packet();
  int error = avcodec_open2(&encoder, encoder.codec, nullptr);
  if (error >= 0) error = avcodec_send_frame(&encoder, &frame);
  if (error >= 0) error = avcodec_send_frame(&encoder, nullptr);
  if (error >= 0) error = avcodec_receive_packet(&encoder, packet.get());
  if (error < 0)
    return fail("picture.not_written", "The picture \"" + path.filename().string() +
                                           "\" could not be encoded: " + libav_text(error) + ".");
  return save_file(path,
                   {reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size)});
}

CodecContext new_encoder(AVCodecID id) {
  CodecContext encoder(avcodec_alloc_context3(avcodec_find_encoder(id)));
  CHECK(encoder != nullptr && encoder->codec != nullptr);
  return encoder;
}

}  // namespace

Result<void> write_png(const RgbaImage& image, const std::filesystem::path& path) {
  CHECK(image.width > 0 && image.height > 0);
  CodecContext encoder = new_encoder(AV_CODEC_ID_PNG);
  encoder->compression_level = 3;
  av_opt_set(encoder->priv_data, "pred", "paeth", 0);
  return encode_and_save(*encoder, *png_frame(image), path);
}

Result<void> write_jpeg(const RgbaImage& image, const std::filesystem::path& path, int quality) {
  CHECK(image.width > 0 && image.height > 0);
  CodecContext encoder = new_encoder(AV_CODEC_ID_MJPEG);
  const Frame frame = jpeg_frame(image);
  encoder->flags |= AV_CODEC_FLAG_QSCALE;
  encoder->color_range = AVCOL_RANGE_JPEG;
  const int scale = 1 + (100 - std::clamp(quality, 1, 100)) * 30 / 99;
  encoder->global_quality = scale * FF_QP2LAMBDA;
  encoder->qmin = 1;
  frame->quality = encoder->global_quality;
  return encode_and_save(*encoder, *frame, path);
}

}  // namespace reelwright::media
