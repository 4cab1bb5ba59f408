// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"

#include <errno.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <thread>
#include <utility>

#include "base/file_calls.h"
#include "base/temporary_folder.h"

namespace reelwright {
namespace {

using test::TemporaryFolder;

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    names.insert(entry.path().filename().string());
  return names;
}

std::string content(const fs::path& path) { return read_file(path, 1 << 20).value_or("(unreadable)"); }

/// Lets `allowed` calls through, then fails one with `error`; writes are split in pieces of 4 bytes.
class FailingCalls final : public FileCalls {
 public:
  FailingCalls(int allowed, int error) : allowed_(allowed), error_(error) {}

  int open(const char* path, int flags, mode_t mode) const override {
    return fails("open") ? -1 : FileCalls::open(path, flags, mode);
  }
  ssize_t write(int descriptor, const void* data, std::size_t size) const override {
    return fails("write") ? -1 : FileCalls::write(descriptor, data, std::min<std::size_t>(size, 4));
  }
  int fsync(int descriptor) const override { return fails("fsync") ? -1 : FileCalls::fsync(descriptor); }
  int rename(const char* from, const char* to) const override {
    renamed_ = !fails("rename");
    return renamed_ ? FileCalls::rename(from, to) : -1;
  }

  [[nodiscard]] bool reached() const { return allowed_ < 0; }
  [[nodiscard]] bool renamed() const { return renamed_; }
  [[nodiscard]] const std::string& failed() const { return failed_; }

 private:
  bool fails(const char* call) const {
    if (allowed_-- != 0) return false;
    failed_ = call;
    errno = error_;
    return true;
  }

