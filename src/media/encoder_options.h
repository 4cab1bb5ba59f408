// SPDX-License-Identifier: GPL-3.0-or-later
// Each encoder's own names for what a timeline asks for. Internal to media/.
#pragma once

#include "media/ffmpeg.h"
#include "model/timeline.h"

namespace reelwright::media {

/// Sets quality and speed on an encoder that is not open yet, closed groups of pictures, and with one thread
/// whatever it takes that the same frames give the same bytes. Hardware encoders get their nearest to
/// the quality, and no B-frames. One that is in neither list of model/encoder_names.h is left as it is.
void set_encoder_options(AVCodecContext& encoder, const EncodeSettings& settings, int threads);

}  // namespace reelwright::media
