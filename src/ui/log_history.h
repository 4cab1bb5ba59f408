// SPDX-License-Identifier: GPL-3.0-or-later
// The log lines that the console can show: a fixed number, in order, the oldest go first. What a filter
// leaves is kept up to date line by line, and another filter is applied a piece at a time from the newest
// line back, so that a frame costs the same with a thousand lines and with a million.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/log_line.h"
#include "model/stage.h"

namespace reelwright::ui {

struct LogFilter {
  LogLevel level_min = LogLevel::info;
  std::string job = {};                       ///< "" for all
  std::optional<Stage> stage = std::nullopt;  ///< unset for all
  std::string unit = {};                      ///< as search, of one thing that was worked on: "scene 04"
  std::string search = {};                    ///< ASCII case is ignored; "" for all
  friend bool operator==(const LogFilter&, const LogFilter&) = default;
};

/// Where `wanted` is in `text`; ASCII case is ignored. npos when it is not there.
[[nodiscard]] std::size_t find_ignoring_case(std::string_view text, std::string_view wanted,
                                             std::size_t from = 0);

/// One thread.
class LogHistory {
 public:
  struct Line {
    std::int64_t utc_ms = 0;
    std::uint64_t text_at = 0;  ///< in all text that ever came
    std::uint16_t text_bytes = 0;
    LogLevel level = LogLevel::info;
    std::uint8_t stage = 0xff;
    std::uint32_t job = 0;  ///< in sources_
  };

  /// Lines that a frame may look at without being late for it.
  static constexpr std::size_t lines_a_frame = 20'000;
  static constexpr std::size_t tail_lines_max = 20;

  LogHistory(std::size_t lines_max, std::size_t text_bytes_max);

  void add(const LogLine& line);
  /// Another filter starts over with the newest lines_a_frame lines; the same one costs nothing.
  void filter(const LogFilter& filter);
  /// Applies the filter to up to `lines` older ones. True when it has seen all.
  bool scan(std::size_t lines = lines_a_frame);
  [[nodiscard]] const LogFilter& filter() const { return filter_; }

  /// Lines that pass the filter, oldest first.
  [[nodiscard]] std::size_t size() const { return shown_.size(); }
  [[nodiscard]] const Line& line(std::size_t index) const { return at(shown_[index]); }
  [[nodiscard]] std::string_view text(const Line& line) const;
  [[nodiscard]] std::string_view job(const Line& line) const { return sources_[line.job].job; }
  /// Bytes of the longest text that ever came.
  [[nodiscard]] std::size_t longest() const { return longest_; }
  /// Jobs that names are held of: not more than ever had lines here at the same time.
  [[nodiscard]] std::size_t jobs() const { return sources_.size(); }
  /// Lines that came, whether they are still held or not.
  [[nodiscard]] std::uint64_t total() const { return first_ + lines_.size(); }

  /// Of all lines that ever came: stays the same while others come and go.
  [[nodiscard]] std::uint64_t number(std::size_t index) const { return shown_[index]; }
  /// Of the first shown line with this number or a later one; size() when there is none.
  [[nodiscard]] std::size_t index_of(std::uint64_t number) const;
  /// Shown lines that left at the front, less those that were added there: how far all others have moved.
  [[nodiscard]] std::int64_t front() const { return front_; }
  /// Index of the first shown error behind this number, else of the first of all.
  [[nodiscard]] std::optional<std::size_t> next_error(std::uint64_t after) const;

  /// All lines that are held, by number from oldest() to total() - 1.
  [[nodiscard]] std::uint64_t oldest() const { return first_; }
  [[nodiscard]] const Line& at(std::uint64_t number) const {
    return lines_[static_cast<std::size_t>(number - first_)];
  }
  [[nodiscard]] bool passes(const Line& line, const LogFilter& filter) const;

  /// Keeps the newest lines of a job (info and above), whatever the filter: see tail(). The same job again
  /// costs nothing.
  void watch(std::string_view job);
  /// Numbers, oldest first, at most tail_lines_max.
  [[nodiscard]] const std::deque<std::uint64_t>& tail() const { return tail_; }

 private:
  /// Who wrote lines that are held; free for another one when the last of them goes.
  struct Source {
    std::string job;
    std::size_t lines = 0;
  };

  [[nodiscard]] std::uint32_t source_of(std::string_view job);
  [[nodiscard]] bool is_watched(const Line& line) const;
  void drop_oldest();

  const std::size_t lines_max_;
  const std::size_t ring_bytes_;
  /// The newest text; text_at modulo its size, no line wraps around. Not zeroed: what no line has come to yet
  /// takes neither time nor memory.
  std::unique_ptr<char[]> ring_;
  std::uint64_t text_end_ = 0;
  std::size_t longest_ = 0;
  std::deque<Line> lines_;
  std::uint64_t first_ = 0;  ///< number of the oldest line that is held
  std::deque<std::uint64_t> shown_;
  std::uint64_t scanned_from_ = 0;  ///< the filter has been applied to this number and later ones
  std::int64_t front_ = 0;
  std::deque<std::uint64_t> errors_;
  std::vector<Source> sources_;
  std::uint32_t newest_source_ = 0;  ///< of the newest line
  LogFilter filter_;
  std::string watched_;
  std::deque<std::uint64_t> tail_;
};

}  // namespace reelwright::ui
