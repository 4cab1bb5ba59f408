// SPDX-License-Identifier: GPL-3.0-or-later
// What a person sees who starts Reelwright where it cannot be opened.
#include "ui/problem.h"

#include <gtest/gtest.h>

#include "ui/driver.h"

namespace reelwright::ui {
namespace {

struct ProblemTest : testing::Test {
  Problem problem{"Reelwright is open already", "The folder is in use.", "Go on in the other window."};
  int closed = 0;
  Driver window;

  void SetUp() override {
    window.draw = [this](Frame& frame) { closed += draw_problem(frame.style, problem) ? 1 : 0; };
    window.settle();
    ASSERT_EQ(closed, 0);
  }
};

TEST_F(ProblemTest, TheButtonClosesIt) {
  window.click("Close");
  EXPECT_EQ(closed, 1);
}

TEST_F(ProblemTest, EnterAndEscapeCloseIt) {
  window.key(ImGuiKey_Enter);
  window.settle();
  EXPECT_EQ(closed, 1);
  window.key(ImGuiKey_Escape);
  EXPECT_EQ(closed, 2);
}

}  // namespace
}  // namespace reelwright::ui
