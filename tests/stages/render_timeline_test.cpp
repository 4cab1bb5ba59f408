// SPDX-License-Identifier: GPL-3.0-or-later
// A whole render of a small timeline with motion, transitions and sound: it may be killed at any moment, run
// with any number of threads and be repeated, and the video is the same to the byte.
#include "stages/render/render_timeline.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <new>
#include <optional>
#include <random>
#include <set>

#include "base/file.h"
#include "base/temporary_folder.h"
#include "media/encode.h"
#include "media/libraries.h"
#include "media/picture.h"
#include "stages/render/segment_render.h"
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
        render_parts(timeline_, folder_.path(), folder, {}, workers, {}, std::move(on_part));
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

class RenderAlone : public RenderTimeline {
 protected:
  Result<VideoFacts> render_alone(
      Progress on_progress = [](double) {}, std::stop_token stop = {}) {
    first_.reset();
    return render_timeline(folder_ / "timeline.json", folder_ / "out" / "video.mp4", 2, std::move(stop),
                           {.progress =
                                [this, on_progress = std::move(on_progress)](double share) mutable {
                                  EXPECT_GE(share, first_.value_or(0)) << "never backwards";
                                  if (!first_) first_at_ = share;
                                  first_ = share;
                                  on_progress(share);
                                },
                            .warning = [this](std::string_view text) { warnings_.emplace_back(text); }});
  }
  void SetUp() override {
    RenderTimeline::SetUp();
    fs::create_directory(folder_ / "out");
  }
  [[nodiscard]] std::set<std::string> names_in(const fs::path& path) const {
    std::set<std::string> found;
    for (const auto& entry : fs::directory_iterator(path)) found.insert(entry.path().filename());
    return found;
  }
  /// Where it works; "" when it is not there.
  [[nodiscard]] fs::path work_folder() const {
    for (const auto& entry : fs::directory_iterator(folder_ / "out"))
      if (entry.is_directory()) return entry.path();
    return {};
  }

  const std::set<std::string> only_the_video_{"video.mp4"};
  std::vector<std::string> warnings_;
  std::optional<double> first_;
  double first_at_ = 0;
};

TEST_F(RenderAlone, WhatAKilledRunHasFinishedIsReused) {
  std::array<int, 2> steps{};
  ASSERT_EQ(::pipe(steps.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    static_cast<void>(render_alone([&](double share) {
      if (share < 0.5) return;
      static_cast<void>(::write(steps[1], "h", 1));
      ::pause();
    }));
    ::_exit(0);
  }
  ASSERT_GT(child, 0);
  ::close(steps[1]);
  char half = 0;
  ASSERT_EQ(::read(steps[0], &half, 1), 1);
  EXPECT_EQ(render_alone().error().code, "file.in_use");
  ::kill(child, SIGKILL);
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  ::close(steps[0]);
  ASSERT_FALSE(work_folder().empty());
  EXPECT_FALSE(fs::exists(folder_ / "out" / "video.mp4"));
  const Result<VideoFacts> facts = render_alone();
  ASSERT_TRUE(facts) << facts.error().message;
  EXPECT_GT(first_at_, 0.1);
  EXPECT_EQ(names_in(folder_ / "out"), only_the_video_);
}

TEST_F(RenderAlone, WhatAStoppedRunHasFinishedIsKeptAndNothingElse) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(render_alone([](double) {}, stop.get_token()).error().code, "canceled");
  EXPECT_TRUE(names_in(folder_ / "out").empty());
}

TEST_F(RenderAlone, PartsOfTheJobAreUsedAndLeftAsTheyAre) {
  ASSERT_TRUE(render(folder_ / "render", folder_ / "job.mp4", 2));
  const std::set<std::string> before = names_in(folder_ / "render");
  ASSERT_TRUE(render_alone());
  EXPECT_GT(first_at_, 0.8) << "nothing was left to encode";
  EXPECT_EQ(names_in(folder_ / "render"), before);
  EXPECT_TRUE(bytes_of(folder_ / "out" / "video.mp4") == bytes_of(folder_ / "job.mp4"));

  // One of them turns out bad.
  const fs::path part = parts_in(folder_ / "render", timeline_).segments[2];
  std::string bytes = bytes_of(part);
  const auto middle = bytes.begin() + std::ssize(bytes) / 3;
  std::fill(middle, middle + 600, 'x');
  ASSERT_TRUE(save_file(part, bytes));
  fs::remove(folder_ / "out" / "video.mp4");
  const Result<VideoFacts> facts = render_alone();
  ASSERT_TRUE(facts) << facts.error().message;
  EXPECT_TRUE(bytes_of(folder_ / "out" / "video.mp4") == bytes_of(folder_ / "job.mp4"));
  EXPECT_TRUE(bytes_of(part) == bytes) << "it is the job's";
}

TEST_F(RenderAlone, HardwareThatIsNotHereIsToldOfAndProgressNeverRunsBackwards) {
  // All but the last are there, as that encoder would have made them.
  ASSERT_TRUE(render(folder_ / "render", folder_ / "job.mp4", 2));
  const std::vector<fs::path> made = parts_in(folder_ / "render", timeline_).segments;
  timeline_.encode.encoder = "h264_nvenc";
  const std::vector<fs::path> named = parts_in(folder_ / "render", timeline_).segments;
  for (std::size_t i = 0; i + 1 < made.size(); ++i) fs::rename(made[i], named[i]);
  ASSERT_TRUE(save_file(folder_ / "timeline.json", to_json(timeline_)));
  const Result<VideoFacts> facts = render_alone();
  ASSERT_TRUE(facts) << facts.error().message;
  EXPECT_GT(first_at_, 0.5);
  ASSERT_EQ(warnings_.size(), 1U);
  EXPECT_NE(warnings_[0].find("NVENC"), std::string::npos);
}

TEST_F(RenderAlone, AnExceptionOfAWorkerIsAnErrorAndNotTheEnd) {
  const Result<VideoFacts> facts = render_alone([](double share) {
    if (share > 0.3) throw std::bad_alloc();
  });
  ASSERT_FALSE(facts);
  EXPECT_EQ(facts.error().code, "runtime.exception");
}

}  // namespace
}  // namespace reelwright::stages
