// SPDX-License-Identifier: GPL-3.0-or-later
// The inner loops of the compositor, over single rows, in integers: the same bytes on every machine. Each
// exists as plain C++ (the definition, and what other machines than x86-64 run) and with SSE2, which every
// x86-64 has; those that take most of a render also with AVX2. Internal to media/.
#pragma once

#include <cstdint>

namespace reelwright::media {

/// Weights of the samples of a row add up to this.
inline constexpr int weight_bits = 14;
inline constexpr int weight_one = 1 << weight_bits;
/// Intermediate rows carry so many fraction bits: weights of rows add up to row_weight_one, so that no sum of
/// them, in whatever order, leaves 16 bits.
inline constexpr int intermediate_bits = 6;
inline constexpr int row_weight_one = 1 << intermediate_bits;
/// What resample_row() shifts its sums by.
inline constexpr int row_shift = weight_bits + intermediate_bits;
inline constexpr int opaque_wide = 255 << intermediate_bits;

namespace plain {

/// out[i] = sum of rows[t][i] * weights[t], with fraction bits. `taps` is 4, 6 or 8.
void blend_rows(const std::uint8_t* const* rows, const std::int8_t* weights, int taps, std::int16_t* out,
                int count);
/// out[i] = in[i] with fraction bits.
void widen_row(const std::uint8_t* in, std::int16_t* out, int count);
/// out[i] = in[i], which has fraction bits, rounded to 8 bits.
void narrow_row(const std::int16_t* in, std::uint8_t* out, int count);
/// out[i] = sum of in[first[i] + t] * weights[i * taps + t], rounded to 8 bits. `taps` is 4 or 8.
void resample_row(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights, int taps,
                  std::uint8_t* out, int count);
/// The same, not rounded to 8 bits and not clamped: with fraction bits.
void resample_row_wide(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights,
                       int taps, std::int16_t* out, int count);
/// What resample_row() and resample_row_wide() give where first[i] is i and all samples have the same four
/// weights: a motion without scaling.
void filter_row(const std::int16_t* in, const std::int16_t* weights, std::uint8_t* out, int count);
void filter_row_wide(const std::int16_t* in, const std::int16_t* weights, std::int16_t* out, int count);
/// Premultiplied samples with fraction bits to 8 bits. Where the filter made alpha more than opaque, the
/// colour is taken back by as much: a one-coloured shape keeps its colour at its edges.
void narrow_premultiplied(const std::int16_t* colour, const std::int16_t* alpha, std::uint8_t* narrow_colour,
                          std::uint8_t* narrow_alpha, int count);
/// target = colour * scale / 256 + target * (1 - alpha * scale / 256): premultiplied "over". `scale` is 0 to
/// 256, alpha 255 is opaque.
void blend_over(std::uint8_t* target, const std::uint8_t* colour, const std::uint8_t* alpha, int scale,
                int count);
/// target[i] = (from * (256 - weight) + to * weight) / 256, rounded; weight 0 to 256.
void mix_rows(std::uint8_t* target, const std::uint8_t* from, const std::uint8_t* to, int weight, int count);
/// The same with a weight for each column.
void mix_columns(std::uint8_t* target, const std::uint8_t* from, const std::uint8_t* to,
                 const std::uint16_t* weights, int count);
/// The sum of |a[i] - b[i]|; `count` is at most 2^23.
[[nodiscard]] std::uint32_t difference(const std::uint8_t* a, const std::uint8_t* b, int count);

}  // namespace plain

void blend_rows(const std::uint8_t* const* rows, const std::int8_t* weights, int taps, std::int16_t* out,
                int count);
void widen_row(const std::uint8_t* in, std::int16_t* out, int count);
void narrow_row(const std::int16_t* in, std::uint8_t* out, int count);
void resample_row(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights, int taps,
                  std::uint8_t* out, int count);
void resample_row_wide(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights,
                       int taps, std::int16_t* out, int count);
void filter_row(const std::int16_t* in, const std::int16_t* weights, std::uint8_t* out, int count);
void filter_row_wide(const std::int16_t* in, const std::int16_t* weights, std::int16_t* out, int count);
void narrow_premultiplied(const std::int16_t* colour, const std::int16_t* alpha, std::uint8_t* narrow_colour,
                          std::uint8_t* narrow_alpha, int count);
void blend_over(std::uint8_t* target, const std::uint8_t* colour, const std::uint8_t* alpha, int scale,
                int count);
void mix_rows(std::uint8_t* target, const std::uint8_t* from, const std::uint8_t* to, int weight, int count);
void mix_columns(std::uint8_t* target, const std::uint8_t* from, const std::uint8_t* to,
                 const std::uint16_t* weights, int count);
[[nodiscard]] std::uint32_t difference(const std::uint8_t* a, const std::uint8_t* b, int count);

}  // namespace reelwright::media
