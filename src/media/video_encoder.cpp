// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/video_encoder.h"

#include <string>

#include "base/check.h"
#include "media/encoder_input.h"
#include "media/encoder_options.h"

namespace reelwright::media {
namespace {

std::unexpected<Error> unavailable(const std::string& encoder, const std::string& reason) {
  return fail("encode.unavailable", "The video encoder \"" + encoder + "\" cannot be used: " + reason + ".",
              "Choose another encoder, or install FFmpeg's libraries with libx264.");
}

}  // namespace

Result<CodecContext> open_video_encoder(const Timeline& timeline, int threads) {
  const EncodeSettings& settings = timeline.encode;
  const AVCodec* codec = avcodec_find_encoder_by_name(settings.encoder.c_str());
  if (codec == nullptr || codec->type != AVMEDIA_TYPE_VIDEO)
    return unavailable(settings.encoder, "it is not installed");
  CodecContext encoder(avcodec_alloc_context3(codec));
  CHECK(encoder != nullptr);
  encoder->width = timeline.size.width;
  encoder->height = timeline.size.height;
  encoder->time_base = {1, timeline.frames_per_second};
  encoder->framerate = {timeline.frames_per_second, 1};
  encoder->sample_aspect_ratio = {1, 1};
  encoder->pix_fmt = AV_PIX_FMT_YUV420P;
  encoder->color_range = AVCOL_RANGE_MPEG;
  encoder->color_primaries = AVCOL_PRI_BT709;
  encoder->color_trc = AVCOL_TRC_BT709;
  encoder->colorspace = AVCOL_SPC_BT709;
  encoder->chroma_sample_location = AVCHROMA_LOC_LEFT;
  encoder->gop_size = static_cast<int>(settings.keyframe_frames_max);
  encoder->thread_count = threads;
  encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_CLOSED_GOP | AV_CODEC_FLAG_BITEXACT;
  set_encoder_options(*encoder, settings, threads);
  if (const int ready = prepare_input(*encoder); ready < 0)
    return unavailable(settings.encoder, libav_text(ready));
  if (const int opened = avcodec_open2(encoder.get(), codec, nullptr); opened < 0)
    return unavailable(settings.encoder, libav_text(opened));
  return encoder;
}

}  // namespace reelwright::media
