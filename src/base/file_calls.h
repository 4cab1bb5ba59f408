// SPDX-License-Identifier: GPL-3.0-or-later
// The system calls of the durable save, so that a test can make the Nth of them fail and look at what is
// left.
#pragma once

#include <sys/types.h>

#include <cstddef>

namespace reelwright {

/// Each returns what the system call of that name returns and sets errno. Stateless by default; any thread.
class FileCalls {
 public:
  virtual ~FileCalls() = default;
  virtual int open(const char* path, int flags, mode_t mode) const;
  virtual ssize_t write(int descriptor, const void* data, std::size_t size) const;
  virtual int fsync(int descriptor) const;
  virtual int rename(const char* from, const char* to) const;
};

}  // namespace reelwright
