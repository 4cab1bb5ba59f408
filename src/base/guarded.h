// SPDX-License-Identifier: GPL-3.0-or-later
// The boundary of work on a thread of its own: no exception passes it.
#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "base/result.h"

namespace reelwright {

[[nodiscard]] inline std::unexpected<Error> exception_failure(std::string_view who, std::string_view what) {
  return fail("runtime.exception", std::string(who) + " stopped because of a bug: " + std::string(what),
              "Please report this with the log file.");
}

/// What `body` returns; runtime.exception, with `who` at its start, for what it throws. Any thread.
template <typename T, typename Body>
[[nodiscard]] Result<T> guarded(std::string_view who, Body&& body) {
  try {
    return body();
  } catch (const std::exception& exception) {
    return exception_failure(who, exception.what());
  } catch (...) {
    return exception_failure(who, "unknown exception");
  }
}

}  // namespace reelwright
