// SPDX-License-Identifier: GPL-3.0-or-later
// Segments that are kept in job folders are joined with new ones as long as renderer_version is the same, so
// it must be raised when frames change.
#include <gtest/gtest.h>

#include "base/hash.h"
#include "base/temporary_folder.h"
#include "media/picture.h"
#include "media/support.h"

namespace reelwright::media::test {
namespace {

/// Whole numbers only: the same pixels with any mathematical library.
RgbaImage pattern(int width, int height, int seed) {
  RgbaImage image(width, height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      std::uint8_t* pixel = image.row(y) + 4 * x;
      pixel[0] = static_cast<std::uint8_t>(x * 3 + seed * 40);
      pixel[1] = static_cast<std::uint8_t>(y * 5 + x * y % 31);
      pixel[2] = static_cast<std::uint8_t>((x / 7 + y / 5) % 2 * 200);
      pixel[3] = 255;
    }
  return image;
}

RgbaImage veil(int size) {
  RgbaImage image = pattern(size, size, 3);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) image.row(y)[4 * x + 3] = static_cast<std::uint8_t>(x * 255 / size);
  return image;
}

TEST(RendererVersion, IsRaisedWhenFramesChange) {
  const reelwright::test::TemporaryFolder folder;
  const auto at = [](std::int64_t frame, double x_px, double y_px, double scale, double opacity) {
    return Keyframe{frame, x_px, y_px, scale, opacity, Easing::linear};
  };
  std::vector<TimelineScene> scenes;
  constexpr TransitionKind kinds[] = {TransitionKind::cut, TransitionKind::crossfade, TransitionKind::slide,
                                      TransitionKind::wipe};
  for (int i = 0; i < 4; ++i) {
    const std::string name = std::to_string(i);
    scenes.push_back(scene_of({layer_of(folder.path(), "back" + name + ".png", pattern(210, 121, i),
                                        {at(0, -0.25, -0.5, 0.875, 1), at(12, -20.25, -8.75, 1.0625, 1)}),
                               layer_of(folder.path(), "veil" + name + ".png", veil(31),
                                        {at(0, 4, 9, 1, 0), at(12, 70.5, 20.25, 1, 1)})},
                              12, kinds[i], i == 0 ? 0 : 4));
  }
  const Timeline timeline = timeline_of(160, 90, std::move(scenes));
  Hasher hash;
  for (std::int64_t frame = 0; frame < timeline.frame_count; frame += 3) {
    const Picture picture = compose_alone(timeline, folder.path(), frame);
    for (const Plane* plane : {&picture.y, &picture.u, &picture.v})
      hash.text({reinterpret_cast<const char*>(plane->samples.data()), plane->samples.size()});
  }
  EXPECT_EQ(hash.hex(), "3ef6f8c35fd73e278cd9af1b1ccb92d0")
      << "raise renderer_version in model/segments.cpp, and put the new hash here";
}

}  // namespace
}  // namespace reelwright::media::test
