// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <limits>
#include <system_error>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/file_calls.h"

namespace reelwright {
namespace {

constexpr std::string_view temporary_prefix = ".tmp-";
constexpr std::size_t copy_bytes = 1U << 20U;
constexpr mode_t private_mode = 0600;
constexpr mode_t shared_mode = 0666;
const FileCalls system_calls{};

/// Closes on leaving. Errors of close are of no interest where this is used: reads, and writes after their
/// fsync.
class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

std::string reason(int error) { return std::generic_category().message(error); }

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// The error of a failed write to `path`.
std::unexpected<Error> write_error(int error, const fs::path& path,
                                   std::source_location where = std::source_location::current()) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return fail("file.disk_full", fmt::format("There is no room on the disk for \"{}\".", path.string()),
                  "Free some space or choose another folder, then try again.", where);
    case EROFS:
    case EACCES:
    case EPERM:
      return fail("file.read_only",
                  fmt::format("\"{}\" may not be written: {}.", path.string(), reason(error)),
                  "Choose a folder that you may write to.", where);
    default:
      return fail("file.unwritable",
                  fmt::format("\"{}\" could not be written: {}.", path.string(), reason(error)),
                  "Check that the folder exists and the disk is connected.", where);
  }
}

std::unexpected<Error> sync_error(int error, const fs::path& path,
                                  std::source_location where = std::source_location::current()) {
  if (error == ENOSPC || error == EDQUOT) return write_error(error, path, where);
  return fail(
      "file.sync_failed",
      fmt::format("The disk did not confirm that \"{}\" is stored: {}.", path.string(), reason(error)),
      "Check the disk, then try again.", where);
}

std::unexpected<Error> read_error(int error, const fs::path& path,
                                  std::source_location where = std::source_location::current()) {
  if (error == ENOENT || error == ENOTDIR)
    return fail("file.missing", fmt::format("There is no file \"{}\".", path.string()), "Check the name.",
                where);
  return fail("file.unreadable", fmt::format("\"{}\" could not be read: {}.", path.string(), reason(error)),
              "Check that you may read it and that the disk is connected.", where);
}

Result<void> sync_folder(const FileCalls& calls, const fs::path& folder) {
  const Descriptor opened(calls.open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0));
  if (opened.get() < 0) return sync_error(errno, folder);
  // EINVAL: the file system has no such thing as a folder's fsync, so there is nothing to wait for.
  if (calls.fsync(opened.get()) != 0 && errno != EINVAL) return sync_error(errno, folder);
  return {};
}

/// Opens a regular file for reading.
Result<int> open_regular(const fs::path& path, std::uint64_t& size) {
  // O_NONBLOCK: opening a pipe must not wait for its writer.
  const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (opened < 0) return read_error(errno, path);
  struct stat status {};
  if (::fstat(opened, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(opened);
    return fail("file.not_regular", fmt::format("\"{}\" is not a file.", path.string()), "Choose a file.");
  }
  size = static_cast<std::uint64_t>(status.st_size);
  return opened;
}

/// Reads up to `size` bytes; 0 at the end.
Result<std::size_t> read_some(int descriptor, char* data, std::size_t size, const fs::path& path) {
  for (;;) {
    const ssize_t count = ::read(descriptor, data, size);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return read_error(errno, path);
  }
}

bool is_same_file(int descriptor, const fs::path& path) {
  struct stat by_descriptor {};
  struct stat by_path {};
  return ::fstat(descriptor, &by_descriptor) == 0 && ::lstat(path.c_str(), &by_path) == 0 &&
         by_descriptor.st_dev == by_path.st_dev && by_descriptor.st_ino == by_path.st_ino;
}

}  // namespace

int FileCalls::open(const char* path, int flags, mode_t mode) const { return ::open(path, flags, mode); }
ssize_t FileCalls::write(int descriptor, const void* data, std::size_t size) const {
  return ::write(descriptor, data, size);
}
int FileCalls::fsync(int descriptor) const { return ::fsync(descriptor); }
int FileCalls::rename(const char* from, const char* to) const { return ::rename(from, to); }

Result<std::string> read_file(const fs::path& path, std::uint64_t bytes_max) {
  std::uint64_t size = 0;
  const Descriptor opened(TRY(open_regular(path, size)));
  // One byte more than expected: the file may grow while it is read.
  std::string bytes(size <= bytes_max ? static_cast<std::size_t>(size) + 1 : 0, '\0');
  std::size_t filled = 0;
  while (size <= bytes_max && filled <= bytes_max) {
    if (filled == bytes.size()) bytes.resize(filled + copy_bytes);
    const std::size_t count =
        TRY(read_some(opened.get(), bytes.data() + filled, bytes.size() - filled, path));
    if (count == 0) {
      bytes.resize(filled);
      return bytes;
    }
    filled += count;
  }
  return fail("file.too_large", fmt::format("\"{}\" is larger than {} bytes.", path.string(), bytes_max),
              "Choose a smaller file.");
}

Result<void> save_file(const fs::path& path, std::string_view bytes) {
  return save_file(path, bytes, system_calls);
}

Result<void> save_file(const fs::path& path, std::string_view bytes, const FileCalls& calls) {
  TemporaryFile temporary = TRY(TemporaryFile::beside(path, calls));
  TRY(temporary.write(bytes));
  return temporary.commit();
}

