// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/near_match.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace reelwright {
namespace {

constexpr std::array<std::string_view, 3> qualities = {"draft", "standard", "high"};

TEST(NearMatch, FindsTheNameThatWasMeant) {
  EXPECT_EQ(near_match("standart", qualities), "standard");
  EXPECT_EQ(near_match("DRAFT", qualities), "draft");
  EXPECT_EQ(near_match("dratf", qualities), "draft");
  EXPECT_EQ(near_match("hihg", qualities), "high");
}

TEST(NearMatch, GuessesNothingFromSomethingElse) {
  EXPECT_EQ(near_match("ultra", qualities), "");
  EXPECT_EQ(near_match("", qualities), "");
  constexpr std::array<std::string_view, 3> aspects = {"16:9", "9:16", "1:1"};
  EXPECT_EQ(near_match("4:3", aspects), "");
  EXPECT_EQ(near_match(std::string(10'000, 'd'), qualities), "");
}

TEST(NearMatch, HintListsAllChoices) {
  EXPECT_EQ(choices_hint("draf", qualities), "Did you mean draft? It is one of: draft, standard, high.");
  EXPECT_EQ(choices_hint("8k", qualities), "It is one of: draft, standard, high.");
}

}  // namespace
}  // namespace reelwright
