// SPDX-License-Identifier: GPL-3.0-or-later
// `reelwright render`: what it says, and what it writes to.
#include <gtest/gtest.h>

#include "cli/cli_fixture.h"
#include "stages/small_timeline.h"

namespace reelwright::cli {
namespace {

struct RenderTest : CliTest {
  fs::path job = folder / "job";
  Timeline timeline;

  RenderTest() {
    fs::create_directory(job);
    timeline = stages::make_small_timeline(job);
  }
  int render(const std::string& output) {
    return run({"render", (job / "timeline.json").string(), "--output", output});
  }
};

TEST_F(RenderTest, HardwareThatIsNotHereIsAWarning) {
  timeline.encode.encoder = "h264_nvenc";
  ASSERT_TRUE(save_file(job / "timeline.json", to_json(timeline)));
  EXPECT_EQ(render("video.mp4"), exit_done) << err.str();
  EXPECT_NE(err.str().find("warning: The encoder NVIDIA (NVENC) failed"), std::string::npos) << err.str();
  EXPECT_EQ(out.str(), (folder / "video.mp4").string() + "\n");
}

}  // namespace
}  // namespace reelwright::cli
