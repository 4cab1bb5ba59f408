// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <gtest/gtest.h>

namespace reelwright {
namespace {

TEST(Clock, FormatsKnownInstants) {
  EXPECT_EQ(format_utc(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_utc(1'795'357'805'123), "2026-11-22T14:30:05.123Z");
  EXPECT_EQ(format_utc_compact(1'795'357'805'999), "20261122-143005");
  EXPECT_EQ(format_utc(-1), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(format_utc(951'782'400'000), "2000-02-29T00:00:00.000Z");
}

TEST(Clock, FormatAndParseAreInverse) {
  // A prime step of about 29 days visits months, leap days and times of day from 1900 to 2200.
  for (std::int64_t ms = -2'208'988'800'000; ms < 7'258'118'400'000; ms += 2'505'600'007) {
    const Result<std::int64_t> parsed = parse_utc(format_utc(ms));
    ASSERT_TRUE(parsed.has_value()) << format_utc(ms);
    ASSERT_EQ(*parsed, ms);
  }
}

TEST(Clock, TimesOutsideFourDigitYearsStayInShape) {
  EXPECT_EQ(format_utc(INT64_MAX), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(format_utc(INT64_MIN), "0000-01-01T00:00:00.000Z");
}

TEST(Clock, RefusesWhatIsNotATime) {
  for (const char* text :
       {"", "2026-11-22", "2026-11-22T14:30:05Z", "2026-02-30T00:00:00.000Z", "2026-13-01T00:00:00.000Z",
        "2026-11-22T24:00:00.000Z", "2026-11-22T14:60:05.123Z", "2026-11-22T14:30:05.123",
        "2026-11-22T14:30:05.123ZZ", "2026-1a-22T14:30:05.123Z", "+026-11-22T14:30:05.123Z"}) {
    const Result<std::int64_t> parsed = parse_utc(text);
    ASSERT_FALSE(parsed.has_value()) << text;
    EXPECT_EQ(parsed.error().code, "time.malformed");
  }
}

TEST(Clock, SystemClockMovesForward) {
  const SystemClock clock;
  const std::int64_t before = clock.work_ms();
  EXPECT_GE(clock.work_ms(), before);
  EXPECT_GT(clock.utc_ms(), *parse_utc("2024-01-01T00:00:00.000Z"));
}

}  // namespace
}  // namespace reelwright
