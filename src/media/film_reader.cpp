// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/film_reader.h"

extern "C" {
#include <libswscale/swscale.h>
}

#include <algorithm>
#include <cmath>
#include <string>
#include <system_error>
#include <utility>

#include "base/check.h"
#include "media/ffmpeg.h"

namespace reelwright::media {
namespace {

constexpr const char* again_hint = "Make it again.";
constexpr std::size_t kept_bytes_max = 96U << 20;
constexpr std::size_t kept_pictures_min = 8;
constexpr std::size_t kept_pictures_max = 48;
/// Of the pictures kept, those after the one asked for.
constexpr std::int64_t kept_ahead = 4;
/// Over a gap this short, going on is never slower than a jump.
constexpr std::int64_t short_gap_frames = 8;
constexpr double gap_without_index_s = 2;
constexpr double unknown_duration_s = 3600;  ///< until the end is found
constexpr double frames_per_second_max = 240;
constexpr int alignment = 64;

struct FreeScaler {
  void operator()(SwsContext* context) const { sws_freeContext(context); }
};

std::string quoted(const std::filesystem::path& path) { return "\"" + path.filename().string() + "\""; }

bool is_picture_track(const AVFormatContext& input, int stream) {
  return stream >= 0 && (input.streams[stream]->disposition & AV_DISPOSITION_ATTACHED_PIC) == 0;
}

AVRational frame_rate_of(const AVStream& stream) {
  for (const AVRational rate : {stream.avg_frame_rate, stream.r_frame_rate})
    if (rate.num > 0 && rate.den > 0 && av_q2d(rate) <= frames_per_second_max) return rate;
  return {30, 1};
}

std::vector<Chapter> chapters_of(const AVFormatContext& input) {
  std::vector<Chapter> chapters;
  for (unsigned i = 0; i < input.nb_chapters; ++i) {
    const AVChapter& chapter = *input.chapters[i];
    const AVDictionaryEntry* title = av_dict_get(chapter.metadata, "title", nullptr, 0);
    chapters.push_back({.start_ms = av_rescale_q(chapter.start, chapter.time_base, {1, 1000}),
                        .title = title != nullptr ? title->value : ""});
  }
  return chapters;
}

bool is_plain(const AVFrame& frame) {
  return frame.format == AV_PIX_FMT_YUV420P || frame.format == AV_PIX_FMT_YUVJ420P;
}

}  // namespace

struct FilmReader::Parts {
  std::filesystem::path path;
  std::stop_token stop;  ///< at a fixed address, for libav's callback
  InputContext input;
  int stream_index = -1;
  AVRational frame_rate{30, 1};
  CodecContext decoder;
  Packet packet = make_packet();
  Frame frame = make_frame();
  std::unique_ptr<SwsContext, FreeScaler> scaler;

