// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"

#include <gtest/gtest.h>

#include <vector>

namespace reelwright {
namespace {

TEST(Utf8, EveryCodePointRoundTripsAndIsValid) {
  for (char32_t code_point = 0; code_point <= 0x10ffff; ++code_point) {
    if (code_point >= 0xd800 && code_point <= 0xdfff) continue;
    std::string text;
    append_utf8(text, code_point);
    ASSERT_TRUE(is_valid_utf8(text)) << static_cast<unsigned>(code_point);
    ASSERT_EQ(utf8_length(text), 1U);
    std::size_t offset = 0;
    ASSERT_EQ(utf8_next(text, offset), code_point);
    ASSERT_EQ(offset, text.size());
  }
}

TEST(Utf8, RefusesIllFormedSequences) {
  const std::vector<std::string> ill_formed = {
      "\x80",              // continuation alone
      "\xc3",              // cut short
      "\xe2\x82",          // cut short
      "\xc0\xaf",          // overlong slash
      "\xe0\x80\xaf",      // overlong slash
      "\xf0\x80\x80\xaf",  // overlong slash
      "\xed\xa0\x80",      // surrogate
      "\xf4\x90\x80\x80",  // above U+10FFFF
      "\xf5\x80\x80\x80",  // no such lead
      "\xff",
      "a\xe4z",
  };
  for (const std::string& text : ill_formed) EXPECT_FALSE(is_valid_utf8(text));
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("Größe, 水, 🐝"));
}

TEST(Utf8, PrefixEndsAtACharacterBoundary) {
  const std::string text = "aé水🐝";  // 1 + 2 + 3 + 4 bytes
  const std::vector<std::size_t> kept = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
  for (std::size_t bytes_max = 0; bytes_max < kept.size(); ++bytes_max)
    EXPECT_EQ(utf8_prefix(text, bytes_max).size(), kept[bytes_max]) << bytes_max;
}

TEST(Utf8, PrefixOfBytesThatAreNotUtf8KeepsMostOfThem) {
  EXPECT_EQ(utf8_prefix(std::string(100, '\x80'), 50).size(), 47U);
}

TEST(Utf8, LowersAsciiOnlyAndTrimsAsciiSpace) {
  EXPECT_EQ(ascii_lower("ÄBC-Ü z"), "Äbc-Ü z");
  EXPECT_EQ(trim(" \t\r\n a b \v\f"), "a b");
  EXPECT_EQ(trim(" \n"), "");
}

}  // namespace
}  // namespace reelwright
