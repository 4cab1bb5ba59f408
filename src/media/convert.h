// SPDX-License-Identifier: GPL-3.0-or-later
// Decoded frames of any pixel format to RGBA or to the renderer's YUV, scaled on the way, by zimg: it filters
// with premultiplied alpha and knows matrices, ranges and chroma sites. libswscale only unpacks the rarer
// formats that zimg does not read (palette, bits, 16-bit packed), at the same size. Internal to media/.
#pragma once

#include <stop_token>

#include "base/result.h"
#include "media/ffmpeg.h"
#include "model/image.h"

namespace reelwright::media {

/// Untagged video from this height on is BT.709, below BT.601.
inline constexpr int hd_height = 720;

/// What frames without colour tags are: photographs (BT.601, chroma in the centre) or video (by height,
/// chroma left).
enum class ColourDefault : std::uint8_t { photograph, video };

/// Error codes: convert.unsupported, canceled.
[[nodiscard]] Result<RgbaImage> to_rgba(const AVFrame& frame, int width, int height,
                                        ColourDefault colour_default, const std::stop_token& stop);

/// Where chroma samples stand beside their luma samples.
enum class ChromaSite : std::uint8_t { left, centre, top, bottom };

/// A frame of a video, its alpha left out, scaled to BT.709 limited range 4:2:0 in `out`, which has memory
/// (aligned to frame_alignment) for its size: even numbers. HDR (PQ, HLG) becomes what a display of 203 cd/m2
/// shows (reference white of ITU-R BT.2408), brighter things white. An `out` of the frame's own size rounded
/// up to even numbers is not scaled: the last row and column are then repeated. Errors: convert.unsupported,
/// canceled.
[[nodiscard]] Result<void> to_yuv(const AVFrame& frame, ChromaSite site, AVFrame& out,
                                  const std::stop_token& stop);

inline constexpr int frame_alignment = 64;  ///< what zimg asks for on the widest machines
[[nodiscard]] Frame new_frame(AVPixelFormat format, int width, int height);

}  // namespace reelwright::media
