// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/murmur3.h"

#include <algorithm>
#include <bit>

namespace reelwright {
namespace {

constexpr std::uint64_t c1 = 0x87c37b91114253d5ULL;
constexpr std::uint64_t c2 = 0x4cf5ad432745937fULL;

/// Little endian on every machine.
std::uint64_t load(const std::byte* bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < 8; ++i) word |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
  return word;
}

constexpr std::uint64_t scramble_first(std::uint64_t word) { return std::rotl(word * c1, 31) * c2; }
constexpr std::uint64_t scramble_second(std::uint64_t word) { return std::rotl(word * c2, 33) * c1; }

constexpr std::uint64_t avalanche(std::uint64_t word) {
  word = (word ^ (word >> 33U)) * 0xff51afd7ed558ccdULL;
  word = (word ^ (word >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
  return word ^ (word >> 33U);
}

}  // namespace

void Murmur3::mix_block(const std::byte* block) {
  h1_ ^= scramble_first(load(block));
  h1_ = (std::rotl(h1_, 27) + h2_) * 5 + 0x52dce729;
  h2_ ^= scramble_second(load(block + 8));
  h2_ = (std::rotl(h2_, 31) + h1_) * 5 + 0x38495ab5;
}

void Murmur3::update(std::span<const std::byte> data) {
  total_bytes_ += data.size();
  if (pending_bytes_ > 0) {
    const std::size_t taken = std::min(block_bytes - pending_bytes_, data.size());
    std::copy_n(data.begin(), taken, pending_.begin() + static_cast<std::ptrdiff_t>(pending_bytes_));
    pending_bytes_ += taken;
    data = data.subspan(taken);
    if (pending_bytes_ < block_bytes) return;
    mix_block(pending_.data());
    pending_bytes_ = 0;
  }
  for (; data.size() >= block_bytes; data = data.subspan(block_bytes)) mix_block(data.data());
  std::ranges::copy(data, pending_.begin());
  pending_bytes_ = data.size();
}

std::array<std::uint64_t, 2> Murmur3::finish() const {
  // Zero padding is exact: a zero word scrambles to zero, as the reference's switch leaves it out.
  std::array<std::byte, block_bytes> tail{};
  std::copy_n(pending_.begin(), pending_bytes_, tail.begin());
  std::uint64_t h1 = h1_ ^ scramble_first(load(tail.data())) ^ total_bytes_;
  std::uint64_t h2 = h2_ ^ scramble_second(load(tail.data() + 8)) ^ total_bytes_;
  h1 += h2;
  h2 += h1;
  h1 = avalanche(h1);
  h2 = avalanche(h2);
  h1 += h2;
  h2 += h1;
  return {h1, h2};
}

}  // namespace reelwright
