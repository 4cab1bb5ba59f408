// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/retention.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "store/index.h"
#include "store/sample_jobs.h"

namespace reelwright::store {
namespace {

using test::sample_job;

TEST(Retention, KeepsTheLastFinishedOnesWhateverTheOrderOfTheRows) {
  std::vector<HistoryRow> rows;
  std::vector<std::string> expected;
  for (int number = 0; number < 105; ++number) {
    rows.push_back(history_row(sample_job("Job", number)));
    if (number < 5) expected.push_back(rows.back().id);
  }
  std::mt19937 random(3);
  std::ranges::shuffle(rows, random);
  EXPECT_EQ(jobs_beyond(rows, 100, ""), expected);
  EXPECT_TRUE(jobs_beyond(rows, 105, "").empty());
  EXPECT_EQ(jobs_beyond(rows, 0, "").size(), 105U);
  EXPECT_TRUE(jobs_beyond({}, 0, "").empty());
}

TEST(Retention, WorkUnderWayAndPinnedJobsAreExemptAndDoNotCount) {
  std::vector<HistoryRow> rows;
  std::set<std::string> may_go;
  int number = 0;
  for (const JobStatus status : {JobStatus::queued, JobStatus::running, JobStatus::paused, JobStatus::done,
                                 JobStatus::failed, JobStatus::canceled, JobStatus::interrupted}) {
    for (const bool pinned : {false, true}) {
      Job job = sample_job("Job", number++, status);
      job.pinned = pinned;
      rows.push_back(history_row(job));
      if (is_settled(status) && !pinned) may_go.insert(job.id);
    }
  }
  const std::vector<std::string> gone = jobs_beyond(rows, 0, "");
  EXPECT_EQ(std::set<std::string>(gone.begin(), gone.end()), may_go);
  EXPECT_TRUE(jobs_beyond(rows, may_go.size(), "").empty());
}

TEST(Retention, TheJobThatSettledLastStaysWhateverTheClockSaid) {
  std::vector<HistoryRow> rows;
  for (int number = 0; number < 3; ++number) rows.push_back(history_row(sample_job("Job", number)));
  EXPECT_EQ(jobs_beyond(rows, 2, rows[0].id), (std::vector<std::string>{rows[1].id}));
  EXPECT_EQ(jobs_beyond(rows, 0, rows[0].id), (std::vector<std::string>{rows[1].id, rows[2].id}));
}

}  // namespace
}  // namespace reelwright::store
