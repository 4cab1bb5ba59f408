// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/edit_distance.h"

#include <gtest/gtest.h>

namespace reelwright {
namespace {

TEST(EditDistance, CountsInsertsDeletesReplacementsAndSwaps) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("bees", "bees"), 0U);
  EXPECT_EQ(edit_distance("", "bees"), 4U);
  EXPECT_EQ(edit_distance("bees", "bes"), 1U);
  EXPECT_EQ(edit_distance("bees", "beers"), 1U);
  EXPECT_EQ(edit_distance("bees", "bets"), 1U);
  EXPECT_EQ(edit_distance("bees", "eebs"), 2U);
  EXPECT_EQ(edit_distance("bees", "bese"), 1U);
}

TEST(EditDistance, NearIsAThirdOfTheNameAndAtLeastOneOrTwo) {
  EXPECT_TRUE(is_near(1, 3));
  EXPECT_FALSE(is_near(2, 3));
  EXPECT_FALSE(is_near(1, 1));
  EXPECT_TRUE(is_near(2, 4));
  EXPECT_TRUE(is_near(3, 9));
  EXPECT_FALSE(is_near(4, 9));
}

}  // namespace
}  // namespace reelwright
