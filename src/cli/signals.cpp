// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/signals.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>

#include "base/check.h"

namespace reelwright::cli {

Signals::Signals() {
  ::sigemptyset(&watched_);
  ::sigaddset(&watched_, SIGINT);
  ::sigaddset(&watched_, SIGTERM);
  struct sigaction hang_up {};
  ::sigaction(SIGHUP, nullptr, &hang_up);
  if (hang_up.sa_handler != SIG_IGN) ::sigaddset(&watched_, SIGHUP);
  CHECK(::pthread_sigmask(SIG_BLOCK, &watched_, &former_mask_) == 0);

  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, nullptr);
  // A file that grows beyond `ulimit -f` is a full disk, and told as one.
  ::sigaction(SIGXFSZ, &ignore, nullptr);

  descriptor_ = ::signalfd(-1, &watched_, SFD_CLOEXEC);
  CHECK(descriptor_ >= 0);
  watcher_ = std::jthread([this] { watch(); });
}

Signals::~Signals() {
  quit_.notify();
  watcher_.join();
  ::close(descriptor_);
  ::pthread_sigmask(SIG_SETMASK, &former_mask_, nullptr);
}

void Signals::watch() {
  bool stopping = false;
  for (;;) {
    std::array<pollfd, 2> descriptors = {pollfd{descriptor_, POLLIN, 0},
                                         pollfd{quit_.descriptor(), POLLIN, 0}};
    if (::poll(descriptors.data(), descriptors.size(), -1) < 0) continue;
    if (descriptors[1].revents != 0) return;
    signalfd_siginfo info{};
    if (::read(descriptor_, &info, sizeof info) != static_cast<ssize_t>(sizeof info)) continue;
    if (stopping) ::_exit(exit_interrupted);
    stopping = true;
    first_.notify();
  }
}

}  // namespace reelwright::cli
