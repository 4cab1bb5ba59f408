// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log_excerpt.h"

#include <algorithm>

#include "base/clock.h"

namespace reelwright::ui {

void append_line(std::string& out, const LogHistory& log, const LogHistory::Line& line) {
  out += format_utc(line.utc_ms);
  out += ' ';
  out += name_of(line.level);
  out += ' ';
  if (line.stage < stage_count) {
    out += title_of(static_cast<Stage>(line.stage));
    out += ' ';
  }
  out += log.text(line);
  out += '\n';
}

bool LogExcerpt::advance(const LogHistory& log, std::size_t lines) {
  next_ = std::max(next_, log.oldest());
  const std::uint64_t until = std::min<std::uint64_t>(log.total(), next_ + lines);
  for (; next_ < until; ++next_)
    if (const LogHistory::Line& line = log.at(next_); log.passes(line, filter_))
      append_line(text_, log, line);
  return next_ == log.total();
}

}  // namespace reelwright::ui
