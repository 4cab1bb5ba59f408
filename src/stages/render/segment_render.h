// SPDX-License-Identifier: GPL-3.0-or-later
// What the Render stage and `reelwright render` share: reading a timeline, cutting it, making one segment of
// it, and getting rid of parts that turned out bad.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "media/compositor.h"
#include "media/encode.h"
#include "model/timeline.h"
#include "stages/render/hardware_sessions.h"

namespace reelwright::stages {

/// Bytes of decoded layers kept for all workers together besides those in use: the layers of a few 1080p
/// scenes. More would only make long videos need more memory than short ones.
inline constexpr std::size_t layer_cache_bytes_max = 64U << 20;

/// Errors: timeline.missing, timeline.damaged, timeline.missing_file (a file it names is not there), file.*.
[[nodiscard]] Result<Timeline> load_timeline(const std::filesystem::path& timeline_json);

/// All files that the video of this timeline.json is made from, itself included. Errors as load_timeline.
[[nodiscard]] Result<std::vector<std::filesystem::path>> inputs_of(
    const std::filesystem::path& timeline_json);

/// cut_segments with pieces short enough to keep all cores busy to the end. In the order of the video.
[[nodiscard]] std::vector<Segment> segments_of(const Timeline& timeline);

/// Where the timeline's parts lie, complete or not, in the folder that they are encoded to.
[[nodiscard]] media::EncodedParts parts_in(const std::filesystem::path& folder, const Timeline& timeline);
/// Where the one with that key lies.
[[nodiscard]] std::filesystem::path part_in(const std::filesystem::path& folder, const std::string& key);

/// Of the parts that cannot be decoded, or of all when each can be, removes those that lie in `folder`: the
/// next plan makes them again. `progress` from 0 to 1. Error: canceled, and nothing is removed.
[[nodiscard]] Result<void> remove_bad_parts(const media::EncodedParts& parts,
                                            const std::filesystem::path& folder, std::stop_token stop,
                                            std::move_only_function<void(double fraction)> progress);

/// Composes and encodes one segment to `path`, by hardware when there is a session for it; `on_frame(n)`
/// after n frames. Errors of compositor and encoder, canceled. Any worker; several at once.
[[nodiscard]] Result<void> render_segment(const Timeline& timeline, const std::filesystem::path& root,
                                          const std::shared_ptr<media::LayerCache>& cache,
                                          HardwareSessions& sessions, const Segment& segment,
                                          const std::filesystem::path& path, std::stop_token stop,
                                          std::move_only_function<void(std::int64_t)> on_frame);

}  // namespace reelwright::stages
