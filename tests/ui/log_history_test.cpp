// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log_history.h"

#include <gtest/gtest.h>

namespace reelwright::ui {
namespace {

LogLine line(const std::string& text, LogLevel level = LogLevel::info, const std::string& job = "a") {
  LogLine made;
  made.level = level;
  made.set_text(text);
  made.set_job(job);
  return made;
}

std::vector<std::string> texts(const LogHistory& log) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < log.size(); ++i) found.emplace_back(log.text(log.line(i)));
  return found;
}

TEST(LogHistory, KeepsTheNewestLinesInOrder) {
  LogHistory log(3, 4096);
  for (const char* text : {"one", "two", "three", "four", "five"}) log.add(line(text));
  EXPECT_EQ(texts(log), (std::vector<std::string>{"three", "four", "five"}));
  EXPECT_EQ(log.total(), 5U);
}

TEST(LogHistory, TextNeverRunsIntoOlderTextThatIsStillShown) {
  LogHistory log(1000, 2 * LogLine::text_bytes_max);
  for (int i = 0; i < 500; ++i) {
    log.add(line(std::to_string(i) + std::string(static_cast<std::size_t>(i * 7 % 300), 'x')));
    for (std::size_t k = 0; k < log.size(); ++k) {
      const std::string_view text = log.text(log.line(k));
      const std::size_t number = static_cast<std::size_t>(i) + 1 - log.size() + k;
      ASSERT_TRUE(text.starts_with(std::to_string(number))) << text;
    }
  }
  EXPECT_GT(log.size(), 1U);
}

TEST(LogHistory, FilterAppliesToWhatIsThereAndWhatComes) {
  LogHistory log(100, 65536);
  log.add(line("Voice starts", LogLevel::info));
  log.add(line("a detail", LogLevel::debug));
  log.add(line("Broken picture", LogLevel::warning, "b"));
  EXPECT_EQ(log.size(), 2U);
  log.filter({.level_min = LogLevel::warning});
  EXPECT_EQ(texts(log), (std::vector<std::string>{"Broken picture"}));
  log.add(line("VOICE broke", LogLevel::error));
  log.filter({.level_min = LogLevel::debug, .search = "voice"});
  EXPECT_EQ(texts(log), (std::vector<std::string>{"Voice starts", "VOICE broke"}));
  log.filter({.level_min = LogLevel::debug, .job = "b"});
  EXPECT_EQ(texts(log), (std::vector<std::string>{"Broken picture"}));
  EXPECT_EQ(log.job(log.line(0)), "b");
}

TEST(LogHistory, ForgetsAJobWithItsLastLine) {
  LogHistory log(3, 65536);
  for (int i = 0; i < 200; ++i) {
    log.add(line(std::to_string(i), LogLevel::info, "job " + std::to_string(i)));
    log.add(line("from the program", LogLevel::info, ""));
    for (std::uint64_t number = log.oldest(); number < log.total(); ++number) {
      const bool is_of_job = number % 2 == 0;
      ASSERT_EQ(log.job(log.at(number)), is_of_job ? "job " + std::to_string(number / 2) : "");
    }
  }
  EXPECT_LE(log.jobs(), 4U);
}

}  // namespace
}  // namespace reelwright::ui
