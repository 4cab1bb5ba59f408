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

/// Calls block(i) for blocks of Size samples from i that cover all of `count`, at least Size. The last one
/// may do over again what the one before did, so outputs must not be inputs.
template <int Size, typename Block>
[[gnu::always_inline]] inline void in_blocks(int count, Block block) {
  for (int i = 0; i + Size <= count; i += Size) block(i);
  if (count % Size != 0) block(count - Size);
}

template <int Taps>
void blend_rows_of(const std::uint8_t* const* rows, const std::int8_t* weights, std::int16_t* out,
                   int count) {
  if (count < 32) return plain::blend_rows(rows, weights, Taps, out, count);
  __m256i pairs[Taps / 2];
  for (int pair = 0; pair < Taps / 2; ++pair)
    pairs[pair] = _mm256_set1_epi16(static_cast<short>(
        (weights[2 * pair] & 0xff) | static_cast<int>(static_cast<unsigned>(weights[2 * pair + 1]) << 8)));
  in_blocks<32>(count, [&](int i) {
    // In each half of a register: samples 0-7 or 8-15 of its 16.
    __m256i low = _mm256_setzero_si256();
    __m256i high = low;
    for (int pair = 0; pair < Taps / 2; ++pair) {
      const __m256i a = load32(rows[2 * pair] + i);
      const __m256i b = load32(rows[2 * pair + 1] + i);
      low = _mm256_add_epi16(low, _mm256_maddubs_epi16(_mm256_unpacklo_epi8(a, b), pairs[pair]));
      high = _mm256_add_epi16(high, _mm256_maddubs_epi16(_mm256_unpackhi_epi8(a, b), pairs[pair]));
    }
    store32(out + i, _mm256_permute2x128_si256(low, high, 0x20));
    store32(out + i + 16, _mm256_permute2x128_si256(low, high, 0x31));
  });
}

/// Eight filtered samples, with all their fraction bits, in the order of in_order(). Inlined by force: it is
/// the innermost loop's body.
template <int Taps>
[[gnu::always_inline]] inline __m256i eight_of(const std::int16_t* in, const std::int32_t* first,
                                               const std::int16_t* weights) {
  if constexpr (Taps == 4) {
    const auto two = [&](int i) {
      return _mm_unpacklo_epi64(load8(in + first[i]), load8(in + first[i + 1]));
    };
    return _mm256_hadd_epi32(_mm256_madd_epi16(both(two(0), two(2)), load32(weights)),
                             _mm256_madd_epi16(both(two(4), two(6)), load32(weights + 16)));
  } else {
    const auto products = [&](int i) {
      return _mm256_madd_epi16(both(load16(in + first[i]), load16(in + first[i + 1])),
                               load32(weights + i * 8));
    };
    return _mm256_hadd_epi32(_mm256_hadd_epi32(products(0), products(2)),
                             _mm256_hadd_epi32(products(4), products(6)));
  }
}

/// What eight_of() gives, shifted, as 16-bit values from left to right.
template <int Taps>
[[gnu::always_inline]] inline __m128i in_order(__m256i sums) {
  // After the sums within the halves of the registers: 0 1 4 5 2 3 6 7 with four taps, else 0 2 4 6 1 3 5 7.
  const __m128i order = Taps == 4 ? _mm_setr_epi8(0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15)
                                  : _mm_setr_epi8(0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15);
  return _mm_shuffle_epi8(_mm_packs_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1)),
                          order);
}

template <int Taps>
void resample_row_wide_of(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights,
                          std::int16_t* out, int count) {
  if (count < 8) return plain::resample_row_wide(in, first, weights, Taps, out, count);
  const __m256i half = _mm256_set1_epi32(1 << (weight_bits - 1));
  in_blocks<8>(count, [&](int i) {
    const __m256i sums = _mm256_add_epi32(eight_of<Taps>(in, first + i, weights + i * Taps), half);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i),
                     in_order<Taps>(_mm256_srai_epi32(sums, weight_bits)));
  });
}

template <int Taps>
void resample_row_of(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights,
                     std::uint8_t* out, int count) {
  if (count < 8) return plain::resample_row(in, first, weights, Taps, out, count);
  const __m256i half = _mm256_set1_epi32(1 << (row_shift - 1));
  in_blocks<8>(count, [&](int i) {
    const __m256i sums = _mm256_add_epi32(eight_of<Taps>(in, first + i, weights + i * Taps), half);
    const __m128i words = in_order<Taps>(_mm256_srai_epi32(sums, row_shift));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(out + i), _mm_packus_epi16(words, words));
  });
}

/// Two weights side by side, in all lanes.
__m256i pair_of(const std::int16_t* weights) {
  return _mm256_set1_epi32((weights[0] & 0xffff) | static_cast<int>(static_cast<unsigned>(weights[1]) << 16));
}

/// Sixteen sums of four neighbours each, rounded and shifted to 16 bits.
[[gnu::always_inline]] inline __m256i filtered(const std::int16_t* in, __m256i first, __m256i second,
                                               int shift) {
  const __m256i half = _mm256_set1_epi32(1 << (shift - 1));
  const __m256i a = load32(in);
  const __m256i b = load32(in + 1);
  const __m256i c = load32(in + 2);
  const __m256i d = load32(in + 3);
  const __m256i low = _mm256_add_epi32(_mm256_madd_epi16(_mm256_unpacklo_epi16(a, b), first),
                                       _mm256_madd_epi16(_mm256_unpacklo_epi16(c, d), second));
  const __m256i high = _mm256_add_epi32(_mm256_madd_epi16(_mm256_unpackhi_epi16(a, b), first),
                                        _mm256_madd_epi16(_mm256_unpackhi_epi16(c, d), second));
  return _mm256_packs_epi32(_mm256_srai_epi32(_mm256_add_epi32(low, half), shift),
                            _mm256_srai_epi32(_mm256_add_epi32(high, half), shift));
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

void filter_row(const std::int16_t* in, const std::int16_t* weights, std::uint8_t* out, int count) {
  if (count < 32) return sse2_kernels()->filter_row(in, weights, out, count);
  const __m256i first = pair_of(weights);
  const __m256i second = pair_of(weights + 2);
  in_blocks<32>(count, [&](int i) {
    // packus works within the halves of the registers: quarters 0 2 1 3 come out.
    const __m256i bytes = _mm256_packus_epi16(filtered(in + i, first, second, row_shift),
                                              filtered(in + i + 16, first, second, row_shift));
    store32(out + i, _mm256_permute4x64_epi64(bytes, 0xd8));
  });
}

void filter_row_wide(const std::int16_t* in, const std::int16_t* weights, std::int16_t* out, int count) {
  if (count < 16) return sse2_kernels()->filter_row_wide(in, weights, out, count);
  const __m256i first = pair_of(weights);
  const __m256i second = pair_of(weights + 2);
  in_blocks<16>(count, [&](int i) { store32(out + i, filtered(in + i, first, second, weight_bits)); });
}

}  // namespace avx2

const KernelTable* avx2_kernels() {
  static const KernelTable table = [] {
    KernelTable mixed = *sse2_kernels();
    mixed.blend_rows = avx2::blend_rows;
    mixed.resample_row = avx2::resample_row;
    mixed.resample_row_wide = avx2::resample_row_wide;
    mixed.filter_row = avx2::filter_row;
    mixed.filter_row_wide = avx2::filter_row_wide;
    return mixed;
  }();
  return &table;
}

}  // namespace reelwright::media

#else

const reelwright::media::KernelTable* reelwright::media::avx2_kernels() { return nullptr; }

#endif
