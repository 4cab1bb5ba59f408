// SPDX-License-Identifier: GPL-3.0-or-later
// Counts what a thread takes from the heap, for the debug panel and for tests that promise that a frame takes
// nothing. A program that calls these functions gets operators new and delete that count; others keep their
// own.
#pragma once

#include <cstddef>
#include <cstdint>

namespace reelwright {

/// Of the calling thread since it began. Any thread.
[[nodiscard]] std::uint64_t allocations_of_this_thread() noexcept;

/// malloc and free that count as well, for libraries that take such functions.
[[nodiscard]] void* counted_malloc(std::size_t bytes, void* ignored) noexcept;
void counted_free(void* memory, void* ignored) noexcept;

}  // namespace reelwright
