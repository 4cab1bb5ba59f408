// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/kernels.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace reelwright::media {
namespace {

constexpr int count = 77;  // neither a multiple of 8 nor of 16

class Kernels : public testing::Test {
 protected:
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

TEST_F(Kernels, RowsBlendAsDefined) {
  for (const int taps : {4, 6, 8}) {
    std::vector<std::vector<std::uint8_t>> rows;
    std::vector<const std::uint8_t*> pointers;
    for (int tap = 0; tap < taps; ++tap) rows.push_back(bytes(count));
    for (const auto& row : rows) pointers.push_back(row.data());
    std::vector<std::int16_t> weight = weights(taps);
    for (auto& w : weight) w = static_cast<std::int16_t>(w / 4);
    std::vector<std::int16_t> fast(count);
    std::vector<std::int16_t> defined(count);
    blend_rows(pointers.data(), weight.data(), taps, fast.data(), count);
    plain::blend_rows(pointers.data(), weight.data(), taps, defined.data(), count);
    EXPECT_EQ(fast, defined);
  }
}

TEST_F(Kernels, RowsResampleAsDefined) {
  for (const int taps : {4, 8}) {
    std::vector<std::int16_t> in(200);
    for (auto& value : in) value = static_cast<std::int16_t>(static_cast<int>(random_() % 22'000) - 3'000);
    std::vector<std::int32_t> first(count);
    for (auto& value : first) value = static_cast<std::int32_t>(random_() % 190);
    const std::vector<std::int16_t> weight = weights(taps * count);
    std::vector<std::uint8_t> fast(count);
    std::vector<std::uint8_t> defined(count);
    resample_row(in.data(), first.data(), weight.data(), taps, fast.data(), count);
    plain::resample_row(in.data(), first.data(), weight.data(), taps, defined.data(), count);
    EXPECT_EQ(fast, defined);
    std::vector<std::int16_t> light(weight);
    for (auto& w : light) w = static_cast<std::int16_t>(w / 8);
    std::vector<std::int16_t> fast_wide(count);
    std::vector<std::int16_t> defined_wide(count);
    resample_row_wide(in.data(), first.data(), light.data(), taps, fast_wide.data(), count);
    plain::resample_row_wide(in.data(), first.data(), light.data(), taps, defined_wide.data(), count);
    EXPECT_EQ(fast_wide, defined_wide);
  }
}

TEST_F(Kernels, ColoursBlendAndMixAsDefined) {
  for (const int scale : {1, 77, 128, 255, 256}) {
    const auto from = bytes(count);
    const auto to = bytes(count);
    const auto alpha = bytes(count);
    std::vector<std::uint16_t> columns(count);
    for (auto& value : columns) value = static_cast<std::uint16_t>(random_() % 257);
    auto fast = bytes(count);
    auto defined = fast;
    blend_over(fast.data(), from.data(), alpha.data(), scale, count);
    plain::blend_over(defined.data(), from.data(), alpha.data(), scale, count);
    EXPECT_EQ(fast, defined);
    mix_rows(fast.data(), from.data(), to.data(), scale, count);
    plain::mix_rows(defined.data(), from.data(), to.data(), scale, count);
    EXPECT_EQ(fast, defined);
    mix_columns(fast.data(), from.data(), to.data(), columns.data(), count);
    plain::mix_columns(defined.data(), from.data(), to.data(), columns.data(), count);
    EXPECT_EQ(fast, defined);
  }
}

TEST_F(Kernels, WideSamplesNarrowAsDefined) {
  std::vector<std::int16_t> colour(count);
  std::vector<std::int16_t> alpha(count);
  for (auto& value : colour) value = static_cast<std::int16_t>(static_cast<int>(random_() % 22'000) - 3'000);
  for (auto& value : alpha) value = static_cast<std::int16_t>(static_cast<int>(random_() % 23'000) - 3'000);
  std::fill_n(alpha.begin(), 30, std::int16_t{255 << intermediate_bits});
  std::vector<std::uint8_t> fast[2] = {bytes(count), bytes(count)};
  std::vector<std::uint8_t> defined[2] = {bytes(count), bytes(count)};
  narrow_premultiplied(colour.data(), alpha.data(), fast[0].data(), fast[1].data(), count);
  plain::narrow_premultiplied(colour.data(), alpha.data(), defined[0].data(), defined[1].data(), count);
  EXPECT_EQ(fast[0], defined[0]);
  EXPECT_EQ(fast[1], defined[1]);
}

}  // namespace
}  // namespace reelwright::media
