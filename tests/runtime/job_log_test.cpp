// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/job_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <thread>

#include "base/temporary_folder.h"
#include "runtime/manual_clock.h"

namespace reelwright::runtime {
namespace {

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

struct JobLogTest : testing::Test {
  test::TemporaryFolder folder;
  test::ManualClock clock;
  int wakes = 0;
  LogRings rings{3, [this] { ++wakes; }};
  std::filesystem::path path = folder / "log-1.txt";
};

TEST_F(JobLogTest, EveryLineIsInTheFileWithTimeLevelAndStage) {
  JobLog log(path, "job-a", clock, rings);
  log.write(0, LogLevel::info, Stage::voice, "scene 4: spoken\nin one go");
  log.write(2, LogLevel::error, std::nullopt, "stopped");
  const std::vector<std::string> lines = lines_of(path);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], format_utc(clock.utc_ms()) + " info    voice    scene 4: spoken in one go");
  EXPECT_EQ(lines[1], format_utc(clock.utc_ms()) + " error   job      stopped");
  EXPECT_EQ(log.lost_lines(), 0U);
}

TEST_F(JobLogTest, ASecondLogOfTheSameAttemptAppends) {
  { JobLog(path, "job-a", clock, rings).write(0, LogLevel::info, std::nullopt, "first"); }
  { JobLog(path, "job-a", clock, rings).write(0, LogLevel::info, std::nullopt, "second"); }
  EXPECT_EQ(lines_of(path).size(), 2U);
}

TEST_F(JobLogTest, ReaderGetsLinesOfAllWorkersInTheirOrder) {
  JobLog log(path, "job-a", clock, rings);
  log.write(2, LogLevel::info, Stage::voice, "one");
  log.write(0, LogLevel::info, Stage::visuals, "two");
  log.write(1, LogLevel::warning, std::nullopt, "three");
  std::vector<LogLine> lines;
  rings.take(lines);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].text(), "one");
  EXPECT_EQ(lines[1].text(), "two");
  EXPECT_EQ(lines[2].text(), "three");
  EXPECT_EQ(lines[0].job(), "job-a");
  EXPECT_EQ(lines[0].stage, static_cast<std::uint8_t>(Stage::voice));
  EXPECT_EQ(lines[2].stage, 0xff);
  EXPECT_LT(lines[0].sequence, lines[1].sequence);
}

TEST_F(JobLogTest, ReaderIsWokenOnceUntilItLooks) {
  JobLog log(path, "job-a", clock, rings);
  for (int i = 0; i < 3; ++i) log.write(0, LogLevel::info, std::nullopt, "x");
  EXPECT_EQ(wakes, 1);
  std::vector<LogLine> lines;
  rings.take(lines);
  log.write(1, LogLevel::info, std::nullopt, "x");
  EXPECT_EQ(wakes, 2);
}

TEST_F(JobLogTest, FullRingDropsAndCountsWhileTheFileKeepsAll) {
  JobLog log(path, "job-a", clock, rings);
  constexpr std::size_t extra = 7;
  for (std::size_t i = 0; i < LogRings::lines_a_ring + extra; ++i)
    log.write(0, LogLevel::debug, std::nullopt, "x");
  EXPECT_EQ(rings.dropped(), extra);
  EXPECT_EQ(lines_of(path).size(), LogRings::lines_a_ring + extra);
}

TEST_F(JobLogTest, LinesThatCannotBeWrittenAreCountedAndStillShown) {
  JobLog log(folder / "missing" / "log-1.txt", "job-a", clock, rings);
  log.write(0, LogLevel::info, std::nullopt, "x");
  EXPECT_EQ(log.lost_lines(), 1U);
  std::vector<LogLine> lines;
  rings.take(lines);
  EXPECT_EQ(lines.size(), 1U);
}

TEST_F(JobLogTest, LinesOfConcurrentWorkersAreWholeAndWarningsReachTheJob) {
  JobLog log(path, "job-a", clock, rings);
  std::mutex mutex;
  std::vector<std::string> warnings;
  const std::function<void(std::string)> on_warning = [&](std::string text) {
    const std::lock_guard lock(mutex);
    warnings.push_back(std::move(text));
  };
  constexpr int lines_each = 200;
  {
    std::vector<std::jthread> threads;
    for (std::size_t worker = 0; worker < 3; ++worker)
      threads.emplace_back([&, worker] {
        TaskReporter reporter(log, worker, Stage::render, on_warning);
        for (int i = 0; i < lines_each; ++i) reporter.log(LogLevel::info, std::string(300, 'a'));
        reporter.warn("careful");
      });
  }
  const std::vector<std::string> lines = lines_of(path);
  EXPECT_EQ(lines.size(), 3U * (lines_each + 1));
  EXPECT_EQ(std::ranges::count_if(
                lines, [](const std::string& line) { return line.ends_with(std::string(300, 'a')); }),
            3 * lines_each);
  EXPECT_EQ(warnings, (std::vector<std::string>{"careful", "careful", "careful"}));
}

}  // namespace
}  // namespace reelwright::runtime
