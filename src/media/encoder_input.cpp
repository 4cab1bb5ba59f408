// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/encoder_input.h"

#include <algorithm>
#include <memory>
#include <string_view>

extern "C" {
#include <libavutil/hwcontext.h>
}

namespace reelwright::media {
namespace {

using Buffer = std::unique_ptr<AVBufferRef, FreeByAddress<av_buffer_unref>>;

/// VA-API encodes only what lies in surfaces of its own.
int open_surfaces(AVCodecContext& encoder) {
  AVBufferRef* device = nullptr;
  if (const int opened = av_hwdevice_ctx_create(&device, AV_HWDEVICE_TYPE_VAAPI, nullptr, nullptr, 0);
      opened < 0)
    return opened;
  const Buffer owned(device);
  Buffer surfaces(av_hwframe_ctx_alloc(device));
  if (surfaces == nullptr) return AVERROR(ENOMEM);
  auto& frames = *reinterpret_cast<AVHWFramesContext*>(surfaces->data);
  frames.format = AV_PIX_FMT_VAAPI;
  frames.sw_format = AV_PIX_FMT_NV12;
  frames.width = encoder.width;
  frames.height = encoder.height;
  frames.initial_pool_size = 20;
  if (const int ready = av_hwframe_ctx_init(surfaces.get()); ready < 0) return ready;
  encoder.pix_fmt = AV_PIX_FMT_VAAPI;
  encoder.hw_frames_ctx = surfaces.release();
  return 0;
}

int interleave(const AVFrame& from, AVFrame& to) {
  to.format = AV_PIX_FMT_NV12;
  to.width = from.width;
  to.height = from.height;
  if (const int allocated = av_frame_get_buffer(&to, 64); allocated < 0) return allocated;
  if (const int copied = av_frame_copy_props(&to, &from); copied < 0) return copied;
  for (int y = 0; y < from.height; ++y)
    std::copy_n(from.data[0] + std::ptrdiff_t{y} * from.linesize[0], from.width,
                to.data[0] + std::ptrdiff_t{y} * to.linesize[0]);
  for (int y = 0; y < from.height / 2; ++y) {
    const std::uint8_t* const u = from.data[1] + std::ptrdiff_t{y} * from.linesize[1];
    const std::uint8_t* const v = from.data[2] + std::ptrdiff_t{y} * from.linesize[2];
    std::uint8_t* const out = to.data[1] + std::ptrdiff_t{y} * to.linesize[1];
    for (int x = 0; x < from.width / 2; ++x) {
      out[2 * x] = u[x];
      out[2 * x + 1] = v[x];
    }
  }
  return 0;
}

}  // namespace

int prepare_input(AVCodecContext& encoder) {
  const std::string_view name = encoder.codec->name;
  if (name == "h264_vaapi") return open_surfaces(encoder);
  if (name == "h264_qsv") encoder.pix_fmt = AV_PIX_FMT_NV12;
  return 0;
}

std::expected<AVFrame*, int> EncoderInput::take(const AVCodecContext& encoder, AVFrame& composed) {
  if (encoder.pix_fmt == AV_PIX_FMT_YUV420P) return &composed;
  // New ones each time: the encoder may hold on to what it was given.
  interleaved_ = make_frame();
  if (const int made = interleave(composed, *interleaved_); made < 0) return std::unexpected(made);
  if (encoder.pix_fmt != AV_PIX_FMT_VAAPI) return interleaved_.get();
  uploaded_ = make_frame();
  if (const int found = av_hwframe_get_buffer(encoder.hw_frames_ctx, uploaded_.get(), 0); found < 0)
    return std::unexpected(found);
  if (const int sent = av_hwframe_transfer_data(uploaded_.get(), interleaved_.get(), 0); sent < 0)
    return std::unexpected(sent);
  if (const int copied = av_frame_copy_props(uploaded_.get(), &composed); copied < 0)
    return std::unexpected(copied);
  return uploaded_.get();
}

}  // namespace reelwright::media
