// SPDX-License-Identifier: GPL-3.0-or-later
// MurmurHash3_x64_128 (Austin Appleby, public domain, github.com/aappleby/smhasher, MurmurHash3.cpp), fed in
// pieces. The bare function behind Hasher; nothing else should need it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace reelwright {

/// A value: copy it to look at an intermediate result. One thread at a time.
class Murmur3 {
 public:
  void update(std::span<const std::byte> data);
  /// The hash of everything so far: h1, h2 as in the reference implementation with seed 0.
  [[nodiscard]] std::array<std::uint64_t, 2> finish() const;

 private:
  static constexpr std::size_t block_bytes = 16;

  void mix_block(const std::byte* block);

  std::uint64_t h1_ = 0;
  std::uint64_t h2_ = 0;
  std::uint64_t total_bytes_ = 0;
  std::array<std::byte, block_bytes> pending_{};
  std::size_t pending_bytes_ = 0;
};

}  // namespace reelwright
