// SPDX-License-Identifier: GPL-3.0-or-later
// `reelwright render`: a timeline to an mp4 without a job, a data folder or a studio. The same segments by
// the same code as the Render stage.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string_view>

#include "base/result.h"
#include "media/encode.h"
#include "model/job.h"
#include "model/timeline.h"

namespace reelwright::stages {

/// The timeline's segments and sound: those that are in `ready` ("" for no such folder) stay there, the
/// others are encoded to `parts_folder` (made if missing) unless they are there already, by `workers`
/// threads. `progress` (0 to 1) is called from several threads, one at a time. Errors: compositor.*,
/// encode.*, file.*, runtime.exception, canceled.
[[nodiscard]] Result<media::EncodedParts> render_parts(const Timeline& timeline,
                                                       const std::filesystem::path& root,
                                                       const std::filesystem::path& parts_folder,
                                                       const std::filesystem::path& ready, int workers,
                                                       std::stop_token stop,
                                                       std::move_only_function<void(double)> progress);

/// Who is told, from several threads, one at a time.
struct RenderTold {
  std::move_only_function<void(double)> progress;           ///< 0 to 1, never backwards
  std::move_only_function<void(std::string_view)> warning;  ///< for the user
};

/// Renders with `workers` threads of its own, in a hidden folder beside the output whose name follows from
/// both paths: what is finished is kept there when the work fails, is stopped or killed, and is reused by the
/// next that renders this timeline to this output; it is removed after success. Parts that the timeline's job
/// has are used, and left as they are. The result is verified by decoding. A hardware encoder that fails is
/// replaced by the processor's, for all segments, with a warning; parts of an earlier run that turn out bad
/// are encoded again. Errors: timeline.*, compositor.*, encode.*, mux.*, verify.*, complete.*, file.*
/// (file.in_use: another process renders this), runtime.exception, canceled; `output` is untouched after an
/// error.
[[nodiscard]] Result<VideoFacts> render_timeline(const std::filesystem::path& timeline_json,
                                                 const std::filesystem::path& output, int workers,
                                                 std::stop_token stop, RenderTold told);

}  // namespace reelwright::stages
