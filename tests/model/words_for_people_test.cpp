// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/words_for_people.h"

#include <gtest/gtest.h>

namespace reelwright {
namespace {

TEST(CountText, HasOneOrMore) {
  EXPECT_EQ(std::string_view(count_text(0, "video")), "0 videos");
  EXPECT_EQ(std::string_view(count_text(1, "video")), "1 video");
  EXPECT_EQ(std::string_view(count_text(2, "scene")), "2 scenes");
}

}  // namespace
}  // namespace reelwright
