// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/locked_folder.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/temporary_folder.h"

namespace reelwright {
namespace {

namespace fs = std::filesystem;

TEST(LockedFolder, BelongsToOneAtATimeAndKeepsItsFilesForTheNext) {
  const test::TemporaryFolder parent;
  const fs::path path = parent / "work";
  {
    const Result<LockedFolder> first = LockedFolder::open(path);
    ASSERT_TRUE(first.has_value()) << first.error().message;
    EXPECT_EQ(LockedFolder::open(path).error().code, "file.in_use");
    std::ofstream(path / "done") << "whole";
    std::ofstream(path / ".tmp-0") << "half";
  }
  Result<LockedFolder> second = LockedFolder::open(path);
  ASSERT_TRUE(second.has_value()) << second.error().message;
  EXPECT_TRUE(fs::exists(path / "done"));
  EXPECT_FALSE(fs::exists(path / ".tmp-0")) << "nobody is left to finish it";
  second->remove_if_empty();
  EXPECT_TRUE(fs::exists(path / "done"));
  fs::remove(path / "done");
  second->remove_if_empty();
  EXPECT_FALSE(fs::exists(path));
  // The lock of the removed folder is not that of the new one.
  const Result<LockedFolder> third = LockedFolder::open(path);
  ASSERT_TRUE(third.has_value());
  EXPECT_EQ(LockedFolder::open(path).error().code, "file.in_use");
}

TEST(LockedFolder, IsToldOfWhereItCannotBe) {
  const test::TemporaryFolder parent;
  std::ofstream(parent / "file") << "not a folder";
  EXPECT_FALSE(LockedFolder::open(parent / "file").has_value());
}

}  // namespace
}  // namespace reelwright