  mutable int allowed_;
  int error_;
  mutable bool renamed_ = false;
  mutable std::string failed_;
};

TEST(SaveFile, WhicheverCallFailsTheFileIsTheOldOrTheNewOneAndNothingElseIsLeft) {
  for (const int error : {EIO, ENOSPC, EROFS}) {
    int failures = 0;
    for (int allowed = 0;; ++allowed) {
      const TemporaryFolder folder;
      const fs::path path = folder / "job.json";
      ASSERT_TRUE(save_file(path, "the old text").has_value());
      const FailingCalls calls(allowed, error);
      const Result<void> saved = save_file(path, "the new, longer text", calls);
      EXPECT_EQ(content(path), calls.renamed() ? "the new, longer text" : "the old text") << calls.failed();
      EXPECT_EQ(names_in(folder.path()), std::set<std::string>{"job.json"}) << calls.failed();
      if (!calls.reached()) {
        EXPECT_TRUE(saved.has_value());
        break;
      }
      ++failures;
      ASSERT_FALSE(saved.has_value()) << calls.failed();
      EXPECT_FALSE(saved.error().message.empty());
      if (calls.failed() == "fsync") {
        EXPECT_EQ(saved.error().code, error == ENOSPC ? "file.disk_full" : "file.sync_failed");
      } else if (!calls.renamed()) {
        EXPECT_EQ(saved.error().code, error == ENOSPC  ? "file.disk_full"
                                      : error == EROFS ? "file.read_only"
                                                       : "file.unwritable");
      }
    }
    // open, 5 writes of 4 bytes, fsync, rename, open and fsync of the folder
    EXPECT_EQ(failures, 10);
  }
}

TEST(SaveFile, AnInterruptedWriteIsContinued) {
  const TemporaryFolder folder;
  for (int allowed = 1; allowed <= 5; ++allowed) {
    const FailingCalls calls(allowed, EINTR);
    ASSERT_TRUE(save_file(folder / "a.txt", "the new, longer text", calls).has_value());
    EXPECT_EQ(calls.failed(), "write");
    EXPECT_EQ(content(folder / "a.txt"), "the new, longer text");
  }
}

TEST(SaveFile, TheFileIsPrivateAndMayReplaceALongerOne) {
  const TemporaryFolder folder;
  ASSERT_TRUE(save_file(folder / "a.txt", std::string(10'000, 'x')).has_value());
  ASSERT_TRUE(save_file(folder / "a.txt", "").has_value());
  EXPECT_EQ(content(folder / "a.txt"), "");
  struct stat status {};
  ASSERT_EQ(::stat((folder / "a.txt").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(SaveFile, ReplacesALinkAndLeavesItsTargetAlone) {
  const TemporaryFolder folder;
  ASSERT_TRUE(save_file(folder / "target", "outside").has_value());
  fs::create_symlink(folder / "target", folder / "link");
  ASSERT_TRUE(save_file(folder / "link", "inside").has_value());
  EXPECT_EQ(content(folder / "target"), "outside");
  EXPECT_EQ(content(folder / "link"), "inside");
}

TEST(SaveFile, AMissingFolderIsAnError) {
  const TemporaryFolder folder;
  const Result<void> saved = save_file(folder / "none" / "a.txt", "x");
  ASSERT_FALSE(saved.has_value());
  EXPECT_EQ(saved.error().code, "file.unwritable");
}

TEST(SaveFile, ARealLimitOnTheFileSizeIsAFullDisk) {
  const TemporaryFolder folder;
  ASSERT_TRUE(save_file(folder / "a.txt", "old").has_value());
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = ::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{1000, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const Result<void> saved = save_file(folder / "a.txt", std::string(5000, 'x'));
  ::setrlimit(RLIMIT_FSIZE, &before);
  ::signal(SIGXFSZ, handler);
  ASSERT_FALSE(saved.has_value());
  EXPECT_EQ(saved.error().code, "file.disk_full");
  EXPECT_EQ(content(folder / "a.txt"), "old");
  EXPECT_EQ(names_in(folder.path()).size(), 1U);
}

TEST(SaveFile, ReadersSeeOneWholeVersionOrTheOther) {
  const TemporaryFolder folder;
  const fs::path path = folder / "a.txt";
  ASSERT_TRUE(save_file(path, std::string(50'000, 'a')).has_value());
  std::jthread writer([&](std::stop_token stop) {
    for (char c = 'b'; !stop.stop_requested(); c = c == 'z' ? 'a' : static_cast<char>(c + 1))
      if (!save_file(path, std::string(50'000, c))) return;
  });
  for (int i = 0; i < 300; ++i) {
    const std::string seen = content(path);
    ASSERT_EQ(seen, std::string(50'000, seen.at(0)));
  }
}

TEST(TemporaryFile, KeepsTheExtensionAndGoesAwayUnlessCommitted) {
  const TemporaryFolder folder;
  {
    Result<TemporaryFile> file = TemporaryFile::beside(folder / "film.mp4");
    ASSERT_TRUE(file.has_value());
    EXPECT_EQ(file->path().extension(), ".mp4");
    EXPECT_EQ(file->path().parent_path(), folder.path());
    std::ofstream(file->path()) << "partly";
  }
  EXPECT_TRUE(names_in(folder.path()).empty());
}

TEST(TemporaryFile, CommitGivesWhatAnotherWriterWroteTheFinalName) {
  const TemporaryFolder folder;
  Result<TemporaryFile> first = TemporaryFile::beside(folder / "film.mp4");
  Result<TemporaryFile> second = TemporaryFile::beside(folder / "other.mp4");
  ASSERT_TRUE(first.has_value() && second.has_value());
  ASSERT_NE(first->path(), second->path());
  std::ofstream(first->path()) << "whole";
  TemporaryFile moved = std::move(*first);
  ASSERT_TRUE(moved.commit().has_value());
  EXPECT_EQ(content(folder / "film.mp4"), "whole");
  second->operator=(std::move(moved));
  EXPECT_EQ(names_in(folder.path()), (std::set<std::string>{"film.mp4"}));
}

TEST(TemporaryFile, CommitRefusesAFileThatSomebodyReplaced) {
  const TemporaryFolder folder;
  Result<TemporaryFile> file = TemporaryFile::beside(folder / "film.mp4");
  ASSERT_TRUE(file.has_value());
  fs::remove(file->path());
  const Result<void> committed = file->commit();
  ASSERT_FALSE(committed.has_value());
  EXPECT_EQ(committed.error().code, "file.unwritable");
  EXPECT_FALSE(fs::exists(folder / "film.mp4"));
}

TEST(AbandonedTemporaries, OfAKilledProcessAreRemovedAndOfALivingOneKept) {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Result<TemporaryFile> file = TemporaryFile::beside(folder / "film.mp4");
    ::kill(::getpid(), SIGKILL);
    ::_exit(file.has_value() ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  ASSERT_EQ(names_in(folder.path()).size(), 1U);

  Result<TemporaryFile> living = TemporaryFile::beside(folder / "film.mp4");
  ASSERT_TRUE(living.has_value());
  ASSERT_TRUE(save_file(folder / "notes.txt", "mine").has_value());
  remove_abandoned_temporaries(folder.path());
  EXPECT_EQ(names_in(folder.path()),
            (std::set<std::string>{"notes.txt", living->path().filename().string()}));
  remove_abandoned_temporaries(folder / "none");
}

TEST(AbandonedTemporaries, AFileTakenForAbandonedBeforeItWasLockedIsMadeAgain) {
  class RemovedOnce final : public FileCalls {
   public:
    int open(const char* path, int flags, mode_t mode) const override {
      const int opened = FileCalls::open(path, flags, mode);
      if (!std::exchange(removed_, true)) ::unlink(path);
      return opened;
    }

   private:
    mutable bool removed_ = false;
  };
  const TemporaryFolder folder;
  ASSERT_TRUE(save_file(folder / "a.txt", "text", RemovedOnce()).has_value());
  EXPECT_EQ(content(folder / "a.txt"), "text");
  EXPECT_EQ(names_in(folder.path()).size(), 1U);
}

TEST(AbandonedTemporaries, RemovalNeverTakesAFileThatIsBeingSaved) {
  const TemporaryFolder folder;
  std::jthread cleaner([&](std::stop_token stop) {
    while (!stop.stop_requested()) remove_abandoned_temporaries(folder.path());
  });
  for (int i = 0; i < 300; ++i) {
    const std::string text = std::to_string(i);
    const Result<void> saved = save_file(folder / "a.txt", text);
    ASSERT_TRUE(saved.has_value()) << saved.error().message;
    ASSERT_EQ(content(folder / "a.txt"), text);
  }
}

TEST(ReadFile, TellsMissingFolderDeviceAndTooLarge) {
  const TemporaryFolder folder;
  ASSERT_TRUE(save_file(folder / "ten", "0123456789").has_value());
  EXPECT_EQ(read_file(folder / "ten", 10).value(), "0123456789");
  EXPECT_EQ(read_file(folder / "ten", UINT64_MAX).value(), "0123456789");
  EXPECT_EQ(read_file(folder / "ten", 9).error().code, "file.too_large");
  EXPECT_EQ(read_file(folder / "none", 9).error().code, "file.missing");
  EXPECT_EQ(read_file(folder / "ten" / "below", 9).error().code, "file.missing");
  EXPECT_EQ(read_file(folder.path(), 9).error().code, "file.not_regular");
  EXPECT_EQ(read_file("/dev/null", 9).error().code, "file.not_regular");
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(read_file(folder / "pipe", 9).error().code, "file.not_regular");
  fs::create_symlink("loop", folder / "loop");
  EXPECT_EQ(read_file(folder / "loop", 9).error().code, "file.unreadable");
}

TEST(ReadFile, ReadsFilesWhoseSizeIsNotKnownBeforehand) {
  EXPECT_FALSE(read_file("/proc/self/status", 1 << 20).value().empty());
  EXPECT_EQ(read_file("/proc/self/status", 10).error().code, "file.too_large");
}

TEST(MakeFolder, MakesParentsAndRefusesAFileInTheWay) {
  const TemporaryFolder folder;
  ASSERT_TRUE(make_folder(folder / "a" / "b" / "c").has_value());
  EXPECT_TRUE(make_folder(folder / "a" / "b" / "c").has_value());
  EXPECT_TRUE(fs::is_directory(folder / "a" / "b" / "c"));
  ASSERT_TRUE(save_file(folder / "file", "x").has_value());
  EXPECT_EQ(make_folder(folder / "file").error().code, "file.unwritable");
  EXPECT_EQ(make_folder(folder / "file" / "below").error().code, "file.unwritable");
}

TEST(CopyFile, CopiesWholeFilesAndSaysWhatIsMissing) {
  const TemporaryFolder folder;
  const std::string bytes(3'000'001, 'q');
  ASSERT_TRUE(save_file(folder / "a.bin", bytes).has_value());
  ASSERT_TRUE(copy_file_durably(folder / "a.bin", folder / "b.bin").has_value());
  EXPECT_EQ(read_file(folder / "b.bin", bytes.size()).value(), bytes);
  EXPECT_EQ(copy_file_durably(folder / "none", folder / "b.bin").error().code, "file.missing");
  EXPECT_EQ(names_in(folder.path()), (std::set<std::string>{"a.bin", "b.bin"}));
}

TEST(CopyFile, TheCopyHasThePermissionsOfAnyNewFile) {
  const TemporaryFolder folder;
  ASSERT_TRUE(save_file(folder / "private", "x").has_value());
  const mode_t before = ::umask(0027);
  const Result<void> copied = copy_file_durably(folder / "private", folder / "copy");
  ::umask(before);
  ASSERT_TRUE(copied.has_value());
  struct stat status {};
  ASSERT_EQ(::stat((folder / "copy").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0640U);
}

TEST(FreeBytes, IsKnownForFoldersThatDoNotExistYet) {
  const TemporaryFolder folder;
  const Result<std::uint64_t> here = free_bytes(folder.path());
  ASSERT_TRUE(here.has_value());
  EXPECT_GT(*here, 0U);
  EXPECT_TRUE(free_bytes(folder / "not" / "yet").has_value());
}

}  // namespace
}  // namespace reelwright
