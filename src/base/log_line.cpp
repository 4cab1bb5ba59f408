// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log_line.h"

#include <algorithm>
#include <span>
#include <type_traits>

#include "base/utf8.h"

namespace reelwright {
namespace {

static_assert(std::is_trivially_copyable_v<LogLine>);

std::uint16_t copy_line(std::string_view from, std::span<char> to) {
  const std::string_view kept = utf8_prefix(from, to.size());
  std::ranges::transform(kept, to.begin(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f ? ' ' : c;
  });
  return static_cast<std::uint16_t>(kept.size());
}

}  // namespace

std::string_view name_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
  }
  return "info";
}

void LogLine::set_text(std::string_view text) { text_size = copy_line(text, text_bytes); }

void LogLine::set_job(std::string_view job) { job_size = copy_line(job, job_bytes); }

}  // namespace reelwright
