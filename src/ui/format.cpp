// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace reelwright::ui {

ShortText clock_text(double seconds) {
  const auto whole = static_cast<long>(std::llround(std::max(seconds, 0.0)));
  if (whole >= 3600) return ShortText("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return ShortText("{}:{:02}", whole / 60, whole % 60);
}

ShortText bytes_text(std::uint64_t bytes) {
  const auto size = static_cast<double>(bytes);
  if (size < 1e6) return ShortText("{:.0f} kB", size / 1e3);
  if (size < 1e9) return ShortText("{:.1f} MB", size / 1e6);
  return ShortText("{:.1f} GB", size / 1e9);
}

ShortText ago_text(std::int64_t utc_ms, std::int64_t now_utc_ms) {
  const std::int64_t minutes = (now_utc_ms - utc_ms) / 60'000;
  if (minutes < 1) return ShortText("just now");
  if (minutes < 60) return ShortText("{} min ago", minutes);
  if (minutes < 24 * 60) return ShortText("{} h ago", minutes / 60);
  if (minutes < 48 * 60) return ShortText("yesterday");
  const std::chrono::sys_time<std::chrono::milliseconds> moment{std::chrono::milliseconds(utc_ms)};
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(moment));
  return ShortText("{}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                   static_cast<unsigned>(day.day()));
}

std::string_view title_of(JobStatus status) {
  switch (status) {
    case JobStatus::queued:
      return "Waiting";
    case JobStatus::running:
      return "Working";
    case JobStatus::paused:
      return "Paused";
    case JobStatus::done:
      return "Done";
    case JobStatus::failed:
      return "Failed";
    case JobStatus::canceled:
      return "Canceled";
    case JobStatus::interrupted:
      return "Interrupted";
  }
  return "";
}

}  // namespace reelwright::ui
