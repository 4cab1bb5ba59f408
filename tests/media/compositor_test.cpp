// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/compositor.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/temporary_folder.h"
#include "media/picture.h"
#include "media/reference.h"
#include "media/support.h"

namespace reelwright::media::test {
namespace {

using reelwright::test::TemporaryFolder;

constexpr int width = 160;
constexpr int height = 90;
constexpr double psnr_db_min = 45;

Keyframe at(std::int64_t frame, double x_px, double y_px, double scale = 1, double opacity = 1) {
  return {frame, x_px, y_px, scale, opacity, Easing::linear};
}

/// The frame's scene by the reference, layer by layer.
ReferencePicture reference_of(const TimelineScene& scene, const std::vector<RgbaImage>& images,
                              std::int64_t scene_frame) {
  ReferencePicture picture = black_reference(width, height);
  for (std::size_t i = 0; i < images.size(); ++i) {
    const Keyframe state = layer_state(scene.layers[i], scene_frame);
    draw_reference(images[i], {state.x_px, state.y_px, state.scale, state.opacity}, picture);
  }
  return picture;
}

TEST(Compositor, ZoomedPicturesMatchTheReference) {
  const TemporaryFolder folder;
  const RgbaImage photo = photograph(256, 151, 1);
  const Layer layer =
      layer_of(folder.path(), "photo.png", photo, {at(0, -0.3, -0.2, 0.63), at(9, -95.4, -41.3, 1.43)});
  const Timeline timeline = timeline_of(width, height, {scene_of({layer}, 10)});
  for (const std::int64_t frame : {0, 1, 4, 6, 9})
    EXPECT_GE(psnr_db(compose_alone(timeline, folder.path(), frame),
                      reference_of(timeline.scenes[0], {photo}, frame)),
              psnr_db_min)
        << "frame " << frame;
}

TEST(Compositor, TranslucentOverlaysAtAnyPlaceMatchTheReference) {
  const TemporaryFolder folder;
  const std::vector<RgbaImage> images{photograph(width, height, 2), glass_disc(40), glass_disc(31),
                                      glass_disc(50)};
  const Timeline timeline = timeline_of(
      width, height,
      {scene_of(
          {layer_of(folder.path(), "back.png", images[0], {at(0, 0, 0)}),
           layer_of(folder.path(), "a.png", images[1], {at(0, 10, 20), at(9, 60.7, 33.1, 1.2)}),
           layer_of(folder.path(), "b.png", images[2], {at(0, 100, 30, 1, 0), at(9, 101, 31, 1, 1)}),
           layer_of(folder.path(), "c.png", images[3], {at(0, -20.5, -11.25), at(9, 130, 70, 0.7, 0.5)})},
          10)});
  for (const std::int64_t frame : {0, 3, 5, 9})
    EXPECT_GE(psnr_db(compose_alone(timeline, folder.path(), frame),
                      reference_of(timeline.scenes[0], images, frame)),
              psnr_db_min)
        << "frame " << frame;
}

TEST(Compositor, StrongColoursStandWhereTheirPixelsStand) {
  const TemporaryFolder folder;
  RgbaImage checks = plain_picture(180, 110, 230, 20, 20);
  for (int y = 0; y < checks.height; ++y)
    for (int x = 0; x < checks.width; ++x)
      if ((x / 9 + y / 7) % 2 == 0)
        std::copy_n(plain_picture(1, 1, 20, 20, 230).pixels.begin(), 4, checks.row(y) + 4 * x);
  for (const Keyframe& state :
       {at(0, 0, 0), at(0, -3, -1), at(0, -4.3, -5.6), at(0, -6, -7, 1.2), at(0, 0, 0, 0.9)}) {
    const Timeline timeline =
        timeline_of(width, height, {scene_of({layer_of(folder.path(), "checks.png", checks, {state})}, 1)});
    EXPECT_GE(
        psnr_db(compose_alone(timeline, folder.path(), 0), reference_of(timeline.scenes[0], {checks}, 0)),
        psnr_db_min);
  }
}

TEST(Compositor, APictureThatCoversPartOfAPixelIsBlendedInPart) {
  const TemporaryFolder folder;
  const std::vector<RgbaImage> images{plain_picture(width, height, 20, 20, 20),
                                      plain_picture(40, 30, 240, 240, 240)};
  const Timeline timeline =
      timeline_of(width, height,
                  {scene_of({layer_of(folder.path(), "back.png", images[0], {at(0, 0, 0)}),
                             layer_of(folder.path(), "card.png", images[1], {at(0, 20.25, 10.5)})},
                            1)});
  const Picture picture = compose_alone(timeline, folder.path(), 0);
  EXPECT_GE(psnr_db(picture, reference_of(timeline.scenes[0], images, 0)), psnr_db_min);
  EXPECT_NEAR(picture.y.row(20)[20], 33 + 0.75 * (222 - 33), 2);
  EXPECT_NEAR(picture.y.row(20)[60], 33 + 0.25 * (222 - 33), 2);
}

TEST(Compositor, ColoursAreBt709LimitedRange) {
  const TemporaryFolder folder;
  const struct {
    std::uint8_t r, g, b;
    int y, u, v;
  } cases[] = {{255, 255, 255, 235, 128, 128},
               {0, 0, 0, 16, 128, 128},
               {255, 0, 0, 63, 102, 240},
               {0, 255, 0, 173, 42, 26},
               {0, 0, 255, 32, 240, 118}};
  for (const auto& c : cases) {
    const Layer layer =
        layer_of(folder.path(), "plain.png", plain_picture(width, height, c.r, c.g, c.b), {at(0, 0, 0)});
    const Picture picture =
        compose_alone(timeline_of(width, height, {scene_of({layer}, 1)}), folder.path(), 0);
    EXPECT_EQ(picture.y.row(40)[50], c.y);
    EXPECT_EQ(picture.u.row(20)[25], c.u);
    EXPECT_EQ(picture.v.row(20)[25], c.v);
  }
}

TEST(Compositor, AnOpaquePictureHasTheSamplesThatItHasBesideASinglePixelOfGlass) {
  for (const auto& [across, down] : {std::pair{64, 48}, {63, 47}}) {
    RgbaImage photo = photograph(across, down, 9);
    std::fill_n(photo.row(20), 16, std::uint8_t{255});
    for (int x = 0; x < across; ++x) photo.row(30)[4 * x + 1] = photo.row(30)[4 * x + 2] = 0;  // red, then blue
    for (int x = 0; x < across; ++x) photo.row(31)[4 * x] = photo.row(31)[4 * x + 1] = 0;
    const LayerImage opaque(photo, AlphaKind::straight);
    photo.row(0)[3] = 254;
    const LayerImage glass(photo, AlphaKind::straight);
    ASSERT_TRUE(opaque.opaque());
    ASSERT_FALSE(glass.opaque());
    const auto same_below = [](const Plane& a, const Plane& b) {
      return std::equal(a.row(2), a.row(0) + a.samples.size(), b.row(2));
    };
    EXPECT_TRUE(same_below(opaque.level(0).colour.y, glass.level(0).colour.y));
    EXPECT_TRUE(same_below(opaque.level(0).colour.u, glass.level(0).colour.u));
    EXPECT_TRUE(same_below(opaque.level(0).colour.v, glass.level(0).colour.v));
  }
}

TEST(Compositor, TransparentPixelsLeaveNoFringe) {
  const TemporaryFolder folder;
  RgbaImage letter = plain_picture(41, 41, 0, 0, 0, 0);
  for (int y = 10; y < 31; ++y)
    for (int x = 10; x < 31; ++x) std::fill_n(letter.row(y) + 4 * x, 4, std::uint8_t{255});
  const Timeline timeline = timeline_of(
      width, height,
      {scene_of(
          {layer_of(folder.path(), "white.png", plain_picture(width, height, 255, 255, 255), {at(0, 0, 0)}),
           layer_of(folder.path(), "letter.png", letter, {at(0, 30.4, 20.7, 1.37)})},
          1)});
  const Picture picture = compose_alone(timeline, folder.path(), 0);
  for (const std::uint8_t sample : picture.y.samples) ASSERT_NEAR(sample, 235, 1);
  for (const std::uint8_t sample : picture.u.samples) ASSERT_NEAR(sample, 128, 1);
}

TEST(Compositor, ACoverLeavesNoLineAtTheFramesEdge) {
  const TemporaryFolder folder;
  // 171 * 0.9357 = 160.0: the last column's filter reaches beyond the picture.
  const Layer cover =
      layer_of(folder.path(), "cover.png", plain_picture(171, 97, 200, 200, 200), {at(0, 0, 0, 160.0 / 171)});
  const Picture picture = compose_alone(timeline_of(width, height, {scene_of({cover}, 1)}), folder.path(), 0);
  for (int y = 0; y < height; ++y)
    for (const int x : {0, width - 1}) ASSERT_EQ(picture.y.row(y)[x], picture.y.row(45)[80]);
  for (int y = 0; y < height / 2; ++y)
    for (const int x : {0, width / 2 - 1}) ASSERT_EQ(picture.u.row(y)[x], picture.u.row(20)[40]);
}

TEST(Compositor, FineDetailShrinksToItsMean) {
  const TemporaryFolder folder;
  RgbaImage checks = plain_picture(1024, 576, 0, 0, 0);
  for (int y = 0; y < checks.height; ++y)
    for (int x = 0; x < checks.width; ++x)
      if ((x + y) % 2 == 0) std::fill_n(checks.row(y) + 4 * x, 3, std::uint8_t{255});
  const Layer layer = layer_of(folder.path(), "checks.png", checks, {at(0, 0, 0, 0.15625)});
  const Picture picture = compose_alone(timeline_of(width, height, {scene_of({layer}, 1)}), folder.path(), 0);
  for (int y = 4; y < height - 4; ++y)
    for (int x = 4; x < width - 4; ++x) ASSERT_NEAR(picture.y.row(y)[x], 126, 3);
}

/// The bright point's centre of mass.
std::pair<double, double> brightest_point(const Picture& picture) {
  double sum = 0;
  double sum_x = 0;
  double sum_y = 0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double weight = std::max(0, picture.y.row(y)[x] - 20);
      sum += weight;
      sum_x += weight * (x + 0.5);
      sum_y += weight * (y + 0.5);
    }
  }
  return {sum_x / sum, sum_y / sum};
}

