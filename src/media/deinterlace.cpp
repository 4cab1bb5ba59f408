// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/deinterlace.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace reelwright::media {
namespace {

bool same_form(const AVFrame& a, const AVFrame& b) {
  return a.format == b.format && a.width == b.width && a.height == b.height;
}

template <typename Sample>
struct FieldPlane {
  const std::uint8_t* data = nullptr;  ///< null when there is none
  std::ptrdiff_t stride = 0;
  int width = 0;
  int height = 0;

  /// Rows of the same field beyond the border are those within.
  [[nodiscard]] const Sample* row(int y) const {
    const int inside = y < 0 ? y + 2 * ((1 - y) / 2) : y >= height ? y - 2 * ((y - height) / 2 + 1) : y;
    return reinterpret_cast<const Sample*>(data + std::clamp(inside, 0, height - 1) * stride);
  }
};

/// The mean along the direction in which the rows above and below differ least.
template <typename Sample>
int between(const Sample* above, const Sample* below, int x, int width) {
  int best = (above[x] + below[x]) / 2;
  if (x < 3 || x >= width - 3) return best;
  const auto difference = [&](int slope) {
    int sum = 0;
    for (int i = x - 1; i <= x + 1; ++i) sum += std::abs(above[i + slope] - below[i - slope]);
    return sum;
  };
  int least = difference(0) - 1;
  if (least <= 0) return best;
  for (const int side : {-1, 1}) {
    for (int slope = side; std::abs(slope) <= 2; slope += side) {
      const int found = difference(slope);
      if (found >= least) break;
      least = found;
      best = (above[x + slope] + below[x - slope]) / 2;
    }
  }
  return best;
}

template <typename Sample>
void fill_row(const FieldPlane<Sample>& now, const FieldPlane<Sample>& later, int y, Sample* out) {
  const Sample* above = now.row(y - 1);
  const Sample* below = now.row(y + 1);
  if (later.data == nullptr) {
    for (int x = 0; x < now.width; ++x) out[x] = static_cast<Sample>(between(above, below, x, now.width));
    return;
  }
  const Sample* later_above = later.row(y - 1);
  const Sample* later_below = later.row(y + 1);
  const Sample* here = now.row(y);
  const Sample* later_here = later.row(y);
  const Sample* two_above = now.row(y - 2);
  const Sample* later_two_above = later.row(y - 2);
  const Sample* two_below = now.row(y + 2);
  const Sample* later_two_below = later.row(y + 2);
  for (int x = 0; x < now.width; ++x) {
    const int still = (here[x] + later_here[x]) / 2;
    int change = std::max(std::abs(here[x] - later_here[x]) / 2,
                          (std::abs(above[x] - later_above[x]) + std::abs(below[x] - later_below[x])) / 2);
    // What stands between rows that are alike, and unlike them, moved.
    const int up = above[x];
    const int down = below[x];
    const int from_above = (two_above[x] + later_two_above[x]) / 2 - up;
    const int from_below = (two_below[x] + later_two_below[x]) / 2 - down;
    const int highest = std::max({still - down, still - up, std::min(from_above, from_below)});
    const int lowest = std::min({still - down, still - up, std::max(from_above, from_below)});
    change = std::max({change, lowest, -highest});
    out[x] =
        static_cast<Sample>(std::clamp(between(above, below, x, now.width), still - change, still + change));
  }
}

template <typename Sample>
void fill_plane(const FieldPlane<Sample>& now, const FieldPlane<Sample>& later, int kept_parity,
                std::uint8_t* out, std::ptrdiff_t out_stride) {
  for (int y = 0; y < now.height; ++y) {
    Sample* row = reinterpret_cast<Sample*>(out + y * out_stride);
    if (y % 2 == kept_parity)
      std::memcpy(row, now.row(y), static_cast<std::size_t>(now.width) * sizeof(Sample));
    else
      fill_row(now, later, y, row);
  }
}

/// All of one form.
void deinterlace(const AVFrame& frame, const AVFrame* following, int kept_parity, AVFrame& out) {
  const AVPixFmtDescriptor& format = *av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  for (std::size_t plane = 0; plane < 4 && frame.data[plane] != nullptr; ++plane) {
    const bool chroma = plane == 1 || plane == 2;
    const int width = chroma ? -((-frame.width) >> format.log2_chroma_w) : frame.width;
    const int height = chroma ? -((-frame.height) >> format.log2_chroma_h) : frame.height;
    const auto fill = [&]<typename Sample>(Sample) {
      const FieldPlane<Sample> now{frame.data[plane], frame.linesize[plane], width, height};
      FieldPlane<Sample> later;
      if (following != nullptr) later = {following->data[plane], following->linesize[plane], width, height};
      fill_plane(now, later, kept_parity, out.data[plane], out.linesize[plane]);
    };
    if (format.comp[0].depth > 8)
      fill(std::uint16_t{});
    else
      fill(std::uint8_t{});
  }
}

}  // namespace

const AVFrame* ProgressiveFrame::of(const AVFrame& frame, const AVFrame* following) {
  const AVFrame* planar = planar_.of(frame);
  if (planar == nullptr || frame.interlaced_frame == 0) return planar;
  const AVFrame* later =
      following != nullptr && same_form(frame, *following) ? planar_following_.of(*following) : nullptr;
  if (whole_ == nullptr || !same_form(*whole_, *planar))
    whole_ = new_frame(static_cast<AVPixelFormat>(planar->format), planar->width, planar->height);
  const int second_field = frame.top_field_first != 0 ? 1 : 0;
  deinterlace(*planar, later, second_field, *whole_);
  return whole_.get();
}

}  // namespace reelwright::media
