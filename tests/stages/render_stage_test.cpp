// SPDX-License-Identifier: GPL-3.0-or-later
// Render and Complete of one job, attempt by attempt: what is bad is found, and made again.
#include "stages/render/render_stage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/temporary_folder.h"
#include "media/libraries.h"
#include "stages/complete/complete_stage.h"
#include "stages/remembering_reporter.h"
#include "stages/render/segment_render.h"
#include "stages/small_timeline.h"

namespace reelwright::stages {
namespace {

class RenderStageTest : public testing::Test {
 protected:
  void SetUp() override {
    media::quiet_libraries();
    ASSERT_TRUE(make_folder(paths_.folder()));
    timeline_ = make_small_timeline(paths_.folder());
  }

  JobContext job() { return {paths_, brief_, "Bees", {}, notes_}; }

  /// Plans, runs and finishes as a job's run does; how many units it ran, or the error.
  Result<std::size_t> render() {
    std::size_t units = 0;
    for (int round = 0;; ++round) {
      const StagePlan plan = TRY(render_->plan(job()));
      for (const WorkUnit& unit : plan.units) TRY(render_->run(job(), unit, [](double) {}));
      units += plan.units.size();
      if (!TRY(render_->finish(job(), round, [](double) {})).plan_again) return units;
      if (round > 0) return fail("test", "It plans for ever.");
    }
  }
  /// Complete's verdict on the video: an error's code, or "fine".
  std::string check() {
    const auto plan = complete_.plan(job());
    const Result<void> checked = complete_.run(job(), plan->units.front(), [](double) {});
    return checked ? "fine" : checked.error().code;
  }
  fs::path largest_part() {
    const media::EncodedParts parts = parts_in(paths_.render_folder(), timeline_);
    return *std::ranges::max_element(parts.segments, {},
                                     [](const fs::path& path) { return fs::file_size(path); });
  }
  [[nodiscard]] std::string encoder() const {
    return load_timeline(paths_.timeline_json()).value().encode.encoder;
  }
  /// By what is composed from now on.
  [[nodiscard]] bool is_chosen(std::string_view setting) {
    encoders_.ask_for(setting);
    return encoders_.choose({}, {}).settings.encoder != processor_encoder;
  }
  void use_hardware() {
    ASSERT_TRUE(is_chosen("nvenc"));
    timeline_.encode.encoder = "h264_nvenc";
    ASSERT_TRUE(save_file(paths_.timeline_json(), to_json(timeline_)));
  }

  /// The second half of its pictures or sound; the index stays whole.
  static void scratch(const fs::path& path) {
    std::string bytes = read_file(path, 1 << 24).value();
    const std::size_t data = bytes.find("mdat");
    ASSERT_NE(data, std::string::npos);
    std::size_t size = 0;
    for (std::size_t i = data - 4; i < data; ++i) size = size << 8 | static_cast<std::uint8_t>(bytes[i]);
    for (std::size_t i = data + size / 2; i < data - 4 + size; ++i) bytes[i] = static_cast<char>(i * 37);
    ASSERT_TRUE(save_file(path, bytes));
  }

