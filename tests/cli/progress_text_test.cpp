// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress_text.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "model/words_for_people.h"

namespace reelwright::cli {
namespace {

Job running_job() {
  Job job;
  job.title = "How bees make honey, and what they need the whole long summer for";
  job.status = JobStatus::running;
  job.percent = 62.9;
  job.eta = EtaRange{40.2, 54.1};
  job.stage(Stage::script) = {
      .status = StageStatus::done, .units_total = 1, .units_done = 1, .progress = 1, .work_ms = 3200};
  job.stage(Stage::voice) = {
      .status = StageStatus::active, .units_total = 8, .units_done = 4, .progress = 0.5, .work_ms = 900};
  return job;
}

TEST(ProgressText, LiveViewShowsTitlePercentEtaAndSixStages) {
  const std::vector<std::string> lines = live_lines(running_job(), 80, false);
  ASSERT_EQ(lines.size(), 7U);
  EXPECT_NE(lines[0].find(" 62 %  about 40-55 s left"), std::string::npos);
  EXPECT_NE(lines[1].find("Script    3.2 s"), std::string::npos);
  EXPECT_NE(lines[2].find("4 of 8"), std::string::npos);
  EXPECT_NE(lines[6].find("Complete"), std::string::npos);
}

TEST(ProgressText, LiveViewNeverExceedsTheWidthAndHasColoursOnlyWhenAsked) {
  for (const int columns : {20, 40, 80, 200})
    for (const std::string& line : live_lines(running_job(), columns, false)) {
      EXPECT_LE(static_cast<int>(utf8_length(line)), columns);
      EXPECT_EQ(line.find('\x1b'), std::string::npos);
    }
  EXPECT_NE(live_lines(running_job(), 80, true)[2].find("\x1b["), std::string::npos);
}

TEST(ProgressText, NoTextSteersTheTerminal) {
  EXPECT_EQ(printable("a\x1b[2Jb\n\x7f\xc2\x9b"
                      "c é"),
            "a [2Jb   c é");
}

TEST(ProgressText, EtaIsARangeInTheUnitThatSuits) {
  Job job;
  EXPECT_EQ(eta_text(job), "");
  job.eta = EtaRange{0.2, 0.6};
  EXPECT_EQ(eta_text(job), "about 0-1 s left");
  job.eta = EtaRange{170, 250};
  EXPECT_EQ(eta_text(job), "about 2-5 min left");
}

TEST(ProgressText, PlainLinesTellWhatChanged) {
  const Job before;
  Job after = running_job();
  after.warnings = {"A picture is broken."};
  EXPECT_EQ(plain_lines(before, after),
            (std::vector<std::string>{"Script: done, 3.2 s", "Voice ...", "warning: A picture is broken."}));
  EXPECT_TRUE(plain_lines(after, after).empty());
  Job later = after;
  later.stage(Stage::voice).progress = 0.8;
  later.stage(Stage::visuals).status = StageStatus::skipped;
  EXPECT_EQ(plain_lines(after, later), (std::vector<std::string>{"Voice: 75 %", "Visuals: already there"}));
}

}  // namespace
}  // namespace reelwright::cli
