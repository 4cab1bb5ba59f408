// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>

#include "base/temporary_folder.h"
#include "media/compositor.h"
#include "media/support.h"

namespace reelwright::media::test {
namespace {

using reelwright::test::TemporaryFolder;

constexpr int width = 320;
constexpr int height = 180;

constexpr const char* header =
    "[Script Info]\nScriptType: v4.00+\nPlayResX: 320\nPlayResY: 180\nYCbCr Matrix: None\n\n[V4+ Styles]\n"
    "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, "
    "Italic, Underline, StrikeOut, "
    "ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, "
    "Encoding\n"
    "Style: "
    "Default,Inter,22,&H00FFFFFF,&H000000FF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,2,0,2,10,10,12,1\n\n["
    "Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";

class Captions : public testing::Test {
 protected:
  Captions() {
    const Layer back = layer_of(folder_.path(), "back.png", plain_picture(width, height, 60, 60, 60), {{}});
    timeline_ = timeline_of(width, height, {scene_of({back}, 60)});
    timeline_.burn_captions = true;
    timeline_.captions_ass = "captions.ass";
  }
  std::vector<Picture> compose_all(const std::string& events) {
    write_bytes(folder_ / "captions.ass", header + events);
    auto compositor = Compositor::open(timeline_, folder_.path(), make_layer_cache(1 << 28));
    EXPECT_TRUE(compositor.has_value());
    std::vector<Picture> pictures(60);
    for (std::size_t frame = 0; frame < pictures.size(); ++frame) {
      pictures[frame].resize(width, height);
      EXPECT_TRUE(compositor->compose(static_cast<std::int64_t>(frame), pictures[frame].view()).has_value());
    }
    return pictures;
  }
  TemporaryFolder folder_;
  Timeline timeline_;
};

bool has_text(const Picture& picture) { return *std::ranges::max_element(picture.y.samples) > 200; }

TEST_F(Captions, ShowExactlyInTheFramesOfTheirCue) {
  // Frames 10 to 29: the cue's times are those frames' starts, cut to hundredths as an ASS file has them.
  const auto pictures =
      compose_all("Dialogue: 0,0:00:00.33,0:00:01.00,Default,,0,0,0,,Words {at} “quotes”, 50 %\n");
  for (std::size_t frame = 0; frame < pictures.size(); ++frame)
    EXPECT_EQ(has_text(pictures[frame]), frame >= 10 && frame < 30) << frame;
  for (int y = 0; y < height / 2; ++y)
    for (int x = 0; x < width; ++x) ASSERT_EQ(pictures[15].y.row(y)[x], pictures[0].y.row(y)[x]);
}

TEST_F(Captions, AreTheSameHoweverTheFrameIsReached) {
  const auto pictures = compose_all(
      "Dialogue: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,{\\k30}one {\\k30}two {\\k40}three\n"
      "Dialogue: 0,0:00:01.00,0:00:01.50,Default,,0,0,0,,first\nDialogue: "
      "0,0:00:01.50,0:00:02.00,Default,,0,0,0,,second\n");
  EXPECT_FALSE(same(pictures[2], pictures[20]));  // karaoke
  EXPECT_TRUE(same(pictures[32], pictures[40]));
  EXPECT_FALSE(same(pictures[40], pictures[50]));
  for (const std::int64_t frame : {0, 12, 29, 30, 44, 45, 59})
    EXPECT_TRUE(
        same(compose_alone(timeline_, folder_.path(), frame), pictures[static_cast<std::size_t>(frame)]))
        << frame;
}

TEST_F(Captions, AreWhiteWithADarkOutlineAndNoColourCast) {
  const auto pictures = compose_all("Dialogue: 0,0:00:00.00,0:00:02.00,Default,,0,0,0,,MMMM\n");
  EXPECT_NEAR(*std::ranges::max_element(pictures[5].y.samples), 235, 1);
  EXPECT_LT(*std::ranges::min_element(pictures[5].y.samples), 25);
  for (const std::uint8_t sample : pictures[5].u.samples) ASSERT_NEAR(sample, 128, 1);
  for (const std::uint8_t sample : pictures[5].v.samples) ASSERT_NEAR(sample, 128, 1);
}

TEST_F(Captions, AFileThatIsNotAssIsRefused) {
  EXPECT_EQ(Compositor::open(timeline_, folder_.path(), make_layer_cache(1 << 20)).error().code,
            "compositor.captions");
  write_bytes(folder_ / "captions.ass", "Not captions.");
  EXPECT_EQ(Compositor::open(timeline_, folder_.path(), make_layer_cache(1 << 20)).error().code,
            "compositor.captions");
}

}  // namespace
}  // namespace reelwright::media::test
