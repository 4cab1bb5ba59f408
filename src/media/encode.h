// SPDX-License-Identifier: GPL-3.0-or-later
// From composed frames to closed-GOP segments, from the mix to its sound track, and from these parts to the
// finished MP4. Segments of one timeline share their parameter sets, so parts are joined by copying packets.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

#include "base/result.h"
#include "media/compositor.h"
#include "model/timeline.h"

namespace reelwright::media {

/// Fills the frame with the given number. Called in order from the encoding thread.
using FrameSource = std::move_only_function<Result<void>(std::int64_t frame, const YuvView& out)>;

/// Encodes frames [start_frame, start_frame + frame_count) to `path` (through a temporary name; an existing
/// file is replaced). One encoder thread, so that several segments fill the cores; same frames and settings
/// give the same bytes. `on_frame(n)` after n frames. Errors: encode.unavailable (encoder cannot be opened),
/// encode.failed, file errors of base/file, canceled. Worker thread.
[[nodiscard]] Result<void> encode_segment(const Timeline& timeline, std::int64_t start_frame,
                                          std::int64_t frame_count, FrameSource source,
                                          const std::filesystem::path& path, std::stop_token stop,
                                          std::move_only_function<void(std::int64_t frames_done)> on_frame);

/// True when `path` is a complete segment: opens, has one video stream of the right size and exactly
/// `frame_count` packets. Cheap (no decode).
[[nodiscard]] bool is_complete_segment(const std::filesystem::path& path, const Timeline& timeline,
                                       std::int64_t frame_count);

/// Encodes the timeline's sound to AAC in `path` (through a temporary name), exactly as long as the picture:
/// what is missing is silent, what is more is left out. Same sound and settings give the same bytes.
/// `on_progress` from 0 to 1. Errors: sound.missing, sound.not_audio, sound.damaged, mux.failed (not 48 kHz,
/// more than two channels), encode.failed, file errors, canceled. Worker thread.
[[nodiscard]] Result<void> encode_sound(const Timeline& timeline, const std::filesystem::path& root,
                                        const std::filesystem::path& path, std::stop_token stop,
                                        std::move_only_function<void(double fraction)> on_progress);

/// True when `path` is the whole of the timeline's sound: opens, has one AAC track of the right length. Cheap
/// (no decode).
[[nodiscard]] bool is_complete_sound(const std::filesystem::path& path, const Timeline& timeline);

/// What a video is joined from.
struct EncodedParts {
  std::vector<std::filesystem::path> segments;  ///< in the order of the video
  std::filesystem::path sound;                  ///< of encode_sound; "" for a timeline without
};

/// Joins the parts with soft subtitles, chapters and metadata into `output` (temporary name, then rename),
/// +faststart. Nothing is encoded again. Errors: mux.failed, mux.segment_mismatch, file errors, canceled.
[[nodiscard]] Result<void> join_parts(const Timeline& timeline, const std::filesystem::path& root,
                                      const EncodedParts& parts, const std::filesystem::path& output,
                                      std::stop_token stop,
                                      std::move_only_function<void(double fraction)> on_progress);

}  // namespace reelwright::media
