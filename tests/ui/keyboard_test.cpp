// SPDX-License-Identifier: GPL-3.0-or-later
// The window by keyboard alone: from part to part, from page to page, through groups of choices.
#include <imgui_internal.h>

#include <algorithm>
#include <array>

#include "ui/driver.h"
#include "ui/sample_job.h"

namespace reelwright::ui {
namespace {

struct Keyboard : testing::Test {
  Driver window;

  Keyboard() {
    window.snapshot.active = {job_with(JobStatus::done)};
    window.view.job = job_id;
    for (const char* name : {"Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth"})
      window.machine.themes.push_back({.choice = {name, name, ""}});
    window.settle();
  }
  void press(ImGuiKey which) {
    window.key(which);
    window.settle();
  }
  void press(ImGuiKey modifier, ImGuiKey which) {
    window.chord(modifier, which);
    window.settle();
  }
  const ItemRegistry::Item* focused() {
    const auto& items = window.items().items();
    const auto found = std::ranges::find_if(items, &ItemRegistry::Item::is_focused);
    return found == items.end() ? nullptr : &*found;
  }
  std::string focus() { return focused() == nullptr ? "nothing" : focused()->label; }
  std::string region() {
    const ImGuiWindow* const nav = ImGui::GetCurrentContext()->NavWindow;
    return focused() == nullptr || nav == nullptr ? "nothing" : nav->RootWindow->Name;
  }
  bool tab_to(std::string_view label, int most = 80) {
    for (int presses = 0; presses < most; ++presses) {
      press(ImGuiKey_Tab);
      if (focus() == label) return true;
    }
    return false;
  }
};

TEST_F(Keyboard, F6GoesFromPartToPartAndBack) {
  press(ImGuiKey_F6);
  const std::vector<std::string> order = {"generation", "log", "rail", "main"};
  const auto at = static_cast<std::size_t>(std::distance(order.begin(), std::ranges::find(order, region())));
  ASSERT_LT(at, order.size()) << region();
  for (std::size_t i = 1; i <= order.size(); ++i) {
    press(ImGuiKey_F6);
    EXPECT_EQ(region(), order[(at + i) % order.size()]);
  }
  for (std::size_t i = 1; i <= order.size(); ++i) {
    press(ImGuiMod_Shift, ImGuiKey_F6);
    EXPECT_EQ(region(), order[(at + order.size() - i) % order.size()]);
  }
}

TEST_F(Keyboard, F6ComesBackToWhatHadTheFocus) {
  ASSERT_TRUE(tab_to("16:9"));
  press(ImGuiKey_F6);
  EXPECT_EQ(region(), "generation");
  press(ImGuiMod_Shift, ImGuiKey_F6);
  EXPECT_EQ(focus(), "16:9");
}

TEST_F(Keyboard, F6LeavesATextThatIsTyped) {
  ASSERT_TRUE(tab_to("##Topic"));
  window.type("Bees");
  press(ImGuiKey_F6);
  EXPECT_EQ(region(), "generation");
  window.type("!");
  EXPECT_EQ(window.view.draft.topic, "Bees");
}

TEST_F(Keyboard, TabLeadsOnFromPartToPartInBothDirections) {
  window.view.draft.topic = "Bees";
  ASSERT_TRUE(tab_to("Generate"));
  ASSERT_TRUE(tab_to("Close panel", 4)) << focus();
  EXPECT_EQ(region(), "generation");
  ASSERT_TRUE(tab_to("Hide log", 40));
  EXPECT_EQ(region(), "log");
  ASSERT_TRUE(tab_to("Create", 4));
  EXPECT_EQ(region(), "rail");
  press(ImGuiMod_Shift, ImGuiKey_Tab);
  EXPECT_EQ(focus(), "Hide log");
  EXPECT_EQ(region(), "log");
}

TEST_F(Keyboard, PagesOpenByNumber) {
  constexpr std::array pages = {Page::create, Page::video, Page::jobs, Page::settings, Page::health};
  for (std::size_t i = pages.size(); i-- > 0;) {
    press(ImGuiMod_Ctrl, static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(i)));
    EXPECT_EQ(window.view.page, pages[i]);
    EXPECT_EQ(region(), "main");
  }
  ASSERT_TRUE(tab_to("##Topic"));
  window.type("Bees");
  press(ImGuiMod_Ctrl, ImGuiKey_3);
  EXPECT_EQ(window.view.page, Page::jobs);
  EXPECT_EQ(window.view.draft.topic, "Bees");
}

TEST_F(Keyboard, AModifierThatIsLetGoWithinTheFrameStillCounts) {
  ImGuiIO& io = ImGui::GetIO();
  const std::array<std::pair<ImGuiKey, bool>, 6> events = {{{ImGuiMod_Ctrl, true},
                                                            {ImGuiKey_LeftCtrl, true},
                                                            {ImGuiKey_3, true},
                                                            {ImGuiMod_Ctrl, false},
                                                            {ImGuiKey_LeftCtrl, false},
                                                            {ImGuiKey_3, false}}};
  for (const auto& [which, is_down] : events) io.AddKeyEvent(which, is_down);
  window.settle();
  EXPECT_EQ(window.view.page, Page::jobs);
  EXPECT_FALSE(io.KeyCtrl);
}

TEST_F(Keyboard, CtrlEnterGeneratesWhileTyping) {
  ASSERT_TRUE(tab_to("##Topic"));
  press(ImGuiMod_Ctrl, ImGuiKey_Enter);
  EXPECT_TRUE(window.take<intent::MakeVideo>().empty()) << "there is no topic yet";
  ASSERT_TRUE(tab_to("##Topic"));
  window.type("Bees");
  press(ImGuiMod_Ctrl, ImGuiKey_Enter);
  const auto videos = window.take<intent::MakeVideo>();
  ASSERT_EQ(videos.size(), 1U);
  EXPECT_EQ(videos[0].brief.topic, "Bees");
}

TEST_F(Keyboard, CtrlEnterGeneratesWhilePastingAScript) {
  window.click("Finished script");
  window.click("##Script");
  window.type("# Bees");
  press(ImGuiMod_Ctrl, ImGuiKey_Enter);
  const auto videos = window.take<intent::MakeVideo>();
  ASSERT_EQ(videos.size(), 1U);
  EXPECT_EQ(videos[0].script, "# Bees") << "no line is begun";
}

TEST_F(Keyboard, CtrlEnterPressesNothingElse) {
  window.view.draft.topic = "Bees";
  ASSERT_TRUE(tab_to("Review the script first"));
  press(ImGuiMod_Ctrl, ImGuiKey_Enter);
  EXPECT_EQ(window.take<intent::MakeVideo>().size(), 1U);
  EXPECT_FALSE(window.view.draft.is_reviewed);
  press(ImGuiMod_Ctrl, ImGuiKey_3);
  press(ImGuiMod_Ctrl, ImGuiKey_Enter);
  EXPECT_TRUE(window.take<intent::MakeVideo>().empty()) << "only on its page";
}

TEST_F(Keyboard, ThemesAreOneStopAndTheArrowsChoose) {
  ASSERT_TRUE(tab_to("Dawn"));
  press(ImGuiKey_Tab);
  EXPECT_EQ(focus(), "16:9") << "the other themes are no stops";
  press(ImGuiMod_Shift, ImGuiKey_Tab);
  EXPECT_EQ(focus(), "Dawn");
  press(ImGuiKey_RightArrow);
  EXPECT_EQ(window.view.draft.brief.theme, "neon");
  EXPECT_EQ(focus(), "Neon");
  press(ImGuiKey_End);
  EXPECT_EQ(window.view.draft.brief.theme, "Ninth");
  press(ImGuiKey_RightArrow);
  EXPECT_EQ(focus(), "Ninth") << "there is no other";
  press(ImGuiKey_Home);
  EXPECT_EQ(window.view.draft.brief.theme, "dawn");
  press(ImGuiKey_DownArrow);
  EXPECT_NE(window.view.draft.brief.theme, "dawn");
  press(ImGuiKey_UpArrow);
  EXPECT_EQ(window.view.draft.brief.theme, "dawn");
  EXPECT_EQ(focus(), "Dawn");
}

TEST_F(Keyboard, SegmentsAreOneStopAndTheArrowsChoose) {
  ASSERT_TRUE(tab_to("16:9"));
  press(ImGuiKey_RightArrow);
  EXPECT_EQ(window.view.draft.brief.aspect, Aspect::tall);
  EXPECT_EQ(focus(), "9:16");
  press(ImGuiKey_Tab);
  EXPECT_EQ(focus(), "Standard");
  press(ImGuiKey_LeftArrow);
  EXPECT_EQ(window.view.draft.brief.quality, Quality::draft);
}

TEST_F(Keyboard, F1ShowsTheShortcutsOnEveryPage) {
  press(ImGuiMod_Ctrl, ImGuiKey_4);
  press(ImGuiKey_F1);
  EXPECT_TRUE(window.view.video.shortcuts_are_open);
  press(ImGuiKey_Escape);
  EXPECT_FALSE(window.view.video.shortcuts_are_open);
}

TEST_F(Keyboard, NoListOfWindowsAppears) {
  window.hold(ImGuiMod_Ctrl, true);
  window.key(ImGuiKey_Tab);
  window.frame(30);
  EXPECT_EQ(ImGui::GetCurrentContext()->NavWindowingTarget, nullptr);
  window.hold(ImGuiMod_Ctrl, false);
}

}  // namespace
}  // namespace reelwright::ui
