// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/hash.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <set>
#include <vector>

#include "base/murmur3.h"

namespace reelwright {
namespace {

std::array<std::uint64_t, 2> murmur(std::string_view text) {
  Murmur3 hash;
  hash.update(std::as_bytes(std::span(text)));
  return hash.finish();
}

// Published vectors of MurmurHash3_x64_128, seed 0.
TEST(Murmur3, MatchesTheReference) {
  using Words = std::array<std::uint64_t, 2>;
  EXPECT_EQ(murmur(""), (Words{0, 0}));
  EXPECT_EQ(murmur("hello"), (Words{0xcbd8a7b341bd9b02ULL, 0x5b1e906a48ae1d19ULL}));
  EXPECT_EQ(murmur("hello, world"), (Words{0x342fac623a5ebc8eULL, 0x4cdcbc079642414dULL}));
  EXPECT_EQ(murmur("The quick brown fox jumps over the lazy dog."),
            (Words{0xcd99481f9ee902c9ULL, 0x695da1a38987b6e7ULL}));
}

TEST(Murmur3, PiecesGiveTheSameHashAsTheWhole) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += static_cast<char>(i * 37);
  for (std::size_t first = 0; first <= 50; ++first) {
    for (std::size_t second = first; second <= 100; second += 7) {
      Murmur3 hash;
      const auto all = std::as_bytes(std::span(text));
      hash.update(all.first(first));
      hash.update(all.subspan(first, second - first));
      hash.update(all.subspan(second));
      ASSERT_EQ(hash.finish(), murmur(text));
    }
  }
}

TEST(Murmur3, EveryInputBitFlipsAboutHalfOfTheOutputBits) {
  std::string text = "a scene, its narration, its pictures and its theme";
  const auto before = murmur(text);
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string changed = text;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    const auto after = murmur(changed);
    const int flipped = std::popcount(before[0] ^ after[0]) + std::popcount(before[1] ^ after[1]);
    EXPECT_GT(flipped, 32);  // 5.6 standard deviations from 64
    EXPECT_LT(flipped, 96);
  }
}

// These names are on users' disks: if one changes, every finished segment is rendered again.
TEST(Hasher, NamesAreStable) {
  EXPECT_EQ(Hasher().hex(), "00000000000000000000000000000000");
  EXPECT_EQ(hash_text("water cycle"), "77a236b1320513993e161cd072b74d99");
  EXPECT_EQ(Hasher().text("a").integer(-1).number(0.5).boolean(true).bytes({}).hex(),
            "86af275b6fc0715fc1cbe7b848be294e");
}

TEST(Hasher, FieldsAreFramed) {
  const std::vector<std::string> names = {
      Hasher().text("ab").text("c").hex(),
      Hasher().text("a").text("bc").hex(),
      Hasher().text("abc").hex(),
      Hasher().text("abc").text("").hex(),
      Hasher().text("").text("abc").hex(),
      Hasher().bytes(std::as_bytes(std::span(std::string_view("abc")))).hex(),
      Hasher().integer(1).hex(),
      Hasher().boolean(true).hex(),
      Hasher().number(std::bit_cast<double>(std::int64_t{1})).hex(),
  };
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
}

TEST(Hasher, ZeroHasOneName) {
  EXPECT_EQ(Hasher().number(-0.0).hex(), Hasher().number(0.0).hex());
  EXPECT_NE(Hasher().number(std::nextafter(0.0, 1.0)).hex(), Hasher().number(0.0).hex());
}

}  // namespace
}  // namespace reelwright