TemporaryFile::TemporaryFile(const FileCalls& calls, int descriptor, fs::path final_path, fs::path temporary)
    : calls_(&calls),
      descriptor_(descriptor),
      final_(std::move(final_path)),
      temporary_(std::move(temporary)) {}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : calls_(other.calls_),
      descriptor_(std::exchange(other.descriptor_, -1)),
      final_(std::move(other.final_)),
      temporary_(std::move(other.temporary_)) {}

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
  if (this != &other) {
    discard();
    calls_ = other.calls_;
    descriptor_ = std::exchange(other.descriptor_, -1);
    final_ = std::move(other.final_);
    temporary_ = std::move(other.temporary_);
  }
  return *this;
}

TemporaryFile::~TemporaryFile() { discard(); }

void TemporaryFile::discard() noexcept {
  if (descriptor_ < 0) return;
  ::unlink(temporary_.c_str());
  ::close(std::exchange(descriptor_, -1));
}

Result<TemporaryFile> TemporaryFile::beside(const fs::path& path) { return beside(path, system_calls); }

Result<TemporaryFile> TemporaryFile::beside(const fs::path& path, const FileCalls& calls) {
  return beside(path, calls, private_mode);
}

Result<TemporaryFile> TemporaryFile::beside(const fs::path& path, const FileCalls& calls, mode_t mode) {
  const fs::path folder = folder_of(path);
  for (unsigned number = 0;; ++number) {
    fs::path name = folder / fmt::format("{}{}{}", temporary_prefix, number, path.extension().string());
    const int opened = calls.open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (opened < 0) {
      if (errno == EEXIST) continue;
      return write_error(errno, path);
    }
    TemporaryFile file(calls, opened, path, std::move(name));
    // A file system without locks only loses the protection against remove_abandoned_temporaries.
    while (::flock(opened, LOCK_EX) != 0 && errno == EINTR) continue;
    // Taken for abandoned between open and lock: it is gone, take another.
    if (is_same_file(opened, file.temporary_)) return file;
  }
}

Result<void> TemporaryFile::write(std::string_view bytes) {
  CHECK(descriptor_ >= 0);
  while (!bytes.empty()) {
    const ssize_t count = calls_->write(descriptor_, bytes.data(), bytes.size());
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
    if (count < 0 && errno != EINTR) return write_error(errno, final_);
    if (count == 0) return write_error(EIO, final_);
  }
  return {};
}

Result<void> TemporaryFile::commit() {
  CHECK(descriptor_ >= 0);
  if (!is_same_file(descriptor_, temporary_)) {
    ::close(std::exchange(descriptor_, -1));
    return write_error(ENOENT, final_);
  }
  if (calls_->fsync(descriptor_) != 0) {
    const int error = errno;
    discard();
    return sync_error(error, final_);
  }
  if (calls_->rename(temporary_.c_str(), final_.c_str()) != 0) {
    const int error = errno;
    discard();
    return write_error(error, final_);
  }
  ::close(std::exchange(descriptor_, -1));
  return sync_folder(*calls_, folder_of(final_));
}

Result<void> make_folder(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return {};
  if (path.has_parent_path() && path.parent_path() != path) TRY(make_folder(path.parent_path()));
  if (::mkdir(path.c_str(), 0700) != 0) {
    const int error = errno;
    if (error == EEXIST && fs::is_directory(path, ignored)) return {};
    return write_error(error == EEXIST ? ENOTDIR : error, path);
  }
  return sync_folder(system_calls, folder_of(path));
}

Result<void> rename_durably(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return write_error(errno, to);
  TRY(sync_folder(system_calls, folder_of(to)));
  return folder_of(from) == folder_of(to) ? Result<void>{} : sync_folder(system_calls, folder_of(from));
}

Result<void> copy_file_durably(const fs::path& from, const fs::path& to) {
  std::uint64_t size = 0;
  const Descriptor source(TRY(open_regular(from, size)));
  TemporaryFile target = TRY(TemporaryFile::beside(to, system_calls, shared_mode));
  if (::ioctl(target.descriptor_, FICLONE, source.get()) != 0) {
    std::vector<char> buffer(copy_bytes);
    while (const std::size_t count = TRY(read_some(source.get(), buffer.data(), buffer.size(), from)))
      TRY(target.write({buffer.data(), count}));
  }
  return target.commit();
}

Result<std::uint64_t> free_bytes(const fs::path& path) {
  std::error_code error;
  fs::path existing = fs::absolute(path, error);
  while (!error && !fs::exists(existing, error) && existing != existing.parent_path())
    existing = existing.parent_path();
  const fs::space_info space = fs::space(existing, error);
  if (error) return read_error(error.value(), path);
  // File systems without blocks of their own (proc, sysfs) tell nothing; writing there fails for another
  // reason.
  if (space.capacity == 0) return std::numeric_limits<std::uint64_t>::max();
  return static_cast<std::uint64_t>(space.available);
}

void remove_abandoned_temporaries(const fs::path& folder) noexcept {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const fs::path& path = entry->path();
    if (!path.filename().string().starts_with(temporary_prefix)) continue;
    const Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat status {};
    if (opened.get() < 0 || ::fstat(opened.get(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    // With the lock held and the name still ours, no writer is left that could rename the file or reuse its
    // name.
    if (::flock(opened.get(), LOCK_EX | LOCK_NB) == 0 && is_same_file(opened.get(), path))
      ::unlink(path.c_str());
  }
}

}  // namespace reelwright
