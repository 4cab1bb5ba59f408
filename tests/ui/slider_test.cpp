// SPDX-License-Identifier: GPL-3.0-or-later
// Sliders by pointer, by keys and by typed values.
#include "ui/widgets/slider.h"

#include <cmath>

#include "model/limits.h"
#include "ui/driver.h"

namespace reelwright::ui {
namespace {

TEST(TypedValue, IsTheNumberThatATextBeginsWith) {
  EXPECT_EQ(typed_value("90"), 90.0F);
  EXPECT_EQ(typed_value(" 1.25 x"), 1.25F);
  EXPECT_EQ(typed_value("1,5"), 1.5F);
  EXPECT_EQ(typed_value("150 %"), 150.0F);
  EXPECT_EQ(typed_value("3 of 8"), 3.0F);
  EXPECT_EQ(typed_value("1:30"), 90.0F);
  EXPECT_EQ(typed_value("1:00:05"), 3605.0F);
  for (const char* text : {"", " ", "x", "-3", ".", "1.2.3", ":"}) EXPECT_EQ(typed_value(text), std::nullopt);
}

struct SliderTest : testing::Test {
  Driver window;
  const ItemRegistry::Item* length() { return window.find("##Length"); }
  double seconds() { return window.view.draft.brief.duration_s.value_or(0); }
  void press(ImGuiKey which) {
    window.key(which);
    window.settle();
  }
  void click_at(float across) {
    window.hover("##Length", across);
    window.mouse(true);
    window.mouse(false);
  }
};

TEST_F(SliderTest, AClickFocusesItAndTheKeysMoveIt) {
  click_at(0.4F);
  const double clicked = seconds();
  press(ImGuiKey_RightArrow);
  const double next = seconds();
  EXPECT_GT(next, clicked);
  EXPECT_EQ(std::fmod(next, 5), 0);
  EXPECT_TRUE(length()->is_focused) << "the arrows do not lead away";
  press(ImGuiKey_RightArrow);
  EXPECT_EQ(seconds(), next + 5);
  press(ImGuiKey_LeftArrow);
  EXPECT_EQ(seconds(), next);
  press(ImGuiKey_Home);
  EXPECT_EQ(seconds(), limits::duration_s_min);
  press(ImGuiKey_LeftArrow);
  EXPECT_EQ(seconds(), limits::duration_s_min);
  press(ImGuiKey_End);
  EXPECT_EQ(seconds(), limits::duration_s_max);
}

TEST_F(SliderTest, EnterTypesAValue) {
  click_at(0.4F);
  press(ImGuiKey_Enter);
  window.type("1:30");
  press(ImGuiKey_Enter);
  EXPECT_EQ(seconds(), 90);
  EXPECT_TRUE(length()->is_focused);
  press(ImGuiKey_RightArrow);
  EXPECT_EQ(seconds(), 95) << "typing has ended";
}

TEST_F(SliderTest, DoubleClickAndCtrlClickTypeAValue) {
  ImGui::GetIO().MouseDoubleClickTime = 60;  // however long a frame takes on a busy machine
  click_at(0.4F);
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  window.frame();
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, false);
  window.settle();
  window.type("75");
  press(ImGuiKey_Enter);
  EXPECT_EQ(seconds(), 75);
  window.frame(60);
  window.hold(ImGuiMod_Ctrl, true);
  click_at(0.9F);
  window.hold(ImGuiMod_Ctrl, false);
  EXPECT_EQ(seconds(), 75) << "such a click does not drag";
  window.type("80");
  press(ImGuiKey_Tab);
  EXPECT_EQ(seconds(), 80);
}

TEST_F(SliderTest, TypedValuesStayInTheRangeAndEscapeTakesThemBack) {
  click_at(0.4F);
  const double before = seconds();
  press(ImGuiKey_Enter);
  window.type("nothing");
  press(ImGuiKey_Enter);
  EXPECT_EQ(seconds(), before);
  press(ImGuiKey_Enter);
  window.type("75");
  press(ImGuiKey_Escape);
  EXPECT_EQ(seconds(), before);
  press(ImGuiKey_Enter);
  window.type("999999");
  press(ImGuiKey_Enter);
  EXPECT_EQ(seconds(), limits::duration_s_max);
}

TEST_F(SliderTest, WorkersMoveByOne) {
  window.view.page = Page::settings;
  window.view.log.is_open = false;
  window.machine.cores = 8;
  window.view.settings.workers = 4;
  window.hover("##Workers", 0.35F);
  window.mouse(true);
  window.mouse(false);
  const std::size_t before = window.view.settings.workers;
  press(ImGuiKey_RightArrow);
  EXPECT_EQ(window.view.settings.workers, before + 1);
}

}  // namespace
}  // namespace reelwright::ui
