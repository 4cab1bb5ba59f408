// SPDX-License-Identifier: GPL-3.0-or-later
// Deletions that a person can take back, and what is said just before the program ends.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "runtime/studio_fixture.h"

namespace reelwright::runtime {
namespace {

namespace fs = std::filesystem;

struct StudioDeletionTest : StudioTest {
  void remove(const std::string& id) {
    send(command::DeleteJobs{{id}, true});
    until([&](const Snapshot& snapshot) {
      return std::ranges::find(snapshot.history, id, &HistoryRow::id) == snapshot.history.end();
    });
  }
  bool is_shown(const Snapshot& snapshot, const std::string& id) {
    return std::ranges::find(snapshot.history, id, &HistoryRow::id) != snapshot.history.end();
  }
  std::size_t entries() {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(data.jobs_folder()), {}));
  }
};

TEST_F(StudioDeletionTest, AnUndoneDeletionBringsTheJobBackAsItWas) {
  open();
  finish(first_id);
  const Job before = store.load(first_id).value();
  remove(first_id);
  EXPECT_EQ(store.load(first_id).error().code, "store.no_such_job");
  ASSERT_TRUE(studio->undo_deletion());
  until([&](const Snapshot& snapshot) { return is_shown(snapshot, first_id); });
  EXPECT_EQ(store.load(first_id).value(), before);
  // It is alive again, not only listed.
  send(command::RetryJob{first_id});
  until([&](const Snapshot& snapshot) {
    const Job* const job = find(snapshot, first_id);
    return job != nullptr && job->attempt == 2 && job->status == JobStatus::done;
  });
}

TEST_F(StudioDeletionTest, OnlyTheNewestDeletionIsKept) {
  open();
  finish(first_id);
  finish(second_id);
  const std::size_t before = entries();
  remove(first_id);
  EXPECT_EQ(entries(), before);
  remove(second_id);
  EXPECT_EQ(entries(), before - 1);
  ASSERT_TRUE(studio->undo_deletion());
  const Snapshot snapshot = until([&](const Snapshot& each) { return is_shown(each, second_id); });
  EXPECT_FALSE(is_shown(snapshot, first_id));
  ASSERT_TRUE(studio->undo_deletion());
  close();
  EXPECT_EQ(entries(), before - 1);
}

TEST_F(StudioDeletionTest, TheNextStartEndsADeletion) {
  open();
  finish(first_id);
  const std::size_t before = entries();
  remove(first_id);
  close();
  EXPECT_EQ(entries(), before);
  open();
  EXPECT_EQ(entries(), before - 1);
}

TEST_F(StudioDeletionTest, AJobThatWaitsAtItsGateComesBackWithItsFiles) {
  open();
  create(first_id, Stage::script);
  until_status(first_id, JobStatus::paused);
  remove(first_id);
  ASSERT_TRUE(studio->undo_deletion());
  until([&](const Snapshot& each) { return is_shown(each, first_id); });
  EXPECT_EQ(store.load(first_id).value().id, first_id);
}

TEST_F(StudioDeletionTest, AFolderThatTheDiskTookMeanwhileIsSaidAndNothingElseHappens) {
  open();
  finish(first_id);
  remove(first_id);
  fs::remove_all(data.jobs_folder() / (".trash-" + std::string(first_id)));
  ASSERT_TRUE(studio->undo_deletion());
  const Snapshot snapshot = until([](const Snapshot& each) { return !each.notices.empty(); });
  EXPECT_EQ(snapshot.notices.back().code, "store.no_such_job");
  EXPECT_TRUE(snapshot.history.empty());
}

TEST_F(StudioDeletionTest, UndoneBeforeTheRunHasEndedTheJobStays) {
  std::latch at_work(1);
  make_endless(stages.voice, at_work);
  open_at_work(at_work);
  send(command::PauseJob{first_id});
  send(command::DeleteJobs{{first_id}, true});
  ASSERT_TRUE(studio->undo_deletion());
  until_status(first_id, JobStatus::canceled);
  EXPECT_TRUE(store.load(first_id));
}

TEST_F(StudioDeletionTest, ARestoreThatFailsCanBeTriedAgain) {
  open();
  finish(first_id);
  remove(first_id);
  const fs::path place = data.jobs_folder() / first_id;
  fs::create_directory(place);
  ASSERT_TRUE(studio->undo_deletion());
  until([](const Snapshot& each) { return !each.notices.empty(); });
  fs::remove(place);
  ASSERT_TRUE(studio->undo_deletion());
  until([&](const Snapshot& each) { return is_shown(each, first_id); });
}

/// What was said last before the end counts, although the work only then comes back.
TEST_F(StudioDeletionTest, CanceledJustBeforeTheEndIsCanceledAndNothingElseIsBegun) {
  std::latch at_work(1);
  make_endless(stages.voice, at_work);
  open();
  create(first_id);
  create(second_id);
  at_work.wait();
  send(command::CancelJob{first_id});
  close();
  EXPECT_EQ(store.load(first_id)->status, JobStatus::canceled);
  EXPECT_EQ(store.load(second_id)->status, JobStatus::queued);
}

TEST_F(StudioDeletionTest, PausedJustBeforeTheEndIsPaused) {
  std::latch at_work(1);
  make_endless(stages.voice, at_work);
  open_at_work(at_work);
  send(command::PauseJob{first_id});
  close();
  EXPECT_EQ(store.load(first_id)->status, JobStatus::paused);
}

}  // namespace
}  // namespace reelwright::runtime