  [[nodiscard]] AVStream& stream() const { return *input->streams[stream_index]; }
  [[nodiscard]] Result<FilmFrame> to_plain(const AVFrame& from);
};

FilmReader::FilmReader() : parts_(std::make_unique<Parts>()) {}
FilmReader::FilmReader(FilmReader&&) noexcept = default;
FilmReader& FilmReader::operator=(FilmReader&&) noexcept = default;
FilmReader::~FilmReader() = default;

Result<FilmReader> FilmReader::open(const std::filesystem::path& path, int threads, std::stop_token stop) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    return fail("film.missing", "The video " + quoted(path) + " is no longer there.",
                again_hint);
  const auto unreadable = [&] {
    return fail("film.unreadable", quoted(path) + " is not a video that can be played.",
                again_hint);
  };
  if (!std::filesystem::is_regular_file(path, ignored)) return unreadable();
  FilmReader reader;
  Parts& parts = *reader.parts_;
  parts.path = path;
  parts.stop = std::move(stop);
  auto input = open_input(path, media_formats, parts.stop);
  if (!input || avformat_find_stream_info(input->get(), nullptr) < 0) {
    if (parts.stop.stop_requested()) return canceled();
    return unreadable();
  }
  parts.input = std::move(*input);
  parts.stream_index = av_find_best_stream(parts.input.get(), AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
  const bool has_sound = av_find_best_stream(parts.input.get(), AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0) >= 0;
  if (!is_picture_track(*parts.input, parts.stream_index)) {
    if (!has_sound) return unreadable();
    return fail("film.no_video", quoted(path) + " has sound but no picture.",
                "Choose a file with a picture track.");
  }
  for (unsigned i = 0; i < parts.input->nb_streams; ++i)
    if (static_cast<int>(i) != parts.stream_index) parts.input->streams[i]->discard = AVDISCARD_ALL;
  const AVStream& stream = parts.stream();
  auto decoder = open_decoder(stream, threads);
  if (!decoder || stream.codecpar->width <= 0 || stream.codecpar->height <= 0) return unreadable();
  parts.decoder = std::move(*decoder);
  parts.frame_rate = frame_rate_of(stream);

  FilmFacts& facts = reader.facts_;
  facts.width = stream.codecpar->width;
  facts.height = stream.codecpar->height;
  facts.frames_per_second = av_q2d(parts.frame_rate);
  facts.has_sound = has_sound;
  facts.chapters = chapters_of(*parts.input);
  reader.is_steady_ = stream.r_frame_rate.num > 0 &&
                      std::abs(av_q2d(stream.r_frame_rate) / facts.frames_per_second - 1) < 1e-3;
  double duration_s = unknown_duration_s;
  if (stream.duration != AV_NOPTS_VALUE && stream.duration > 0)
    duration_s = static_cast<double>(stream.duration) * av_q2d(stream.time_base);
  else if (parts.input->duration > 0)
    duration_s = static_cast<double>(parts.input->duration) / AV_TIME_BASE;
  facts.frame_count = reader.is_steady_ && stream.nb_frames > 0
                          ? stream.nb_frames
                          : std::max<std::int64_t>(1, std::llround(duration_s * facts.frames_per_second));
  reader.knows_length_ = duration_s != unknown_duration_s || stream.nb_frames > 0;
  const std::size_t picture_bytes =
      static_cast<std::size_t>(facts.width) * static_cast<std::size_t>(facts.height) * 3 / 2;
  reader.decoded_max_ = std::clamp(kept_bytes_max / picture_bytes, kept_pictures_min, kept_pictures_max);
  return reader;
}

std::int64_t FilmReader::number_of(std::int64_t pts) const {
  const AVStream& stream = parts_->stream();
  const std::int64_t start = stream.start_time == AV_NOPTS_VALUE ? 0 : stream.start_time;
  return av_rescale_q_rnd(pts - start, stream.time_base, av_inv_q(parts_->frame_rate), AV_ROUND_NEAR_INF);
}

std::int64_t FilmReader::pts_of(std::int64_t frame) const {
  const AVStream& stream = parts_->stream();
  return av_rescale_q(frame, av_inv_q(parts_->frame_rate), stream.time_base) +
         (stream.start_time == AV_NOPTS_VALUE ? 0 : stream.start_time);
}

const FilmReader::Decoded* FilmReader::find(std::int64_t frame) const {
  const auto found = std::ranges::find_if(
      decoded_, [&](const Decoded& each) { return each.number <= frame && frame < each.until; });
  return found == decoded_.end() ? nullptr : &*found;
}

Result<FilmShot> FilmReader::read(std::int64_t frame, const std::function<bool()>& gives_up) {
  frame = std::clamp<std::int64_t>(frame, 0, facts_.frame_count - 1);
  const std::int64_t before = std::exchange(last_asked_, frame);
  if (const Decoded* decoded = find(frame)) return shot_of(*decoded);
  const auto kept = static_cast<std::int64_t>(decoded_max_);
  const bool is_stepping_back = frame < before && before - frame < kept;
  const std::int64_t keep_from = is_stepping_back ? frame - kept + 1 + kept_ahead : frame;
  std::int64_t from = std::clamp<std::int64_t>(keep_from, 0, frame);
  if (!can_go_on_to(frame)) seek(from);

  // Without an index, or with a wrong one, a jump may land behind the frame, and in a file that was cut off
  // behind its end: then from further before.
  auto back_frames = static_cast<std::int64_t>(facts_.frames_per_second);
  for (;; back_frames *= 4) {
    const bool found = TRY(decode_until(frame, keep_from, gives_up));
    if ((found && decoded_.front().number <= frame) || from == 0) break;
    from = std::max<std::int64_t>(0, from - back_frames);
    seek(from);
  }
  if (is_drained_ && !decoded_.empty()) note_end();
  if (decoded_.empty())
    return fail("film.damaged",
                "The video " + quoted(parts_->path) + " is damaged: nothing of it can be shown.",
                again_hint);
  const Decoded* nearest = find(frame);
  if (nearest != nullptr) return shot_of(*nearest);
  // It was not among them: the one before stays on the screen.
  const auto later = std::ranges::find_if(decoded_, [&](const Decoded& each) { return each.number > frame; });
  return shot_of(later == decoded_.begin() ? *later : *std::prev(later));
}

bool FilmReader::can_go_on_to(std::int64_t frame) const {
  if (is_drained_ || is_fresh_) return false;
  const std::int64_t newest_out = decoded_.empty() ? -1 : decoded_.back().number;
  if (frame <= std::max(newest_out, skipped_below_)) return false;
  if (frame - newest_sent_ <= short_gap_frames) return true;
  AVStream& stream = parts_->stream();
  const int entry = av_index_search_timestamp(&stream, pts_of(frame), AVSEEK_FLAG_BACKWARD);
  const AVIndexEntry* keyframe = entry < 0 ? nullptr : avformat_index_get_entry(&stream, entry);
  if (keyframe == nullptr)
    return static_cast<double>(frame - newest_sent_) < gap_without_index_s * facts_.frames_per_second;
  return number_of(keyframe->timestamp) <= newest_sent_;
}

void FilmReader::seek(std::int64_t frame) {
  const std::int64_t time = pts_of(frame);
  if (av_seek_frame(parts_->input.get(), parts_->stream_index, time, AVSEEK_FLAG_BACKWARD) < 0)
    avformat_seek_file(parts_->input.get(), parts_->stream_index, INT64_MIN, time, time, 0);
  if (!is_fresh_) avcodec_flush_buffers(parts_->decoder.get());
  decoded_.clear();
  is_fresh_ = true;
  has_ended_ = is_drained_ = false;
  newest_sent_ = skipped_below_ = -1;
}

void FilmReader::send_packet(std::int64_t keep_from) {
  AVPacket& packet = *parts_->packet;
  AVCodecContext& decoder = *parts_->decoder;
  int read = 0;
  do {
    av_packet_unref(&packet);
    read = av_read_frame(parts_->input.get(), &packet);
  } while (read >= 0 && packet.stream_index != parts_->stream_index);
  is_fresh_ = false;
  if (read < 0) {
    has_ended_ = true;
    avcodec_send_packet(&decoder, nullptr);
    return;
  }
  // Pictures before the first one to keep that nothing refers to need not be decoded. In a file where each
  // picture stays for as long as it likes, one of them may be the picture asked for.
  decoder.skip_frame = AVDISCARD_DEFAULT;
  const std::int64_t time = packet.pts == AV_NOPTS_VALUE ? packet.dts : packet.pts;
  const std::int64_t number = time == AV_NOPTS_VALUE ? newest_sent_ + 1 : number_of(time);
  newest_sent_ = std::max(newest_sent_, number);
  if (is_steady_ && packet.pts != AV_NOPTS_VALUE && number < keep_from) {
    decoder.skip_frame = AVDISCARD_NONREF;
    skipped_below_ = std::max(skipped_below_, number);
  }
  avcodec_send_packet(&decoder, &packet);  // what cannot be decoded is left out
  av_packet_unref(&packet);
}

void FilmReader::keep() {
  Frame frame = make_frame();
  av_frame_move_ref(frame.get(), parts_->frame.get());
  Decoded decoded;
  decoded.number = frame->best_effort_timestamp == AV_NOPTS_VALUE
                       ? (decoded_.empty() ? 0 : decoded_.back().number + 1)
                       : number_of(frame->best_effort_timestamp);
  decoded.until = decoded.number + 1;
  decoded.frame = FilmFrame(frame.release());
  if (!decoded_.empty() && !is_steady_)
    decoded_.back().until = std::max(decoded_.back().until, decoded.number);
  decoded_.push_back(std::move(decoded));
  while (decoded_.size() > decoded_max_) decoded_.pop_front();
}

Result<bool> FilmReader::decode_until(std::int64_t frame, std::int64_t keep_from,
                                      const std::function<bool()>& gives_up) {
  for (;;) {
    const int received = avcodec_receive_frame(parts_->decoder.get(), parts_->frame.get());
    if (received >= 0) {
      keep();
      if (decoded_.back().number >= frame) return true;
      continue;
    }
    if (has_ended_) {
      is_drained_ = true;
      return !decoded_.empty();
    }
    if (gives_up() || parts_->stop.stop_requested()) return canceled();
    send_packet(keep_from);
  }
}

void FilmReader::note_end() {
  Decoded& last = decoded_.back();
  if (!is_steady_) {
    last.until = std::max(last.until, facts_.frame_count);
    return;
  }
  const std::int64_t count = std::min(facts_.frame_count, last.number + 1);
  if (knows_length_) facts_.frames_missing += facts_.frame_count - count;
  facts_.frame_count = count;
}

Result<FilmShot> FilmReader::shot_of(const Decoded& decoded) {
  const AVFrame& frame = *decoded.frame.frame_;
  if (is_plain(frame)) return FilmShot{decoded.frame.share(), decoded.number};
  return FilmShot{TRY(parts_->to_plain(frame)), decoded.number};
}

Result<FilmFrame> FilmReader::Parts::to_plain(const AVFrame& from) {
  const auto format = static_cast<AVPixelFormat>(from.format);
  scaler.reset(sws_getCachedContext(scaler.release(), from.width, from.height, format, from.width,
                                    from.height, AV_PIX_FMT_YUV420P, SWS_BILINEAR | SWS_ACCURATE_RND, nullptr,
                                    nullptr, nullptr));
  if (scaler == nullptr)
    return fail("film.damaged", "The pictures of " + quoted(path) + " have a format that cannot be shown.");
  Frame to = make_frame();
  CHECK(av_frame_copy_props(to.get(), &from) >= 0);
  to->format = AV_PIX_FMT_YUV420P;
  to->width = from.width;
  to->height = from.height;
  CHECK(av_frame_get_buffer(to.get(), alignment) >= 0);
  // Numbers keep their meaning; RGB becomes what untagged pictures of its size are taken for.
  FilmFrame result(to.release());
  if (from.colorspace == AVCOL_SPC_RGB) {
    result.frame_->colorspace = AVCOL_SPC_BT709;
    result.frame_->color_range = AVCOL_RANGE_MPEG;
  }
  const YuvPicture picture = result.picture();
  const int* matrix = sws_getCoefficients(picture.matrix == YuvMatrix::bt709 ? SWS_CS_ITU709 : SWS_CS_ITU601);
  const bool is_rgb = from.colorspace == AVCOL_SPC_RGB;
  const int full = picture.is_full_range ? 1 : 0;
  sws_setColorspaceDetails(scaler.get(), matrix, is_rgb ? 1 : full, matrix, full, 0, 1 << 16, 1 << 16);
  sws_scale(scaler.get(), from.data, from.linesize, 0, from.height, result.frame_->data,
            result.frame_->linesize);
  return result;
}

}  // namespace reelwright::media
