// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "base/check.h"

namespace reelwright::bench {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// The process's end, or -1 where it cannot be started.
int spawn_and_wait(const std::vector<std::string>& arguments, const std::filesystem::path& log, rusage& use) {
  std::vector<char*> pointers;
  for (const std::string& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t files;
  CHECK(posix_spawn_file_actions_init(&files) == 0);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
  pid_t process = -1;
  const int failed = ::posix_spawnp(&process, pointers[0], &files, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  int status = -1;
  if (failed != 0 || ::wait4(process, &status, 0, &use) != process) return -1;
  return status;
}

}  // namespace

Cost run(const std::vector<std::string>& arguments, const std::filesystem::path& log) {
  const auto begin = std::chrono::steady_clock::now();
  rusage use{};
  if (spawn_and_wait(arguments, log, use) != 0) {
    fmt::print(stderr, "bench: {} failed; see {}\n", arguments.front(), log.string());
    std::exit(1);
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  return {.wall_s = wall.count(),
          .cpu_s = seconds(use.ru_utime) + seconds(use.ru_stime),
          .memory_mb = static_cast<double>(use.ru_maxrss) * 1024 / 1e6};
}

void do_apart(const std::function<void()>& task) {
  std::fflush(nullptr);
  const pid_t child = ::fork();
  CHECK(child >= 0);
  if (child == 0) {
    task();
    std::fflush(nullptr);
    ::_exit(0);
  }
  int status = -1;
  CHECK(::waitpid(child, &status, 0) == child && status == 0);
}

bool is_installed(const std::string& program) {
  rusage use{};
  return spawn_and_wait({program, "-version"}, "/dev/null", use) == 0;
}

double median(std::vector<double> values) {
  CHECK(!values.empty());
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace reelwright::bench
