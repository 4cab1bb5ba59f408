// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a program as a process of its own and tells what it cost.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace reelwright::bench {

struct Cost {
  double wall_s = 0;
  double cpu_s = 0;      ///< user and system, all threads
  double memory_mb = 0;  ///< largest resident set
};

/// What the program prints goes to `log`. Ends this program, with the log's name, when it fails.
[[nodiscard]] Cost run(const std::vector<std::string>& arguments, const std::filesystem::path& log);
/// Does something in a process of its own. (What this one has needed at its peak counts as the peak of the
/// programs that it starts.)
void do_apart(const std::function<void()>& task);
/// Whether the program can be started.
[[nodiscard]] bool is_installed(const std::string& program);

[[nodiscard]] double median(std::vector<double> values);

}  // namespace reelwright::bench
