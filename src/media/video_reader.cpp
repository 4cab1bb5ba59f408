// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/video_reader.h"

#include <system_error>
#include <utility>

namespace reelwright::media {
namespace {

std::string quoted(const std::filesystem::path& path) { return "\"" + path.filename().string() + "\""; }

}  // namespace

std::unexpected<Error> VideoReader::damaged(int error) const {
  return fail("verify.damaged", "The video " + quoted(path_) + " is damaged: " + libav_text(error) + ".",
              "Render it again.");
}

Result<VideoReader> VideoReader::open(const std::filesystem::path& path, std::stop_token stop) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    return fail("verify.missing", "There is no video " + quoted(path) + ".");
  VideoReader reader;
  reader.path_ = path;
  reader.stop_ = std::make_unique<std::stop_token>(std::move(stop));
  auto input = open_input(path, media_formats, *reader.stop_);
  if (!input || avformat_find_stream_info(input->get(), nullptr) < 0) {
    if (reader.stop_->stop_requested()) return canceled();
    return fail("verify.unreadable", quoted(path) + " is not a video that can be read.", "Render it again.");
  }
  reader.input_ = std::move(*input);
  reader.stream_ = av_find_best_stream(reader.input_.get(), AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
  if (reader.stream_ < 0)
    return fail("verify.no_video", quoted(path) + " has no picture track.", "Render it again.");
  for (unsigned i = 0; i < reader.input_->nb_streams; ++i)
    if (static_cast<int>(i) != reader.stream_) reader.input_->streams[i]->discard = AVDISCARD_ALL;
  auto decoder = open_decoder(reader.stream(), 0, AV_EF_EXPLODE);
  if (!decoder)
    return fail("verify.unreadable",
                quoted(path) + " cannot be decoded: " + libav_text(decoder.error()) + ".");
  reader.decoder_ = std::move(*decoder);
  reader.packet_ = make_packet();
  reader.frame_ = make_frame();
  return reader;
}

Result<const AVFrame*> VideoReader::next() {
  for (;;) {
    if (stop_->stop_requested()) return canceled();
    av_frame_unref(frame_.get());
    const int received = avcodec_receive_frame(decoder_.get(), frame_.get());
    if (received == AVERROR_EOF) return nullptr;
    if (received >= 0) {
      if (frame_->decode_error_flags != 0 || (frame_->flags & AV_FRAME_FLAG_CORRUPT) != 0)
        return damaged(AVERROR_INVALIDDATA);
      return frame_.get();
    }
    if (received != AVERROR(EAGAIN) || flushing_) return damaged(received);

    av_packet_unref(packet_.get());
    const int read = av_read_frame(input_.get(), packet_.get());
    if (stop_->stop_requested()) return canceled();
    if (read < 0 && read != AVERROR_EOF) return damaged(read);
    if (read >= 0 && packet_->stream_index != stream_) continue;
    if (read >= 0 && (packet_->flags & AV_PKT_FLAG_CORRUPT) != 0) return damaged(AVERROR_INVALIDDATA);
    flushing_ = read < 0;
    if (const int sent = avcodec_send_packet(decoder_.get(), flushing_ ? nullptr : packet_.get()); sent < 0)
      return damaged(sent);
  }
}

Result<void> VideoReader::seek(std::int64_t frame) {
  const AVStream& video = stream();
  const std::int64_t time = av_rescale_q(frame, av_inv_q(video.avg_frame_rate), video.time_base) +
                            (video.start_time == AV_NOPTS_VALUE ? 0 : video.start_time);
  if (const int found = av_seek_frame(input_.get(), stream_, time, AVSEEK_FLAG_BACKWARD); found < 0)
    return damaged(found);
  avcodec_flush_buffers(decoder_.get());
  flushing_ = false;
  return {};
}

std::int64_t VideoReader::number_of(const AVFrame& frame) const {
  const AVStream& video = stream();
  const std::int64_t start = video.start_time == AV_NOPTS_VALUE ? 0 : video.start_time;
  return av_rescale_q_rnd(frame.pts - start, video.time_base, av_inv_q(video.avg_frame_rate),
                          AV_ROUND_NEAR_INF);
}

}  // namespace reelwright::media
