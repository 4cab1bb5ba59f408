// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/colour.h"

#include <gtest/gtest.h>

namespace reelwright::paint {
namespace {

TEST(Colour, ReadsHexWithAndWithoutAlpha) {
  EXPECT_EQ(parse_colour("#FF0000"), (Colour{1, 0, 0, 1}));
  EXPECT_EQ(parse_colour("#00ff0080"), (Colour{0, 1, 0, 128 / 255.0}));
  for (const char* bad : {"", "#", "FF0000", "#FF00", "#GG0000", "#FF00000", "red"})
    EXPECT_FALSE(parse_colour(bad)) << bad;
}

TEST(Colour, ContrastIsThatOfWcag) {
  EXPECT_NEAR(contrast_ratio({0, 0, 0, 1}, {1, 1, 1, 1}), 21.0, 1e-9);
  EXPECT_NEAR(contrast_ratio({1, 1, 1, 1}, {1, 1, 1, 1}), 1.0, 1e-9);
  // #767676 is the lightest grey that WCAG's examples accept on white.
  EXPECT_NEAR(contrast_ratio(*parse_colour("#767676"), {1, 1, 1, 1}), 4.54, 0.01);
}

TEST(Colour, MixingEndsAtBothColours) {
  const Colour a = *parse_colour("#E8552D");
  const Colour b = *parse_colour("#0F7F7840");
  const Colour start = mix(a, b, 0);
  const Colour end = mix(a, b, 1);
  EXPECT_NEAR(start.r, a.r, 1e-4);
  EXPECT_NEAR(end.g, b.g, 1e-4);
  EXPECT_NEAR(end.a, b.a, 1e-9);
}

TEST(Colour, AFullTurnOfHueIsTheSameColour) {
  const Colour colour = *parse_colour("#7C5CFF");
  const Colour turned = rotate_hue(colour, 360);
  EXPECT_NEAR(turned.r, colour.r, 1e-4);
  EXPECT_NEAR(turned.b, colour.b, 1e-4);
  EXPECT_GT(rotate_hue(colour, 60).r, colour.r);
}

}  // namespace
}  // namespace reelwright::paint
