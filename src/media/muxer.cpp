// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/muxer.h"

#include <utility>

#include "base/check.h"
#include "model/limits.h"

namespace reelwright::media {

Result<void> Muxer::check(int error) const {
  if (error >= 0) return {};
  if (stop_->stop_requested()) return canceled();
  // What the file refuses is no fault of whoever made the packets.
  const int file_error = output_ == nullptr || output_->pb == nullptr ? error : output_->pb->error;
  if (file_error < 0) return write_failure(file_error, "file.unwritable", path_);
  return write_failure(error, failure_code_, path_);
}

Result<Muxer> Muxer::open(const std::filesystem::path& path, const char* failure_code, std::stop_token stop) {
  Muxer muxer;
  muxer.stop_ = std::make_unique<std::stop_token>(std::move(stop));
  muxer.path_ = path;
  muxer.failure_code_ = failure_code;
  AVFormatContext* context = nullptr;
  const std::string url = "file:" + path.string();
  TRY(muxer.check(avformat_alloc_output_context2(&context, nullptr, "mp4", url.c_str())));
  muxer.output_.reset(context);
  context->interrupt_callback = {
      [](void* token) { return static_cast<const std::stop_token*>(token)->stop_requested() ? 1 : 0; },
      muxer.stop_.get()};
  context->flags |= AVFMT_FLAG_BITEXACT;
  TRY(muxer.check(
      avio_open2(&context->pb, url.c_str(), AVIO_FLAG_WRITE, &context->interrupt_callback, nullptr)));
  return muxer;
}

AVStream& Muxer::add_stream() {
  AVStream* stream = avformat_new_stream(output_.get(), nullptr);
  CHECK(stream != nullptr);
  return *stream;
}

Result<void> Muxer::begin(const char* flags) {
  AVDictionary* options = nullptr;
  // Edit lists are in these units: with the usual milliseconds the sound would end up to one too early.
  av_dict_set_int(&options, "movie_timescale", limits::audio_sample_rate, 0);
  if (flags != nullptr) av_dict_set(&options, "movflags", flags, 0);
  const int error = avformat_write_header(output_.get(), &options);
  av_dict_free(&options);
  return check(error);
}

Result<void> Muxer::write(AVPacket& packet) {
  return check(av_interleaved_write_frame(output_.get(), &packet));
}

Result<void> Muxer::finish() {
  TRY(check(av_write_trailer(output_.get())));
  avio_flush(output_->pb);
  TRY(check(output_->pb->error));
  return check(avio_closep(&output_->pb));
}

}  // namespace reelwright::media
