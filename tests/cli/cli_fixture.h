// SPDX-License-Identifier: GPL-3.0-or-later
// The command line program inside the test: strings for streams, a folder of its own, stages given by the
// test.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/file.h"
#include "base/temporary_folder.h"
#include "cli/environment.h"
#include "cli/run.h"
#include "media/libraries.h"
#include "runtime/scripted_stage.h"
#include "stages/voice/flite_synthesiser.h"

namespace reelwright::cli {

struct CliTest : testing::Test {
  test::TemporaryFolder folder;
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  std::map<std::string, std::string, std::less<>> variables;
  runtime::ScriptedStages stages;
  stages::FliteSynthesiser flite;
  stages::VoiceCatalog voices{{flite}};
  SystemClock clock;
  Wakeup interrupt;
  std::uint16_t next_random = 1;
  std::uint64_t free = 1'000'000'000'000;
  fs::path data = folder / "data";
  store::SettingsRead settings;

  static void SetUpTestSuite() { media::quiet_libraries(); }

  CliTest() {
    variables["REELWRIGHT_DATA_DIR"] = data.string();
    stages.complete.on_finish = [](const stages::JobContext& job, int) {
      std::ofstream(job.paths.folder() / "Bees.mp4") << "a video";
      stages::StageResult result;
      result.artifacts.push_back({"Bees.mp4", ArtifactKind::video, 7});
      result.video = VideoFacts{30, 1920, 1080, 900};
      return Result<stages::StageResult>(std::move(result));
    };
  }

  int run(const std::vector<std::string>& arguments) {
    out.str("");
    err.str("");
    return cli::run(arguments, {.in = in,
                                .out = out,
                                .err = err,
                                .terminal = {.live = false, .colour = false, .columns = [] { return 80; }},
                                .variable = [this](std::string_view name) -> std::optional<std::string> {
                                  const auto found = variables.find(name);
                                  return found == variables.end() ? std::nullopt
                                                                  : std::optional(found->second);
                                },
                                .version = "0.0",
                                .working_folder = folder.path(),
                                .assets = REELWRIGHT_ASSETS_DIR,
                                .wordnet = "/usr/share/wordnet",
                                .cores = 2,
                                .clock = clock,
                                .random = [this] { return next_random++; },
                                .interrupt = interrupt,
                                .free_bytes = [this](const fs::path&) { return Result<std::uint64_t>(free); },
                                .voices = voices,
                                .stages = [this] { return stages.all(); },
                                .settings = settings});
  }

  void write(const std::string& name, std::string_view bytes) const {
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name, std::ios::binary) << bytes;
  }
  [[nodiscard]] std::string read(const fs::path& path) const {
    return read_file(path, 1 << 20).value_or("(unreadable)");
  }
  [[nodiscard]] std::vector<fs::path> job_folders() const {
    std::vector<fs::path> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(data / "jobs", none))
      if (entry.is_directory()) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
  }
  [[nodiscard]] std::string only_job() const {
    const std::vector<fs::path> jobs = job_folders();
    EXPECT_EQ(jobs.size(), 1U);
    return jobs.empty() ? std::string() : jobs.front().filename().string();
  }
};

}  // namespace reelwright::cli
