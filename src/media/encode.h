// SPDX-License-Identifier: GPL-3.0-or-later
// From composed frames to closed-GOP segments, and from segments and sound to the finished MP4. Segments of
// one timeline share their parameter sets, so they are joined by copying packets.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>
#include <string>

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

/// Joins segments (in order) with the timeline's sound (encoded to AAC here), soft subtitles, chapters and
/// metadata into `output` (temporary name, then rename), +faststart. No picture is re-encoded. Errors:
/// mux.failed, mux.segment_mismatch, file errors, canceled.
[[nodiscard]] Result<void> join_segments(const Timeline& timeline, const std::filesystem::path& root,
                                         std::span<const std::filesystem::path> segments,
                                         const std::filesystem::path& output, std::stop_token stop,
                                         std::move_only_function<void(double fraction)> on_progress);

}  // namespace reelwright::media
