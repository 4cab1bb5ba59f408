// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <numbers>
#include <random>

#include "media/compositor.h"
#include "media/libraries.h"
#include "media/picture.h"
#include "media/video_reader.h"

namespace reelwright::media::test {
namespace {

class QuietLibraries : public testing::Environment {
 public:
  void SetUp() override { quiet_libraries(); }
};
const testing::Environment* const quiet = testing::AddGlobalTestEnvironment(new QuietLibraries);

std::uint8_t to_byte(double value) {
  return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

void copy_plane(const AVFrame& frame, std::size_t index, Plane& plane) {
  for (int y = 0; y < plane.height; ++y)
    std::memcpy(plane.row(y), frame.data[index] + std::ptrdiff_t{y} * frame.linesize[index],
                static_cast<std::size_t>(plane.width));
}

}  // namespace

RgbaImage photograph(int width, int height, int seed) {
  std::mt19937 random(static_cast<unsigned>(seed));
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() % 10'000) / 10'000;
  };
  struct Wave {
    double fx, fy, phase, amplitude;
  };
  std::vector<Wave> waves;
  for (int octave = 0; octave < 5; ++octave)
    for (int i = 0; i < 3; ++i)
      waves.push_back({uniform(-1, 1) * 0.012 * (1 << octave), uniform(-1, 1) * 0.012 * (1 << octave),
                       uniform(0, 6.28), 40.0 / (1 << octave)});
  RgbaImage image(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      double value = 120;
      for (const Wave& wave : waves)
        value += wave.amplitude * std::sin(2 * std::numbers::pi * (wave.fx * x + wave.fy * y) + wave.phase);
      const double grain = uniform(-3, 3);
      std::uint8_t* pixel = image.row(y) + 4 * x;
      pixel[0] = to_byte(value * 1.1 + grain);
      pixel[1] = to_byte(value + grain);
      pixel[2] = to_byte(230 - value + grain);
      pixel[3] = 255;
    }
  }
  return image;
}

RgbaImage plain_picture(int width, int height, std::uint8_t r, std::uint8_t g, std::uint8_t b,
                        std::uint8_t a) {
  RgbaImage image(width, height);
  for (std::size_t i = 0; i < image.pixels.size(); i += 4) {
    image.pixels[i] = r;
    image.pixels[i + 1] = g;
    image.pixels[i + 2] = b;
    image.pixels[i + 3] = a;
  }
  return image;
}

RgbaImage glass_disc(int size) {
  RgbaImage image(size, size);
  const double centre = (size - 1) / 2.0;
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      const double radius = std::hypot(x - centre, y - centre) / centre;
      std::uint8_t* pixel = image.row(y) + 4 * x;
      pixel[0] = 250;
      pixel[1] = to_byte(60 + 150.0 * x / size);
      pixel[2] = 30;
      pixel[3] = to_byte(radius < 0.5 ? 128 : 255 * std::clamp((0.8 - radius) * 8, 0.0, 1.0));
    }
  }
  return image;
}

Layer layer_of(const std::filesystem::path& folder, const std::string& name, const RgbaImage& image,
               std::vector<Keyframe> keyframes) {
  EXPECT_TRUE(write_png(image, folder / name).has_value());
  return {name, name, std::move(keyframes)};
}

TimelineScene scene_of(std::vector<Layer> layers, std::int64_t frames, TransitionKind transition,
                       std::int64_t transition_frames) {
  TimelineScene scene;
  scene.layers = std::move(layers);
  scene.frame_count = frames;
  scene.transition = transition;
  scene.transition_frames = transition_frames;
  return scene;
}

Timeline timeline_of(int width, int height, std::vector<TimelineScene> scenes) {
  Timeline timeline;
  timeline.title = "A test";
  timeline.size = {width, height};
  timeline.frames_per_second = 30;
  timeline.encode = {"libx264", "superfast", 18, 30, 128'000};
  for (TimelineScene& scene : scenes) {
    scene.id = std::to_string(timeline.scenes.size());
    scene.start_frame = timeline.frame_count - scene.transition_frames;
    timeline.frame_count = scene.start_frame + scene.frame_count;
    timeline.scenes.push_back(std::move(scene));
  }
  return timeline;
}

Picture compose_alone(const Timeline& timeline, const std::filesystem::path& folder, std::int64_t frame) {
  Picture picture;
  picture.resize(timeline.size.width, timeline.size.height);
  auto compositor = Compositor::open(timeline, folder, make_layer_cache(1 << 28));
  EXPECT_TRUE(compositor.has_value());
  EXPECT_TRUE(compositor && compositor->compose(frame, picture.view()).has_value());
  return picture;
}

AudioClip tone(double hertz, double seconds, double amplitude, int sample_rate, int channels) {
  AudioClip clip{sample_rate, channels, {}};
  const auto frames = static_cast<std::size_t>(seconds * sample_rate);
  for (std::size_t i = 0; i < frames; ++i) {
    const double value =
        amplitude * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / sample_rate);
    clip.samples.insert(clip.samples.end(), static_cast<std::size_t>(channels), static_cast<float>(value));
  }
  return clip;
}

std::vector<Picture> decode_pictures(const std::filesystem::path& path) {
  std::vector<Picture> pictures;
  auto reader = VideoReader::open(path, {});
  EXPECT_TRUE(reader.has_value()) << (reader ? "" : reader.error().message);
  if (!reader) return pictures;
  for (;;) {
    const auto frame = reader->next();
    EXPECT_TRUE(frame.has_value());
    if (!frame || *frame == nullptr) return pictures;
    Picture& picture = pictures.emplace_back();
    picture.resize((*frame)->width, (*frame)->height);
    copy_plane(**frame, 0, picture.y);
    copy_plane(**frame, 1, picture.u);
    copy_plane(**frame, 2, picture.v);
  }
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

bool same(const Picture& a, const Picture& b) {
  return a.y.samples == b.y.samples && a.u.samples == b.u.samples && a.v.samples == b.v.samples;
}

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

}  // namespace reelwright::media::test
