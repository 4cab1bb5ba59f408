// SPDX-License-Identifier: GPL-3.0-or-later
// Seeded numbers for decoration and music: the same seed gives the same result on every machine. Not for
// anything that must be unguessable.
#pragma once

#include <cstdint>

namespace reelwright {

/// SplitMix64 (Sebastiano Vigna, public domain, prng.di.unimi.it/splitmix64.c). One thread.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
  }
  /// Uniform in [low, high).
  double between(double low, double high) {
    return low + (high - low) * (static_cast<double>(next() >> 11U) * 0x1.0p-53);
  }

 private:
  std::uint64_t state_;
};

}  // namespace reelwright