  test::TemporaryFolder folder_;
  store::JobPaths paths_{folder_.path(), "20260101-000000-bees-0001"};
  Brief brief_;
  RememberingReporter notes_;
  EncoderChoice encoders_{[](std::string_view, const std::stop_token&) { return true; }};
  std::optional<RenderStage> render_{&encoders_};
  CompleteStage complete_{REELWRIGHT_ASSETS_DIR, &encoders_};
  Timeline timeline_;
};

TEST_F(RenderStageTest, ADamagedPartFailsTheCheckOnceAndIsThenEncodedAgain) {
  const std::size_t all = render().value();
  EXPECT_EQ(check(), "fine");
  EXPECT_EQ(render().value(), 0U);
  for (const fs::path& part : {largest_part(), paths_.segment(sound_key(timeline_))}) {
    scratch(part);
    ASSERT_EQ(render().value(), 0U) << "the damage is not seen before the check";
    EXPECT_EQ(check(), "verify.damaged");
    EXPECT_EQ(render().value(), 1U) << "of " << all;
    EXPECT_EQ(check(), "fine");
  }
  EXPECT_TRUE(notes_.warnings.empty());
}

TEST_F(RenderStageTest, AVideoThatIsBlackByMistakeFailsOnceARetry) {
  const std::size_t all = render().value();
  // Other pictures than those that were encoded: the video is black where the timeline is not.
  RgbaImage black(200, 120);
  for (std::size_t i = 3; i < black.pixels.size(); i += 4) black.pixels[i] = 255;
  const auto draw = [&](bool is_black) {
    for (int i = 0; i < small_scenes; ++i)
      ASSERT_TRUE(media::write_png(is_black ? black : stripes(i),
                                   paths_.folder() / ("picture-" + std::to_string(i) + ".png")));
  };
  for (int attempt = 0; attempt < 2; ++attempt) {
    draw(true);
    for (const fs::path& part : parts_in(paths_.render_folder(), timeline_).segments) fs::remove(part);
    render_.emplace(&encoders_);
    ASSERT_TRUE(render());
    draw(false);
    EXPECT_EQ(check(), "complete.black");
  }
  render_.emplace();
  EXPECT_EQ(render().value(), all) << "every part may be to blame";
  EXPECT_EQ(check(), "fine");
}

TEST_F(RenderStageTest, PartsThatDoNotFitTogetherAreEncodedAgainInTheSameAttempt) {
  const std::size_t all = render().value();
  // As another version of the encoder would have made it.
  Timeline other = timeline_;
  other.encode.preset = "medium";
  const Segment segment = segments_of(timeline_).front();
  HardwareSessions sessions;
  ASSERT_TRUE(render_segment(other, paths_.folder(), media::make_layer_cache(1 << 20), sessions, segment,
                             paths_.segment(segment.key), {}, [](std::int64_t) {}));
  EXPECT_EQ(render().value(), all);
  EXPECT_EQ(check(), "fine");
}

TEST_F(RenderStageTest, AJobWhoseHardwareFailsTurnsToTheProcessorForGood) {
  use_hardware();
  ASSERT_TRUE(render());
  EXPECT_EQ(encoder(), "libx264");
  EXPECT_EQ(check(), "fine");
  EXPECT_TRUE(fs::exists(paths_.encoder_failed()));
  EXPECT_FALSE(is_chosen("nvenc")) << "for the next job";
  EXPECT_EQ(notes_.warnings.size(), 1U);
  EXPECT_TRUE(notes_.mentions("NVENC"));
}

TEST_F(RenderStageTest, AVideoOfHardwareThatFailsItsCheckIsLeftToTheProcessor) {
  ASSERT_TRUE(render());
  scratch(paths_.video("Bees"));
  use_hardware();
  EXPECT_EQ(check(), "verify.damaged");
  EXPECT_EQ(encoder(), "libx264");
  EXPECT_TRUE(fs::exists(paths_.encoder_failed()));
  EXPECT_FALSE(is_chosen("nvenc"));
  EXPECT_TRUE(notes_.mentions("NVENC"));
}

TEST_F(RenderStageTest, SilenceByMistakeCostsTheSoundItsPlaceAndNothingElse) {
  ASSERT_TRUE(render());
  const AudioClip silence{48'000, 1, std::vector<float>(240'000)};
  ASSERT_TRUE(media::write_wav(silence, paths_.folder() / timeline_.audio, media::WavFormat::pcm16));
  fs::remove(paths_.segment(sound_key(timeline_)));
  ASSERT_EQ(render().value(), 1U);
  EXPECT_EQ(check(), "complete.no_sound");
  EXPECT_FALSE(fs::exists(paths_.folder() / timeline_.audio)) << "Compose mixes it again";
  make_small_timeline(paths_.folder());
  EXPECT_EQ(render().value(), 1U);
  EXPECT_EQ(check(), "fine");
}

TEST_F(RenderStageTest, ASegmentByHardwareWaitsForASessionAndOthersDoNot) {
  HardwareSessions sessions;
  std::vector<HardwareSessions::Session> held;
  while (held.size() < HardwareSessions::sessions_max)
    held.push_back(*sessions.take("h264_nvenc", {}).value());
  EXPECT_FALSE(sessions.take("libx264", {}).value().has_value());
  std::stop_source stop;
  stop.request_stop();
  // Where it waits, the captions that are not there are not yet looked for.
  timeline_.burn_captions = true;
  timeline_.captions_ass = "none.ass";
  const auto code_by = [&](const char* encoder) {
    timeline_.encode.encoder = encoder;
    const Segment segment = segments_of(timeline_).front();
    return render_segment(timeline_, paths_.folder(), media::make_layer_cache(1 << 20), sessions, segment,
                          paths_.segment(segment.key), stop.get_token(), [](std::int64_t) {})
        .error()
        .code;
  };
  EXPECT_TRUE(code_by("libx264").starts_with("compositor.")) << code_by("libx264");
  EXPECT_EQ(code_by("h264_nvenc"), "canceled");
  held.pop_back();
  EXPECT_TRUE(code_by("h264_nvenc").starts_with("compositor."));
}

}  // namespace
}  // namespace reelwright::stages
