// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/clip_decoder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/check.h"
#include "media/orientation.h"
#include "model/limits.h"

namespace reelwright::media {
namespace {

constexpr std::int64_t before_all = std::numeric_limits<std::int64_t>::min();
constexpr const char* copy_hint = "Copy or export the clip again.";
constexpr const char* format_hint = "Use an MP4, MOV, WebM, MKV or AVI file.";
/// After a jump to a picture that needs no other but is no IDR, H.264's decoder takes those that follow for
/// broken until that one is put out, and at the end of the file leaves them out: among the next 16 pictures
/// (the most that it holds back).
constexpr int unsettled_pictures = 17;
constexpr double pixel_aspect_max = 8;  ///< beyond, the file is taken to be wrong

std::string size_text(int width, int height) {
  return std::to_string(width) + " x " + std::to_string(height) + " pixels";
}

bool is_whole(const AVFrame& frame) {
  return frame.decode_error_flags == 0 && (frame.flags & AV_FRAME_FLAG_CORRUPT) == 0;
}

std::int64_t time_of(const AVFrame& frame) {
  return frame.pts != AV_NOPTS_VALUE ? frame.pts : frame.best_effort_timestamp;
}

int orientation_in(const AVStream& stream) {
  std::array<std::int32_t, 9> matrix{};
  std::size_t bytes = 0;
  const std::uint8_t* data = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &bytes);
  if (data == nullptr || bytes < sizeof matrix) return 1;
  std::memcpy(matrix.data(), data, sizeof matrix);
  return media::orientation_of(matrix);
}

}  // namespace

std::unexpected<Error> ClipDecoder::refused(const char* code, const std::string& what,
                                            const std::string& hint) const {
  return fail(code, "The clip \"" + path_.filename().string() + "\" " + what, hint);
}

Result<ClipDecoder> ClipDecoder::open(const std::filesystem::path& path, std::stop_token stop) {
  ClipDecoder clip;
  clip.path_ = path;
  clip.stop_ = std::make_unique<std::stop_token>(std::move(stop));
  clip.packet_ = make_packet();
  clip.frame_ = make_frame();
  TRY(clip.open_file());
  TRY(clip.measure());
  ClipShot first;
  if (!TRY(clip.next(first)))
    return clip.refused("clip.damaged", "is damaged: its first picture cannot be decoded.", copy_hint);
  clip.first_pts_ = first.pts;
  clip.can_jump_ = first.frame->pts != AV_NOPTS_VALUE || clip.counts_packets();
  TRY(clip.rewind());
  return clip;
}

Error ClipDecoder::not_shown(const Error& error) const {
  if (is_canceled(error)) return error;
  return refused("clip.unreadable", "cannot be shown. " + error.message,
                 "Export it as an ordinary MP4 file (H.264).")
      .error();
}

