// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/transition.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "media/kernels.h"

namespace reelwright::media {
namespace {

double smooth(double t) { return t * t * (3 - 2 * t); }

int to_256(double weight) { return static_cast<int>(std::lround(std::clamp(weight, 0.0, 1.0) * 256)); }

void crossfade(double progress, const YuvView& from, const YuvView& to, const YuvView& out) {
  const int weight = to_256(progress);
  for (int index = 0; index < 3; ++index) {
    const PlaneTarget a = plane_of(from, index);
    const PlaneTarget b = plane_of(to, index);
    const PlaneTarget target = plane_of(out, index);
    for (int y = 0; y < target.height; ++y) mix_rows(target.row(y), a.row(y), b.row(y), weight, target.width);
  }
}

/// The new picture pushes the old one out to the left, by whole chroma samples.
void slide(double progress, const YuvView& from, const YuvView& to, const YuvView& out) {
  const int chroma_shift = static_cast<int>(std::lround(smooth(progress) * chroma_size(out.width)));
  for (int index = 0; index < 3; ++index) {
    const PlaneTarget a = plane_of(from, index);
    const PlaneTarget b = plane_of(to, index);
    const PlaneTarget target = plane_of(out, index);
    const int shift = std::min(index == 0 ? 2 * chroma_shift : chroma_shift, target.width);
    const auto kept = static_cast<std::size_t>(target.width - shift);
    for (int y = 0; y < target.height; ++y) {
      std::memcpy(target.row(y), a.row(y) + shift, kept);
      std::memcpy(target.row(y) + kept, b.row(y), static_cast<std::size_t>(shift));
    }
  }
}

/// The new picture appears from left to right behind a soft edge, an eighth of the frame wide.
void wipe(double progress, const YuvView& from, const YuvView& to, const YuvView& out,
          std::vector<std::uint16_t>& weights) {
  const double softness = out.width / 8.0;
  const double edge = smooth(progress) * (out.width + softness);
  for (int index = 0; index < 3; ++index) {
    const PlaneTarget a = plane_of(from, index);
    const PlaneTarget b = plane_of(to, index);
    const PlaneTarget target = plane_of(out, index);
    const int pixels = index == 0 ? 1 : 2;
    weights.resize(static_cast<std::size_t>(target.width));
    for (int x = 0; x < target.width; ++x)
      weights[static_cast<std::size_t>(x)] =
          static_cast<std::uint16_t>(to_256(smooth(std::clamp((edge - x * pixels) / softness, 0.0, 1.0))));
    for (int y = 0; y < target.height; ++y)
      mix_columns(target.row(y), a.row(y), b.row(y), weights.data(), target.width);
  }
}

}  // namespace

void draw_transition(TransitionKind kind, std::int64_t index, std::int64_t count, const YuvView& from,
                     const YuvView& to, const YuvView& out, std::vector<std::uint16_t>& weights) {
  const double progress = (static_cast<double>(index) + 0.5) / static_cast<double>(count);
  switch (kind) {
    case TransitionKind::cut:
      return copy_picture(to, out);
    case TransitionKind::crossfade:
      return crossfade(progress, from, to, out);
    case TransitionKind::slide:
      return slide(progress, from, to, out);
    case TransitionKind::wipe:
      return wipe(progress, from, to, out, weights);
  }
}

}  // namespace reelwright::media
