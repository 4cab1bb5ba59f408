// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/allocation_count.h"

#include <algorithm>
#include <cstdlib>
#include <new>

namespace reelwright {
namespace {

thread_local std::uint64_t allocations = 0;

void* allocate(std::size_t bytes) {
  ++allocations;
  if (void* const memory = std::malloc(std::max<std::size_t>(bytes, 1))) return memory;
  throw std::bad_alloc();
}

void* allocate_aligned(std::size_t bytes, std::align_val_t alignment) {
  ++allocations;
  const auto unit = static_cast<std::size_t>(alignment);
  // aligned_alloc wants whole units.
  if (void* const memory =
          std::aligned_alloc(unit, (std::max<std::size_t>(bytes, 1) + unit - 1) / unit * unit))
    return memory;
  throw std::bad_alloc();
}

}  // namespace

std::uint64_t allocations_of_this_thread() noexcept { return allocations; }

void* counted_malloc(std::size_t bytes, void*) noexcept {
  ++allocations;
  return std::malloc(bytes);
}

void counted_free(void* memory, void*) noexcept { std::free(memory); }

}  // namespace reelwright

// The forms that the standard library's other forms are made of.
void* operator new(std::size_t bytes) { return reelwright::allocate(bytes); }
void* operator new(std::size_t bytes, std::align_val_t alignment) {
  return reelwright::allocate_aligned(bytes, alignment);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
