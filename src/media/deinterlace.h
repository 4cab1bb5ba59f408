// SPDX-License-Identifier: GPL-3.0-or-later
// Interlaced frames (DV, 1080i) to pictures of one moment: the field that comes second stays as it is; the
// rows of the other are taken from the fields before and after it where nothing moves, else from the rows
// above and below. The rule is that of FFmpeg's yadif, without the frame before, so that a picture does not
// depend on where decoding began. Internal to media/.
#pragma once

#include "media/ffmpeg.h"
#include "media/planar_frame.h"

namespace reelwright::media {

/// Keeps its memory for the next frame. One thread.
class ProgressiveFrame {
 public:
  /// As PlanarFrame::of(). `following` is the frame after it in the video; null when there is none.
  [[nodiscard]] const AVFrame* of(const AVFrame& frame, const AVFrame* following);

 private:
  PlanarFrame planar_;
  PlanarFrame planar_following_;
  Frame whole_;
};

}  // namespace reelwright::media
