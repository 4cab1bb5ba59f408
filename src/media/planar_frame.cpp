// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/planar_frame.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "base/check.h"

namespace reelwright::media {
namespace {

const AVPixFmtDescriptor* form_of(const AVFrame& frame) {
  return av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
}

bool is_planar_for_zimg(const AVPixFmtDescriptor& format) {
  const std::uint64_t refused = AV_PIX_FMT_FLAG_BE | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM |
                                AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_FLOAT;
  return (format.flags & AV_PIX_FMT_FLAG_PLANAR) != 0 && (format.flags & refused) == 0 &&
         format.nb_components >= 3 && format.comp[1].plane != format.comp[2].plane &&
         format.comp[0].shift == 0;
}

bool is_aligned(const AVFrame& frame) {
  for (std::size_t plane = 0; plane < 4 && frame.data[plane] != nullptr; ++plane)
    if (reinterpret_cast<std::uintptr_t>(frame.data[plane]) % frame_alignment != 0 ||
        frame.linesize[plane] % frame_alignment != 0)
      return false;
  return true;
}

/// Bytes of red, green, blue (or grey) and alpha side by side.
bool is_packed_bytes(const AVPixFmtDescriptor& format) {
  const std::uint64_t refused =
      AV_PIX_FMT_FLAG_PLANAR | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL;
  const bool grey = format.nb_components <= 2;
  return (format.flags & refused) == 0 && (grey || (format.flags & AV_PIX_FMT_FLAG_RGB) != 0) &&
         format.comp[0].depth == 8;
}

/// What zimg wants sizes to be a multiple of, where chroma is subsampled: 4 for 4:1:1 and 4:1:0.
int multiple_above(int size, int log2_chroma) {
  const int unit = 1 << log2_chroma;
  return (size + unit - 1) / unit * unit;
}

}  // namespace

Frame new_frame(AVPixelFormat format, int width, int height) {
  Frame frame = make_frame();
  frame->format = format;
  frame->width = width;
  frame->height = height;
  CHECK(av_frame_get_buffer(frame.get(), frame_alignment) >= 0);
  return frame;
}

AVFrame& PlanarFrame::room(AVPixelFormat format, int width, int height) {
  if (room_ == nullptr || room_->format != format || room_->width != width || room_->height != height)
    room_ = new_frame(format, width, height);
  return *room_;
}

void PlanarFrame::pad(const AVFrame& frame, AVFrame& copy) const {
  const AVPixFmtDescriptor& format = *form_of(frame);
  const std::size_t sample = format.comp[0].depth > 8 ? 2 : 1;
  for (std::size_t plane = 0; plane < 4 && frame.data[plane] != nullptr; ++plane) {
    const bool chroma = plane == 1 || plane == 2;
    const auto size = [&](int luma, int shift) { return chroma ? -((-luma) >> shift) : luma; };
    const auto width = static_cast<std::size_t>(size(frame.width, format.log2_chroma_w)) * sample;
    const auto wide = static_cast<std::size_t>(size(copy.width, format.log2_chroma_w)) * sample;
    const int height = size(frame.height, format.log2_chroma_h);
    for (int y = 0; y < size(copy.height, format.log2_chroma_h); ++y) {
      const std::uint8_t* from =
          frame.data[plane] + std::ptrdiff_t{std::min(y, height - 1)} * frame.linesize[plane];
      std::uint8_t* to = copy.data[plane] + std::ptrdiff_t{y} * copy.linesize[plane];
      std::memcpy(to, from, width);
      for (std::size_t x = width; x < wide; x += sample) std::memcpy(to + x, from + width - sample, sample);
    }
  }
}

/// By hand, because libswscale changes alpha by one here and there.
const AVFrame* PlanarFrame::unpacked_bytes(const AVFrame& frame) {
  const AVPixFmtDescriptor& format = *form_of(frame);
  AVFrame& planar = room(AV_PIX_FMT_GBRAP, frame.width, frame.height);
  const bool grey = format.nb_components <= 2;
  const bool alpha = (format.flags & AV_PIX_FMT_FLAG_ALPHA) != 0;
  constexpr std::array<std::size_t, 4> planes{2, 0, 1, 3};
  for (std::size_t channel = 0; channel < 4; ++channel) {
    const bool is_alpha = channel == 3;
    const AVComponentDescriptor& from =
        format.comp[is_alpha ? static_cast<std::size_t>(format.nb_components - 1) : (grey ? 0 : channel)];
    for (int y = 0; y < frame.height; ++y) {
      const std::uint8_t* in = frame.data[0] + std::ptrdiff_t{y} * frame.linesize[0] + from.offset;
      std::uint8_t* out = planar.data[planes[channel]] + std::ptrdiff_t{y} * planar.linesize[planes[channel]];
      for (int x = 0; x < frame.width; ++x)
        out[x] = is_alpha && !alpha ? std::uint8_t{255} : in[static_cast<std::ptrdiff_t>(x) * from.step];
    }
  }
  return &planar;
}

/// Packed YUV keeps its numbers, and with them the meaning of its tags.
const AVFrame* PlanarFrame::unpacked(const AVFrame& frame) {
  const AVPixFmtDescriptor& format = *form_of(frame);
  const bool is_yuv =
      (format.flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) == 0 && format.nb_components >= 3;
  const bool is_deep = format.comp[0].depth > 8;
  const AVPixelFormat planar = is_yuv ? (is_deep ? AV_PIX_FMT_YUV444P16LE : AV_PIX_FMT_YUV444P)
                                      : (is_deep ? AV_PIX_FMT_GBRAP16LE : AV_PIX_FMT_GBRAP);
  scaler_.reset(sws_getCachedContext(
      scaler_.release(), frame.width, frame.height, static_cast<AVPixelFormat>(frame.format), frame.width,
      frame.height, planar, SWS_POINT | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, nullptr, nullptr, nullptr));
  if (scaler_ == nullptr) return nullptr;
  AVFrame& copy = room(planar, frame.width, frame.height);
  const int rows =
      sws_scale(scaler_.get(), frame.data, frame.linesize, 0, frame.height, copy.data, copy.linesize);
  return rows == frame.height ? &copy : nullptr;
}

const AVFrame* PlanarFrame::of(const AVFrame& frame) {
  const AVPixFmtDescriptor* format = form_of(frame);
  if (format == nullptr) return nullptr;
  if (!is_planar_for_zimg(*format)) return is_packed_bytes(*format) ? unpacked_bytes(frame) : unpacked(frame);
  const int width = multiple_above(frame.width, format->log2_chroma_w);
  const int height = multiple_above(frame.height, format->log2_chroma_h);
  if (width == frame.width && height == frame.height && is_aligned(frame)) return &frame;
  AVFrame& copy = room(static_cast<AVPixelFormat>(frame.format), width, height);
  pad(frame, copy);
  return &copy;
}

}  // namespace reelwright::media
