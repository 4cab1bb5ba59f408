// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/visuals/said_on_screen.h"

#include <gtest/gtest.h>

#include <string>

namespace reelwright::stages {
namespace {

bool is_on_screen(const std::string& display, const std::string& sentence) {
  Scene scene;
  scene.layout = Layout::statement;
  scene.display = display;
  scene.sentences.push_back({sentence});
  return sentence_on_screen(scene) == 0;
}

TEST(SaidOnScreen, PunctuationAndCaseMakeNoDifference) {
  EXPECT_TRUE(is_on_screen("Bees don’t sleep", "Bees don't sleep."));
  EXPECT_TRUE(is_on_screen("bees don't sleep!", "“Bees don’t sleep.”"));
  EXPECT_TRUE(is_on_screen("蜂蜜\u3000甘い", "蜂蜜、甘い。"));
  EXPECT_TRUE(is_on_screen("Bees\u3000sleep", "Bees sleep."));
  EXPECT_FALSE(is_on_screen("Bees don’t sleep", "Bees do sleep."));
  EXPECT_FALSE(is_on_screen("It’s over", "It is over."));
}

}  // namespace
}  // namespace reelwright::stages
