// SPDX-License-Identifier: GPL-3.0-or-later
// `reelwright render`: what it says, and what it writes to.
#include <gtest/gtest.h>
#include <sys/stat.h>

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

TEST_F(RenderTest, NothingThatIsNoVideoIsReplaced) {
  ASSERT_EQ(::mkfifo((folder / "pipe.mp4").c_str(), 0600), 0);
  EXPECT_EQ(render("pipe.mp4"), exit_bad_input);
  EXPECT_TRUE(fs::is_fifo(folder / "pipe.mp4"));

  // A source of the timeline, by its own name and by another.
  fs::rename(job / "sound.wav", job / "sound.mp4");
  timeline.audio = "sound.mp4";
  ASSERT_TRUE(save_file(job / "timeline.json", to_json(timeline)));
  fs::create_symlink(job / "sound.mp4", folder / "link.mp4");
  const std::string sound = read(job / "sound.mp4");
  for (const fs::path& output : {job / "sound.mp4", folder / "link.mp4"}) {
    EXPECT_EQ(render(output.string()), exit_bad_input);
    EXPECT_NE(err.str().find("made from"), std::string::npos) << err.str();
  }
  EXPECT_TRUE(read(job / "sound.mp4") == sound);
}

TEST_F(RenderTest, ALinkIsWrittenThrough) {
  fs::create_directory(folder / "videos");
  write("videos/old.mp4", "old");
  fs::create_symlink("videos/old.mp4", folder / "link.mp4");
  ASSERT_EQ(render("link.mp4"), exit_done) << err.str();
  EXPECT_TRUE(fs::is_symlink(folder / "link.mp4"));
  EXPECT_GT(fs::file_size(folder / "videos" / "old.mp4"), 1000U);
}

}  // namespace
}  // namespace reelwright::cli
