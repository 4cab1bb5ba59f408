// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/kernel_table.h"

#if defined(__SSE2__)
#include <emmintrin.h>

#include <cstddef>

namespace reelwright::media {
namespace sse2 {
namespace {

__m128i load16(const void* from) { return _mm_loadu_si128(static_cast<const __m128i*>(from)); }
void store16(void* to, __m128i value) { _mm_storeu_si128(static_cast<__m128i*>(to), value); }
__m128i load8(const void* from) { return _mm_loadl_epi64(static_cast<const __m128i*>(from)); }

template <int Taps>
void blend_rows_of(const std::uint8_t* const* rows, const std::int8_t* weights, std::int16_t* out,
                   int count) {
  const __m128i zero = _mm_setzero_si128();
  __m128i factors[Taps];
  for (int tap = 0; tap < Taps; ++tap) factors[tap] = _mm_set1_epi16(weights[tap]);
  int i = 0;
  for (; i + 16 <= count; i += 16) {
    __m128i low = zero;
    __m128i high = zero;
    for (int tap = 0; tap < Taps; ++tap) {
      const __m128i samples = load16(rows[tap] + i);
      low = _mm_add_epi16(low, _mm_mullo_epi16(_mm_unpacklo_epi8(samples, zero), factors[tap]));
      high = _mm_add_epi16(high, _mm_mullo_epi16(_mm_unpackhi_epi8(samples, zero), factors[tap]));
    }
    store16(out + i, low);
    store16(out + i + 8, high);
  }
  const std::uint8_t* rest[Taps];
  for (int tap = 0; tap < Taps; ++tap) rest[tap] = rows[tap] + i;
  plain::blend_rows(rest, weights, Taps, out + i, count - i);
}

/// Sums of neighbouring 32-bit pairs of both.
__m128i add_pairs(__m128i a, __m128i b) {
  const __m128 left = _mm_castsi128_ps(a);
  const __m128 right = _mm_castsi128_ps(b);
  return _mm_add_epi32(_mm_castps_si128(_mm_shuffle_ps(left, right, _MM_SHUFFLE(2, 0, 2, 0))),
                       _mm_castps_si128(_mm_shuffle_ps(left, right, _MM_SHUFFLE(3, 1, 3, 1))));
}

/// Four filtered samples, with all their fraction bits. Inlined by force: it is the innermost loop's body.
template <int Taps>
[[gnu::always_inline]] inline __m128i four_of(const std::int16_t* in, const std::int32_t* first,
                                              const std::int16_t* weights) {
  if constexpr (Taps == 4) {
    const __m128i a = _mm_unpacklo_epi64(load8(in + first[0]), load8(in + first[1]));
    const __m128i b = _mm_unpacklo_epi64(load8(in + first[2]), load8(in + first[3]));
    return add_pairs(_mm_madd_epi16(a, load16(weights)), _mm_madd_epi16(b, load16(weights + 8)));
  } else {
    const __m128i a = _mm_madd_epi16(load16(in + first[0]), load16(weights));
    const __m128i b = _mm_madd_epi16(load16(in + first[1]), load16(weights + 8));
    const __m128i c = _mm_madd_epi16(load16(in + first[2]), load16(weights + 16));
    const __m128i d = _mm_madd_epi16(load16(in + first[3]), load16(weights + 24));
    return add_pairs(add_pairs(a, b), add_pairs(c, d));
  }
}

template <int Taps>
void resample_row_wide_of(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights,
                          std::int16_t* out, int count) {
  const __m128i half = _mm_set1_epi32(1 << (weight_bits - 1));
  int i = 0;
  for (; i + 8 <= count; i += 8) {
    const __m128i low = _mm_add_epi32(four_of<Taps>(in, first + i, weights + i * Taps), half);
    const __m128i high = _mm_add_epi32(four_of<Taps>(in, first + i + 4, weights + (i + 4) * Taps), half);
    store16(out + i, _mm_packs_epi32(_mm_srai_epi32(low, weight_bits), _mm_srai_epi32(high, weight_bits)));
  }
  plain::resample_row_wide(in, first + i, weights + i * Taps, Taps, out + i, count - i);
}

template <int Taps>
void resample_row_of(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights,
                     std::uint8_t* out, int count) {
  const __m128i half = _mm_set1_epi32(1 << (row_shift - 1));
  int i = 0;
  for (; i + 8 <= count; i += 8) {
    const __m128i low =
        _mm_srai_epi32(_mm_add_epi32(four_of<Taps>(in, first + i, weights + i * Taps), half), row_shift);
    const __m128i high = _mm_srai_epi32(
        _mm_add_epi32(four_of<Taps>(in, first + i + 4, weights + (i + 4) * Taps), half), row_shift);
    const __m128i words = _mm_packs_epi32(low, high);
    _mm_storel_epi64(reinterpret_cast<__m128i*>(out + i), _mm_packus_epi16(words, words));
  }
  plain::resample_row(in, first + i, weights + i * Taps, Taps, out + i, count - i);
}

/// colour * scale / 256 of eight 16-bit values.
__m128i scaled(__m128i value, __m128i scale) {
  return _mm_srli_epi16(_mm_add_epi16(_mm_mullo_epi16(value, scale), _mm_set1_epi16(128)), 8);
}

__m128i over(__m128i target, __m128i colour, __m128i alpha, __m128i scale) {
  const __m128i kept = _mm_mullo_epi16(target, _mm_sub_epi16(_mm_set1_epi16(255), scaled(alpha, scale)));
  const __m128i rounded = _mm_add_epi16(kept, _mm_set1_epi16(128));
  const __m128i divided = _mm_srli_epi16(_mm_add_epi16(rounded, _mm_srli_epi16(rounded, 8)), 8);
  return _mm_add_epi16(scaled(colour, scale), divided);
}

__m128i mixed(__m128i from, __m128i to, __m128i weight) {
  const __m128i rest = _mm_sub_epi16(_mm_set1_epi16(256), weight);
  const __m128i sum = _mm_add_epi16(_mm_mullo_epi16(from, rest), _mm_mullo_epi16(to, weight));
  return _mm_srli_epi16(_mm_add_epi16(sum, _mm_set1_epi16(128)), 8);
}

/// Two weights side by side, in all lanes.
__m128i pair_of(const std::int16_t* weights) {
  return _mm_set1_epi32((weights[0] & 0xffff) | static_cast<int>(static_cast<unsigned>(weights[1]) << 16));
}

/// Eight sums of four neighbours each, rounded and shifted to 16 bits.
__m128i filtered(const std::int16_t* in, __m128i first, __m128i second, int shift) {
  const __m128i half = _mm_set1_epi32(1 << (shift - 1));
  const __m128i a = load16(in);
  const __m128i b = load16(in + 1);
  const __m128i c = load16(in + 2);
  const __m128i d = load16(in + 3);
  const __m128i low = _mm_add_epi32(_mm_madd_epi16(_mm_unpacklo_epi16(a, b), first),
                                    _mm_madd_epi16(_mm_unpacklo_epi16(c, d), second));
  const __m128i high = _mm_add_epi32(_mm_madd_epi16(_mm_unpackhi_epi16(a, b), first),
                                     _mm_madd_epi16(_mm_unpackhi_epi16(c, d), second));
  return _mm_packs_epi32(_mm_srai_epi32(_mm_add_epi32(low, half), shift),
                         _mm_srai_epi32(_mm_add_epi32(high, half), shift));
}

}  // namespace

void blend_rows(const std::uint8_t* const* rows, const std::int8_t* weights, int taps, std::int16_t* out,
                int count) {
  if (taps == 4) return blend_rows_of<4>(rows, weights, out, count);
  if (taps == 6) return blend_rows_of<6>(rows, weights, out, count);
  blend_rows_of<8>(rows, weights, out, count);
}

void resample_row(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights, int taps,
                  std::uint8_t* out, int count) {
  if (taps == 4) return resample_row_of<4>(in, first, weights, out, count);
  resample_row_of<8>(in, first, weights, out, count);
}

void resample_row_wide(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights,
                       int taps, std::int16_t* out, int count) {
  if (taps == 4) return resample_row_wide_of<4>(in, first, weights, out, count);
  resample_row_wide_of<8>(in, first, weights, out, count);
}

void widen_row(const std::uint8_t* in, std::int16_t* out, int count) {
  const __m128i zero = _mm_setzero_si128();
  int i = 0;
  for (; i + 16 <= count; i += 16) {
    const __m128i samples = load16(in + i);
    store16(out + i, _mm_slli_epi16(_mm_unpacklo_epi8(samples, zero), intermediate_bits));
    store16(out + i + 8, _mm_slli_epi16(_mm_unpackhi_epi8(samples, zero), intermediate_bits));
  }
  plain::widen_row(in + i, out + i, count - i);
}

void narrow_row(const std::int16_t* in, std::uint8_t* out, int count) {
  const __m128i half = _mm_set1_epi16(1 << (intermediate_bits - 1));
  const auto rounded = [&](const std::int16_t* from) {
    return _mm_srai_epi16(_mm_adds_epi16(load16(from), half), intermediate_bits);
  };
  int i = 0;
  for (; i + 16 <= count; i += 16) store16(out + i, _mm_packus_epi16(rounded(in + i), rounded(in + i + 8)));
  plain::narrow_row(in + i, out + i, count - i);
}

std::uint32_t difference(const std::uint8_t* a, const std::uint8_t* b, int count) {
  __m128i sums = _mm_setzero_si128();
  int i = 0;
  for (; i + 16 <= count; i += 16) sums = _mm_add_epi32(sums, _mm_sad_epu8(load16(a + i), load16(b + i)));
  const int both = _mm_cvtsi128_si32(sums) + _mm_cvtsi128_si32(_mm_unpackhi_epi64(sums, sums));
  return static_cast<std::uint32_t>(both) + plain::difference(a + i, b + i, count - i);
}

void filter_row(const std::int16_t* in, const std::int16_t* weights, std::uint8_t* out, int count) {
  const __m128i first = pair_of(weights);
  const __m128i second = pair_of(weights + 2);
  int i = 0;
  for (; i + 16 <= count; i += 16)
    store16(out + i, _mm_packus_epi16(filtered(in + i, first, second, row_shift),
                                      filtered(in + i + 8, first, second, row_shift)));
  plain::filter_row(in + i, weights, out + i, count - i);
}

void filter_row_wide(const std::int16_t* in, const std::int16_t* weights, std::int16_t* out, int count) {
  const __m128i first = pair_of(weights);
  const __m128i second = pair_of(weights + 2);
  int i = 0;
  for (; i + 8 <= count; i += 8) store16(out + i, filtered(in + i, first, second, weight_bits));
  plain::filter_row_wide(in + i, weights, out + i, count - i);
}

void narrow_premultiplied(const std::int16_t* colour, const std::int16_t* alpha, std::uint8_t* narrow_colour,
                          std::uint8_t* narrow_alpha, int count) {
  const __m128i half = _mm_set1_epi16(1 << (intermediate_bits - 1));
  const __m128i opaque = _mm_set1_epi16(opaque_wide);
  const auto narrow = [&](const std::int16_t* from, std::uint8_t* to) {
    const __m128i words = _mm_srai_epi16(_mm_adds_epi16(load16(from), half), intermediate_bits);
    _mm_storel_epi64(reinterpret_cast<__m128i*>(to), _mm_packus_epi16(words, words));
  };
  int i = 0;
  for (; i + 8 <= count; i += 8) {
    const bool excess = _mm_movemask_epi8(_mm_cmpgt_epi16(load16(alpha + i), opaque)) != 0;
    if (excess) {
      plain::narrow_premultiplied(colour + i, alpha + i, narrow_colour + i, narrow_alpha + i, 8);
      continue;
    }
    narrow(colour + i, narrow_colour + i);
    narrow(alpha + i, narrow_alpha + i);
  }
  plain::narrow_premultiplied(colour + i, alpha + i, narrow_colour + i, narrow_alpha + i, count - i);
}

void blend_over(std::uint8_t* target, const std::uint8_t* colour, const std::uint8_t* alpha, int scale,
                int count) {
  const __m128i zero = _mm_setzero_si128();
  const __m128i factor = _mm_set1_epi16(static_cast<short>(scale));
  int i = 0;
  for (; i + 16 <= count; i += 16) {
    const __m128i t = load16(target + i);
    const __m128i c = load16(colour + i);
    const __m128i a = load16(alpha + i);
    const __m128i low =
        over(_mm_unpacklo_epi8(t, zero), _mm_unpacklo_epi8(c, zero), _mm_unpacklo_epi8(a, zero), factor);
    const __m128i high =
        over(_mm_unpackhi_epi8(t, zero), _mm_unpackhi_epi8(c, zero), _mm_unpackhi_epi8(a, zero), factor);
    store16(target + i, _mm_packus_epi16(low, high));
  }
  plain::blend_over(target + i, colour + i, alpha + i, scale, count - i);
}

void mix_rows(std::uint8_t* target, const std::uint8_t* from, const std::uint8_t* to, int weight, int count) {
  const __m128i zero = _mm_setzero_si128();
  const __m128i factor = _mm_set1_epi16(static_cast<short>(weight));
  int i = 0;
  for (; i + 16 <= count; i += 16) {
    const __m128i a = load16(from + i);
    const __m128i b = load16(to + i);
    store16(target + i,
            _mm_packus_epi16(mixed(_mm_unpacklo_epi8(a, zero), _mm_unpacklo_epi8(b, zero), factor),
                             mixed(_mm_unpackhi_epi8(a, zero), _mm_unpackhi_epi8(b, zero), factor)));
  }
  plain::mix_rows(target + i, from + i, to + i, weight, count - i);
}

void mix_columns(std::uint8_t* target, const std::uint8_t* from, const std::uint8_t* to,
                 const std::uint16_t* weights, int count) {
  const __m128i zero = _mm_setzero_si128();
  int i = 0;
  for (; i + 16 <= count; i += 16) {
    const __m128i a = load16(from + i);
    const __m128i b = load16(to + i);
    store16(target + i,
            _mm_packus_epi16(
                mixed(_mm_unpacklo_epi8(a, zero), _mm_unpacklo_epi8(b, zero), load16(weights + i)),
                mixed(_mm_unpackhi_epi8(a, zero), _mm_unpackhi_epi8(b, zero), load16(weights + i + 8))));
  }
  plain::mix_columns(target + i, from + i, to + i, weights + i, count - i);
}

}  // namespace sse2

const KernelTable* sse2_kernels() {
  static constexpr KernelTable table{
      sse2::blend_rows,        sse2::widen_row,  sse2::narrow_row,      sse2::resample_row,
      sse2::resample_row_wide, sse2::filter_row, sse2::filter_row_wide, sse2::narrow_premultiplied,
      sse2::blend_over,        sse2::mix_rows,   sse2::mix_columns,     sse2::difference};
  return &table;
}

}  // namespace reelwright::media

#else

const reelwright::media::KernelTable* reelwright::media::sse2_kernels() { return nullptr; }

#endif