Result<void> ClipDecoder::open_file() {
  std::error_code ignored;
  if (!std::filesystem::exists(path_, ignored))
    return refused("clip.missing", "is not there.", "Check the name and the folder.");
  const auto unreadable = [&] { return refused("clip.unreadable", "cannot be read.", format_hint); };
  if (!std::filesystem::is_regular_file(path_, ignored)) return unreadable();
  const std::uintmax_t bytes = std::filesystem::file_size(path_, ignored);
  if (bytes == 0) return refused("clip.unreadable", "is empty.", copy_hint);
  if (bytes > limits::clip_bytes_max)
    return refused("clip.too_large", "has more than " + std::to_string(limits::clip_bytes_max >> 20) + " MB.",
                   "Cut it to what the video needs.");
  decoder_.reset();
  auto input = open_input(path_, media_formats, *stop_);
  if (!input || avformat_find_stream_info(input->get(), nullptr) < 0) {
    if (stop_->stop_requested()) return canceled();
    return unreadable();
  }
  input_ = std::move(*input);
  stream_ = av_find_best_stream(input_.get(), AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
  if (stream_ < 0 || (input_->streams[stream_]->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0)
    return refused("clip.no_video", "has no moving picture.", "Choose a file with a picture track.");
  for (unsigned i = 0; i < input_->nb_streams; ++i)
    if (static_cast<int>(i) != stream_) input_->streams[i]->discard = AVDISCARD_ALL;
  auto decoder = open_decoder(*input_->streams[stream_], 1);
  if (!decoder)
    return refused("clip.unreadable",
                   "has pictures that cannot be decoded: " + libav_text(decoder.error()) + ".", format_hint);
  decoder_ = std::move(*decoder);
  decoder_->err_recognition = AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER;
  packet_waits_ = shot_waits_ = drained_ = damaged_ = false;
  landing_pts_ = last_pts_ = before_all;
  return {};
}

Result<void> ClipDecoder::measure() {
  AVStream& stream = *input_->streams[stream_];
  const int width = stream.codecpar->width;
  const int height = stream.codecpar->height;
  if (width <= 0 || height <= 0) return refused("clip.unreadable", "cannot be read.", format_hint);
  orientation_ = orientation_in(stream);
  if (orientation_ == 0)
    return refused("clip.unreadable", "is turned by an angle that is not a quarter turn.", copy_hint);
  const AVRational ratio = av_guess_sample_aspect_ratio(input_.get(), &stream, nullptr);
  double aspect = ratio.num > 0 && ratio.den > 0 ? av_q2d(ratio) : 1;
  if (aspect > pixel_aspect_max || aspect < 1 / pixel_aspect_max) aspect = 1;
  // Enlarged, never shrunk, so that no line is lost.
  width_ = aspect > 1 ? static_cast<int>(std::lround(width * aspect)) : width;
  height_ = aspect < 1 ? static_cast<int>(std::lround(height / aspect)) : height;
  if (exchanges_sides(orientation_)) std::swap(width_, height_);
  if (std::max(width_, height_) > limits::clip_side_px_max ||
      std::uint64_t(width_) * std::uint64_t(height_) > limits::clip_pixels_max)
    return refused("clip.too_large", "is too large: " + size_text(width_, height_) + ".",
                   "Scale it down to 4K or less.");
  if (std::min(width_, height_) < limits::picture_side_px_min)
    return refused(
        "clip.too_small", "is too small: " + size_text(width_, height_) + ".",
        "Use a clip of at least " + std::to_string(limits::picture_side_px_min) + " pixels a side.");
  return {};
}

double ClipDecoder::announced_s() const {
  const AVStream& stream = *input_->streams[stream_];
  if (stream.duration > 0) return static_cast<double>(stream.duration) * av_q2d(stream.time_base);
  return input_->duration > 0 ? static_cast<double>(input_->duration) / AV_TIME_BASE : 0;
}

double ClipDecoder::announced_tolerance_s() const {
  const bool has_own = input_->streams[stream_]->duration > 0 || input_->nb_streams == 1;
  return has_own ? 0.25 : 1.5;
}

Result<void> ClipDecoder::rewind() { return open_file(); }

/// AVI stores no times: libav numbers the packets. A picture's time is then the number of the packet with
/// which the decoder put it out, late by as many pictures as it holds back, wherever in the file it began.
bool ClipDecoder::counts_packets() const { return std::string_view(input_->iformat->name) == "avi"; }

bool ClipDecoder::read_packet() {
  for (;;) {
    av_packet_unref(packet_.get());
    const int read = av_read_frame(input_.get(), packet_.get());
    if (read < 0) {
      damaged_ = damaged_ || read != AVERROR_EOF;
      return false;
    }
    if (packet_->stream_index == stream_ && packet_->size > 0) return true;
  }
}

/// What the decoder holds still comes out, and then no more.
void ClipDecoder::end_here() {
  drained_ = true;
  avcodec_send_packet(decoder_.get(), nullptr);
}

void ClipDecoder::feed() {
  const bool there = std::exchange(packet_waits_, false) || read_packet();
  if (there && landing_pts_ == before_all && packet_->pts != AV_NOPTS_VALUE) landing_pts_ = packet_->pts;
  damaged_ = damaged_ || (there && (packet_->flags & AV_PKT_FLAG_CORRUPT) != 0);
  if (!there || damaged_) return end_here();
  if (avcodec_send_packet(decoder_.get(), packet_.get()) < 0) {
    damaged_ = true;
    end_here();
  }
}

/// The decoder's picture in frame_, if its time comes after that of the one before.
bool ClipDecoder::take(ClipShot& shot) {
  const AVStream& stream = *input_->streams[stream_];
  const AVRational rate = stream.avg_frame_rate.num > 0 ? stream.avg_frame_rate : AVRational{25, 1};
  const std::int64_t usual = av_rescale_q(1, av_inv_q(rate), stream.time_base);
  std::int64_t time = time_of(*frame_);
  // What was held back to the end comes out without a packet.
  if (time == AV_NOPTS_VALUE && drained_ && counts_packets() && last_pts_ != before_all)
    time = last_pts_ + usual;
  if (time == AV_NOPTS_VALUE || time <= last_pts_) return false;
  if (shot.frame == nullptr) shot.frame = make_frame();
  av_frame_unref(shot.frame.get());
  av_frame_move_ref(shot.frame.get(), frame_.get());
  shot.pts = last_pts_ = time;
  shot.end =
      time + std::max<std::int64_t>(1, shot.frame->pkt_duration > 0 ? shot.frame->pkt_duration : usual);
  return true;
}

Result<bool> ClipDecoder::next(ClipShot& shot) {
  if (std::exchange(shot_waits_, false)) {
    std::swap(shot, waiting_);
    return true;
  }
  for (;;) {
    if (stop_->stop_requested()) return canceled();
    const int received = avcodec_receive_frame(decoder_.get(), frame_.get());
    if (received == AVERROR(EAGAIN) && !drained_) {
      feed();
      continue;
    }
    if (received == AVERROR_EOF || (drained_ && received < 0)) return false;
    if (received < 0) {
      damaged_ = true;
      end_here();
      continue;
    }
    const std::int64_t time = time_of(*frame_);
    if (time != AV_NOPTS_VALUE && time < landing_pts_) continue;
    if (!is_whole(*frame_)) {
      damaged_ = drained_ = true;
      avcodec_flush_buffers(decoder_.get());
      return false;
    }
    if (take(shot)) return true;
  }
}

bool ClipDecoder::is_damaged_inside() {
  if (!damaged_) return false;
  const bool follows = read_packet() && (packet_->flags & AV_PKT_FLAG_CORRUPT) == 0;
  return follows;
}

/// True when it has landed on a picture that needs no other, at `wanted` or before.
bool ClipDecoder::jump(std::int64_t to, std::int64_t wanted) {
  if (av_seek_frame(input_.get(), stream_, to, AVSEEK_FLAG_BACKWARD) < 0) return false;
  avcodec_flush_buffers(decoder_.get());
  shot_waits_ = drained_ = damaged_ = false;
  last_pts_ = before_all;
  do {
    if (!read_packet()) return false;
  } while ((packet_->flags & AV_PKT_FLAG_KEY) == 0);
  landing_pts_ = counts_packets() ? packet_->dts : packet_->pts;
  packet_waits_ = true;
  return landing_pts_ != AV_NOPTS_VALUE && landing_pts_ <= wanted;
}

/// Passes what cannot be relied on after a jump; false when `wanted` is among it.
Result<bool> ClipDecoder::settle(std::int64_t wanted) {
  const bool unsettled = decoder_->codec_id == AV_CODEC_ID_H264;
  if (!unsettled && !counts_packets()) return true;
  for (int passed = 0; passed <= (unsettled ? unsettled_pictures : 0); ++passed)
    if (!TRY(next(waiting_))) return false;
  shot_waits_ = true;
  return waiting_.pts <= wanted;
}

Result<void> ClipDecoder::seek(std::int64_t pts) {
  // A file's index may be by decoding time, or wrong: then from further before.
  std::int64_t back = 0;
  for (std::int64_t to = pts; can_jump_ && to > first_pts_; to = pts - back) {
    if (jump(to, pts) && TRY(settle(pts))) return {};
    if (stop_->stop_requested()) return canceled();
    back = 4 * back + av_rescale_q(1, {1, 1}, tick());
  }
  return rewind();
}

}  // namespace reelwright::media
