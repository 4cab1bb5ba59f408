// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/data_folder.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>

#include "base/file.h"
#include "base/temporary_folder.h"
#include "store/job_store.h"

namespace reelwright::store {
namespace {

using reelwright::test::TemporaryFolder;

EnvironmentLookup environment(std::map<std::string, std::string> values) {
  return [values](const char* name) -> std::optional<std::string> {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  };
}

TEST(DefaultDataFolder, FollowsItsVariablesInOrder) {
  EXPECT_EQ(default_data_folder(
                environment({{"REELWRIGHT_DATA_DIR", "films"}, {"XDG_DATA_HOME", "/x"}, {"HOME", "/h"}}))
                .value(),
            "films");
  EXPECT_EQ(default_data_folder(environment({{"XDG_DATA_HOME", "/x"}, {"HOME", "/h"}})).value(),
            "/x/reelwright");
  EXPECT_EQ(default_data_folder(environment({{"HOME", "/h"}})).value(), "/h/.local/share/reelwright");
  EXPECT_EQ(default_data_folder(
                environment({{"REELWRIGHT_DATA_DIR", ""}, {"XDG_DATA_HOME", "relative"}, {"HOME", "/h"}}))
                .value(),
            "/h/.local/share/reelwright");
  EXPECT_EQ(default_data_folder(environment({})).error().code, "store.no_home");
}

TEST(DefaultDataFolder, TheSettingsOneComesAfterItsVariableAndBeforeTheDesktops) {
  EXPECT_EQ(default_data_folder(environment({{"XDG_DATA_HOME", "/x"}}), "/films").value(), "/films");
  EXPECT_EQ(default_data_folder(environment({{"REELWRIGHT_DATA_DIR", "/own"}}), "/films").value(), "/own");
}

TEST(DataFolder, IsMadeOnFirstUse) {
  const TemporaryFolder temporary;
  const Result<DataFolder> data = DataFolder::open(temporary / "deep" / "data");
  ASSERT_TRUE(data.has_value()) << data.error().message;
  EXPECT_TRUE(data->may_write());
  EXPECT_EQ(data->root(), temporary / "deep" / "data");
  EXPECT_TRUE(JobStore(data->jobs_folder()).list().value().empty());
}

TEST(DataFolder, HasOneOwnerAtATimeAndMoreReaders) {
  const TemporaryFolder temporary;
  std::optional<DataFolder> first = DataFolder::open(temporary.path()).value();
  const Result<DataFolder> second = DataFolder::open(temporary.path());
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, "store.in_use");
  EXPECT_NE(second.error().message.find(std::to_string(::getpid())), std::string::npos)
      << second.error().message;
  EXPECT_FALSE(second.error().hint.empty());
  const Result<DataFolder> reader = DataFolder::open_for_reading(temporary.path());
  ASSERT_TRUE(reader.has_value());
  EXPECT_FALSE(reader->may_write());
  DataFolder moved = std::move(*first);
  first.reset();
  EXPECT_EQ(DataFolder::open(temporary.path()).error().code, "store.in_use");
}

TEST(DataFolder, AKilledOwnerLeavesItFree) {
  const TemporaryFolder temporary;
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const Result<DataFolder> data = DataFolder::open(temporary.path());
    ::kill(::getpid(), data.has_value() ? SIGKILL : SIGTERM);
    ::_exit(1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  EXPECT_TRUE(DataFolder::open(temporary.path()).has_value());
}

TEST(DataFolder, WhatCannotBeWrittenIsReadOnly) {
  const TemporaryFolder temporary;
  ASSERT_TRUE(save_file(temporary / "file", "x").has_value());
  const Result<DataFolder> in_a_file = DataFolder::open(temporary / "file" / "data");
  ASSERT_FALSE(in_a_file.has_value());
  EXPECT_EQ(in_a_file.error().code, "store.read_only");
  EXPECT_EQ(DataFolder::open("").error().code, "store.read_only");
  // Even root may not make folders here.
  EXPECT_EQ(DataFolder::open("/proc/reelwright").error().code, "store.read_only");
}

TEST(DataFolder, ADisconnectedDiskIsNotAnEmptyCollection) {
  const TemporaryFolder temporary;
  { ASSERT_TRUE(DataFolder::open(temporary.path()).has_value()); }
  ASSERT_TRUE(save_file(temporary / "index.sqlite", "").has_value());
  fs::rename(temporary / "jobs", temporary / "elsewhere");
  EXPECT_EQ(DataFolder::open(temporary.path()).error().code, "store.folder_missing");
  EXPECT_EQ(DataFolder::open_for_reading(temporary.path()).error().code, "store.folder_missing");
  // An empty mount point is no better than none.
  fs::create_directory(temporary / "jobs");
  EXPECT_EQ(DataFolder::open(temporary.path()).error().code, "store.folder_missing");
  fs::remove(temporary / "jobs");
  fs::rename(temporary / "elsewhere", temporary / "jobs");
  EXPECT_TRUE(DataFolder::open(temporary.path()).has_value());
}

}  // namespace
}  // namespace reelwright::store
