// SPDX-License-Identifier: GPL-3.0-or-later
// Moving and scaling of one plane with subpixel precision. Moves and scales are separable, so each direction
// has its own table (Axis): which source samples make an output sample, with which weights. The filter is
// Catmull-Rom (Keys 1981, a = -1/2), stretched by the inverse of the scale when shrinking, so that nothing
// aliases down to half size; below that a smaller level of the image is used (layer_image.h). Internal to
// media/.
#pragma once

#include <cstdint>
#include <vector>

#include "media/plane.h"

namespace reelwright::media {

/// What an axis has to do. Source index of output sample i: i * step + offset. The output sample stands for
/// the box [i * box + box_offset, (i + 1) * box + box_offset) of the frame, in pixels, and the image covers
/// [cover_begin, cover_end).
struct AxisRequest {
  double step = 1;
  double offset = 0;
  int source_size = 0;
  int target_size = 0;
  int frame_size = 0;
  double box = 1;
  double box_offset = 0;
  double cover_begin = 0;
  double cover_end = 0;
  bool across = true;  ///< rows are filtered with 4 or 8 taps, columns also with 6
};

/// One direction of a resampling. One thread at a time; keeps its memory when planned again.
struct Axis {
  int begin = 0;  ///< output samples that the image touches: [begin, end)
  int end = 0;
  int full_begin = 0;  ///< those that it covers completely
  int full_end = 0;
  bool integral = false;  ///< source index = output index + shift, no filtering needed
  int shift = 0;
  bool uniform =
      false;  ///< across, not scaled: all samples have the first one's weights, one after the other
  int taps = 4;
  int source_begin = 0;  ///< smallest and largest source index used; may lie outside of the image, whose
                         ///< border is repeated there
  int source_end = 0;
  std::vector<std::int32_t> first;  ///< of each output sample from `begin`: first source index - source_begin
  std::vector<std::int16_t> weights;     ///< `taps` of each, across
  std::vector<std::int8_t> row_weights;  ///< the same, down
  std::vector<std::uint16_t> coverage;   ///< of each: how much of its box the image covers, 0 to 256

  void plan(const AxisRequest& request);
  [[nodiscard]] bool empty() const { return begin >= end; }
};

/// Memory for one row. One thread at a time.
struct ResampleScratch {
  std::vector<std::int16_t> intermediate;
};

/// Output row `y` (from vertical.begin to vertical.end), all samples from horizontal.begin to horizontal.end,
/// into `out`.
void resample_plane_row(const Plane& source, const Axis& horizontal, const Axis& vertical, int y,
                        std::uint8_t* out, ResampleScratch& scratch);
/// The same with fraction bits and not clamped (kernels.h).
void resample_plane_row_wide(const Plane& source, const Axis& horizontal, const Axis& vertical, int y,
                             std::int16_t* out, ResampleScratch& scratch);

}  // namespace reelwright::media
