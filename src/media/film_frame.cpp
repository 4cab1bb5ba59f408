// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/film_frame.h"

extern "C" {
#include <libavutil/imgutils.h>
#include <libswscale/swscale.h>
}

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "media/convert.h"
#include "media/ffmpeg.h"
#include "media/plane.h"

namespace reelwright::media {
namespace {

constexpr int alignment = 64;

YuvMatrix matrix_of(const AVFrame& frame) {
  switch (frame.colorspace) {
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
    case AVCOL_SPC_FCC:
      return YuvMatrix::bt601;
    case AVCOL_SPC_UNSPECIFIED:
      return is_hd(frame.width, frame.height) ? YuvMatrix::bt709 : YuvMatrix::bt601;
    default:
      return YuvMatrix::bt709;
  }
}

}  // namespace

void FilmFrame::Free::operator()(AVFrame* frame) const { av_frame_free(&frame); }

YuvPicture FilmFrame::picture() const {
  CHECK(frame_ != nullptr);
  YuvPicture picture{
      .width = frame_->width,
      .height = frame_->height,
      .planes = {},
      .strides = {},
      .matrix = matrix_of(*frame_),
      .is_full_range = frame_->color_range == AVCOL_RANGE_JPEG || frame_->format == AV_PIX_FMT_YUVJ420P};
  for (std::size_t plane = 0; plane < 3; ++plane) {
    picture.planes[plane] = frame_->data[plane];
    picture.strides[plane] = frame_->linesize[plane];
  }
  return picture;
}

FilmFrame FilmFrame::share() const {
  CHECK(frame_ != nullptr);
  FilmFrame same(av_frame_clone(frame_.get()));
  CHECK(same.frame_ != nullptr);
  return same;
}

FilmFrame FilmFrame::scaled_to(int width) const {
  CHECK(frame_ != nullptr && width > 0);
  const AVFrame& from = *frame_;
  Frame to = make_frame();
  to->format = from.format;
  to->width = width;
  to->height = std::max(2, static_cast<int>(std::int64_t{from.height} * width / from.width));
  CHECK(av_frame_get_buffer(to.get(), alignment) >= 0 && av_frame_copy_props(to.get(), &from) >= 0);
  to->colorspace = picture().matrix == YuvMatrix::bt709 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
  const auto format = static_cast<AVPixelFormat>(from.format);
  SwsContext* scaler = sws_getContext(from.width, from.height, format, to->width, to->height, format,
                                      SWS_AREA, nullptr, nullptr, nullptr);
  CHECK(scaler != nullptr);
  sws_scale(scaler, from.data, from.linesize, 0, from.height, to->data, to->linesize);
  sws_freeContext(scaler);
  return FilmFrame(to.release());
}

Result<RgbaImage> FilmFrame::to_rgba(const std::stop_token& stop) const {
  CHECK(frame_ != nullptr);
  const FilmFrame tagged = share();
  tagged.frame_->colorspace = picture().matrix == YuvMatrix::bt709 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
  return media::to_rgba(*tagged.frame_, frame_->width, frame_->height, ColourDefault::video, stop);
}

struct FilmPool::Parts {
  int width = 0;
  int height = 0;
  AVBufferPool* buffers = nullptr;
  ~Parts() { av_buffer_pool_uninit(&buffers); }
};

FilmPool::FilmPool(int width, int height) : parts_(std::make_unique<Parts>()) {
  CHECK(width > 0 && height > 0);
  parts_->width = width;
  parts_->height = height;
  const int bytes = av_image_get_buffer_size(AV_PIX_FMT_YUV420P, width, height, alignment);
  CHECK(bytes > 0);
  parts_->buffers = av_buffer_pool_init(static_cast<std::size_t>(bytes) + alignment, nullptr);
  CHECK(parts_->buffers != nullptr);
}
FilmPool::FilmPool(FilmPool&&) noexcept = default;
FilmPool& FilmPool::operator=(FilmPool&&) noexcept = default;
FilmPool::~FilmPool() = default;

FilmPool::Blank FilmPool::get() {
  Frame frame = make_frame();
  frame->format = AV_PIX_FMT_YUV420P;
  frame->width = parts_->width;
  frame->height = parts_->height;
  frame->colorspace = AVCOL_SPC_BT709;
  frame->color_range = AVCOL_RANGE_MPEG;
  frame->buf[0] = av_buffer_pool_get(parts_->buffers);
  CHECK(frame->buf[0] != nullptr);
  CHECK(av_image_fill_arrays(frame->data, frame->linesize, frame->buf[0]->data, AV_PIX_FMT_YUV420P,
                             frame->width, frame->height, alignment) >= 0);
  Blank blank;
  blank.view = {frame->width,   frame->height,      frame->data[0],     frame->data[1],
                frame->data[2], frame->linesize[0], frame->linesize[1], frame->linesize[2]};
  blank.frame = FilmFrame(frame.release());
  return blank;
}

}  // namespace reelwright::media
