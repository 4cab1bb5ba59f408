// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/sound_reader.h"

#include <algorithm>
#include <cmath>
#include <system_error>
#include <utility>

namespace reelwright::media {
namespace {

constexpr double preroll_s = 0.1;
constexpr std::int64_t silence_s_max = 60;

std::string quoted(const std::filesystem::path& path) { return "\"" + path.filename().string() + "\""; }

std::unexpected<Error> not_audio(const std::filesystem::path& path) {
  return fail("sound.not_audio", quoted(path) + " has no sound that can be read.",
              "Use a WAV, FLAC, MP3, M4A or Ogg file.");
}

std::unexpected<Error> damaged(const std::filesystem::path& path) {
  return fail("sound.damaged", "The sound in " + quoted(path) + " is damaged.",
              "Copy or export the file again.");
}

/// Frames of formats that do not name their speakers have the usual ones for that many channels.
Result<Resampler> make_to_float(const AVFrame& frame, const std::filesystem::path& path) {
  AVChannelLayout layout{};
  if (frame.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC)
    av_channel_layout_default(&layout, frame.ch_layout.nb_channels);
  else if (av_channel_layout_copy(&layout, &frame.ch_layout) < 0)
    return damaged(path);
  SwrContext* context = nullptr;
  int error = swr_alloc_set_opts2(&context, &layout, AV_SAMPLE_FMT_FLT, frame.sample_rate, &layout,
                                  static_cast<AVSampleFormat>(frame.format), frame.sample_rate, 0, nullptr);
  Resampler resampler(context);
  if (error >= 0) error = swr_init(resampler.get());
  av_channel_layout_uninit(&layout);
  if (error < 0) return damaged(path);
  return resampler;
}

}  // namespace

Result<SoundReader> SoundReader::open(const std::filesystem::path& path, std::stop_token stop) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    return fail("sound.missing", "There is no sound file " + quoted(path) + ".",
                "Check the name and the folder.");
  if (!std::filesystem::is_regular_file(path, ignored)) return not_audio(path);
  SoundReader reader;
  reader.path_ = path;
  reader.stop_ = std::make_unique<std::stop_token>(std::move(stop));
  auto input = open_input(path, media_formats, *reader.stop_);
  if (!input || avformat_find_stream_info(input->get(), nullptr) < 0)
    return reader.stop_->stop_requested() ? Result<SoundReader>(canceled()) : not_audio(path);
  reader.input_ = std::move(*input);
  reader.stream_ = av_find_best_stream(reader.input_.get(), AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
  if (reader.stream_ < 0) return not_audio(path);
  for (unsigned i = 0; i < reader.input_->nb_streams; ++i)
    if (static_cast<int>(i) != reader.stream_) reader.input_->streams[i]->discard = AVDISCARD_ALL;
  auto decoder = open_decoder(*reader.input_->streams[reader.stream_], 1);
  if (!decoder || (*decoder)->sample_rate <= 0 || (*decoder)->ch_layout.nb_channels <= 0)
    return not_audio(path);
  reader.decoder_ = std::move(*decoder);
  reader.packet_ = make_packet();
  reader.frame_ = make_frame();
  return reader;
}

double SoundReader::announced_duration_s() const {
  return input_->duration == AV_NOPTS_VALUE ? 0 : static_cast<double>(input_->duration) / AV_TIME_BASE;
}

Result<void> SoundReader::append(const AVFrame& frame, std::vector<float>& samples) {
  if (frame.sample_rate != sample_rate() || frame.ch_layout.nb_channels != channels()) return damaged(path_);
  if (to_float_ == nullptr) to_float_ = TRY(make_to_float(frame, path_));
  const std::size_t before = samples.size();
  samples.resize(before + static_cast<std::size_t>(frame.nb_samples) * static_cast<std::size_t>(channels()));
  auto* out = reinterpret_cast<std::uint8_t*>(samples.data() + before);
  if (swr_convert(to_float_.get(), &out, frame.nb_samples,
                  const_cast<const std::uint8_t**>(frame.extended_data),
                  frame.nb_samples) != frame.nb_samples)
    return damaged(path_);
  if (cut_s_) cut(frame, before, samples);
  return {};
}

void SoundReader::cut(const AVFrame& frame, std::size_t before, std::vector<float>& samples) {
  const AVStream& stream = *input_->streams[stream_];
  const std::int64_t start = stream.start_time == AV_NOPTS_VALUE ? 0 : stream.start_time;
  const double frame_s =
      frame.pts == AV_NOPTS_VALUE
          ? *cut_s_
          : static_cast<double>(frame.pts - std::min<std::int64_t>(start, 0)) * av_q2d(stream.time_base);
  const auto early = static_cast<std::int64_t>(std::llround((*cut_s_ - frame_s) * sample_rate()));
  const auto at = samples.begin() + static_cast<std::ptrdiff_t>(before);
  if (early >= frame.nb_samples) {
    samples.erase(at, samples.end());
    return;
  }
  if (early > 0)
    samples.erase(at, at + static_cast<std::ptrdiff_t>(early) * channels());
  else
    samples.insert(at, static_cast<std::size_t>(std::min(-early, silence_s_max * sample_rate()) * channels()),
                   0.0F);
  cut_s_.reset();
}

void SoundReader::seek(double time_s) {
  const AVStream& stream = *input_->streams[stream_];
  // A decoder needs a few packets until it is right.
  const double from_s = std::max(0.0, time_s - preroll_s);
  const auto from = static_cast<std::int64_t>(from_s / av_q2d(stream.time_base));
  if (av_seek_frame(input_.get(), stream_, from, AVSEEK_FLAG_BACKWARD) < 0) return;
  avcodec_flush_buffers(decoder_.get());
  flushed_ = false;
  cut_s_ = time_s;
}

Result<bool> SoundReader::read_more(std::vector<float>& samples) {
  if (flushed_) return false;
  const int read = av_read_frame(input_.get(), packet_.get());
  if (stop_->stop_requested()) return canceled();
  flushed_ = read < 0;
  if (flushed_ && read != AVERROR_EOF) ++bad_packets_;
  if (!flushed_ && packet_->stream_index != stream_) {
    av_packet_unref(packet_.get());
    return true;
  }
  ++packets_;
  const auto decoded = decode_packet(
      *decoder_, flushed_ ? nullptr : packet_.get(), *frame_,
      [&](AVFrame& frame) { return append(frame, samples); },
      [](int) {
        return Error{"sound.bad_packet", {}, {}};
      });
  av_packet_unref(packet_.get());
  if (!decoded) {
    if (decoded.error().code != "sound.bad_packet") return std::unexpected(decoded.error());
    if (!flushed_) ++bad_packets_;
  }
  return !flushed_;
}

}  // namespace reelwright::media
