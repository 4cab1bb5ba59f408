// SPDX-License-Identifier: GPL-3.0-or-later
// Sound in memory as it passes from synthesisers and decoders to the mixer.
#pragma once

#include <cstddef>
#include <vector>

namespace reelwright {

/// Interleaved 32-bit float samples, nominal range -1 to 1. A value; any thread.
struct AudioClip {
  int sample_rate = 48'000;
  int channels = 1;
  std::vector<float> samples;  ///< frames * channels

  [[nodiscard]] std::size_t frame_count() const {
    return channels > 0 ? samples.size() / static_cast<std::size_t>(channels) : 0;
  }
  [[nodiscard]] double duration_s() const {
    return sample_rate > 0 ? static_cast<double>(frame_count()) / static_cast<double>(sample_rate) : 0.0;
  }
};

}  // namespace reelwright
