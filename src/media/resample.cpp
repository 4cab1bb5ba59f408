// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/resample.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "media/kernels.h"

namespace reelwright::media {
namespace {

constexpr int taps_max = 8;
/// Closer to a whole pixel than this is a whole pixel: rounding of positions that were computed, not motion.
constexpr double integral_tolerance = 1e-6;

double catmull_rom(double t) {
  t = std::abs(t);
  if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
  if (t < 2) return ((-0.5 * t + 2.5) * t - 4) * t + 2;
  return 0;
}

/// Rounds what is larger than -weight_one; the library's function is called, this becomes part of a loop.
int nearest(double value) { return static_cast<int>(value + (weight_one + 0.5)) - weight_one; }

using ExactWeights = std::array<double, taps_max>;

/// Weights for the source position `centre`, adding up to `one`.
ExactWeights exact_weights(double centre, double squeeze, int first, int taps, double one) {
  ExactWeights exact{};
  double sum = 0;
  for (int tap = 0; tap < taps; ++tap)
    sum += exact[static_cast<std::size_t>(tap)] = catmull_rom((first + tap - centre) * squeeze);
  for (int tap = 0; tap < taps; ++tap) exact[static_cast<std::size_t>(tap)] *= one / sum;
  return exact;
}

/// In whole numbers, adding up to exactly weight_one.
void plan_weights(const ExactWeights& exact, int taps, std::int16_t* weights) {
  int left = weight_one;
  int largest = 0;
  for (int tap = 0; tap < taps; ++tap) {
    const auto weight = nearest(exact[static_cast<std::size_t>(tap)]);
    weights[tap] = static_cast<std::int16_t>(weight);
    left -= weight;
    if (weights[tap] > weights[largest]) largest = tap;
  }
  weights[largest] = static_cast<std::int16_t>(weights[largest] + left);
}

/// In whole numbers, adding up to exactly row_weight_one. They are few bits, so rounding them could shift the
/// picture by 1/30 of a sample and a slow motion would tremble: what rounding moves is moved back, by single
/// steps between neighbours, to less than 1/100.
void plan_row_weights(const ExactWeights& exact, int taps, std::int8_t* weights) {
  std::array<int, taps_max> rounded{};
  ExactWeights error{};  // how much more than it should be
  int left = row_weight_one;
  double shift = 0;
  for (std::size_t tap = 0; tap < static_cast<std::size_t>(taps); ++tap) {
    rounded[tap] = nearest(exact[tap]);
    error[tap] = rounded[tap] - exact[tap];
    left -= rounded[tap];
  }
  const auto add = [&](std::size_t tap, int step) {
    rounded[tap] += step;
    error[tap] += step;
  };
  for (; left != 0; left += left > 0 ? -1 : 1) {
    const int step = left > 0 ? 1 : -1;
    std::size_t best = 0;
    for (std::size_t tap = 1; tap < static_cast<std::size_t>(taps); ++tap)
      if (error[tap] * step < error[best] * step) best = tap;
    add(best, step);
  }
  for (std::size_t tap = 0; tap < static_cast<std::size_t>(taps); ++tap)
    shift += error[tap] * static_cast<double>(tap);
  for (int steps = nearest(shift); steps != 0; steps += steps > 0 ? -1 : 1) {
    const int step = steps > 0 ? 1 : -1;
    std::size_t best = 0;
    for (std::size_t tap = 1; tap + 1 < static_cast<std::size_t>(taps); ++tap)
      if ((error[tap + 1] - error[tap]) * step > (error[best + 1] - error[best]) * step) best = tap;
    add(best, step);
    add(best + 1, -step);
  }
  for (std::size_t tap = 0; tap < static_cast<std::size_t>(taps); ++tap)
    weights[tap] = static_cast<std::int8_t>(rounded[tap]);
}

/// The source rows of output row `y` as one row, from source index `source_begin` (or the integral
/// equivalent) of the horizontal axis on.
const std::int16_t* blended_row(const Plane& source, const Axis& horizontal, const Axis& vertical, int y,
                                ResampleScratch& scratch) {
  const int row_taps = vertical.integral ? 1 : vertical.taps;
  const auto row_index = static_cast<std::size_t>(y - vertical.begin);
  const int row_first =
      vertical.integral ? y + vertical.shift : vertical.source_begin + vertical.first[row_index];

  // The piece of the row that the output needs; `low` to `high` is what of it exists, the rest repeats the
  // border.
  const int piece_begin = horizontal.integral ? horizontal.begin + horizontal.shift : horizontal.source_begin;
  const int piece_end = horizontal.integral ? horizontal.end + horizontal.shift : horizontal.source_end;
  const int low = std::max(piece_begin, 0);
  const int high = std::min(piece_end, source.width);
  std::array<const std::uint8_t*, taps_max> rows{};
  for (int tap = 0; tap < row_taps; ++tap)
    rows[static_cast<std::size_t>(tap)] = source.row(std::clamp(row_first + tap, 0, source.height - 1)) + low;

  scratch.intermediate.resize(
      std::max(scratch.intermediate.size(), static_cast<std::size_t>(piece_end - piece_begin)));
  std::int16_t* line = scratch.intermediate.data();
  std::int16_t* inside = line + (low - piece_begin);
  if (row_taps == 1) {
    widen_row(rows[0], inside, high - low);
  } else {
    blend_rows(rows.data(), vertical.row_weights.data() + row_index * static_cast<std::size_t>(row_taps),
               row_taps, inside, high - low);
  }
  std::fill(line, inside, *inside);
  std::fill(inside + (high - low), line + (piece_end - piece_begin), inside[high - low - 1]);
  return line;
}

}  // namespace

void Axis::plan(const AxisRequest& request) {
  const auto covered = [&](int i) {
    const double box_begin = std::max(0.0, i * request.box + request.box_offset);
    const double box_end = std::min<double>(request.frame_size, (i + 1) * request.box + request.box_offset);
    const double inside = std::min(box_end, request.cover_end) - std::max(box_begin, request.cover_begin);
    return static_cast<std::uint16_t>(
        std::lround(256 * std::clamp(inside / (box_end - box_begin), 0.0, 1.0)));
  };
  const auto index_of = [&](double pixel) {
    return static_cast<int>(
        std::clamp((pixel - request.box_offset) / request.box, 0.0, request.target_size + 0.0));
  };
  begin = index_of(request.cover_begin);
  end = std::min(request.target_size, index_of(request.cover_end) + 1);
  while (begin < end && covered(begin) == 0) ++begin;
  while (begin < end && covered(end - 1) == 0) --end;
  coverage.clear();
  for (int i = begin; i < end; ++i) coverage.push_back(covered(i));
  full_begin = begin;
  while (full_begin < end && coverage[static_cast<std::size_t>(full_begin - begin)] < 256) ++full_begin;
  full_end = end;
  while (full_end > full_begin && coverage[static_cast<std::size_t>(full_end - 1 - begin)] < 256) --full_end;

  const double nearest = std::round(request.offset);
  integral = request.step == 1 && std::abs(request.offset - nearest) < integral_tolerance &&
             begin + nearest >= 0 && end + nearest <= request.source_size;
  shift = integral ? static_cast<int>(nearest) : 0;
  first.clear();
  weights.clear();
  row_weights.clear();
  uniform = false;
  if (integral || empty()) return;

  taps = request.step <= 1 ? 4 : (request.step <= 1.5 && !request.across ? 6 : taps_max);
  const double squeeze = 1 / std::clamp(request.step, 1.0, 2.0);
  const auto count = static_cast<std::size_t>(end - begin);
  // Samples that stand further outside of the image have the border's value all the same.
  const double centre_max = request.source_size;
  const bool is_steady =
      request.step == 1 && begin + request.offset >= -1 && end - 1 + request.offset <= centre_max;
  uniform = request.across && is_steady;
  first.resize(count);
  const std::size_t weight_count = (uniform ? 1 : count) * static_cast<std::size_t>(taps);
  request.across ? weights.resize(weight_count) : row_weights.resize(weight_count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = i * static_cast<std::size_t>(taps);
    if (is_steady && i > 0) {
      first[i] = first[i - 1] + 1;
      if (!uniform)
        std::copy_n(row_weights.begin(), taps, row_weights.begin() + static_cast<std::ptrdiff_t>(at));
      continue;
    }
    const double centre =
        std::clamp((begin + static_cast<int>(i)) * request.step + request.offset, -1.0, centre_max);
    first[i] = static_cast<std::int32_t>(std::floor(centre)) - (taps / 2 - 1);
    const ExactWeights exact =
        exact_weights(centre, squeeze, first[i], taps, request.across ? weight_one : row_weight_one);
    request.across ? plan_weights(exact, taps, weights.data() + at)
                   : plan_row_weights(exact, taps, row_weights.data() + at);
  }
  source_begin = first.front();
  source_end = first.back() + taps;
  for (std::int32_t& index : first) index -= source_begin;
}

void resample_plane_row(const Plane& source, const Axis& horizontal, const Axis& vertical, int y,
                        std::uint8_t* out, ResampleScratch& scratch) {
  const std::int16_t* line = blended_row(source, horizontal, vertical, y, scratch);
  const int count = horizontal.end - horizontal.begin;
  if (horizontal.uniform) return filter_row(line, horizontal.weights.data(), out, count);
  if (!horizontal.integral)
    return resample_row(line, horizontal.first.data(), horizontal.weights.data(), horizontal.taps, out,
                        count);
  narrow_row(line, out, count);
}

void resample_plane_row_wide(const Plane& source, const Axis& horizontal, const Axis& vertical, int y,
                             std::int16_t* out, ResampleScratch& scratch) {
  const std::int16_t* line = blended_row(source, horizontal, vertical, y, scratch);
  const int count = horizontal.end - horizontal.begin;
  if (horizontal.uniform) return filter_row_wide(line, horizontal.weights.data(), out, count);
  if (!horizontal.integral)
    return resample_row_wide(line, horizontal.first.data(), horizontal.weights.data(), horizontal.taps, out,
                             count);
  std::copy(line, line + count, out);
}

}  // namespace reelwright::media