TEST(Compositor, APointStaysOnItsPathUnderASlowZoom) {
  const TemporaryFolder folder;
  RgbaImage image = plain_picture(200, 120, 0, 0, 0);
  constexpr double point_x = 71.3;
  constexpr double point_y = 48.6;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const double distance = std::hypot(x + 0.5 - point_x, y + 0.5 - point_y);
      std::fill_n(image.row(y) + 4 * x, 3,
                  static_cast<std::uint8_t>(std::lround(255 * std::exp(-distance * distance / 18))));
    }
  }
  for (const auto& [from, to] : {std::pair{at(0, -10, -8, 1.0), at(99, -14.2, -11.1, 1.05)},
                                 std::pair{at(0, -2, -2, 0.85), at(99, -5.3, -3.9, 0.88)}}) {
    const Timeline timeline = timeline_of(
        width, height, {scene_of({layer_of(folder.path(), "point.png", image, {from, to})}, 100)});
    auto compositor = Compositor::open(timeline, folder.path(), make_layer_cache(1 << 28));
    ASSERT_TRUE(compositor.has_value());
    Picture picture;
    picture.resize(width, height);
    for (std::int64_t frame = 0; frame < 100; ++frame) {
      ASSERT_TRUE(compositor->compose(frame, picture.view()).has_value());
      const Keyframe state = layer_state(timeline.scenes[0].layers[0], frame);
      const auto [x, y] = brightest_point(picture);
      ASSERT_NEAR(x, state.x_px + state.scale * point_x, 0.05) << "frame " << frame;
      ASSERT_NEAR(y, state.y_px + state.scale * point_y, 0.05) << "frame " << frame;
    }
  }
}

