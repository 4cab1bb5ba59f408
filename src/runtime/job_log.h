// SPDX-License-Identifier: GPL-3.0-or-later
// The log file of one attempt of a job, and the Reporter that stages write to. Each line reaches the file
// first (nothing is lost), then the live view's rings.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/log_line.h"
#include "model/stage.h"
#include "runtime/log_rings.h"
#include "stages/stage.h"

namespace reelwright::runtime {

/// Any thread: every line is one O_APPEND write.
class JobLog {
 public:
  /// Opens for appending, creating the file. A log that cannot be opened or written never stops the work: it
  /// counts what it lost.
  JobLog(const std::filesystem::path& path, std::string job, const Clock& clock, LogRings& rings);
  ~JobLog();
  JobLog(const JobLog&) = delete;
  JobLog& operator=(const JobLog&) = delete;

  /// Line ends inside `text` become blanks. `producer` names the caller's ring.
  void write(std::size_t producer, LogLevel level, std::optional<Stage> stage, std::string_view text);

  /// Lines that did not reach the file.
  [[nodiscard]] std::uint64_t lost_lines() const { return lost_lines_.load(std::memory_order_relaxed); }

 private:
  const std::string job_;
  const Clock& clock_;
  LogRings& rings_;
  const int descriptor_;  ///< -1 when it could not be opened
  std::atomic<std::uint64_t> lost_lines_{0};
};

/// What a stage sees of the log while one of its tasks runs. Any thread.
class TaskReporter final : public stages::Reporter {
 public:
  /// `on_warning` is called on the reporting thread.
  TaskReporter(JobLog& log, std::size_t producer, Stage stage,
               const std::function<void(std::string)>& on_warning)
      : log_(log), producer_(producer), stage_(stage), on_warning_(on_warning) {}

  void log(LogLevel level, std::string_view text) override { log_.write(producer_, level, stage_, text); }
  void warn(std::string_view text) override {
    log_.write(producer_, LogLevel::warning, stage_, text);
    on_warning_(std::string(text));
  }

 private:
  JobLog& log_;
  const std::size_t producer_;
  const Stage stage_;
  const std::function<void(std::string)>& on_warning_;
};

}  // namespace reelwright::runtime
