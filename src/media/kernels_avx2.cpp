// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled for processors with AVX2, so it includes nothing whose inline functions other files share: the
// linker might keep these copies for all. The loops that take most of a render; the rest is SSE2's.
#include "media/kernel_table.h"

#if defined(__AVX2__)
#include <immintrin.h>

namespace reelwright::media {
namespace avx2 {
namespace {

__m128i load16(const void* from) { return _mm_loadu_si128(static_cast<const __m128i*>(from)); }
__m128i load8(const void* from) { return _mm_loadl_epi64(static_cast<const __m128i*>(from)); }
__m256i load32(const void* from) { return _mm256_loadu_si256(static_cast<const __m256i*>(from)); }
void store32(void* to, __m256i value) { _mm256_storeu_si256(static_cast<__m256i*>(to), value); }
__m256i both(__m128i low, __m128i high) {
  return _mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1);
}

template <int Taps>
void blend_rows_of(const std::uint8_t* const* rows, const std::int16_t* weights, std::int16_t* out,
                   int count) {
  const __m256i zero = _mm256_setzero_si256();
  __m256i pairs[Taps / 2];
  for (int pair = 0; pair < Taps / 2; ++pair)
    pairs[pair] = _mm256_set1_epi32((weights[2 * pair] & 0xffff) |
                                    static_cast<int>(static_cast<unsigned>(weights[2 * pair + 1]) << 16));
  int i = 0;
  for (; i + 32 <= count; i += 32) {
    // In each half of a register: samples 0-3, 4-7, 8-11, 12-15 of its 16.
    __m256i sums[4];
    for (__m256i& sum : sums) sum = _mm256_set1_epi32(1 << (rows_shift - 1));
    for (int pair = 0; pair < Taps / 2; ++pair) {
      const __m256i a = load32(rows[2 * pair] + i);
      const __m256i b = load32(rows[2 * pair + 1] + i);
      const __m256i low = _mm256_unpacklo_epi8(a, b);
      const __m256i high = _mm256_unpackhi_epi8(a, b);
      const auto add = [&](__m256i& sum, __m256i samples) {
        sum = _mm256_add_epi32(sum, _mm256_madd_epi16(samples, pairs[pair]));
      };
      add(sums[0], _mm256_unpacklo_epi8(low, zero));
      add(sums[1], _mm256_unpackhi_epi8(low, zero));
      add(sums[2], _mm256_unpacklo_epi8(high, zero));
      add(sums[3], _mm256_unpackhi_epi8(high, zero));
    }
    for (__m256i& sum : sums) sum = _mm256_srai_epi32(sum, rows_shift);
    const __m256i first = _mm256_packs_epi32(sums[0], sums[1]);
    const __m256i second = _mm256_packs_epi32(sums[2], sums[3]);
    store32(out + i, _mm256_permute2x128_si256(first, second, 0x20));
    store32(out + i + 16, _mm256_permute2x128_si256(first, second, 0x31));
  }
  const std::uint8_t* rest[Taps];
  for (int tap = 0; tap < Taps; ++tap) rest[tap] = rows[tap] + i;
  plain::blend_rows(rest, weights, Taps, out + i, count - i);
}

/// Eight filtered samples, with all their fraction bits. Inlined by force: it is the innermost loop's body.
template <int Taps>
[[gnu::always_inline]] inline __m256i eight_of(const std::int16_t* in, const std::int32_t* first,
                                               const std::int16_t* weights) {
  if constexpr (Taps == 4) {
    const auto two = [&](int i) {
      return _mm_unpacklo_epi64(load8(in + first[i]), load8(in + first[i + 1]));
    };
    const __m256i a = _mm256_madd_epi16(both(two(0), two(4)), both(load16(weights), load16(weights + 16)));
    const __m256i b =
        _mm256_madd_epi16(both(two(2), two(6)), both(load16(weights + 8), load16(weights + 24)));
    return _mm256_hadd_epi32(a, b);
  } else {
    // Sample i and sample i + 4 in the halves of one register, so that the sums come out in order.
    const auto products = [&](int i) {
      return _mm256_madd_epi16(both(load16(in + first[i]), load16(in + first[i + 4])),
                               both(load16(weights + i * 8), load16(weights + (i + 4) * 8)));
    };
    return _mm256_hadd_epi32(_mm256_hadd_epi32(products(0), products(1)),
                             _mm256_hadd_epi32(products(2), products(3)));
  }
}

template <int Taps>
void resample_row_wide_of(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights,
                          std::int16_t* out, int count) {
  const __m256i half = _mm256_set1_epi32(1 << (weight_bits - 1));
  int i = 0;
  for (; i + 8 <= count; i += 8) {
    const __m256i sums = _mm256_srai_epi32(
        _mm256_add_epi32(eight_of<Taps>(in, first + i, weights + i * Taps), half), weight_bits);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i),
                     _mm_packs_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1)));
  }
  plain::resample_row_wide(in, first + i, weights + i * Taps, Taps, out + i, count - i);
}

template <int Taps>
void resample_row_of(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights,
                     std::uint8_t* out, int count) {
  const __m256i half = _mm256_set1_epi32(1 << (row_shift - 1));
  int i = 0;
  for (; i + 8 <= count; i += 8) {
    const __m256i sums = _mm256_srai_epi32(
        _mm256_add_epi32(eight_of<Taps>(in, first + i, weights + i * Taps), half), row_shift);
    const __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(out + i), _mm_packus_epi16(words, words));
  }
  plain::resample_row(in, first + i, weights + i * Taps, Taps, out + i, count - i);
}

}  // namespace

void blend_rows(const std::uint8_t* const* rows, const std::int16_t* weights, int taps, std::int16_t* out,
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

}  // namespace avx2

const KernelTable* avx2_kernels() {
  static const KernelTable table = [] {
    KernelTable mixed = *sse2_kernels();
    mixed.blend_rows = avx2::blend_rows;
    mixed.resample_row = avx2::resample_row;
    mixed.resample_row_wide = avx2::resample_row_wide;
    return mixed;
  }();
  return &table;
}

}  // namespace reelwright::media

#else

const reelwright::media::KernelTable* reelwright::media::avx2_kernels() { return nullptr; }

#endif
