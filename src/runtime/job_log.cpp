// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/job_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace reelwright::runtime {

JobLog::JobLog(const std::filesystem::path& path, std::string job, const Clock& clock, LogRings& rings)
    : job_(std::move(job)),
      clock_(clock),
      rings_(rings),
      descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {}

JobLog::~JobLog() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void JobLog::write(std::size_t producer, LogLevel level, std::optional<Stage> stage, std::string_view text) {
  const std::int64_t utc_ms = clock_.utc_ms();
  std::string file_line = fmt::format("{} {:<7} {:<8} {}", format_utc(utc_ms), name_of(level),
                                      stage ? name_of(*stage) : std::string_view("job"), text);
  std::ranges::replace_if(
      file_line, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  file_line += '\n';
  const ssize_t written = ::write(descriptor_, file_line.data(), file_line.size());
  if (written != static_cast<ssize_t>(file_line.size())) lost_lines_.fetch_add(1, std::memory_order_relaxed);

  LogLine line;
  line.utc_ms = utc_ms;
  line.level = level;
  if (stage) line.stage = static_cast<std::uint8_t>(*stage);
  line.set_text(text);
  line.set_job(job_);
  rings_.offer(producer, line);
}

}  // namespace reelwright::runtime
