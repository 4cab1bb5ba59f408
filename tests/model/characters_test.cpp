// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/characters.h"

#include <gtest/gtest.h>

namespace reelwright {
namespace {

TEST(Characters, EmojiGoAndSignsStay) {
  EXPECT_EQ(without_emoji("a 🐝 b"), "a  b");
  EXPECT_EQ(without_emoji("👩‍👩‍👧👍🏽🇩🇪"), "");
  EXPECT_EQ(without_emoji("☀️❤️⭐✅"), "");
  EXPECT_EQ(without_emoji("© ™ ✓ → • 5 ☀"), "© ™ ✓ → • 5 ☀") << "what plain fonts have";
  EXPECT_EQ(without_emoji("1️⃣ ©️"), "1 ©");
  EXPECT_EQ(without_emoji("क्\u200dष"), "क्\u200dष") << "a joiner between letters is part of the spelling";
  EXPECT_EQ(without_emoji("蜂蜜。한글"), "蜂蜜。한글");
  EXPECT_EQ(without_emoji("🄰 🠖 🞄 🜁 🂡"), "🄰 🠖 🞄 🜁 🂡")
      << "plain fonts have these too";
  EXPECT_EQ(without_emoji("🅰️🀄🆗🟢🚀🤖🫠"), "");
}

TEST(Characters, NoLineBeginsOrEndsWhereTheRulesForbidIt) {
  EXPECT_FALSE(may_break_between(U'し', U'ょ'));
  EXPECT_FALSE(may_break_between(U'す', U'。'));
  EXPECT_FALSE(may_break_between(U'「', U'蜂'));
  EXPECT_FALSE(may_break_between(U'カ', U'ー'));
  EXPECT_FALSE(may_break_between(U'a', U'b'));
  EXPECT_FALSE(may_break_between(U'「', U'G'));
  EXPECT_FALSE(may_break_between(U'」', U'。'));
  EXPECT_FALSE(may_break_between(U'：', U'3')) << "a time";
  EXPECT_TRUE(may_break_between(U'蜂', U'蜜'));
}

TEST(Characters, LinesMayEndBehindWideMarksWhateverFollows) {
  for (const char32_t mark : std::u32string_view(U"」』）、，。"))
    for (const char32_t after : std::u32string_view(U"「G2蜂か"))
      EXPECT_TRUE(may_break_between(mark, after))
          << static_cast<unsigned>(mark) << " " << static_cast<unsigned>(after);
  EXPECT_TRUE(may_break_between(U'S', U'「'));
  EXPECT_FALSE(may_break_between(U'」', U'은')) << "Korean has spaces; a particle stays at its word";
  EXPECT_FALSE(may_break_between(U'글', U'「'));
  EXPECT_FALSE(may_break_between(U')', U'G'));
}

TEST(Characters, JapaneseBreaksBestWhereAPhraseEnds) {
  const int inside_word = unspaced_break_cost(U'作', U'ら');
  const int after_particle = unspaced_break_cost(U'は', U'花');
  EXPECT_LT(after_particle, unspaced_break_cost(U'蜂', U'蜜'));
  EXPECT_LT(unspaced_break_cost(U'蜂', U'蜜'), inside_word);
  EXPECT_LT(unspaced_break_cost(U'、', U'花'), after_particle);
  EXPECT_LT(unspaced_break_cost(U'を', U'あ'), unspaced_break_cost(U'る', U'の'));
  EXPECT_EQ(unspaced_break_cost(U'カ', U'メ'), 8);
}

}  // namespace
}  // namespace reelwright
