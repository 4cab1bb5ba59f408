// SPDX-License-Identifier: GPL-3.0-or-later
// What the video is made for, chosen on the Create page.
#include "ui/driver.h"

namespace reelwright::ui {
namespace {

TEST(PresetChoice, DecidesAboutShapeAndQualityUntilOneOfThemIsChosen) {
  Driver window;
  window.view.page = Page::create;
  Preset draft;
  draft.name = "draft";
  draft.title = "Only a quality";
  Preset shorts;
  shorts.name = "shorts";
  shorts.title = "Shorts";
  shorts.quality = Quality::high;
  shorts.aspect = Aspect::tall;
  window.machine.presets = {draft, shorts};
  const Brief& brief = window.view.draft.brief;
  const auto choose_shorts = [&] {
    window.click("Made for");
    window.click("Shorts");
    EXPECT_EQ(brief.preset, "shorts");
    EXPECT_EQ(brief.aspect, Aspect::tall);
    EXPECT_EQ(brief.quality, Quality::high);
  };
  choose_shorts();
  window.click("9:16");
  EXPECT_EQ(brief.preset, "shorts") << "its own shape";
  window.click("1:1");
  EXPECT_EQ(brief.preset, "");
  EXPECT_EQ(brief.aspect, Aspect::square);

  choose_shorts();
  window.click("Standard");
  EXPECT_EQ(brief.preset, "");
  EXPECT_EQ(brief.quality, Quality::standard);

  choose_shorts();
  window.click("Made for");
  window.click("Anything");
  EXPECT_EQ(brief.preset, "");
}

}  // namespace
}  // namespace reelwright::ui
