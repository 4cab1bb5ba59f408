// SPDX-License-Identifier: GPL-3.0-or-later
// Decoded frames of any pixel format to RGBA or to the renderer's YUV, scaled on the way, by zimg: it filters
// with premultiplied alpha and knows matrices, ranges and chroma sites. What zimg does not read
// planar_frame.h makes planar first. Internal to media/.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <stop_token>

#include "base/result.h"
#include "media/colour_profile.h"
#include "media/ffmpeg.h"
#include "media/planar_frame.h"
#include "model/image.h"

namespace reelwright::media {

/// Untagged video of this size is BT.709, smaller BT.601. The rule of libplacebo
/// (pl_color_system_guess_ycbcr) and mpv, here also for video that stands upright.
[[nodiscard]] constexpr bool is_hd(int width, int height) {
  return std::max(width, height) >= 1280 || std::min(width, height) > 576;
}

/// What frames without colour tags are: photographs (BT.601, chroma in the centre) or video (by is_hd(),
/// chroma left).
enum class ColourDefault : std::uint8_t { photograph, video };

/// What helps to understand a frame.
struct FrameContext {
  const AVFrame* following = nullptr;  ///< the frame after it, of use for an interlaced one
  const ToSrgb* colours = nullptr;     ///< its numbers are of these colours and become sRGB's
};

/// An interlaced frame becomes the picture of its second field (deinterlace.h). Error codes:
/// convert.unsupported, canceled.
[[nodiscard]] Result<RgbaImage> to_rgba(const AVFrame& frame, int width, int height,
                                        ColourDefault colour_default, const std::stop_token& stop,
                                        const FrameContext& context = {});

/// Where chroma samples stand beside their luma samples.
enum class ChromaSite : std::uint8_t { left, centre, top, bottom };

/// Brings the frames of one video to the renderer's YUV. What frames of one form need is made for the first
/// and kept. One thread.
class YuvConverter {
 public:
  YuvConverter();
  YuvConverter(YuvConverter&&) noexcept;
  YuvConverter& operator=(YuvConverter&&) noexcept;
  ~YuvConverter();

  /// The frame, its alpha left out, scaled to BT.709 limited range 4:2:0 in `out`, which has memory (aligned
  /// to frame_alignment) for its size: even numbers. Other primaries become BT.709's and other light, too,
  /// HDR (PQ, HLG) what a display of 203 cd/m2 shows (reference white of ITU-R BT.2408), brighter things
  /// white. An `out` of the frame's own size rounded up to even numbers is not scaled: the last row and
  /// column are then repeated. `following` is as in FrameContext. Errors: convert.unsupported, canceled.
  [[nodiscard]] Result<void> convert(const AVFrame& frame, const AVFrame* following, ChromaSite site,
                                     AVFrame& out, const std::stop_token& stop);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace reelwright::media
