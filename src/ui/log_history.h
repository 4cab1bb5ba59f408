// SPDX-License-Identifier: GPL-3.0-or-later
// The log lines that the console can show: a fixed number, in order, the oldest go first. What a filter
// leaves is kept up to date line by line, so that a frame costs the same with a thousand lines and with a
// million.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/log_line.h"

namespace reelwright::ui {

struct LogFilter {
  LogLevel level_min = LogLevel::info;
  std::string job = {};     ///< "" for all
  std::string search = {};  ///< ASCII case is ignored; "" for all
  friend bool operator==(const LogFilter&, const LogFilter&) = default;
};

/// One thread.
class LogHistory {
 public:
  struct Line {
    std::int64_t utc_ms = 0;
    std::uint64_t text_at = 0;  ///< in all text that ever came
    std::uint16_t text_bytes = 0;
    LogLevel level = LogLevel::info;
    std::uint8_t stage = 0xff;
    std::uint32_t job = 0;  ///< in jobs_
  };

  LogHistory(std::size_t lines_max, std::size_t text_bytes_max);

  void add(const LogLine& line);
  /// Another filter is applied to everything at once; the same one costs nothing.
  void filter(const LogFilter& filter);

  /// Lines that pass the filter, oldest first.
  [[nodiscard]] std::size_t size() const { return shown_.size(); }
  [[nodiscard]] const Line& line(std::size_t index) const;
  [[nodiscard]] std::string_view text(const Line& line) const;
  [[nodiscard]] std::string_view job(const Line& line) const { return jobs_[line.job]; }
  /// Lines that came, whether they are still held or not.
  [[nodiscard]] std::uint64_t total() const { return first_ + lines_.size(); }

 private:
  [[nodiscard]] bool passes(const Line& line) const;
  [[nodiscard]] std::uint32_t number_of(std::string_view job);
  void drop_oldest();

  const std::size_t lines_max_;
  std::vector<char> ring_;  ///< the newest text; text_at modulo its size, no line wraps around
  std::uint64_t text_end_ = 0;
  std::deque<Line> lines_;
  std::uint64_t first_ = 0;  ///< number of the oldest line that is held
  std::deque<std::uint64_t> shown_;
  std::vector<std::string> jobs_;
  LogFilter filter_;
};

}  // namespace reelwright::ui
