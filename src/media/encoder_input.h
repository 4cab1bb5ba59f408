// SPDX-License-Identifier: GPL-3.0-or-later
// Composed frames in the form that an encoder takes: as they are, with chroma interleaved, or on the graphics
// card. Internal to media/.
#pragma once

#include <expected>

#include "media/ffmpeg.h"

namespace reelwright::media {

/// Before the encoder is opened: chooses the form, and opens the card where it must be there already. The
/// error is libav's number.
[[nodiscard]] int prepare_input(AVCodecContext& encoder);

/// One thread.
class EncoderInput {
 public:
  /// `composed` is 4:2:0 in three planes; the result is valid until the next call, which may come as soon as
  /// the frame was sent. The error is libav's number.
  [[nodiscard]] std::expected<AVFrame*, int> take(const AVCodecContext& encoder, AVFrame& composed);

 private:
  Frame interleaved_;
  Frame uploaded_;
};

}  // namespace reelwright::media
