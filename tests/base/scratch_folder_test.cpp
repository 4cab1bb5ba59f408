// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/scratch_folder.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "base/temporary_folder.h"

namespace reelwright {
namespace {

TEST(ScratchFolder, IsRemovedWithWhatIsInItAlsoAfterAMove) {
  const test::TemporaryFolder parent;
  fs::path path;
  {
    Result<ScratchFolder> made = ScratchFolder::in(parent.path(), "scratch-");
    ASSERT_TRUE(made) << made.error().message;
    const ScratchFolder folder = *std::move(made);
    path = folder.path();
    EXPECT_TRUE(path.filename().string().starts_with("scratch-"));
    ASSERT_TRUE(save_file(path / "segment.mp4", "frames"));
    made = std::unexpected(Error{});
    EXPECT_TRUE(fs::exists(path / "segment.mp4"));
  }
  EXPECT_FALSE(fs::exists(path));
  EXPECT_TRUE(fs::exists(parent.path()));
}

TEST(ScratchFolder, FolderThatIsNotThereIsAnErrorThatNamesIt) {
  const test::TemporaryFolder parent;
  const Result<ScratchFolder> folder = ScratchFolder::in(parent / "none", "scratch-");
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code, "file.unwritable");
  EXPECT_NE(folder.error().message.find("none"), std::string::npos);
}

}  // namespace
}  // namespace reelwright
