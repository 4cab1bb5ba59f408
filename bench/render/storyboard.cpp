// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/storyboard.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "base/check.h"
#include "base/file.h"
#include "base/hash.h"
#include "media/picture.h"
#include "media/sound.h"

namespace reelwright::bench {
namespace {

namespace fs = std::filesystem;

/// Drawing one takes seconds; a long storyboard has copies, which the renderer cannot know.
constexpr int pictures_drawn = 6;

/// Noise on a coarse grid, drawn smoothly at full size and added to `plane` (values of both around 0).
void add_octave(std::vector<float>& plane, int width, int height, int cell_px, float amplitude,
                std::mt19937& random) {
  const int columns = width / cell_px + 3;
  const int rows = height / cell_px + 3;
  std::vector<float> grid(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  for (float& value : grid) value = amplitude * (static_cast<float>(random() % 2001) / 1000.0F - 1.0F);
  const auto smooth = [](float t) { return t * t * (3 - 2 * t); };
  for (int y = 0; y < height; ++y) {
    const float v = smooth(static_cast<float>(y % cell_px) / static_cast<float>(cell_px));
    const float* upper = grid.data() + static_cast<std::ptrdiff_t>(y / cell_px) * columns;
    const float* lower = upper + columns;
    float* out = plane.data() + static_cast<std::ptrdiff_t>(y) * width;
    for (int x = 0; x < width; ++x) {
      const float u = smooth(static_cast<float>(x % cell_px) / static_cast<float>(cell_px));
      const int column = x / cell_px;
      out[x] += std::lerp(std::lerp(upper[column], upper[column + 1], u),
                          std::lerp(lower[column], lower[column + 1], u), v);
    }
  }
}

/// The amplitude spectrum of photographs falls with the inverse of the frequency (Field 1987), so every
/// octave has about the same contrast; lenses soften the last ones. A few hard edges, the grain of a sensor.
RgbaImage photograph(int width, int height, unsigned seed) {
  std::mt19937 random(seed);
  std::array<std::vector<float>, 3> planes;  // brightness and two of colour
  for (std::size_t i = 0; i < planes.size(); ++i) {
    planes[i].assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0);
    const float amplitude = i == 0 ? 36.0F : 14.0F;
    for (int cell = 512; cell >= 2; cell /= 2)
      add_octave(planes[i], width, height, cell, amplitude * std::min(1.0F, static_cast<float>(cell) / 8),
                 random);
  }
  for (int i = 0; i < 40; ++i) {
    const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    const int radius = 20 + below(height / 5);
    const int centre_x = below(width);
    const int centre_y = below(height);
    const float step = static_cast<float>(below(81) - 40);
    for (int y = std::max(0, centre_y - radius); y < std::min(height, centre_y + radius); ++y) {
      const int half = static_cast<int>(std::sqrt(radius * radius - (y - centre_y) * (y - centre_y)));
      for (int x = std::max(0, centre_x - half); x < std::min(width, centre_x + half); ++x)
        planes[0][static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                  static_cast<std::size_t>(x)] += step;
    }
  }
  RgbaImage image(width, height);
  for (std::size_t i = 0; i < planes[0].size(); ++i) {
    const float grain = static_cast<float>(random() % 5) - 2;
    const float light = 120 + planes[0][i] + grain;
    const std::array<float, 3> rgb{light + planes[1][i], light - (planes[1][i] + planes[2][i]) / 3,
                                   light + planes[2][i]};
    for (std::size_t c = 0; c < 3; ++c)
      image.pixels[4 * i + c] = static_cast<std::uint8_t>(std::clamp(rgb[c], 0.0F, 255.0F));
    image.pixels[4 * i + 3] = 255;
  }
  return image;
}

int picture_side(int frame_side) { return static_cast<int>(std::lround(frame_side * picture_margin)); }

Keyframe keyframe_of(const Crop& crop, std::int64_t frame, FrameSize size) {
  const double scale = crop.zoom / picture_margin;
  return {.frame = frame,
          .x_px = -crop.x_share * (picture_side(size.width) * scale - size.width),
          .y_px = -crop.y_share * (picture_side(size.height) * scale - size.height),
          .scale = scale,
          .opacity = 1,
          .easing = Easing::linear};
}

void write_picture(const fs::path& folder, const StoryboardSpec& spec, int scene, unsigned seed) {
  const RgbaImage image = photograph(picture_side(spec.size.width), picture_side(spec.size.height), seed);
  CHECK(media::write_png(image, folder / picture_name(scene)));
}

std::vector<CaptionCue> cues_of(const StoryboardSpec& spec) {
  constexpr std::array words{"every",  "scene", "says",  "what",   "it",    "shows,", "in",
                             "plain",  "words", "which", "appear", "while", "they",   "are",
                             "spoken", "by",    "a",     "calm",   "voice."};
  std::vector<CaptionWord> spoken;
  const double end_s = spec.scenes * spec.scene_s - 1;
  std::size_t next = 0;
  for (double at = 0.5; at < end_s; at += 0.4, ++next) {
    const std::string text = words[next % words.size()];
    spoken.push_back({.text = text,
                      .start_s = at,
                      .end_s = at + 0.35,
                      .ends_sentence = text.ends_with('.'),
                      .ends_scene = false,
                      .joins_previous = false,
                      .over_picture = true,
                      .on_screen = false});
  }
  return make_cues(spoken, caption_limits(spec.frames_per_second, 42), end_s + 1);
}

AudioClip sound_of(double seconds) {
  AudioClip clip{.sample_rate = 48'000, .channels = 2, .samples = {}};
  const auto frames = static_cast<std::size_t>(seconds * clip.sample_rate);
  std::mt19937 random(7);
  double phase = 0;
  for (std::size_t i = 0; i < frames; ++i) {
    const double t = static_cast<double>(i) / clip.sample_rate;
    phase += 2 * std::numbers::pi * (160 + 60 * std::sin(3 * t)) / clip.sample_rate;
    const double breath = static_cast<double>(random() % 2001) / 1000 - 1;
    const double loudness = 0.2 * (0.6 + 0.4 * std::sin(9 * t));
    const auto value =
        static_cast<float>(loudness * (std::sin(phase) + 0.4 * std::sin(3 * phase)) + 0.01 * breath);
    clip.samples.push_back(value);
    clip.samples.push_back(0.9F * value);
  }
  return clip;
}

std::string content_hash(const fs::path& path) { return hash_text(read_file(path, 512U << 20).value()); }

}  // namespace

Motion motion_of(int scene) {
  constexpr Crop wide{1.0, 0.5, 0.5};
  // No two scenes are alike: one would be encoded for both.
  const double zoom = 1.2 + 0.0005 * scene;
  switch (scene % 3) {
    case 0:
      return {wide, {zoom, 0.7, 0.4}};
    case 1:
      return {{zoom, 0.2, 0.6}, wide};
    default:
      return {{zoom, 0.1, 0.5}, {zoom, 0.9, 0.5}};
  }
}

fs::path picture_name(int scene) { return fmt::format("picture-{:02}.png", scene + 1); }

Timeline make_storyboard(const fs::path& folder, const StoryboardSpec& spec) {
  Timeline timeline;
  timeline.title = "Render benchmark";
  timeline.size = spec.size;
  timeline.frames_per_second = spec.frames_per_second;
  timeline.frame_count = std::int64_t{spec.scenes} * spec.scene_s * spec.frames_per_second;
  const auto overlap = static_cast<std::int64_t>(crossfade_s * spec.frames_per_second);
  for (int i = 0; i < spec.scenes; ++i) {
    // A scene begins with the transition into it: the whole length stays scenes * scene_s.
    const std::int64_t begin = std::int64_t{i} * spec.scene_s * spec.frames_per_second;
    const std::int64_t end = i + 1 < spec.scenes
                                 ? std::int64_t{i + 1} * spec.scene_s * spec.frames_per_second + overlap
                                 : timeline.frame_count;
    if (i < pictures_drawn)
      write_picture(folder, spec, i, static_cast<unsigned>(i) + 1);
    else
      fs::copy_file(folder / picture_name(i % pictures_drawn), folder / picture_name(i),
                    fs::copy_options::overwrite_existing);
    const Motion motion = motion_of(i);
    Layer layer{.image = picture_name(i).string(),
                .image_hash = content_hash(folder / picture_name(i)) + picture_name(i).string(),
                .keyframes = {keyframe_of(motion.from, 0, spec.size),
                              keyframe_of(motion.to, end - begin - 1, spec.size)}};
    timeline.scenes.push_back({.id = fmt::format("scene-{:02}", i + 1),
                               .title = fmt::format("Scene {}", i + 1),
                               .start_frame = begin,
                               .frame_count = end - begin,
                               .transition = i > 0 ? TransitionKind::crossfade : TransitionKind::cut,
                               .transition_frames = i > 0 ? overlap : 0,
                               .narration_start_frame = begin,
                               .layers = {std::move(layer)}});
  }
  CaptionStyle style;
  style.size_px = spec.size.height / 22.0;
  style.margin_bottom_px = spec.size.height / 16.0;
  style.margin_side_px = spec.size.width / 12.0;
  const std::vector<CaptionCue> cues = cues_of(spec);
  timeline.burn_captions = true;
  timeline.captions_ass = "captions.ass";
  timeline.captions_style_hash = caption_style_hash(style, spec.size);
  timeline.captions =
      timeline_captions(ass_events(cues, style), spec.frames_per_second, timeline.frame_count);
  CHECK(save_file(folder / timeline.captions_ass, to_ass(cues, style, spec.size, timeline.title)));
  timeline.audio = "sound.wav";
  CHECK(media::write_wav(sound_of(timeline.duration_s()), folder / timeline.audio, media::WavFormat::pcm16));
  timeline.audio_hash = content_hash(folder / timeline.audio);
  timeline.encode.keyframe_frames_max = 2 * std::int64_t{spec.frames_per_second};
  CHECK(save_file(folder / "timeline.json", to_json(timeline)));
  return timeline;
}

void change_scene(const fs::path& folder, const StoryboardSpec& spec, int scene) {
  Timeline timeline = timeline_from_json(read_file(folder / "timeline.json", 64U << 20).value()).value();
  write_picture(folder, spec, scene, 1000);
  timeline.scenes[static_cast<std::size_t>(scene)].layers[0].image_hash =
      content_hash(folder / picture_name(scene));
  CHECK(save_file(folder / "timeline.json", to_json(timeline)));
}

}  // namespace reelwright::bench
