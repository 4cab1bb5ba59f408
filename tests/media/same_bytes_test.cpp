// SPDX-License-Identifier: GPL-3.0-or-later
// An encoder that reads memory nobody wrote gives the same bytes only while that memory happens to be alike.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/temporary_folder.h"
#include "media/encode.h"
#include "media/libraries.h"
#include "media/support.h"

namespace reelwright::media::test {
namespace {

using reelwright::test::TemporaryFolder;

/// A slope that moves, with grain that does not, so that the encoder's look ahead has much to decide.
Result<void> grainy_slope(std::int64_t frame, const YuvView& out) {
  for (int index = 0; index < 3; ++index) {
    const PlaneTarget plane = plane_of(out, index);
    for (int y = 0; y < plane.height; ++y)
      for (int x = 0; x < plane.width; ++x) {
        const std::uint32_t grain =
            static_cast<std::uint32_t>(x) * 2654435761U ^ static_cast<std::uint32_t>(y) * 40503U;
        plane.row(y)[x] = static_cast<std::uint8_t>(16 + (x * 2 + y + frame * 3 + (grain >> 13 & 7)) % 220);
      }
  }
  return {};
}

/// Takes blocks of sizes that an encoder takes, fills them and gives them back.
void leave_traces(std::minstd_rand& random) {
  std::vector<std::vector<unsigned char>> blocks;
  for (unsigned i = 0; i < 20; ++i)
    blocks.emplace_back(random() % 3'000'000, static_cast<unsigned char>(random() % 256));
}

struct Size {
  int width, height;
};

class AnyMemory : public testing::TestWithParam<Size> {};

TEST_P(AnyMemory, TheSameFramesGiveTheSameBytes) {
  quiet_libraries();
  const TemporaryFolder folder;
  Timeline timeline = timeline_of(GetParam().width, GetParam().height, {scene_of({}, 60)});
  timeline.encode = {};  // a speed that looks ahead
  std::set<std::string> results;
  std::mutex guard;
  const auto encode = [&](unsigned worker) {
    std::minstd_rand random(worker);
    for (int round = 0; round < 8; ++round) {
      leave_traces(random);
      const auto path = folder / fmt::format("{}-{}.mp4", worker, round);
      ASSERT_TRUE(encode_segment(timeline, 0, 60, grainy_slope, path, {}, {}).has_value());
      const std::lock_guard lock(guard);
      results.insert(bytes_of(path));
    }
  };
  { const std::jthread first(encode, 1U), second(encode, 2U); }
  EXPECT_EQ(results.size(), 1U);
}

/// Rows of 4, 20 and 16 macroblocks.
INSTANTIATE_TEST_SUITE_P(Widths, AnyMemory, testing::Values(Size{64, 64}, Size{320, 180}, Size{256, 144}),
                         [](const auto& size) { return "Of" + std::to_string(size.param.width); });

}  // namespace
}  // namespace reelwright::media::test
