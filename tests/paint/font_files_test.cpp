// SPDX-License-Identifier: GPL-3.0-or-later
#include "paint/font_files.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "paint/icon.h"

namespace reelwright::paint {
namespace {

TEST(FontFiles, WeightsOfAFamilyAreDifferentFiles) {
  const Result<FontFile> regular = find_font_file("Inter", 400);
  const Result<FontFile> bold = find_font_file("Inter", 700);
  ASSERT_TRUE(regular) << regular.error().message;
  ASSERT_TRUE(bold);
  EXPECT_TRUE(std::filesystem::is_regular_file(regular->path));
  EXPECT_NE(regular->path, bold->path);
}

TEST(FontFiles, FamilyThatIsNotInstalledIsAnErrorNotASubstitute) {
  const Result<FontFile> file = find_font_file("No Such Family", 400);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, "fonts.missing");
}

TEST(FontFiles, FallbacksCoverTheirLanguageAndComeOnce) {
  const std::vector<FontFile> files = find_fallback_files({"ja", "ar", "hi", "ja", "x-nobody"});
  ASSERT_GE(files.size(), 2U);
  for (const FontFile& file : files) EXPECT_TRUE(std::filesystem::is_regular_file(file.path)) << file.path;
  EXPECT_LE(files.size(), 3U);
}

TEST(FontFiles, EmojiAreInColour) {
  const std::vector<FontFile> files = find_fallback_files({"ru", "und-zsye"});
  ASSERT_EQ(files.size(), 2U);
  EXPECT_FALSE(files[0].is_colour);
  EXPECT_TRUE(files[1].is_colour);
}

TEST(FontFiles, IconsHaveCharactersOfTheirFontsPrivateArea) {
  const Result<IconFont> icons = IconFont::open();
  ASSERT_TRUE(icons);
  EXPECT_GE(icons->character("check"), U'\ue000');
  EXPECT_EQ(icons->character("no such icon"), 0U);
  EXPECT_TRUE(std::filesystem::is_regular_file(icons->file()));
}

}  // namespace
}  // namespace reelwright::paint
