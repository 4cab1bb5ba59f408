// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/data_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "base/utf8.h"
#include "store/job_store.h"

namespace reelwright::store {
namespace {

constexpr std::uint64_t lock_bytes_max = 64;

std::unexpected<Error> read_only(const fs::path& root, std::string_view reason) {
  return fail("store.read_only",
              fmt::format("The data folder \"{}\" cannot be written to. {}", root.string(), reason),
              "Choose another folder with --data-dir or REELWRIGHT_DATA_DIR.");
}

std::unexpected<Error> in_use(const fs::path& root, const fs::path& lock_file) {
  const std::string text = read_file(lock_file, lock_bytes_max).value_or("");
  const std::string_view holder = trim(text);
  return fail("store.in_use",
              fmt::format("The data folder \"{}\" is in use by another Reelwright{}.", root.string(),
                          holder.empty() ? "" : fmt::format(" (process {})", holder)),
              "Wait until it has finished or close it, or choose another folder with --data-dir.");
}

Result<fs::path> absolute_root(const fs::path& path) {
  std::error_code error;
  fs::path result = fs::absolute(path, error).lexically_normal();
  if (error || path.empty())
    return fail("store.read_only", "The data folder has no name.", "Give one with --data-dir.");
  return result;
}

}  // namespace

DataFolder::DataFolder(fs::path root, int lock_descriptor)
    : root_(std::move(root)), lock_descriptor_(lock_descriptor) {}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : root_(std::move(other.root_)), lock_descriptor_(std::exchange(other.lock_descriptor_, -1)) {}

DataFolder& DataFolder::operator=(DataFolder&& other) noexcept {
  std::swap(root_, other.root_);
  std::swap(lock_descriptor_, other.lock_descriptor_);
  return *this;
}

DataFolder::~DataFolder() {
  if (lock_descriptor_ >= 0) ::close(lock_descriptor_);
}

Result<DataFolder> DataFolder::open(const fs::path& path) {
  fs::path root = TRY(absolute_root(path));
  if (const Result<void> made = make_folder(root); !made) {
    if (made.error().code == "file.disk_full") return std::unexpected(made.error());
    return read_only(root, made.error().message);
  }
  const fs::path lock_file = root / "lock";
  const int lock = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock < 0) return read_only(root, std::generic_category().message(errno) + ".");
  DataFolder folder(std::move(root), lock);
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return in_use(folder.root_, lock_file);
    return read_only(folder.root_, "It cannot be locked: " + std::generic_category().message(errno) + ".");
  }
  // Only informs the message of the next process; the lock itself is what counts.
  const std::string holder = fmt::format("{}\n", ::getpid());
  if (::ftruncate(lock, 0) != 0 || ::pwrite(lock, holder.data(), holder.size(), 0) < 0) {
    if (errno == ENOSPC || errno == EDQUOT)
      return fail("file.disk_full",
                  fmt::format("There is no room on the disk for \"{}\".", folder.root_.string()),
                  "Free some space or choose another folder with --data-dir.");
    return read_only(folder.root_, std::generic_category().message(errno) + ".");
  }

  const JobStore jobs(folder.jobs_folder());
  std::error_code error;
  if (!jobs.is_present() && fs::exists(folder.index_file(), error)) return jobs.missing();
  if (const Result<void> made = jobs.prepare(); !made) {
    if (made.error().code == "file.disk_full") return std::unexpected(made.error());
    return read_only(folder.root_, made.error().message);
  }
  return folder;
}

Result<DataFolder> DataFolder::open_for_reading(const fs::path& path) {
  DataFolder folder(TRY(absolute_root(path)), -1);
  const JobStore jobs(folder.jobs_folder());
  if (!jobs.is_present()) return jobs.missing();
  return folder;
}

Result<fs::path> default_data_folder(const EnvironmentLookup& environment, std::string_view configured) {
  const auto value = [&](const char* name) { return environment(name).value_or(""); };
  if (const std::string own = value("REELWRIGHT_DATA_DIR"); !own.empty()) return fs::path(own);
  if (!configured.empty()) return fs::path(configured);
  if (const fs::path shared = value("XDG_DATA_HOME"); shared.is_absolute()) return shared / "reelwright";
  if (const fs::path home = value("HOME"); home.is_absolute())
    return home / ".local" / "share" / "reelwright";
  return fail("store.no_home", "No folder is known to keep videos in: HOME is not set.",
              "Give one with --data-dir or REELWRIGHT_DATA_DIR.");
}

}  // namespace reelwright::store
