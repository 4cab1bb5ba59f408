// SPDX-License-Identifier: GPL-3.0-or-later
// A whole render of a small timeline with motion, transitions and sound: it may be killed at any moment, run
// with any number of threads and be repeated, and the video is the same to the byte.
#include "stages/render/render_timeline.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <random>
#include <set>

#include "base/file.h"
#include "base/temporary_folder.h"
#include "media/encode.h"
#include "media/libraries.h"
#include "media/picture.h"
#include "stages/small_timeline.h"

namespace reelwright::stages {
namespace {

namespace fs = std::filesystem;

class RenderTimeline : public testing::Test {
 protected:
  void SetUp() override {
    media::quiet_libraries();
    timeline_ = make_small_timeline(folder_.path());
  }

  using Progress = std::move_only_function<void(double)>;
  /// Parts and the joined file, by a number of threads.
  [[nodiscard]] Result<void> render(
      const fs::path& folder, const fs::path& output, int workers, Progress on_part = [](double) {},
      Progress on_join = {}) const {
    const Result<media::EncodedParts> parts =
        render_parts(timeline_, folder_.path(), folder, workers, {}, std::move(on_part));
    if (!parts) return std::unexpected(parts.error());
    return media::join_parts(timeline_, folder_.path(), *parts, output, {}, std::move(on_join));
  }
  [[nodiscard]] static std::string bytes_of(const fs::path& path) {
    return read_file(path, 64U << 20).value_or("");
  }

  test::TemporaryFolder folder_;
  Timeline timeline_;
};

TEST_F(RenderTimeline, IsTheSameToTheByteWithAnyNumberOfThreads) {
  ASSERT_TRUE(render(folder_ / "one", folder_ / "one.mp4", 1));
  ASSERT_TRUE(render(folder_ / "three", folder_ / "three.mp4", 3));
  ASSERT_FALSE(bytes_of(folder_ / "one.mp4").empty());
  EXPECT_EQ(bytes_of(folder_ / "one.mp4"), bytes_of(folder_ / "three.mp4"));
}

TEST_F(RenderTimeline, KilledFiftyTimesItGivesTheSameVideo) {
  ASSERT_TRUE(render(folder_ / "whole", folder_ / "whole.mp4", 2));
  const std::string whole = bytes_of(folder_ / "whole.mp4");
  const fs::path segments = folder_ / "segments";
  const fs::path output = folder_ / "resumed.mp4";
  std::mt19937 random(1);
  constexpr int kills_wanted = 50;
  int kills = 0;
  int kills_of_joins = 0;
  int videos = 0;
  while (kills < kills_wanted) {
    std::array<int, 2> steps{};
    std::array<int, 2> leave{};
    ASSERT_EQ(::pipe(steps.data()), 0);
    ASSERT_EQ(::pipe(leave.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      const auto part = [&](double) { static_cast<void>(::write(steps[1], "p", 1)); };
      // A join is over before anybody could kill it, so it waits for leave to go on.
      const auto join = [&](double) {
        char byte = 'j';
        static_cast<void>(::write(steps[1], &byte, 1));
        static_cast<void>(::read(leave[0], &byte, 1));
      };
      ::_exit(render(segments, output, 2, part, join) ? 0 : 1);
    }
    ASSERT_GT(child, 0);
    ::close(steps[1]);
    // So many steps are let pass before it is killed.
    const bool in_join = random() % 4 == 0;
    const auto let_pass = random() % (in_join ? 5U : static_cast<unsigned>(timeline_.frame_count / 2));
    char step = 0;
    unsigned passed = 0;
    while (passed < let_pass && ::read(steps[0], &step, 1) == 1) {
      if (step == 'j' || !in_join) ++passed;
      if (step == 'j' && passed < let_pass) {
        ASSERT_EQ(::write(leave[1], "x", 1), 1);
      }
    }
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    for (const int end : {steps[0], leave[0], leave[1]}) ::close(end);
    if (WIFSIGNALED(status)) {
      ++kills;
      if (step == 'j') ++kills_of_joins;
      // The name is only there with a whole file behind it.
      EXPECT_TRUE(!fs::exists(output) || bytes_of(output) == whole);
      continue;
    }
    ASSERT_EQ(WEXITSTATUS(status), 0);
    ASSERT_EQ(bytes_of(output), whole);
    ++videos;
    fs::remove(output);
    fs::remove_all(segments);
  }
  ASSERT_TRUE(render(segments, output, 2));
  EXPECT_EQ(bytes_of(output), whole);
  EXPECT_GT(videos, 0);
  EXPECT_GT(kills_of_joins, 0);
}

TEST_F(RenderTimeline, AChangedSceneIsRenderedAgainWithItsTransitionsAndNothingElse) {
  const auto names = [&] {
    std::set<std::string> found;
    for (const auto& entry : fs::directory_iterator(folder_ / "segments"))
      found.insert(entry.path().filename());
    return found;
  };
  ASSERT_TRUE(render(folder_ / "segments", folder_ / "before.mp4", 2));
  const std::set<std::string> before = names();
  ASSERT_TRUE(media::write_png(stripes(7), folder_ / "picture-2.png"));
  timeline_.scenes[2].layers[0].image_hash = "another";
  ASSERT_TRUE(render(folder_ / "segments", folder_ / "after.mp4", 2));
  std::set<std::string> added = names();
  for (const std::string& name : before) added.erase(name);
  EXPECT_EQ(added.size(), 3U);  // the scene, the transition into it and the one out of it
  ASSERT_TRUE(render(folder_ / "fresh", folder_ / "fresh.mp4", 2));
  EXPECT_EQ(bytes_of(folder_ / "after.mp4"), bytes_of(folder_ / "fresh.mp4"));
}

}  // namespace
}  // namespace reelwright::stages
