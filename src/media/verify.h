// SPDX-License-Identifier: GPL-3.0-or-later
// Reopens a finished file and decodes every frame and sample of it. A job is Done only after this; it is also
// how tests look at results.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "media/encode.h"
#include "media/sound.h"

namespace reelwright::media {

struct FrameRange {
  std::int64_t first = 0;
  std::int64_t count = 0;
};

struct FileReport {
  int width = 0;
  int height = 0;
  double frames_per_second = 0;
  std::int64_t frames = 0;      ///< decoded
  double video_duration_s = 0;  ///< last frame's end
  double audio_duration_s = 0;
  bool has_audio = false;
  int audio_sample_rate = 0;
  int audio_channels = 0;
  std::string video_codec;   ///< "h264"
  std::string pixel_format;  ///< "yuv420p"
  std::string colour;        ///< "bt709" when primaries, transfer and matrix all say so
  bool faststart = false;    ///< moov before mdat
  std::int64_t keyframe_interval_max = 0;
  std::vector<std::string> subtitle_codecs;
  bool shows_subtitles = false;  ///< players show a subtitle track without being asked to
  std::vector<std::string> chapter_titles;
  Loudness loudness;
  std::vector<FrameRange> black;   ///< runs of at least 0.5 s of nearly black frames
  std::vector<FrameRange> frozen;  ///< runs of at least 2 s of identical frames
};

/// Errors: verify.missing, verify.unreadable, verify.no_video, verify.damaged (decoder errors), canceled.
/// Worker thread.
[[nodiscard]] Result<FileReport> decode_fully(const std::filesystem::path& path, std::stop_token stop,
                                              std::move_only_function<void(double fraction)> on_progress);

/// The parts of a video that cannot be decoded, in their order; none when the fault lies elsewhere.
/// `progress` from 0 to 1. Error: canceled. Worker thread.
[[nodiscard]] Result<std::vector<std::filesystem::path>> damaged_parts(
    const EncodedParts& parts, std::stop_token stop, std::move_only_function<void(double fraction)> progress);

}  // namespace reelwright::media
