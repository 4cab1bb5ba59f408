// SPDX-License-Identifier: GPL-3.0-or-later
// Log lines as text, for the clipboard and for a file. A file of a million lines is put together over several
// frames.
#pragma once

#include <string>
#include <utility>

#include "ui/log_history.h"

namespace reelwright::ui {

/// Adds "2026-11-22 14:30:05.123 info Voice scene 04 spoken\n".
void append_line(std::string& out, const LogHistory& log, const LogHistory::Line& line);

/// One thread.
class LogExcerpt {
 public:
  explicit LogExcerpt(LogFilter filter) : filter_(std::move(filter)) {}

  /// Looks at up to `lines` more lines of the same history. True when it has looked at all.
  bool advance(const LogHistory& log, std::size_t lines = LogHistory::lines_a_frame);
  [[nodiscard]] std::string take_text() { return std::exchange(text_, {}); }

 private:
  LogFilter filter_;
  std::uint64_t next_ = 0;
  std::string text_;
};

}  // namespace reelwright::ui
