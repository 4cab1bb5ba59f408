// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log_line.h"

#include <gtest/gtest.h>

#include <string>

namespace reelwright {
namespace {

TEST(LogLine, KeepsShortTextAndNames) {
  LogLine line;
  line.set_text("Scene 3 is spoken.");
  line.set_job("20261122-143005-water-cycle-7f3a");
  EXPECT_EQ(line.text(), "Scene 3 is spoken.");
  EXPECT_EQ(line.job(), "20261122-143005-water-cycle-7f3a");
  EXPECT_EQ(name_of(LogLevel::warning), "warning");
}

TEST(LogLine, CutsLongTextAtACharacterBoundary) {
  std::string text(LogLine::text_bytes_max - 1, 'a');
  text += "水";
  LogLine line;
  line.set_text(text);
  EXPECT_EQ(line.text(), std::string(LogLine::text_bytes_max - 1, 'a'));
}

TEST(LogLine, StaysOneLine) {
  LogLine line;
  line.set_text("first\nsecond\x1b[31m\ttab\x7f");
  EXPECT_EQ(line.text(), "first second [31m tab ");
}

TEST(LogLine, ShorterTextReplacesLonger) {
  LogLine line;
  line.set_text("a longer text");
  line.set_text("short");
  EXPECT_EQ(line.text(), "short");
}

}  // namespace
}  // namespace reelwright
