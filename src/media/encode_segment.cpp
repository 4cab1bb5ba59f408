// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/file.h"
#include "media/encode.h"
#include "media/encoder_input.h"
#include "media/ffmpeg.h"
#include "media/muxer.h"
#include "media/video_encoder.h"

namespace reelwright::media {
namespace {

/// Frames that the encoder may hold on to; one is handed out again as soon as nobody else has it.
class FramePool {
 public:
  AVFrame& take(const AVCodecContext& encoder) {
    for (const Frame& frame : frames_)
      if (av_frame_is_writable(frame.get()) > 0) return *frame;
    Frame frame = make_frame();
    frame->format = AV_PIX_FMT_YUV420P;
    frame->width = encoder.width;
    frame->height = encoder.height;
    frame->color_range = encoder.color_range;
    frame->color_primaries = encoder.color_primaries;
    frame->color_trc = encoder.color_trc;
    frame->colorspace = encoder.colorspace;
    frame->chroma_location = encoder.chroma_sample_location;
    CHECK(av_frame_get_buffer(frame.get(), 64) >= 0);
    return *frames_.emplace_back(std::move(frame));
  }

 private:
  std::vector<Frame> frames_;
};

YuvView view_of(AVFrame& frame) {
  return {frame.width,   frame.height,      frame.data[0],     frame.data[1],
          frame.data[2], frame.linesize[0], frame.linesize[1], frame.linesize[2]};
}

}  // namespace

Result<void> encode_segment(const Timeline& timeline, std::int64_t start_frame, std::int64_t frame_count,
                            FrameSource source, const std::filesystem::path& path, std::stop_token stop,
                            std::move_only_function<void(std::int64_t frames_done)> on_frame) {
  CHECK(frame_count > 0);
  if (stop.stop_requested()) return canceled();
  const CodecContext encoder = TRY(open_video_encoder(timeline, 1));
  TemporaryFile file = TRY(TemporaryFile::beside(path));
  Muxer muxer = TRY(Muxer::open(file.path(), "encode.failed", stop));
  AVStream& stream = muxer.add_stream();
  CHECK(avcodec_parameters_from_context(stream.codecpar, encoder.get()) >= 0);
  stream.time_base = encoder->time_base;
  stream.avg_frame_rate = encoder->framerate;
  TRY(muxer.begin(nullptr));

  const auto failed = [&](int error) {
    return fail("encode.failed",
                "Encoding with " + timeline.encode.encoder + " failed: " + libav_text(error) + ".");
  };
  Packet packet = make_packet();
  std::int64_t packets = 0;
  const auto write_packets = [&]() -> Result<void> {
    for (;;) {
      if (stop.stop_requested()) return canceled();
      const int received = avcodec_receive_packet(encoder.get(), packet.get());
      if (received == AVERROR(EAGAIN) || received == AVERROR_EOF) return {};
      if (received < 0) return failed(received);
      if (packet->duration == 0) packet->duration = 1;
      // x265 leaves the decoding times of segments that are shorter than its delay to chance; with its
      // pyramid of B-frames a frame is never shown more than two places from where it is decoded.
      if (encoder->codec_id == AV_CODEC_ID_HEVC) packet->dts = packets++ - 2;
      av_packet_rescale_ts(packet.get(), encoder->time_base, stream.time_base);
      packet->stream_index = stream.index;
      TRY(muxer.write(*packet));
    }
  };
  FramePool pool;
  EncoderInput input;
  for (std::int64_t i = 0; i < frame_count; ++i) {
    if (stop.stop_requested()) return canceled();
    AVFrame& frame = pool.take(*encoder);
    TRY(source(start_frame + i, view_of(frame)));
    frame.pts = i;
    frame.pict_type = AV_PICTURE_TYPE_NONE;
    const auto ready = input.take(*encoder, frame);
    if (!ready) return failed(ready.error());
    if (const int sent = avcodec_send_frame(encoder.get(), *ready); sent < 0) return failed(sent);
    TRY(write_packets());
    if (on_frame) on_frame(i + 1);
  }
  if (const int flushed = avcodec_send_frame(encoder.get(), nullptr); flushed < 0) return failed(flushed);
  TRY(write_packets());
  TRY(muxer.finish());
  return file.commit();
}

bool is_complete_segment(const std::filesystem::path& path, const Timeline& timeline,
                         std::int64_t frame_count) {
  const std::stop_token never;
  const auto input = open_input(path, media_formats, never);
  if (!input || (*input)->nb_streams != 1) return false;
  AVStream& stream = *(*input)->streams[0];
  return stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO && stream.codecpar->width == timeline.size.width &&
         stream.codecpar->height == timeline.size.height &&
         avformat_index_get_entries_count(&stream) == frame_count &&
         has_indexed_packets(stream, *(*input)->pb);
}

}  // namespace reelwright::media
