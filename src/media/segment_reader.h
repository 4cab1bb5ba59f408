// SPDX-License-Identifier: GPL-3.0-or-later
// Packets of segments one after the other, on one clock. Internal to media/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>

#include "base/result.h"
#include "media/ffmpeg.h"
#include "model/timeline.h"

namespace reelwright::media {

/// One thread. Presentation times are the segment's plus the frames before it; decoding times are the running
/// number minus one constant delay over the whole file. (What the segments say will not do: an encoder
/// shortens its delay when a segment is shorter than it.)
class SegmentReader {
 public:
  /// Reads all packets' times first. Errors: mux.segment_mismatch (other parameters, missing or doubled
  /// frames, not the timeline's frame count), canceled. `paths` must outlive the result.
  [[nodiscard]] static Result<SegmentReader> open(const Timeline& timeline,
                                                  std::span<const std::filesystem::path> paths,
                                                  std::stop_token stop);

  /// Of all segments.
  [[nodiscard]] const AVCodecParameters& parameters() const { return *parameters_; }
  [[nodiscard]] std::int64_t frame_count() const { return frame_count_; }
  /// The next packet, its times in frames; false at the end. Errors: mux.segment_mismatch, canceled.
  [[nodiscard]] Result<bool> next(AVPacket& packet);

 private:
  SegmentReader() = default;
  [[nodiscard]] Result<void> open_segment(std::size_t index);
  [[nodiscard]] Result<void> survey(const Timeline& timeline);
  [[nodiscard]] Result<bool> read_in_segment(AVPacket& packet);

  std::unique_ptr<std::stop_token> stop_;  ///< at a fixed address, for libav's callback
  std::span<const std::filesystem::path> paths_;
  AVRational frame_time_{1, 1};
  std::unique_ptr<AVCodecParameters, FreeByAddress<avcodec_parameters_free>> parameters_;
  std::int64_t frame_count_ = 0;
  std::int64_t delay_ = 0;

  InputContext input_;
  std::size_t index_ = 0;            ///< the segment after the open one
  std::int64_t segment_start_ = 0;   ///< first frame of the open one
  std::int64_t segment_frames_ = 0;  ///< read so far
};

}  // namespace reelwright::media
