// SPDX-License-Identifier: GPL-3.0-or-later
// One line of a job's log as it travels from a worker to the file, the console and the window. Text is
// bounded so that a line can sit in a fixed ring without allocating.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace reelwright {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

/// "debug", "info", "warning", "error".
[[nodiscard]] std::string_view name_of(LogLevel level);

/// Trivially copyable; any thread.
struct LogLine {
  static constexpr std::size_t text_bytes_max = 480;
  static constexpr std::size_t job_bytes_max = 96;

  std::uint64_t sequence = 0;  ///< order over all rings of one process
  std::int64_t utc_ms = 0;
  LogLevel level = LogLevel::info;
  std::uint8_t stage = 0xff;  ///< model's Stage as a number, 0xff for none: base does not know stages
  std::uint16_t text_size = 0;
  std::uint16_t job_size = 0;
  std::array<char, job_bytes_max> job_bytes{};
  std::array<char, text_bytes_max> text_bytes{};

  /// Cut at a UTF-8 character boundary when longer than the field; control characters become spaces.
  void set_text(std::string_view text);
  void set_job(std::string_view job);
  [[nodiscard]] std::string_view text() const { return {text_bytes.data(), text_size}; }
  [[nodiscard]] std::string_view job() const { return {job_bytes.data(), job_size}; }
};

}  // namespace reelwright
