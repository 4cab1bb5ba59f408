// SPDX-License-Identifier: GPL-3.0-or-later
// CHECK stops the program on a bug: a broken invariant must never reach a user's files. It is active in every
// build. It is not for bad input, full disks or broken media: those are a Result.
#pragma once

#include <source_location>

namespace reelwright {

/// Prints the expression and where it stands to stderr, then aborts. Any thread.
[[noreturn]] void check_failed(const char* expression,
                               std::source_location where = std::source_location::current()) noexcept;

}  // namespace reelwright

#define CHECK(condition) \
  (static_cast<bool>(condition) ? static_cast<void>(0) : ::reelwright::check_failed(#condition))
