// SPDX-License-Identifier: GPL-3.0-or-later
// The trial of an encoder in a process of its own, whatever becomes of that process.
#include "app/encoder_process.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>

#include "base/temporary_folder.h"

namespace reelwright::app {
namespace {

namespace fs = std::filesystem;

/// A program in place of this one, and a place for temporary files.
struct EncoderProcess : testing::Test {
  test::TemporaryFolder folder;
  fs::path program = folder / "program";
  fs::path temporary = folder / "tmp";
  std::string former = std::getenv("TMPDIR") != nullptr ? std::getenv("TMPDIR") : "";

  EncoderProcess() {
    fs::create_directory(temporary);
    ::setenv("TMPDIR", temporary.c_str(), 1);
  }
  ~EncoderProcess() override {
    if (former.empty())
      ::unsetenv("TMPDIR");
    else
      ::setenv("TMPDIR", former.c_str(), 1);
  }
  void write_program(const std::string& body) {
    std::ofstream(program) << "#!/bin/sh\n" << body;
    fs::permissions(program, fs::perms::owner_all);
  }
};

TEST_F(EncoderProcess, SaysWhatTheTrialSaid) {
  write_program("test \"$1 $2\" = \"--try-encoder h264_nvenc\" && test -d \"$3\" && printf works\n");
  EXPECT_TRUE(try_encoder_apart("h264_nvenc", {}, program));
  EXPECT_FALSE(try_encoder_apart("h264_qsv", {}, program));
  EXPECT_TRUE(fs::is_empty(temporary));
}

TEST_F(EncoderProcess, ATrialThatHangsLeavesNothingBehind) {
  const fs::path hangs = folder / "hangs";
  ASSERT_EQ(::mkfifo(hangs.c_str(), 0600), 0);
  write_program("echo half > \"$3/a.mp4\"\necho now > \"" + hangs.string() + "\"\nexec sleep 1000\n");
  std::stop_source stop;
  std::jthread trial([&] { EXPECT_FALSE(try_encoder_apart("h264_nvenc", stop.get_token(), program)); });
  std::string word;
  std::ifstream(hangs) >> word;
  EXPECT_FALSE(fs::is_empty(temporary));
  stop.request_stop();
  trial.join();
  EXPECT_TRUE(fs::is_empty(temporary));
}

}  // namespace
}  // namespace reelwright::app
