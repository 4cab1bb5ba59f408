// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/kernel_table.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace reelwright::media {
namespace {

constexpr int count = 77;  // neither a multiple of 8 nor of 16

std::vector<std::pair<const char*, const KernelTable*>> tables() {
  std::vector<std::pair<const char*, const KernelTable*>> found;
  if (sse2_kernels() != nullptr) found.emplace_back("Sse2", sse2_kernels());
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") > 0 && avx2_kernels() != nullptr)
    found.emplace_back("Avx2", avx2_kernels());
#endif
  return found;
}

class Kernels : public testing::TestWithParam<std::pair<const char*, const KernelTable*>> {
 protected:
  const KernelTable& fast_ = *GetParam().second;
  std::vector<std::uint8_t> bytes(int size) {
    std::vector<std::uint8_t> values(static_cast<std::size_t>(size));
    for (auto& value : values)
      value = static_cast<std::uint8_t>(random_() % 4 == 0 ? (random_() % 2) * 255 : random_());
    return values;
  }
  std::vector<std::int16_t> weights(int taps) {
    std::vector<std::int16_t> values(static_cast<std::size_t>(taps));
    for (auto& value : values) value = static_cast<std::int16_t>(static_cast<int>(random_() % 9000) - 2000);
    return values;
  }
  std::mt19937 random_{7};
};

TEST_P(Kernels, RowsBlendAsDefined) {
  for (const int taps : {4, 6, 8}) {
    std::vector<std::vector<std::uint8_t>> rows;
    std::vector<const std::uint8_t*> pointers;
    for (int tap = 0; tap < taps; ++tap) rows.push_back(bytes(count));
    for (const auto& row : rows) pointers.push_back(row.data());
    // As much at once as a filter's weights ever are.
    std::vector<std::int8_t> weight(static_cast<std::size_t>(taps), -4);
    weight[1] = weight[2] = 40;
    std::vector<std::int16_t> fast(count);
    std::vector<std::int16_t> defined(count);
    fast_.blend_rows(pointers.data(), weight.data(), taps, fast.data(), count);
    plain::blend_rows(pointers.data(), weight.data(), taps, defined.data(), count);
    EXPECT_EQ(fast, defined);
  }
}

TEST_P(Kernels, RowsResampleAsDefined) {
  for (const int taps : {4, 8}) {
    std::vector<std::int16_t> in(200);
    for (auto& value : in) value = static_cast<std::int16_t>(static_cast<int>(random_() % 22'000) - 3'000);
    std::vector<std::int32_t> first(count);
    for (auto& value : first) value = static_cast<std::int32_t>(random_() % 190);
    const std::vector<std::int16_t> weight = weights(taps * count);
    std::vector<std::uint8_t> fast(count);
    std::vector<std::uint8_t> defined(count);
    fast_.resample_row(in.data(), first.data(), weight.data(), taps, fast.data(), count);
    plain::resample_row(in.data(), first.data(), weight.data(), taps, defined.data(), count);
    EXPECT_EQ(fast, defined);
    std::vector<std::int16_t> light(weight);
    for (auto& w : light) w = static_cast<std::int16_t>(w / 8);
    std::vector<std::int16_t> fast_wide(count);
    std::vector<std::int16_t> defined_wide(count);
    fast_.resample_row_wide(in.data(), first.data(), light.data(), taps, fast_wide.data(), count);
    plain::resample_row_wide(in.data(), first.data(), light.data(), taps, defined_wide.data(), count);
    EXPECT_EQ(fast_wide, defined_wide);
  }
}

TEST_P(Kernels, ColoursBlendAndMixAsDefined) {
  for (const int scale : {1, 77, 128, 255, 256}) {
    const auto from = bytes(count);
    const auto to = bytes(count);
    const auto alpha = bytes(count);
    std::vector<std::uint16_t> columns(count);
    for (auto& value : columns) value = static_cast<std::uint16_t>(random_() % 257);
    auto fast = bytes(count);
    auto defined = fast;
    fast_.blend_over(fast.data(), from.data(), alpha.data(), scale, count);
    plain::blend_over(defined.data(), from.data(), alpha.data(), scale, count);
    EXPECT_EQ(fast, defined);
    fast_.mix_rows(fast.data(), from.data(), to.data(), scale, count);
    plain::mix_rows(defined.data(), from.data(), to.data(), scale, count);
    EXPECT_EQ(fast, defined);
    fast_.mix_columns(fast.data(), from.data(), to.data(), columns.data(), count);
    plain::mix_columns(defined.data(), from.data(), to.data(), columns.data(), count);
    EXPECT_EQ(fast, defined);
  }
}

TEST_P(Kernels, ARowMovedWithoutScalingIsARowResampled) {
  for (const int length : {5, 20, count}) {
    std::vector<std::int16_t> in(static_cast<std::size_t>(length) + 3);
    for (auto& value : in) value = static_cast<std::int16_t>(static_cast<int>(random_() % 22'000) - 3'000);
    std::vector<std::int32_t> first(static_cast<std::size_t>(length));
    std::iota(first.begin(), first.end(), 0);
    const std::vector<std::int16_t> one{-900, 9'000, 9'100, -816};
    std::vector<std::int16_t> all;
    for (int i = 0; i < length; ++i) all.insert(all.end(), one.begin(), one.end());
    std::vector<std::uint8_t> moved(first.size());
    std::vector<std::uint8_t> resampled(first.size());
    fast_.filter_row(in.data(), one.data(), moved.data(), length);
    plain::resample_row(in.data(), first.data(), all.data(), 4, resampled.data(), length);
    EXPECT_EQ(moved, resampled);
    std::vector<std::int16_t> moved_wide(first.size());
    std::vector<std::int16_t> resampled_wide(first.size());
    fast_.filter_row_wide(in.data(), one.data(), moved_wide.data(), length);
    plain::resample_row_wide(in.data(), first.data(), all.data(), 4, resampled_wide.data(), length);
    EXPECT_EQ(moved_wide, resampled_wide);
  }
}

TEST_P(Kernels, SingleRowsWidenNarrowAndDifferAsDefined) {
  const auto row = bytes(count);
  const auto other = bytes(count);
  std::vector<std::int16_t> fast(count);
  std::vector<std::int16_t> defined(count);
  fast_.widen_row(row.data(), fast.data(), count);
  plain::widen_row(row.data(), defined.data(), count);
  EXPECT_EQ(fast, defined);
  for (auto& value : fast)
    value = static_cast<std::int16_t>(value + static_cast<int>(random_() % 8'000) - 4'000);
  std::vector<std::uint8_t> fast_bytes(count);
  std::vector<std::uint8_t> defined_bytes(count);
  fast_.narrow_row(fast.data(), fast_bytes.data(), count);
  plain::narrow_row(fast.data(), defined_bytes.data(), count);
  EXPECT_EQ(fast_bytes, defined_bytes);
  EXPECT_EQ(fast_.difference(row.data(), other.data(), count),
            plain::difference(row.data(), other.data(), count));
}

TEST_P(Kernels, WideSamplesNarrowAsDefined) {
  std::vector<std::int16_t> colour(count);
  std::vector<std::int16_t> alpha(count);
  for (auto& value : colour) value = static_cast<std::int16_t>(static_cast<int>(random_() % 22'000) - 3'000);
  for (auto& value : alpha) value = static_cast<std::int16_t>(static_cast<int>(random_() % 23'000) - 3'000);
  std::fill_n(alpha.begin(), 30, std::int16_t{255 << intermediate_bits});
  std::vector<std::uint8_t> fast[2] = {bytes(count), bytes(count)};
  std::vector<std::uint8_t> defined[2] = {bytes(count), bytes(count)};
  fast_.narrow_premultiplied(colour.data(), alpha.data(), fast[0].data(), fast[1].data(), count);
  plain::narrow_premultiplied(colour.data(), alpha.data(), defined[0].data(), defined[1].data(), count);
  EXPECT_EQ(fast[0], defined[0]);
  EXPECT_EQ(fast[1], defined[1]);
}

// A processor of another kind runs the definition itself.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Kernels);
INSTANTIATE_TEST_SUITE_P(All, Kernels, testing::ValuesIn(tables()),
                         [](const auto& each) { return std::string(each.param.first); });

}  // namespace
}  // namespace reelwright::media
