// SPDX-License-Identifier: GPL-3.0-or-later
// Decoded frames of any pixel format to RGBA, scaled on the way, by zimg: it filters with premultiplied alpha
// and knows matrices, ranges and chroma sites. libswscale only unpacks the rarer formats that zimg does not
// read (palette, bits, 16-bit packed), at the same size. Internal to media/.
#pragma once

#include <stop_token>

#include "base/result.h"
#include "media/ffmpeg.h"
#include "model/image.h"

namespace reelwright::media {

/// What frames without colour tags are: photographs (BT.601, chroma in the centre) or video (BT.709, chroma
/// left).
enum class ColourDefault : std::uint8_t { photograph, video };

/// Error codes: convert.unsupported, canceled.
[[nodiscard]] Result<RgbaImage> to_rgba(const AVFrame& frame, int width, int height,
                                        ColourDefault colour_default, const std::stop_token& stop);

}  // namespace reelwright::media
