// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to a job whose hardware encoder fails, or makes a video that does not pass its check: from
// then on the processor encodes it, in this attempt and in every later one.
#pragma once

#include <mutex>

#include "base/result.h"
#include "model/timeline.h"
#include "stages/encoder_choice.h"
#include "stages/stage.h"

namespace reelwright::stages {

/// Any worker; of several that fail at once, one turns the job.
class HardwareFallback {
 public:
  /// `encoders`, which must outlive it, is told; null for nobody.
  explicit HardwareFallback(EncoderChoice* encoders) : encoders_(encoders) {}

  /// Writes the timeline anew, with a warning, and a note that keeps Compose from choosing hardware again.
  /// `used` is what has failed, with `error`. False when that is no hardware encoder. Errors: timeline.*,
  /// file.*.
  [[nodiscard]] Result<bool> turn(const JobContext& job, const EncodeSettings& used, const Error& error);

 private:
  EncoderChoice* const encoders_;
  std::mutex turning_;
};

}  // namespace reelwright::stages
