// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/locked_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <iterator>
#include <system_error>
#include <utility>

#include "base/file.h"

namespace reelwright {
namespace {

constexpr const char* lock_name = "lock";

bool is_in_place(int lock, const fs::path& path) {
  struct stat opened {};
  struct stat named {};
  return ::fstat(lock, &opened) == 0 && ::lstat(path.c_str(), &named) == 0 && opened.st_dev == named.st_dev &&
         opened.st_ino == named.st_ino;
}

}  // namespace

LockedFolder::LockedFolder(fs::path path, int lock) : path_(std::move(path)), lock_(lock) {}

LockedFolder::LockedFolder(LockedFolder&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

LockedFolder::~LockedFolder() {
  if (lock_ >= 0) ::close(lock_);
}

Result<LockedFolder> LockedFolder::open(const fs::path& path) {
  const fs::path lock_path = path / lock_name;
  for (;;) {
    TRY(make_folder(path));
    const int lock = ::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock < 0) {
      if (errno == ENOENT) continue;  // removed by the process that has just finished
      return fail("file.unwritable",
                  fmt::format("\"{}\" cannot be written to: {}.", path.string(),
                              std::generic_category().message(errno)),
                  "Change its permissions, or remove it.");
    }
    LockedFolder folder(path, lock);
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
      return fail("file.in_use",
                  fmt::format("Another process is at work in the folder \"{}\".", path.string()),
                  "Wait until it has finished.");
    if (!is_in_place(lock, lock_path)) continue;
    remove_abandoned_temporaries(path);
    return folder;
  }
}

void LockedFolder::remove() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void LockedFolder::remove_if_empty() {
  std::error_code failed;
  fs::directory_iterator entries(path_, failed);
  if (!failed && std::distance(begin(entries), end(entries)) == 1) remove();
}

}  // namespace reelwright
