// SPDX-License-Identifier: GPL-3.0-or-later
// `reelwright render`: a timeline to an mp4 without a job, a data folder or a studio. The same segments by
// the same code as the Render stage.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>

#include "base/result.h"
#include "media/encode.h"
#include "model/job.h"
#include "model/timeline.h"

namespace reelwright::stages {

/// The timeline's segments and sound, each encoded to `parts_folder` (made if missing) unless it is there
/// already, by `workers` threads. `progress` and errors as below.
[[nodiscard]] Result<media::EncodedParts> render_parts(const Timeline& timeline,
                                                       const std::filesystem::path& root,
                                                       const std::filesystem::path& parts_folder, int workers,
                                                       std::stop_token stop,
                                                       std::move_only_function<void(double)> progress);

/// Renders with `workers` threads of its own; segments go to `segments_folder` (made if missing) and stay
/// there for the caller to keep or remove. The result is verified by decoding. A hardware encoder
/// that fails is replaced by the processor's, for all segments. `progress` (0 to 1) is called
/// from several threads, one at a time. Errors: timeline.*, compositor.*, encode.*, mux.*, verify.*, file.*,
/// canceled; `output` is untouched after an error.
[[nodiscard]] Result<VideoFacts> render_timeline(const std::filesystem::path& timeline_json,
                                                 const std::filesystem::path& output,
                                                 const std::filesystem::path& segments_folder, int workers,
                                                 std::stop_token stop,
                                                 std::move_only_function<void(double)> progress);

}  // namespace reelwright::stages
