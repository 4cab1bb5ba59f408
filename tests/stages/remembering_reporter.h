// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps what a stage said.
#pragma once

#include <algorithm>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "stages/stage.h"

namespace reelwright::stages {

/// Told from any thread, read when no stage is at work.
class RememberingReporter final : public Reporter {
 public:
  void log(LogLevel, std::string_view text) override {
    const std::scoped_lock lock(mutex_);
    logs.emplace_back(text);
  }
  void warn(std::string_view text) override {
    const std::scoped_lock lock(mutex_);
    warnings.emplace_back(text);
  }
  /// In a warning.
  [[nodiscard]] bool mentions(std::string_view text) const {
    return std::ranges::any_of(
        warnings, [&](const std::string& warning) { return warning.find(text) != std::string::npos; });
  }
  std::vector<std::string> logs;
  std::vector<std::string> warnings;

 private:
  std::mutex mutex_;
};

}  // namespace reelwright::stages
