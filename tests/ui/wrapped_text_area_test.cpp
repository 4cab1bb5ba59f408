// SPDX-License-Identifier: GPL-3.0-or-later
// Typed into as a person types: the cursor goes where it belongs, and no break that only the eye needs gets
// into the text or onto the clipboard.
#include "ui/widgets/wrapped_text_area.h"

#include <algorithm>

#include "base/utf8.h"
#include "ui/driver.h"

namespace reelwright::ui {
namespace {

struct Area : Driver {
  std::string text;
  TextAreaState state;
  float width = 240;
  int changes = 0;

  Area() {
    draw = [this](Frame& each) {
      ImGui::SetNextWindowPos({0, 0});
      ImGui::SetNextWindowSize({600, 500});
      ImGui::Begin("area", nullptr, ImGuiWindowFlags_NoDecoration);
      ImGui::SetNextItemWidth(width);
      changes += wrapped_text_area(each.style, "##Words", "Write here", text, state) ? 1 : 0;
      ImGui::End();
    };
  }
  [[nodiscard]] const std::string& shown() const { return state.wrapped.shown(); }
  [[nodiscard]] std::size_t breaks() const { return state.wrapped.breaks().size(); }
  void press_times(ImGuiKey which, int times) {
    for (int i = 0; i < times; ++i) key(which);
  }
};

constexpr const char* words = "A bee visits about three thousand flowers on one single day of work.";

TEST(WrappedTextArea, WhatIsTypedWrapsAtWordsAndStaysOneLineOfText) {
  Area area;
  area.click("##Words");
  area.type(words);
  EXPECT_EQ(area.text, words);
  EXPECT_GE(area.breaks(), 2U);
  EXPECT_EQ(area.shown().size(), area.text.size());
  std::string joined = area.shown();
  std::ranges::replace(joined, '\n', ' ');
  EXPECT_EQ(joined, words);
}

TEST(WrappedTextArea, LettersTypedOneByOneComeInOrderAcrossTheEndsOfLines) {
  Area area;
  area.click("##Words");
  for (const char* c = words; *c != '\0'; ++c) {
    const char letter[] = {*c, '\0'};
    area.type(letter);
  }
  EXPECT_EQ(area.text, words);
  // In the middle too: every letter makes all that follows wrap again.
  area.press_times(ImGuiKey_Home, 1);
  for (const char* letter : {"X", "y", " ", "Z"}) area.type(letter);
  const std::size_t line = area.text.find("Xy Z");
  ASSERT_NE(line, std::string::npos);
  EXPECT_EQ(area.text.size(), std::string(words).size() + 4);
}

TEST(WrappedTextArea, BackspaceAtTheStartOfALineJoinsTheWords) {
  Area area;
  area.text = words;
  area.click("##Words");
  area.chord(ImGuiMod_Ctrl, ImGuiKey_Home);
  area.key(ImGuiKey_DownArrow);
  area.key(ImGuiKey_Home);
  const std::size_t at = area.state.wrapped.breaks().at(0).at;
  area.key(ImGuiKey_Backspace);
  std::string expected = words;
  expected.erase(at, 1);
  EXPECT_EQ(area.text, expected);
  area.type(" ");
  EXPECT_EQ(area.text, words);
}

TEST(WrappedTextArea, TypedBreaksAreKeptAndTheOthersAreNot) {
  Area area;
  area.click("##Words");
  area.type("First line of several words that is long.");
  area.key(ImGuiKey_Enter);
  area.type("Second.");
  EXPECT_EQ(area.text, "First line of several words that is long.\nSecond.");
  area.width = 500;
  area.settle();
  EXPECT_EQ(area.breaks(), 0U);
  EXPECT_EQ(area.text, "First line of several words that is long.\nSecond.");
  area.type(" Third.");
  EXPECT_EQ(area.text, "First line of several words that is long.\nSecond. Third.");
  // Enter in front of a break that nobody typed.
  area.width = 240;
  area.text = words;
  area.settle();
  area.chord(ImGuiMod_Ctrl, ImGuiKey_Home);
  area.key(ImGuiKey_End);
  const std::size_t at = area.state.wrapped.breaks().at(0).at;
  area.key(ImGuiKey_Enter);
  std::string expected = words;
  expected.insert(at, 1, '\n');
  EXPECT_EQ(area.text, expected);
}

TEST(WrappedTextArea, TheClipboardGetsWhatWasTyped) {
  Area area;
  area.text = words;
  area.click("##Words");
  ASSERT_GE(area.breaks(), 2U);
  area.chord(ImGuiMod_Ctrl, ImGuiKey_A);
  area.chord(ImGuiMod_Ctrl, ImGuiKey_C);
  EXPECT_STREQ(ImGui::GetClipboardText(), words);
  area.chord(ImGuiMod_Ctrl, ImGuiKey_X);
  EXPECT_EQ(area.text, "");
  area.chord(ImGuiMod_Ctrl, ImGuiKey_V);
  EXPECT_EQ(area.text, words);
  area.chord(ImGuiMod_Ctrl, ImGuiKey_A);
  area.type("Other");
  EXPECT_EQ(area.text, "Other");
}

TEST(WrappedTextArea, LongWordsAndScriptsWithoutBlanksBreakAnywhereAndLoseNothing) {
  for (const std::string& dense :
       {std::string(60, 'w'),
        std::string("蜂は花の蜜を集めて巣に運び、そこで蜂蜜を作ります。巣には女王蜂が一匹います。")}) {
    Area area;
    area.click("##Words");
    area.type(dense.c_str());
    EXPECT_EQ(area.text, dense);
    ASSERT_GE(area.breaks(), 1U);
    EXPECT_TRUE(area.state.wrapped.breaks()[0].is_inserted);
    area.chord(ImGuiMod_Ctrl, ImGuiKey_A);
    area.chord(ImGuiMod_Ctrl, ImGuiKey_C);
    EXPECT_EQ(ImGui::GetClipboardText(), dense);
    // Backspace right behind such a break takes the character before it.
    area.chord(ImGuiMod_Ctrl, ImGuiKey_Home);
    area.key(ImGuiKey_DownArrow);
    area.key(ImGuiKey_Home);
    const std::size_t characters = utf8_length(area.text);
    const std::string tail = area.text.substr(area.state.wrapped.breaks()[0].at);
    area.key(ImGuiKey_Backspace);
    EXPECT_EQ(utf8_length(area.text), characters - 1);
    EXPECT_TRUE(area.text.ends_with(tail));
  }
}

TEST(WrappedTextArea, EscapeLeavesTheFieldWithWhatWasTyped) {
  Area area;
  area.text = "Before.";
  area.click("##Words");
  area.key(ImGuiKey_End);
  area.type(" After.");
  area.key(ImGuiKey_Escape);
  area.settle();
  EXPECT_FALSE(area.state.is_active);
  EXPECT_EQ(area.text, "Before. After.");
}

TEST(WrappedTextArea, ATextGivenFromOutsideReplacesTheOneBeingEdited) {
  Area area;
  area.click("##Words");
  area.type(words);
  area.text = "Undone: these are the words of a while ago, and they wrap as well.";
  area.settle();
  EXPECT_TRUE(area.state.is_active);
  area.key(ImGuiKey_End);
  area.type("!");
  EXPECT_EQ(std::ranges::count(area.text, '!'), 1);
  EXPECT_TRUE(area.text.starts_with("Undone: these are"));
  const int changes = area.changes;
  area.settle();
  EXPECT_EQ(area.changes, changes);
}

}  // namespace
}  // namespace reelwright::ui
