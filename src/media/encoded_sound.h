// SPDX-License-Identifier: GPL-3.0-or-later
// Packets of a sound track that encode_sound made. Internal to media/.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>

#include "base/result.h"
#include "media/ffmpeg.h"

namespace reelwright::media {

/// One thread.
class EncodedSound {
 public:
  /// Errors: mux.segment_mismatch (not one AAC track of 48 kHz), canceled.
  [[nodiscard]] static Result<EncodedSound> open(const std::filesystem::path& path, std::stop_token stop);

  [[nodiscard]] const AVCodecParameters& parameters() const { return *stream().codecpar; }
  /// How long it sounds, without what the encoder puts before it.
  [[nodiscard]] std::int64_t samples() const { return stream().duration; }
  /// Whether the file has all the packets that its header lists.
  [[nodiscard]] bool is_whole() const;
  /// The next packet, its times in samples; false at the end. Errors: mux.segment_mismatch, canceled.
  [[nodiscard]] Result<bool> next(AVPacket& packet);

 private:
  EncodedSound() = default;
  [[nodiscard]] AVStream& stream() const { return *input_->streams[0]; }

  std::unique_ptr<std::stop_token> stop_;  ///< at a fixed address, for libav's callback
  std::filesystem::path path_;
  InputContext input_;
};

}  // namespace reelwright::media