Timeline busy_timeline(const std::filesystem::path& folder) {
  const Layer photo =
      layer_of(folder, "photo.png", photograph(200, 120, 3), {at(0, 0, 0, 0.9), at(14, -20, -10, 1)});
  const Layer still = layer_of(folder, "still.png", photograph(width, height, 4), {at(0, 0, 0)});
  const Layer disc = layer_of(folder, "disc.png", glass_disc(40), {at(5, 10, 20), at(9, 60, 30.5, 1.1)});
  const Layer fade = layer_of(folder, "fade.png", glass_disc(30), {at(3, 90, 40, 1, 0), at(8, 90, 40, 1, 1)});
  return timeline_of(
      width, height,
      {scene_of({photo, fade}, 15), scene_of({still, fade, disc}, 25, TransitionKind::crossfade, 6),
       scene_of({photo, disc}, 15, TransitionKind::slide, 5), scene_of({still}, 20, TransitionKind::wipe, 7),
       scene_of({photo}, 5)});
}

TEST(Compositor, AFrameDependsOnNothingButItsNumber) {
  const TemporaryFolder folder;
  const Timeline timeline = busy_timeline(folder.path());
  const auto cache = make_layer_cache(1 << 16);
  auto forwards = Compositor::open(timeline, folder.path(), cache);
  auto backwards = Compositor::open(timeline, folder.path(), cache);
  ASSERT_TRUE(forwards.has_value() && backwards.has_value());
  std::vector<Picture> pictures(static_cast<std::size_t>(timeline.frame_count));
  for (std::int64_t frame = 0; frame < timeline.frame_count; ++frame) {
    Picture& picture = pictures[static_cast<std::size_t>(frame)];
    picture.resize(width, height);
    ASSERT_TRUE(forwards->compose(frame, picture.view()).has_value());
  }
  Picture picture;
  picture.resize(width, height);
  for (std::int64_t frame = timeline.frame_count - 1; frame >= 0; --frame) {
    ASSERT_TRUE(backwards->compose(frame, picture.view()).has_value());
    ASSERT_TRUE(same(picture, pictures[static_cast<std::size_t>(frame)])) << "frame " << frame;
    if (frame % 7 != 0) continue;
    ASSERT_TRUE(same(compose_alone(timeline, folder.path(), frame), picture)) << "frame " << frame;
  }
}

