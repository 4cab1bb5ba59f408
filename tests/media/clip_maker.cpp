// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/clip_maker.h"

extern "C" {
#include <libavutil/display.h>
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <numeric>

#include "base/check.h"

namespace reelwright::media::test {
namespace {

CodecContext open_encoder(const ClipPlan& plan, bool global_header) {
  const AVCodec* codec = avcodec_find_encoder_by_name(plan.encoder);
  CHECK(codec != nullptr);
  CodecContext encoder(avcodec_alloc_context3(codec));
  encoder->width = plan.width;
  encoder->height = plan.height;
  encoder->pix_fmt = plan.format;
  encoder->colorspace = plan.matrix;
  encoder->color_range = plan.range;
  encoder->color_trc = plan.transfer;
  encoder->time_base = plan.tick;
  encoder->sample_aspect_ratio = plan.pixel_aspect;
  encoder->gop_size = plan.gop;
  encoder->thread_count = 1;
  if (plan.is_interlaced) encoder->flags |= AV_CODEC_FLAG_INTERLACED_DCT | AV_CODEC_FLAG_INTERLACED_ME;
  if (plan.is_interlaced) encoder->field_order = plan.top_field_first ? AV_FIELD_TT : AV_FIELD_BB;
  encoder->flags |= AV_CODEC_FLAG_QSCALE;
  encoder->global_quality = 2 * FF_QP2LAMBDA;
  encoder->strict_std_compliance = FF_COMPLIANCE_UNOFFICIAL;
  if (global_header) encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  if (codec->id == AV_CODEC_ID_H264 || codec->id == AV_CODEC_ID_MPEG4 || codec->id == AV_CODEC_ID_MPEG2VIDEO)
    encoder->max_b_frames = plan.b_frames;
  if (codec->id == AV_CODEC_ID_H264) {
    av_opt_set(encoder->priv_data, "crf", "10", 0);
    av_opt_set(encoder->priv_data, "preset", "ultrafast", 0);
    av_opt_set(encoder->priv_data, "x264-params", "scenecut=0:open-gop=1", 0);
  }
  CHECK(avcodec_open2(encoder.get(), codec, nullptr) >= 0);
  return encoder;
}

Frame frame_of(const ClipPlan& plan, int n) {
  Frame frame = make_frame();
  frame->format = plan.format;
  frame->width = plan.width;
  frame->height = plan.height;
  frame->colorspace = plan.matrix;
  frame->color_range = plan.range;
  frame->interlaced_frame = plan.is_interlaced ? 1 : 0;
  frame->top_field_first = plan.is_interlaced && plan.top_field_first ? 1 : 0;
  frame->pts = plan.times[static_cast<std::size_t>(n)];
  CHECK(av_frame_get_buffer(frame.get(), 0) >= 0);
  plan.paint(n, *frame);
  return frame;
}

}  // namespace

std::vector<std::int64_t> steady(int count) {
  std::vector<std::int64_t> times(static_cast<std::size_t>(count));
  std::iota(times.begin(), times.end(), 0);
  return times;
}

void paint_plain(AVFrame& frame, int y, int u, int v) {
  const AVPixFmtDescriptor& format = *av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  for (int component = 0; component < 3; ++component) {
    const AVComponentDescriptor& place = format.comp[component];
    const bool chroma = component > 0;
    const int width = chroma ? -((-frame.width) >> format.log2_chroma_w) : frame.width;
    const int height = chroma ? -((-frame.height) >> format.log2_chroma_h) : frame.height;
    const int value = (component == 0 ? y : component == 1 ? u : v) << (place.depth - 8 + place.shift);
    for (int row = 0; row < height; ++row) {
      std::uint8_t* at =
          frame.data[place.plane] + std::ptrdiff_t{row} * frame.linesize[place.plane] + place.offset;
      for (int x = 0; x < width; ++x, at += place.step) {
        at[0] = static_cast<std::uint8_t>(value);
        if (place.depth > 8) at[1] = static_cast<std::uint8_t>(value >> 8);
      }
    }
  }
}

void paint_number(int n, AVFrame& frame) { paint_plain(frame, luma_of(n), 128, 128); }

std::filesystem::path write_clip(const std::filesystem::path& path, const ClipPlan& plan) {
  AVFormatContext* context = nullptr;
  CHECK(avformat_alloc_output_context2(&context, nullptr, nullptr, path.c_str()) >= 0);
  const OutputContext output(context);
  const CodecContext encoder = open_encoder(plan, (context->oformat->flags & AVFMT_GLOBALHEADER) != 0);
  AVStream& stream = *avformat_new_stream(context, nullptr);
  CHECK(avcodec_parameters_from_context(stream.codecpar, encoder.get()) >= 0);
  stream.time_base = plan.tick;
  stream.sample_aspect_ratio = plan.pixel_aspect;
  if (plan.turn_clockwise != 0) {
    auto* matrix = reinterpret_cast<std::int32_t*>(
        av_stream_new_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, 9 * sizeof(std::int32_t)));
    av_display_rotation_set(matrix, plan.turn_clockwise);
  }
  CHECK(avio_open(&context->pb, path.c_str(), AVIO_FLAG_WRITE) >= 0);
  AVDictionary* options = nullptr;
  if (!plan.format_flags.empty()) av_dict_set(&options, "movflags", plan.format_flags.c_str(), 0);
  CHECK(avformat_write_header(context, &options) >= 0);
  av_dict_free(&options);
  const bool is_steady = plan.times == steady(static_cast<int>(plan.times.size()));
  for (std::size_t n = 0; n <= plan.times.size(); ++n) {
    const Frame frame = n < plan.times.size() ? frame_of(plan, static_cast<int>(n)) : nullptr;
    CHECK(avcodec_send_frame(encoder.get(), frame.get()) >= 0);
    const Packet packet = make_packet();
    while (avcodec_receive_packet(encoder.get(), packet.get()) >= 0) {
      packet->duration = is_steady ? 1 : 0;
      av_packet_rescale_ts(packet.get(), encoder->time_base, stream.time_base);
      CHECK(av_interleaved_write_frame(context, packet.get()) >= 0);
    }
  }
  CHECK(av_write_trailer(context) >= 0);
  return path;
}

}  // namespace reelwright::media::test
