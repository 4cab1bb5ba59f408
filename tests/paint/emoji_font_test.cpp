// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/emoji_font.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace reelwright::paint {
namespace {

constexpr char32_t honey_pot = U'\U0001F36F';

EmojiFont installed() { return EmojiFont(find_fallback_files({"und-zsye"}).at(0)); }

TEST(EmojiFont, PicturesAreInColourAndAsHighAsWished) {
  EmojiFont font = installed();
  for (const int height : {12, 16, 31, 64, 200}) {
    const RgbaImage image = font.draw(honey_pot, height);
    ASSERT_EQ(image.height, height);
    EXPECT_NEAR(image.width, height, 0.15 * height + 1);
    std::size_t seen = 0;
    std::size_t golden = 0;
    for (std::size_t i = 0; i < image.pixels.size(); i += 4) {
      seen += image.pixels[i + 3] > 128 ? 1 : 0;
      golden += image.pixels[i + 3] > 128 && image.pixels[i] > image.pixels[i + 2] + 60 ? 1 : 0;
    }
    EXPECT_GT(seen * 3, image.pixels.size() / 4) << height;
    EXPECT_GT(golden * 2, seen) << height;
  }
}

TEST(EmojiFont, SmallPicturesAreTheAverageOfWhatTheyCover) {
  EmojiFont font = installed();
  const auto mean_alpha = [](const RgbaImage& image) {
    double sum = 0;
    for (std::size_t i = 3; i < image.pixels.size(); i += 4) sum += image.pixels[i];
    return sum / static_cast<double>(image.pixels.size() / 4);
  };
  EXPECT_NEAR(mean_alpha(font.draw(honey_pot, 14)), mean_alpha(font.draw(honey_pot, 128)), 6);
}

TEST(EmojiFont, WhatItHasNotIsEmpty) {
  EXPECT_TRUE(installed().draw(U'\u0416', 16).pixels.empty());
  EXPECT_TRUE(EmojiFont({.path = "/nowhere.ttf"}).draw(honey_pot, 16).pixels.empty());
}

}  // namespace
}  // namespace reelwright::paint
