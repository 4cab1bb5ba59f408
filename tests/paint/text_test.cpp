// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "paint/canvas.h"

namespace reelwright::paint {
namespace {

TextStyle heading_style() {
  TextStyle style;
  style.families = "Inter Display, Inter";
  style.weight = 800;
  style.size_px = 120;
  style.size_px_min = 12;
  style.tracking_em = -0.02;
  return style;
}

const std::string long_text =
    "A sentence that goes on and on, far longer than any heading should ever be, so that it has to become "
    "smaller until it "
    "fits its box, and that still has to be read without any word being lost on the way to its end.";

class TextFits : public testing::TestWithParam<std::string> {};

TEST_P(TextFits, TheBoxWithoutLosingAnything) {
  const TextEngine engine;
  for (const Align align : {Align::start, Align::centre}) {
    TextStyle style = heading_style();
    style.align = align;
    const TextBlock block = engine.fit(GetParam(), style, 700, 300);
    EXPECT_TRUE(block.complete());
    EXPECT_LE(block.width_px(), 701);
    EXPECT_LE(block.height_px(), 301);
    EXPECT_GE(block.size_px(), style.size_px_min);
    // Ink may overhang the em boxes a little (italics, Arabic), never by more than a tenth of the size.
    const double slack = block.size_px() * 0.1 + 1;
    EXPECT_GE(block.ink().x, -slack);
    EXPECT_LE(block.ink().right(), 700 + slack);
    EXPECT_GE(block.ink().y, -slack);
    EXPECT_LE(block.ink().bottom(), 300 + slack);
  }
}

INSTANTIATE_TEST_SUITE_P(Texts, TextFits,
                         testing::Values("Honey", "How bees make honey", long_text,
                                         "Donaudampfschifffahrtsgesellschaftskapitänsmütze",
                                         "蜜蜂如何在黑暗的蜂巢中酿造蜂蜜",
                                         "ミツバチはどうやって蜂蜜を作るのか",
                                         "كيف يصنع النحل العسل في الخلية المظلمة", "איך דבורים מייצרות דבש",
                                         "मधुमक्खियाँ शहद कैसे बनाती हैं", "Bees 🐝 love 🌻 honey 🍯", "A",
                                         "mixed الخلية and 蜂蜜 text"));

TEST(Text, ShortTextKeepsItsLargestSizeAndLongTextShrinks) {
  const TextEngine engine;
  const TextStyle style = heading_style();
  EXPECT_DOUBLE_EQ(engine.fit("Honey", style, 700, 300).size_px(), 120);
  EXPECT_LT(engine.fit(long_text, style, 700, 300).size_px(), 60);
}

TEST(Text, KeepsToTheLinesAllowed) {
  const TextEngine engine;
  TextStyle style = heading_style();
  for (const int lines : {1, 2, 3}) {
    style.lines_max = lines;
    EXPECT_LE(
        engine.fit("One bee visits up to two thousand flowers in a single day", style, 700, 2000).lines(),
        lines);
  }
}

TEST(Text, LinesAreOfSimilarLength) {
  const TextEngine engine;
  TextStyle style = heading_style();
  style.size_px = 60;
  // Filled greedily, the last line would hold the single word "day".
  const std::string text = "Two thousand flowers every single day";
  const TextBlock whole = engine.fit(text, style, 100000, 300);
  ASSERT_EQ(whole.lines(), 1);
  const TextBlock block = engine.fit(text, style, whole.width_px() - 30, 300);
  ASSERT_EQ(block.lines(), 2);
  EXPECT_LT(block.width_px(), whole.width_px() * 0.7);
}

TEST(Text, JapaneseBreaksBetweenPhrases) {
  const TextEngine engine;
  TextStyle style = heading_style();
  style.lang = "ja";
  const std::string phrases[] = {"蜂蜜はどのように", "作られるのでしょうか"};
  const double widest = engine.fit(phrases[1], style, 1e5, 1e5).width_px();
  const TextBlock block = engine.fit(phrases[0] + phrases[1], style, widest * 1.08, 600);
  ASSERT_EQ(block.lines(), 2);
  EXPECT_NEAR(block.width_px(), widest, 2) << "the second line is the whole second phrase";
  // Where that would make the text tiny, it breaks wherever the rules allow.
  const TextBlock narrow = engine.fit("ドナウ川蒸気船会社船長未亡人年金と" + phrases[1], style, 300, 900);
  EXPECT_TRUE(narrow.complete());
  EXPECT_GT(narrow.lines(), 3);
}

TEST(Text, NoLastLineIsLeftWithAShortWord) {
  const TextEngine engine;
  TextStyle style = heading_style();
  style.size_px = 60;
  for (double width = 450; width < 1000; width += 25) {
    const TextBlock block =
        engine.fit("One bee visits up to two thousand flowers in a single day", style, width, 900);
    if (block.lines() < 2) continue;
    // "day" is 100 pixels wide; with its neighbour it is twice that.
    const TextBlock day = engine.fit("day", style, width, 900);
    Canvas canvas(Box{0, 0, width, block.height_px()}.grown(10));
    canvas.draw_text(block, 0, 0, {0, 0, 0, 1});
    const RgbaImage image = canvas.image();
    int right = 0;
    for (int y = image.height - 10 - static_cast<int>(block.height_px() / block.lines() / 2);
         y < image.height; ++y)
      for (int x = 0; x < image.width; ++x)
        if (image.row(y)[x * 4 + 3] > 128) right = std::max(right, x);
    EXPECT_GT(right - 10, day.width_px() * 1.3) << width;
  }
}

TEST(Text, WhatCannotFitIsCutAndSaysSo) {
  const TextEngine engine;
  TextStyle style = heading_style();
  style.size_px_min = 60;
  const TextBlock block = engine.fit(long_text, style, 400, 150);
  EXPECT_FALSE(block.complete());
  EXPECT_LE(block.height_px(), 151);
  EXPECT_LE(block.width_px(), 403);
}

TEST(Text, TextWrittenFromTheRightStandsAtTheRight) {
  const TextEngine engine;
  const TextBlock arabic = engine.fit("العسل", heading_style(), 900, 300);
  EXPECT_GT(arabic.ink().x, 450);
  const TextBlock latin = engine.fit("Honey", heading_style(), 900, 300);
  EXPECT_LT(latin.ink().x, 20);
  EXPECT_TRUE(is_right_to_left("123 דבש"));
  EXPECT_FALSE(is_right_to_left("honey العسل"));
}

TEST(Text, ReportsCharactersThatNoFontHasEachOnce) {
  const TextEngine engine;
  EXPECT_TRUE(engine.missing_glyphs("How bees make honey, 100 %: äöüß\n", heading_style()).empty());
  // Unassigned in Unicode: no font can have them.
  const std::vector<char32_t> missing = engine.missing_glyphs("a\u0378b\U0003FFF0c\u0378", heading_style());
  EXPECT_EQ(missing, (std::vector<char32_t>{0x378, 0x3FFF0}));
}

TEST(Text, KnowsWhichFamiliesAreInstalled) {
  const TextEngine engine;
  EXPECT_TRUE(engine.has_family("Inter"));
  EXPECT_FALSE(engine.has_family("No Such Family 17"));
}

TEST(Text, CapitalsWorkBeyondAscii) { EXPECT_EQ(in_capitals("für été"), "FÜR ÉTÉ"); }

}  // namespace
}  // namespace reelwright::paint
