// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_text.h"

#include <gtest/gtest.h>

#include <string>

namespace reelwright::store {
namespace {

TEST(SearchText, ChineseAndJapaneseCharactersBecomeWords) {
  EXPECT_EQ(searchable("Water cycle"), "Water cycle");
  EXPECT_EQ(searchable("水循环 101"), " 水  循  环  101");
  EXPECT_EQ(searchable("Größe"), "Größe");
  EXPECT_EQ(searchable(std::string("a\0b\nc", 5)), "a b c");
  EXPECT_EQ(searchable("a\xff\xe6z"), "az");
}

TEST(SearchText, EveryWordIsAQuotedBeginning) {
  EXPECT_EQ(search_expression("bee ho"), "\"bee\"* \"ho\"*");
  EXPECT_EQ(search_expression("  say \"hi\" "), "\"say\"* \"\"\"hi\"\"\"*");
  EXPECT_EQ(search_expression("水循 bee"), "\"水  循\"* \"bee\"*");
  EXPECT_EQ(search_expression("a OR (b NOT c) title:x ^y"),
            "\"a\"* \"OR\"* \"(b\"* \"NOT\"* \"c)\"* \"title:x\"* \"^y\"*");
}

TEST(SearchText, WithoutAWordThereIsNoExpression) {
  EXPECT_EQ(search_expression(""), "");
  EXPECT_EQ(search_expression(" - \" * () "), "");
}

}  // namespace
}  // namespace reelwright::store