class Transitions : public testing::TestWithParam<TransitionKind> {};

TEST_P(Transitions, GoFromOneSceneToTheNext) {
  const TemporaryFolder folder;
  const std::vector<RgbaImage> images{photograph(width, height, 5), photograph(width, height, 6)};
  constexpr std::int64_t overlap = 8;
  const Timeline timeline = timeline_of(
      width, height,
      {scene_of({layer_of(folder.path(), "a.png", images[0], {at(0, 0, 0)})}, 10),
       scene_of({layer_of(folder.path(), "b.png", images[1], {at(0, 0, 0)})}, 10, GetParam(), overlap)});
  const ReferencePicture from = reference_of(timeline.scenes[0], {images[0]}, 0);
  const ReferencePicture to = reference_of(timeline.scenes[1], {images[1]}, 0);
  const auto smooth = [](double t) { return t * t * (3 - 2 * t); };
  for (std::int64_t frame = 0; frame < timeline.frame_count; ++frame) {
    const std::int64_t index = frame - timeline.scenes[1].start_frame;
    const double progress = (static_cast<double>(index) + 0.5) / overlap;
    ReferencePicture wanted = index < 0 ? from : to;
    for (int plane = 0; plane < 3 && index >= 0 && index < overlap; ++plane) {
      ReferencePlane& target = wanted.planes[plane];
      const int pixels = plane == 0 ? 1 : 2;
      const int shift = static_cast<int>(std::lround(smooth(progress) * width / 2)) * 2 / pixels;
      for (int y = 0; y < target.height; ++y) {
        for (int x = 0; x < target.width; ++x) {
          const double old_value = from.planes[plane].at(x, y);
          const double new_value = to.planes[plane].at(x, y);
          const double edge =
              smooth(std::clamp((smooth(progress) * width * 1.125 - x * pixels) / (width / 8.0), 0.0, 1.0));
          switch (GetParam()) {
            case TransitionKind::cut:
              break;
            case TransitionKind::crossfade:
              target.at(x, y) = std::lerp(old_value, new_value, progress);
              break;
            case TransitionKind::wipe:
              target.at(x, y) = std::lerp(old_value, new_value, edge);
              break;
            case TransitionKind::slide:
              target.at(x, y) = x + shift < target.width ? from.planes[plane].at(x + shift, y)
                                                         : to.planes[plane].at(x + shift - target.width, y);
              break;
          }
        }
      }
    }
    EXPECT_GE(psnr_db(compose_alone(timeline, folder.path(), frame), wanted), psnr_db_min)
        << "frame " << frame;
  }
}

INSTANTIATE_TEST_SUITE_P(AllKinds, Transitions,
                         testing::Values(TransitionKind::crossfade, TransitionKind::slide,
                                         TransitionKind::wipe),
                         [](const auto& kind) {
                           return std::string(kind.param == TransitionKind::crossfade ? "Crossfade"
                                              : kind.param == TransitionKind::slide   ? "Slide"
                                                                                      : "Wipe");
                         });

TEST(Compositor, MissingAndDamagedLayersAreNamed) {
  const TemporaryFolder folder;
  const Layer layer = layer_of(folder.path(), "a.png", photograph(width, height, 7), {at(0, 0, 0)});
  const Timeline timeline = timeline_of(width, height, {scene_of({layer}, 1)});
  Picture picture;
  picture.resize(width, height);
  auto compositor = Compositor::open(timeline, folder.path(), make_layer_cache(1 << 28));
  ASSERT_TRUE(compositor.has_value());

  const std::string bytes = bytes_of(folder / "a.png");
  write_bytes(folder / "a.png", bytes.substr(0, bytes.size() / 2));
  const auto damaged = compositor->compose(0, picture.view());
  ASSERT_FALSE(damaged.has_value());
  EXPECT_EQ(damaged.error().code, "compositor.damaged_layer");
  EXPECT_NE(damaged.error().message.find("a.png"), std::string::npos);

  std::filesystem::remove(folder / "a.png");
  EXPECT_EQ(compositor->compose(0, picture.view()).error().code, "compositor.missing_layer");
  EXPECT_EQ(Compositor::open(timeline, folder.path(), make_layer_cache(1 << 28)).error().code,
            "compositor.missing_layer");

  write_bytes(folder / "a.png", bytes);
  EXPECT_TRUE(compositor->compose(0, picture.view()).has_value());
}

}  // namespace
}  // namespace reelwright::media::test
