// SPDX-License-Identifier: GPL-3.0-or-later
// The best sound track of a file, piece by piece, as interleaved floats at its own rate. Internal to media/.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

#include "base/result.h"
#include "media/ffmpeg.h"

namespace reelwright::media {

/// One thread.
class SoundReader {
 public:
  /// Errors: sound.missing, sound.not_audio, canceled.
  [[nodiscard]] static Result<SoundReader> open(const std::filesystem::path& path, std::stop_token stop);

  [[nodiscard]] int sample_rate() const { return decoder_->sample_rate; }
  [[nodiscard]] int channels() const { return decoder_->ch_layout.nb_channels; }
  /// As the header says; 0 when it does not.
  [[nodiscard]] double announced_duration_s() const;
  /// Goes on with exactly the sample at `time_s`; a track that begins later is silent until then. Where the
  /// file cannot jump, it goes on where it was.
  void seek(double time_s);
  /// Appends the next samples; false at the end. Packets that do not decode are left out and counted. Errors:
  /// sound.damaged, canceled.
  [[nodiscard]] Result<bool> read_more(std::vector<float>& samples);
  [[nodiscard]] std::int64_t packets() const { return packets_; }
  [[nodiscard]] std::int64_t bad_packets() const { return bad_packets_; }

 private:
  SoundReader() = default;
  [[nodiscard]] Result<void> append(const AVFrame& frame, std::vector<float>& samples);
  void cut(const AVFrame& frame, std::size_t before, std::vector<float>& samples);

  std::unique_ptr<std::stop_token> stop_;  ///< at a fixed address, for libav's callback
  std::filesystem::path path_;
  InputContext input_;
  int stream_ = -1;
  CodecContext decoder_;
  Resampler to_float_;
  Packet packet_;
  Frame frame_;
  bool flushed_ = false;
  std::optional<double> cut_s_;  ///< after a jump: what lies before is left out
  std::int64_t packets_ = 0;
  std::int64_t bad_packets_ = 0;
};

}  // namespace reelwright::media
