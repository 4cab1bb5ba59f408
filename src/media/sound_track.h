// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline's sound as AAC packets, exactly as long as the picture. Internal to media/.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <vector>

#include "base/result.h"
#include "media/ffmpeg.h"
#include "media/sound_reader.h"

namespace reelwright::media {

/// One thread.
class SoundTrack {
 public:
  /// `samples` is the length of the result, at the product's sample rate; what is missing is silent, what is
  /// more is left out. Errors: as SoundReader::open, mux.failed (other rate or more than two channels).
  [[nodiscard]] static Result<SoundTrack> open(const std::filesystem::path& path, std::int64_t samples,
                                               std::int64_t bit_rate, std::stop_token stop);
  [[nodiscard]] const AVCodecContext& encoder() const { return *encoder_; }
  /// The next packet, its times in samples; false at the end. Errors: sound.damaged, mux.failed, canceled.
  [[nodiscard]] Result<bool> next(AVPacket& packet);

 private:
  explicit SoundTrack(SoundReader reader) : reader_(std::move(reader)) {}
  [[nodiscard]] Result<void> send_frame();

  SoundReader reader_;
  bool reader_ended_ = false;
  std::vector<float> pending_;  ///< interleaved samples not yet sent
  std::size_t taken_ = 0;       ///< of pending_
  std::int64_t samples_ = 0;
  std::int64_t sent_ = 0;
  CodecContext encoder_;
  Frame frame_;
};

}  // namespace reelwright::media
