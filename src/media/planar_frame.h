// SPDX-License-Identifier: GPL-3.0-or-later
// Decoded frames of any pixel format as zimg reads them: planar, aligned, of sizes that their chroma divides,
// of one moment. Copies only where the frame is not so already. Internal to media/.
#pragma once

extern "C" {
#include <libswscale/swscale.h>
}

#include <memory>

#include "media/ffmpeg.h"

namespace reelwright::media {

inline constexpr int frame_alignment = 64;  ///< what zimg asks for on the widest machines
[[nodiscard]] Frame new_frame(AVPixelFormat format, int width, int height);

/// Keeps the memory of its copies for the next frame. One thread.
class PlanarFrame {
 public:
  /// `frame` itself or a copy, which has its samples but not its tags; valid until the next call. The last
  /// row and column are repeated up to what chroma divides. Null when nothing knows its format.
  [[nodiscard]] const AVFrame* of(const AVFrame& frame);

 private:
  [[nodiscard]] AVFrame& room(AVPixelFormat format, int width, int height);
  void pad(const AVFrame& frame, AVFrame& copy) const;
  [[nodiscard]] const AVFrame* unpacked_bytes(const AVFrame& frame);
  [[nodiscard]] const AVFrame* unpacked(const AVFrame& frame);

  struct FreeScaler {
    void operator()(SwsContext* context) const { sws_freeContext(context); }
  };
  Frame room_;
  std::unique_ptr<SwsContext, FreeScaler> scaler_;
};

}  // namespace reelwright::media
