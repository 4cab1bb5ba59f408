// SPDX-License-Identifier: GPL-3.0-or-later
// From what a job has on the disk, through the preview player, to what the Video page says of it.
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/temporary_folder.h"
#include "runtime/preview/player.h"
#include "store/job_store.h"
#include "ui/panels/player_parts.h"

namespace reelwright::app {
namespace {

class PreviewWords : public testing::Test {
 protected:
  PreviewWords() {
    job_.id = "20261122-143005-bees-7f3a";
    EXPECT_TRUE(make_folder(store_.paths(job_.id).folder()));
  }
  /// What the page says of the job; "..." while it shows that something is on its way.
  std::string said_of(JobStatus status) {
    job_.status = status;
    player_.follow(job_);
    player_.work();
    player_.update();
    const auto notice = ui::picture_notice(job_, player_.status());
    return notice ? std::string(notice->what) : "...";
  }

  test::TemporaryFolder folder_;
  store::JobStore store_{folder_ / "jobs"};
  runtime::Player player_{{.store = store_, .wake = [] {}, .open_audio = {}, .has_threads = false}};
  Job job_;
};

TEST_F(PreviewWords, AJobWithoutASceneSaysWhatThePreviewWaitsFor) {
  for (const JobStatus status : {JobStatus::queued, JobStatus::running, JobStatus::paused})
    EXPECT_EQ(said_of(status),
              "The preview starts as soon as the first scene has its voice and its picture.");
}

TEST_F(PreviewWords, AJobThatEndedWithoutASceneSaysSo) {
  for (const JobStatus status : {JobStatus::failed, JobStatus::canceled, JobStatus::interrupted})
    EXPECT_EQ(said_of(status), "No scene of this video was finished.");
}

TEST_F(PreviewWords, AFolderThatIsGoneIsSaid) {
  std::filesystem::remove_all(store_.paths(job_.id).folder());
  EXPECT_EQ(said_of(JobStatus::queued), "The folder of this video is no longer there.");
}

}  // namespace
}  // namespace reelwright::app
