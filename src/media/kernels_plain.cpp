// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdlib>

#include "media/kernels.h"

namespace reelwright::media {
namespace {

std::uint8_t narrowed(int value) {
  return static_cast<std::uint8_t>(
      std::clamp((value + (1 << (intermediate_bits - 1))) >> intermediate_bits, 0, 255));
}

constexpr int divide_by_255(int value) { return (value + 128 + ((value + 128) >> 8)) >> 8; }

}  // namespace

namespace plain {

void blend_rows(const std::uint8_t* const* rows, const std::int8_t* weights, int taps, std::int16_t* out,
                int count) {
  for (int i = 0; i < count; ++i) {
    int sum = 0;
    for (int tap = 0; tap < taps; ++tap) sum += rows[tap][i] * weights[tap];
    out[i] = static_cast<std::int16_t>(sum);
  }
}

void widen_row(const std::uint8_t* in, std::int16_t* out, int count) {
  for (int i = 0; i < count; ++i) out[i] = static_cast<std::int16_t>(in[i] << intermediate_bits);
}

void narrow_row(const std::int16_t* in, std::uint8_t* out, int count) {
  for (int i = 0; i < count; ++i) out[i] = narrowed(in[i]);
}

void resample_row(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights, int taps,
                  std::uint8_t* out, int count) {
  for (int i = 0; i < count; ++i) {
    const std::int16_t* samples = in + first[i];
    const std::int16_t* own = weights + static_cast<std::ptrdiff_t>(i) * taps;
    int sum = 1 << (row_shift - 1);
    for (int tap = 0; tap < taps; ++tap) sum += samples[tap] * own[tap];
    out[i] = static_cast<std::uint8_t>(std::clamp(sum >> row_shift, 0, 255));
  }
}

void resample_row_wide(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights,
                       int taps, std::int16_t* out, int count) {
  for (int i = 0; i < count; ++i) {
    const std::int16_t* samples = in + first[i];
    const std::int16_t* own = weights + static_cast<std::ptrdiff_t>(i) * taps;
    int sum = 1 << (weight_bits - 1);
    for (int tap = 0; tap < taps; ++tap) sum += samples[tap] * own[tap];
    out[i] = static_cast<std::int16_t>(sum >> weight_bits);
  }
}

void filter_row(const std::int16_t* in, const std::int16_t* weights, std::uint8_t* out, int count) {
  constexpr std::int32_t here = 0;
  for (int i = 0; i < count; ++i) resample_row(in + i, &here, weights, 4, out + i, 1);
}

void filter_row_wide(const std::int16_t* in, const std::int16_t* weights, std::int16_t* out, int count) {
  constexpr std::int32_t here = 0;
  for (int i = 0; i < count; ++i) resample_row_wide(in + i, &here, weights, 4, out + i, 1);
}

void narrow_premultiplied(const std::int16_t* colour, const std::int16_t* alpha, std::uint8_t* narrow_colour,
                          std::uint8_t* narrow_alpha, int count) {
  for (int i = 0; i < count; ++i) {
    const int excess = std::max<int>(alpha[i], opaque_wide);
    narrow_colour[i] = narrowed(excess == opaque_wide ? colour[i] : colour[i] * opaque_wide / excess);
    narrow_alpha[i] = narrowed(alpha[i]);
  }
}

void blend_over(std::uint8_t* target, const std::uint8_t* colour, const std::uint8_t* alpha, int scale,
                int count) {
  for (int i = 0; i < count; ++i) {
    const int scaled_colour = (colour[i] * scale + 128) >> 8;
    const int scaled_alpha = (alpha[i] * scale + 128) >> 8;
    const int kept = divide_by_255(target[i] * (255 - scaled_alpha));
    target[i] = static_cast<std::uint8_t>(std::min(scaled_colour + kept, 255));
  }
}

void mix_rows(std::uint8_t* target, const std::uint8_t* from, const std::uint8_t* to, int weight, int count) {
  for (int i = 0; i < count; ++i)
    target[i] = static_cast<std::uint8_t>((from[i] * (256 - weight) + to[i] * weight + 128) >> 8);
}

void mix_columns(std::uint8_t* target, const std::uint8_t* from, const std::uint8_t* to,
                 const std::uint16_t* weights, int count) {
  for (int i = 0; i < count; ++i)
    target[i] = static_cast<std::uint8_t>((from[i] * (256 - weights[i]) + to[i] * weights[i] + 128) >> 8);
}

std::uint32_t difference(const std::uint8_t* a, const std::uint8_t* b, int count) {
  std::uint32_t sum = 0;
  for (int i = 0; i < count; ++i) sum += static_cast<std::uint32_t>(std::abs(a[i] - b[i]));
  return sum;
}

}  // namespace plain

}  // namespace reelwright::media
