// SPDX-License-Identifier: GPL-3.0-or-later
// Clips such as people have them, encoded by libavcodec: any codec, container, pixel format and clock.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "media/ffmpeg.h"

namespace reelwright::media::test {

/// `count` pictures at a steady rate, in ticks of 1/rate.
[[nodiscard]] std::vector<std::int64_t> steady(int count);

/// Fills picture n.
using PaintFrame = std::function<void(int n, AVFrame& frame)>;
/// Every picture n has the luma luma_of(n) all over.
void paint_number(int n, AVFrame& frame);
[[nodiscard]] constexpr int luma_of(int n) { return 20 + 3 * (n % 70); }
/// Luma and chroma of 8 bits all over.
void paint_plain(AVFrame& frame, int y, int u, int v);

struct ClipPlan {
  const char* encoder = "libx264";
  int width = 64;
  int height = 48;
  AVPixelFormat format = AV_PIX_FMT_YUV420P;
  AVColorSpace matrix = AVCOL_SPC_BT709;
  AVColorRange range = AVCOL_RANGE_MPEG;
  AVColorTransferCharacteristic transfer = AVCOL_TRC_UNSPECIFIED;
  AVRational tick{1, 30};
  std::vector<std::int64_t> times = steady(60);
  int gop = 12;
  int b_frames = 2;
  AVRational pixel_aspect{1, 1};
  bool is_interlaced = false;
  bool top_field_first = true;
  double turn_clockwise = 0;      ///< degrees that a player has to turn it by
  std::string format_flags = {};  ///< of the muxer: "faststart"
  PaintFrame paint = paint_number;
};

/// The container is that of the file's extension.
std::filesystem::path write_clip(const std::filesystem::path& path, const ClipPlan& plan);

}  // namespace reelwright::media::test
