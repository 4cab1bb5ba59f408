// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/kernels.h"

#include "media/kernel_table.h"

namespace reelwright::media {
namespace {

constexpr KernelTable plain_kernels{
    plain::blend_rows,        plain::widen_row,  plain::narrow_row,      plain::resample_row,
    plain::resample_row_wide, plain::filter_row, plain::filter_row_wide, plain::narrow_premultiplied,
    plain::blend_over,        plain::mix_rows,   plain::mix_columns,     plain::difference};

const KernelTable& fastest_kernels() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") > 0 && avx2_kernels() != nullptr) return *avx2_kernels();
#endif
  return sse2_kernels() != nullptr ? *sse2_kernels() : plain_kernels;
}

const KernelTable& kernels() {
  static const KernelTable& table = fastest_kernels();
  return table;
}

}  // namespace

void blend_rows(const std::uint8_t* const* rows, const std::int8_t* weights, int taps, std::int16_t* out,
                int count) {
  kernels().blend_rows(rows, weights, taps, out, count);
}
void widen_row(const std::uint8_t* in, std::int16_t* out, int count) { kernels().widen_row(in, out, count); }
void narrow_row(const std::int16_t* in, std::uint8_t* out, int count) {
  kernels().narrow_row(in, out, count);
}
void resample_row(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights, int taps,
                  std::uint8_t* out, int count) {
  kernels().resample_row(in, first, weights, taps, out, count);
}
void resample_row_wide(const std::int16_t* in, const std::int32_t* first, const std::int16_t* weights,
                       int taps, std::int16_t* out, int count) {
  kernels().resample_row_wide(in, first, weights, taps, out, count);
}
void filter_row(const std::int16_t* in, const std::int16_t* weights, std::uint8_t* out, int count) {
  kernels().filter_row(in, weights, out, count);
}
void filter_row_wide(const std::int16_t* in, const std::int16_t* weights, std::int16_t* out, int count) {
  kernels().filter_row_wide(in, weights, out, count);
}
void narrow_premultiplied(const std::int16_t* colour, const std::int16_t* alpha, std::uint8_t* narrow_colour,
                          std::uint8_t* narrow_alpha, int count) {
  kernels().narrow_premultiplied(colour, alpha, narrow_colour, narrow_alpha, count);
}
void blend_over(std::uint8_t* target, const std::uint8_t* colour, const std::uint8_t* alpha, int scale,
                int count) {
  kernels().blend_over(target, colour, alpha, scale, count);
}
void mix_rows(std::uint8_t* target, const std::uint8_t* from, const std::uint8_t* to, int weight, int count) {
  kernels().mix_rows(target, from, to, weight, count);
}
void mix_columns(std::uint8_t* target, const std::uint8_t* from, const std::uint8_t* to,
                 const std::uint16_t* weights, int count) {
  kernels().mix_columns(target, from, to, weights, count);
}
std::uint32_t difference(const std::uint8_t* a, const std::uint8_t* b, int count) {
  return kernels().difference(a, b, count);
}

}  // namespace reelwright::media
