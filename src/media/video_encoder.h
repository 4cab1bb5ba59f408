// SPDX-License-Identifier: GPL-3.0-or-later
// Opens libavcodec's encoder as a timeline asks for it. Internal to media/.
#pragma once

#include "base/result.h"
#include "media/ffmpeg.h"
#include "model/timeline.h"

namespace reelwright::media {

/// The same parameter sets for every segment of a timeline. With one thread the same frames give the same
/// bytes and several segments fill the cores; 0 threads: as many as the encoder likes. Errors:
/// encode.unavailable.
[[nodiscard]] Result<CodecContext> open_video_encoder(const Timeline& timeline, int threads);

}  // namespace reelwright::media
