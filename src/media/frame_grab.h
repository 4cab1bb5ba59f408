// SPDX-License-Identifier: GPL-3.0-or-later
// One picture out of a finished video, exactly the asked one: for thumbnails, for looking at results, for
// tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>

#include "base/result.h"
#include "model/image.h"

namespace reelwright::media {

/// Frame `frame` (from 0) at full size. Errors: verify.missing, verify.unreadable, verify.no_video,
/// verify.damaged (also when there are fewer frames), canceled. Any thread.
[[nodiscard]] Result<RgbaImage> grab_frame(const std::filesystem::path& path, std::int64_t frame,
                                           std::stop_token stop);

}  // namespace reelwright::media
