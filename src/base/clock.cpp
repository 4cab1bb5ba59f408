// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace reelwright {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hh_mm_ss;
using std::chrono::milliseconds;
using std::chrono::sys_days;
using std::chrono::sys_time;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr sys_time<milliseconds> earliest = sys_days{year{0} / 1 / 1};
constexpr sys_time<milliseconds> latest = sys_days{year{10000} / 1 / 1} - milliseconds{1};

std::int64_t read_ms(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

struct Civil {
  year_month_day date;
  hh_mm_ss<milliseconds> time;
};

/// Years 0000 to 9999: what the fixed-width form can show.
Civil civil_of(std::int64_t utc_ms) {
  const std::int64_t bounded =
      std::clamp(utc_ms, earliest.time_since_epoch().count(), latest.time_since_epoch().count());
  const sys_time<milliseconds> instant{milliseconds{bounded}};
  const auto day = floor<days>(instant);
  return {year_month_day{day}, hh_mm_ss<milliseconds>{instant - day}};
}

/// The characters must be digits.
unsigned digits(std::string_view text, std::size_t offset, std::size_t count) {
  unsigned value = 0;
  for (const char c : text.substr(offset, count)) value = value * 10 + static_cast<unsigned>(c - '0');
  return value;
}

}  // namespace

std::int64_t SystemClock::utc_ms() const { return read_ms(CLOCK_REALTIME); }

std::int64_t SystemClock::work_ms() const { return read_ms(CLOCK_MONOTONIC); }

std::string format_utc(std::int64_t utc_ms) {
  const auto [date, time] = civil_of(utc_ms);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count(),
                     time.subseconds().count());
}

Result<std::int64_t> parse_utc(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00T00:00:00.000Z";
  bool well_formed = text.size() == shape.size();
  for (std::size_t i = 0; well_formed && i < shape.size(); ++i)
    well_formed = shape[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == shape[i];
  if (well_formed) {
    const year_month_day date{year{static_cast<int>(digits(text, 0, 4))},
                              std::chrono::month{digits(text, 5, 2)}, std::chrono::day{digits(text, 8, 2)}};
    const unsigned hour = digits(text, 11, 2);
    const unsigned minute = digits(text, 14, 2);
    const unsigned second = digits(text, 17, 2);
    if (date.ok() && hour < 24 && minute < 60 && second < 60) {
      const auto instant = sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
                           std::chrono::seconds{second} + milliseconds{digits(text, 20, 3)};
      return instant.time_since_epoch().count();
    }
  }
  return fail("time.malformed", fmt::format("\"{}\" is not a time.", text),
              "Write it as 2026-11-22T14:30:05.123Z.");
}

std::string format_utc_compact(std::int64_t utc_ms) {
  const auto [date, time] = civil_of(utc_ms);
  return fmt::format("{:04}{:02}{:02}-{:02}{:02}{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace reelwright
