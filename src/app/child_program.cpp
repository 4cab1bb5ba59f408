// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/child_program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <utility>

#include "base/wakeup.h"

// This header of glibc 2.36 forgets to say that it is C.
extern "C" {
#include <sys/pidfd.h>
}

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t output_bytes_max = 1U << 20;

struct Descriptor {
  int number = -1;
  Descriptor() = default;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  void close() {
    if (number >= 0) ::close(std::exchange(number, -1));
  }
};

/// `output`: what becomes its standard output; -1 for ours.
Result<pid_t> spawn(const fs::path& program, const std::vector<std::string>& arguments, int output) {
  std::vector<std::string> texts = {program.string()};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& each : texts) pointers.push_back(each.data());
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (output >= 0) posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  // What we ignore or block is our business.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigset_t none;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGCHLD);
  sigaddset(&defaults, SIGPIPE);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  pid_t child = 0;
  const int error = ::posix_spawn(&child, program.c_str(), &actions, &attributes, pointers.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error == 0) return child;
  return fail("program.not_started",
              fmt::format("\"{}\" could not be started ({}).", program.string(), std::strerror(error)));
}

}  // namespace

std::optional<fs::path> find_program(std::string_view name, std::string_view path) {
  while (!path.empty()) {
    const std::string_view folder = path.substr(0, path.find(':'));
    path.remove_prefix(std::min(folder.size() + 1, path.size()));
    if (folder.empty()) continue;
    const fs::path program = fs::path(folder) / name;
    std::error_code error;
    if (fs::is_regular_file(program, error) && ::access(program.c_str(), X_OK) == 0) return program;
  }
  return std::nullopt;
}

Result<void> start_program(const fs::path& program, const std::vector<std::string>& arguments) {
  TRY(spawn(program, arguments, -1));
  return {};
}

Result<std::string> read_program(const fs::path& program, const std::vector<std::string>& arguments,
                                 const std::stop_token& stop) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    return fail("program.not_started",
                fmt::format("There are too many open files for \"{}\".", program.string()));
  Descriptor ours;
  Descriptor theirs;
  ours.number = ends[0];
  theirs.number = ends[1];
  const pid_t child = TRY(spawn(program, arguments, theirs.number));
  theirs.close();
  // Names this very process even when its number is given to another one.
  Descriptor process;
  process.number = ::pidfd_open(child, 0);
  const Wakeup stopped;
  const std::stop_callback on_stop(stop, [&stopped] { stopped.notify(); });
  std::string output;
  std::array<char, 4096> buffer{};
  bool is_stopped = false;
  for (;;) {
    std::array<pollfd, 2> waiting = {{{ours.number, POLLIN, 0}, {stopped.descriptor(), POLLIN, 0}}};
    if (::poll(waiting.data(), waiting.size(), -1) < 0) continue;
    is_stopped = stop.stop_requested();
    if (is_stopped || output.size() > output_bytes_max) break;
    const ssize_t count = ::read(ours.number, buffer.data(), buffer.size());
    if (count <= 0) break;
    output.append(buffer.data(), static_cast<std::size_t>(count));
  }
  // It has said all it will, or nobody listens any more.
  if (process.number >= 0) ::pidfd_send_signal(process.number, SIGKILL, nullptr, 0);
  // Where children are left to the system there is nothing to fetch; otherwise nothing is left behind.
  ::waitpid(child, nullptr, 0);
  if (is_stopped) return canceled();
  return output;
}

}  // namespace reelwright::app
