// SPDX-License-Identifier: GPL-3.0-or-later
// Threads that work for minutes leave the processor to those that a person waits for.
#pragma once

#include <sys/resource.h>
#include <unistd.h>

namespace reelwright::runtime {

inline constexpr int background_nice = 10;

/// The calling thread, and those that it or a library starts from it, give way to others. On a machine that
/// does nothing else they are as fast as before. (Linux keeps this for each thread on its own.)
inline void work_in_background() {
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), background_nice);
}

}  // namespace reelwright::runtime
