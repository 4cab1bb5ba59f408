// SPDX-License-Identifier: GPL-3.0-or-later
// Loudness of sound that arrives in pieces (EBU R 128 by libebur128). Internal to media/.
#pragma once

#include <ebur128.h>

#include <cstddef>
#include <memory>

#include "media/sound.h"

namespace reelwright::media {

/// One thread.
class LoudnessMeter {
 public:
  enum class Peak { measured, ignored };  ///< true peaks take most of the time; ignored they are -70

  LoudnessMeter(int sample_rate, int channels, Peak peak = Peak::measured);
  /// Interleaved.
  void add(const float* samples, std::size_t frames);
  [[nodiscard]] Loudness result() const;

 private:
  struct Free {
    void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
  };
  std::unique_ptr<ebur128_state, Free> state_;
  int channels_;
};

}  // namespace reelwright::media
