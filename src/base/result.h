// SPDX-License-Identifier: GPL-3.0-or-later
// Error and Result: how everything that can go wrong outside of our control is told. An Error is written for
// the person who reads it; its code is written for the scripts that do. Handle each error once: return it or
// log it, never both.
#pragma once

#include <expected>
#include <source_location>
#include <string>
#include <utility>

namespace reelwright {

/// What happened, to what, and what the user can do about it. A value; any thread.
struct Error {
  std::string code;     ///< stable, dotted, lower case: "render.disk_full"
  std::string message;  ///< one sentence: what happened, to what
  std::string hint;     ///< one sentence: what to do; may be empty
  std::source_location where = std::source_location::current();
};

template <typename T>
using Result = std::expected<T, Error>;

/// An Error ready to be returned from any function that returns a Result.
[[nodiscard]] inline std::unexpected<Error> fail(
    std::string code, std::string message, std::string hint = {},
    std::source_location where = std::source_location::current()) {
  return std::unexpected(Error{std::move(code), std::move(message), std::move(hint), where});
}

/// The error of work that was asked to stop. Not shown as a failure.
inline constexpr const char* canceled_code = "canceled";
[[nodiscard]] inline std::unexpected<Error> canceled(
    std::source_location where = std::source_location::current()) {
  return fail(canceled_code, "The work was stopped.", {}, where);
}
[[nodiscard]] inline bool is_canceled(const Error& error) { return error.code == canceled_code; }

}  // namespace reelwright

#define REELWRIGHT_JOIN_INNER(a, b) a##b
#define REELWRIGHT_JOIN(a, b) REELWRIGHT_JOIN_INNER(a, b)
#define REELWRIGHT_TRY(expression, name)                                    \
  __extension__({                                                           \
    auto&& name = (expression);                                             \
    if (!name) [[unlikely]]                                                 \
      return std::unexpected<::reelwright::Error>(std::move(name).error()); \
    *std::move(name);                                                       \
  })

/// The value of a Result, or a return of its error from the enclosing function (which must return a Result).
#define TRY(expression) REELWRIGHT_TRY(expression, REELWRIGHT_JOIN(try_result_, __COUNTER__))
