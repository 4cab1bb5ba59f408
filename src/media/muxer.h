// SPDX-License-Identifier: GPL-3.0-or-later
// An MP4 file being written: the same bytes for the same packets, no dates, no version strings. Internal to
// media/.
#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>

#include "base/result.h"
#include "media/ffmpeg.h"

namespace reelwright::media {

/// One thread. Streams are added, then begin(), write() in order of time for each stream, finish().
class Muxer {
 public:
  /// `failure_code` is that of packets and streams that do not go into an MP4; what the disk refuses is
  /// file.disk_full or file.unwritable.
  [[nodiscard]] static Result<Muxer> open(const std::filesystem::path& path, const char* failure_code,
                                          std::stop_token stop);

  [[nodiscard]] AVStream& add_stream();
  [[nodiscard]] AVFormatContext& container() { return *output_; }
  /// `flags` are the MP4 muxer's movflags, or null.
  [[nodiscard]] Result<void> begin(const char* flags);
  /// Takes the packet's content.
  [[nodiscard]] Result<void> write(AVPacket& packet);
  [[nodiscard]] Result<void> finish();

 private:
  Muxer() = default;
  [[nodiscard]] Result<void> check(int error) const;

  std::unique_ptr<std::stop_token> stop_;  ///< at a fixed address, for libav's callback
  std::filesystem::path path_;
  const char* failure_code_ = "";
  OutputContext output_;
};

}  // namespace reelwright::media
