// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of a finished file, in order of time, strictly: anything that does not decode is an error.
// Internal to media/.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>

#include "base/result.h"
#include "media/ffmpeg.h"

namespace reelwright::media {

/// One thread.
class VideoReader {
 public:
  /// Errors: verify.missing, verify.unreadable, verify.no_video, canceled.
  [[nodiscard]] static Result<VideoReader> open(const std::filesystem::path& path, std::stop_token stop);

  /// The next picture, valid until the next call; null at the end. Errors: verify.damaged, canceled.
  [[nodiscard]] Result<const AVFrame*> next();
  /// Goes on from the last keyframe at or before `frame`. Error: verify.damaged.
  [[nodiscard]] Result<void> seek(std::int64_t frame);
  /// The number of a picture, counted from 0 at constant rate.
  [[nodiscard]] std::int64_t number_of(const AVFrame& frame) const;

  [[nodiscard]] const AVFormatContext& container() const { return *input_; }
  [[nodiscard]] const AVStream& stream() const { return *input_->streams[stream_]; }
  [[nodiscard]] const AVCodecContext& decoder() const { return *decoder_; }

 private:
  VideoReader() = default;
  [[nodiscard]] std::unexpected<Error> damaged(int error) const;

  std::unique_ptr<std::stop_token> stop_;  ///< at a fixed address, for libav's callback
  std::filesystem::path path_;
  InputContext input_;
  int stream_ = -1;
  CodecContext decoder_;
  Packet packet_;
  Frame frame_;
  bool flushing_ = false;
};

}  // namespace reelwright::media
