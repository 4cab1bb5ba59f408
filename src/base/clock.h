// SPDX-License-Identifier: GPL-3.0-or-later
// Time as a parameter. Wall time (UTC) is for people and files; work time is for measuring and stops while
// the machine sleeps (CLOCK_MONOTONIC), so an ETA is not spoiled by standby.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace reelwright {

/// Any thread. Implementations are immutable or synchronised.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual std::int64_t utc_ms() const = 0;   ///< milliseconds since 1970-01-01 UTC
  [[nodiscard]] virtual std::int64_t work_ms() const = 0;  ///< monotonic, excludes standby, arbitrary origin
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] std::int64_t utc_ms() const override;
  [[nodiscard]] std::int64_t work_ms() const override;
};

/// "2026-11-22T14:30:05.123Z".
[[nodiscard]] std::string format_utc(std::int64_t utc_ms);
/// The inverse of format_utc. Error: time.malformed.
[[nodiscard]] Result<std::int64_t> parse_utc(std::string_view text);
/// "20261122-143005", for names that sort by time.
[[nodiscard]] std::string format_utc_compact(std::int64_t utc_ms);

}  // namespace reelwright
