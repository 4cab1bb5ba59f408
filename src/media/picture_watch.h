// SPDX-License-Identifier: GPL-3.0-or-later
// Looks at the luma of every frame of a video for what should not be there: black and frozen stretches.
// Internal to media/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "media/verify.h"

namespace reelwright::media {

/// One thread.
class PictureWatch {
 public:
  explicit PictureWatch(double frames_per_second);
  /// 8-bit luma of the next frame; all of the same size.
  void see(const std::uint8_t* luma, std::ptrdiff_t stride, int width, int height);
  void finish();
  [[nodiscard]] const std::vector<FrameRange>& black() const { return black_; }
  [[nodiscard]] const std::vector<FrameRange>& frozen() const { return frozen_; }

 private:
  [[nodiscard]] bool is_same(const std::uint8_t* luma, std::ptrdiff_t stride, int width, int height) const;
  void end_frozen_run();
  void end_black_run();

  double frames_per_second_;
  std::int64_t frame_ = 0;
  std::int64_t black_run_ = 0;
  std::int64_t frozen_run_ = 0;
  std::vector<std::uint8_t> first_;  ///< luma of the frozen run's first frame
  std::vector<FrameRange> black_;
  std::vector<FrameRange> frozen_;
};

}  // namespace reelwright::media
