// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/draw.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "media/kernels.h"

namespace reelwright::media {
namespace {

/// One direction of a placement, for planes of a level whose luma has `size` samples and is drawn at `scale`.
struct Line {
  double begin_px = 0;  ///< the image's border in the frame
  double scale = 1;
  int size = 0;
  double cover_px = 0;  ///< how much of the frame the image covers
  int frame_size = 0;
};

/// Luma sample i of the frame stands at i + 1/2, that of the image at (i + 1/2) * scale + begin.
AxisRequest luma_axis(const Line& line, bool across) {
  return {.step = 1 / line.scale,
          .offset = (0.5 - line.begin_px) / line.scale - 0.5,
          .source_size = line.size,
          .target_size = line.frame_size,
          .frame_size = line.frame_size,
          .box = 1,
          .box_offset = 0,
          .cover_begin = line.begin_px,
          .cover_end = line.begin_px + line.cover_px,
          .across = across};
}

/// Chroma sample i stands at luma index 2i across (left), 2i + 1/2 down.
AxisRequest chroma_axis(const Line& line, bool across) {
  AxisRequest request = luma_axis(line, across);
  const double site = across ? 0 : 0.5;
  request.offset = ((site + 0.5 - line.begin_px) / line.scale - 0.5 - site) / 2;
  request.source_size = chroma_size(line.size);
  request.target_size = chroma_size(line.frame_size);
  request.box = 2;
  request.box_offset = site - 0.5;
  return request;
}

void plan_axes(const Line& across, const Line& down, DrawScratch& scratch) {
  scratch.horizontal[0].plan(luma_axis(across, true));
  scratch.horizontal[1].plan(chroma_axis(across, true));
  scratch.vertical[0].plan(luma_axis(down, false));
  scratch.vertical[1].plan(chroma_axis(down, false));
}

/// Image and frame grids coincide: no filtering, only the visible runs are touched.
void draw_runs(const Plane& colour, const Plane& alpha, const SpanTable& table, const Axis& across,
               const Axis& down, int opacity, const PlaneTarget& target) {
  for (int y = down.begin; y < down.end; ++y) {
    const int source_y = y + down.shift;
    const std::uint8_t* colour_row = colour.row(source_y) + across.shift;
    std::uint8_t* out = target.row(y);
    if (alpha.empty()) {
      std::memcpy(out + across.begin, colour_row + across.begin,
                  static_cast<std::size_t>(across.end - across.begin));
      continue;
    }
    const std::uint8_t* alpha_row = alpha.row(source_y) + across.shift;
    const auto row = static_cast<std::size_t>(source_y);
    for (std::uint32_t i = table.row_begin[row]; i < table.row_begin[row + 1]; ++i) {
      const Span& span = table.spans[i];
      const int begin = std::max(span.begin - across.shift, across.begin);
      const int end = std::min(span.end - across.shift, across.end);
      if (begin >= end) continue;
      if (span.opaque && opacity == 256)
        std::memcpy(out + begin, colour_row + begin, static_cast<std::size_t>(end - begin));
      else
        blend_over(out + begin, colour_row + begin, alpha_row + begin, opacity, end - begin);
    }
  }
}

/// The samples at the left and right border count as much as they are covered.
void weigh_borders(std::uint8_t* row, const Axis& across) {
  const auto weigh = [&](int x) {
    const auto at = static_cast<std::size_t>(x - across.begin);
    row[at] = static_cast<std::uint8_t>((row[at] * across.coverage[at] + 128) >> 8);
  };
  for (int x = across.begin; x < across.full_begin; ++x) weigh(x);
  for (int x = std::max(across.full_end, across.full_begin); x < across.end; ++x) weigh(x);
}

void draw_resampled(const Plane& colour, const Plane& alpha, const Axis& across, const Axis& down,
                    int opacity, const PlaneTarget& target, DrawScratch& scratch) {
  const int count = across.end - across.begin;
  const bool whole_rows = across.full_begin == across.begin && across.full_end == across.end;
  const auto room = static_cast<std::size_t>(count);
  scratch.colour_row.resize(std::max(scratch.colour_row.size(), room));
  scratch.alpha_row.resize(std::max(scratch.alpha_row.size(), room));
  scratch.wide_colour_row.resize(std::max(scratch.wide_colour_row.size(), room));
  scratch.wide_alpha_row.resize(std::max(scratch.wide_alpha_row.size(), room));
  for (int y = down.begin; y < down.end; ++y) {
    std::uint8_t* out = target.row(y) + across.begin;
    const int covered = down.coverage[static_cast<std::size_t>(y - down.begin)];
    const int scale = (opacity * covered + 128) >> 8;
    if (scale == 0) continue;
    if (alpha.empty() && whole_rows && scale == 256) {
      resample_plane_row(colour, across, down, y, out, scratch.resample);
      continue;
    }
    if (alpha.empty()) {
      resample_plane_row(colour, across, down, y, scratch.colour_row.data(), scratch.resample);
      std::memset(scratch.alpha_row.data(), 255, room);
    } else {
      resample_plane_row_wide(colour, across, down, y, scratch.wide_colour_row.data(), scratch.resample);
      resample_plane_row_wide(alpha, across, down, y, scratch.wide_alpha_row.data(), scratch.resample);
      narrow_premultiplied(scratch.wide_colour_row.data(), scratch.wide_alpha_row.data(),
                           scratch.colour_row.data(), scratch.alpha_row.data(), count);
    }
    if (!whole_rows) {
      weigh_borders(scratch.colour_row.data(), across);
      weigh_borders(scratch.alpha_row.data(), across);
    }
    blend_over(out, scratch.colour_row.data(), scratch.alpha_row.data(), scale, count);
  }
}

int fixed_opacity(double opacity) {
  return static_cast<int>(std::lround(std::clamp(opacity, 0.0, 1.0) * 256));
}

bool completely_covered(const Axis& axis) {
  return axis.full_begin == axis.begin && axis.full_end == axis.end;
}

const Plane& colour_plane(const LayerLevel& level, int index) {
  if (index == 0) return level.colour.y;
  return index == 1 ? level.colour.u : level.colour.v;
}

}  // namespace

void draw_layer(const LayerImage& image, const Placement& placement, const YuvView& frame,
                DrawScratch& scratch) {
  if (is_invisible(image, placement, frame.width, frame.height)) return;
  const double scale = placement.scale;
  int level_index = 0;
  while (std::ldexp(scale, level_index) <= 0.5 && level_index + 1 < LayerImage::levels_max()) ++level_index;
  const LayerLevel& level = image.level(level_index);
  const double level_scale = std::ldexp(scale, level_index);

  plan_axes({placement.x_px + scale * image.left(), level_scale, level.colour.y.width, scale * image.width(),
             frame.width},
            {placement.y_px + scale * image.top(), level_scale, level.colour.y.height, scale * image.height(),
             frame.height},
            scratch);
  const int opacity = fixed_opacity(placement.opacity);
  for (int index = 0; index < 3; ++index) {
    const bool chroma = index > 0;
    const Axis& across = scratch.horizontal[chroma ? 1 : 0];
    const Axis& down = scratch.vertical[chroma ? 1 : 0];
    if (across.empty() || down.empty()) continue;
    const Plane& alpha = chroma ? level.chroma_alpha : level.alpha;
    const bool runs = level_index == 0 && across.integral && down.integral && completely_covered(across) &&
                      completely_covered(down) && (opacity == 256 || !image.opaque());
    if (runs)
      draw_runs(colour_plane(level, index), alpha, image.spans(chroma), across, down, opacity,
                plane_of(frame, index));
    else
      draw_resampled(colour_plane(level, index), alpha, across, down, opacity, plane_of(frame, index),
                     scratch);
  }
}

bool covers_frame(const LayerImage& image, const Placement& placement, int width, int height) {
  constexpr double tolerance_px = 1e-6;
  return image.opaque() && fixed_opacity(placement.opacity) == 256 && placement.x_px <= tolerance_px &&
         placement.y_px <= tolerance_px &&
         placement.x_px + placement.scale * image.width() >= width - tolerance_px &&
         placement.y_px + placement.scale * image.height() >= height - tolerance_px;
}

bool is_invisible(const LayerImage& image, const Placement& placement, int width, int height) {
  if (image.empty() || fixed_opacity(placement.opacity) == 0 || !(placement.scale > 0)) return true;
  const double left = placement.x_px + placement.scale * image.left();
  const double top = placement.y_px + placement.scale * image.top();
  return !(left < width && top < height && left + placement.scale * image.width() > 0 &&
           top + placement.scale * image.height() > 0);
}

LayerLevel half_level(const LayerLevel& level) {
  LayerLevel half;
  const int width = chroma_size(level.colour.y.width);
  const int height = chroma_size(level.colour.y.height);
  half.colour.resize(width, height);
  DrawScratch scratch;
  // The border of an odd size is repeated: the smaller level covers all of its last sample.
  plan_axes({0, 0.5, level.colour.y.width, static_cast<double>(width), width},
            {0, 0.5, level.colour.y.height, static_cast<double>(height), height}, scratch);
  const auto shrink = [&](const Plane& from, Plane& to, std::size_t kind) {
    const Axis& across = scratch.horizontal[kind];
    const Axis& down = scratch.vertical[kind];
    for (int y = 0; y < to.height; ++y)
      resample_plane_row(from, across, down, y, to.row(y), scratch.resample);
  };
  for (int index = 0; index < 3; ++index) {
    Plane& target = index == 0 ? half.colour.y : (index == 1 ? half.colour.u : half.colour.v);
    shrink(colour_plane(level, index), target, index == 0 ? 0 : 1);
  }
  if (level.alpha.empty()) return half;
  half.alpha.resize(width, height);
  half.chroma_alpha.resize(chroma_size(width), chroma_size(height));
  shrink(level.alpha, half.alpha, 0);
  shrink(level.chroma_alpha, half.chroma_alpha, 1);
  return half;
}

}  // namespace reelwright::media
