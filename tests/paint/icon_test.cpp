// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/icon.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace reelwright::paint {
namespace {

TEST(Icons, AreFoundByName) {
  const Result<IconFont> icons = IconFont::open();
  ASSERT_TRUE(icons) << icons.error().message;
  EXPECT_GT(icons->names().size(), 1000U);
  EXPECT_TRUE(std::is_sorted(icons->names().begin(), icons->names().end()));
  for (const char* name : {"flower", "rocket", "check", "weather-sunny", "earth"})
    EXPECT_TRUE(icons->has(name)) << name;
  EXPECT_FALSE(icons->has("no-such-icon"));
  EXPECT_TRUE(icons->outline("no-such-icon").empty());
}

TEST(Icons, FitIntoAnyBoxWithoutDistortion) {
  const Result<IconFont> icons = IconFont::open();
  ASSERT_TRUE(icons);
  const Path rocket = icons->outline("rocket");
  ASSERT_FALSE(rocket.empty());
  const Box box{100, 50, 300, 80};
  const Box fitted = rocket.fitted_into(box).bounds();
  EXPECT_TRUE(box.grown(0.01).contains(fitted));
  EXPECT_NEAR(fitted.h, 80, 0.01);
  EXPECT_NEAR(fitted.w / fitted.h, rocket.bounds().w / rocket.bounds().h, 1e-6);
  EXPECT_NEAR(fitted.mid_x(), box.mid_x(), 0.01);
}

}  // namespace
}  // namespace reelwright::paint
