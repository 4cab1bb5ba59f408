// SPDX-License-Identifier: GPL-3.0-or-later
// A timeline that is rendered in a moment, with motion, transitions and sound, and its files.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <string>

#include "base/file.h"
#include "media/picture.h"
#include "media/sound.h"
#include "model/limits.h"
#include "model/timeline.h"

namespace reelwright::stages {

inline constexpr int small_scenes = 6;
inline constexpr std::int64_t small_scene_frames = 24;
inline constexpr std::int64_t small_transition_frames = 6;

inline RgbaImage stripes(int scene) {
  RgbaImage image(200, 120);
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x) {
      std::uint8_t* pixel = image.row(y) + 4 * x;
      pixel[0] = static_cast<std::uint8_t>(40 * scene + 20);
      pixel[1] = static_cast<std::uint8_t>(128 + 100 * std::sin(0.1 * (scene + 1) * x));
      pixel[2] = static_cast<std::uint8_t>(2 * y);
      pixel[3] = 255;
    }
  return image;
}

/// Written to `folder`, which exists, with what it needs; it passes Complete's check.
inline Timeline make_small_timeline(const std::filesystem::path& folder) {
  constexpr std::int64_t step = small_scene_frames - small_transition_frames;
  Timeline timeline;
  timeline.title = "Six scenes";
  timeline.size = {160, 96};
  timeline.frame_count = small_scenes * step + small_transition_frames;
  timeline.encode = {"libx264", "ultrafast", 26, 30, 128'000};
  constexpr TransitionKind kinds[] = {TransitionKind::crossfade, TransitionKind::slide, TransitionKind::wipe};
  for (int i = 0; i < small_scenes; ++i) {
    const std::string name = "picture-" + std::to_string(i) + ".png";
    EXPECT_TRUE(media::write_png(stripes(i), folder / name));
    timeline.scenes.push_back(
        {.id = std::to_string(i),
         .title = name,
         .start_frame = i * step,
         .frame_count = small_scene_frames,
         .transition = i > 0 ? kinds[i % 3] : TransitionKind::cut,
         .transition_frames = i > 0 ? small_transition_frames : 0,
         .narration_start_frame = 0,
         .layers = {{.image = name,
                     .image_hash = "hash of " + name,
                     .keyframes = {{0, 0, 0, 0.8, 1, Easing::linear},
                                   {small_scene_frames, -20, -10, 0.95, 1, Easing::linear}}}}});
  }
  timeline.audio = "sound.wav";
  AudioClip hum{48'000, 1, {}};
  for (int i = 0; i < 240'000; ++i) hum.samples.push_back(static_cast<float>(0.3 * std::sin(0.03 * i)));
  EXPECT_TRUE(media::normalise_loudness(hum, limits::loudness_target_lufs, limits::true_peak_max_dbtp, {}));
  EXPECT_TRUE(media::write_wav(hum, folder / timeline.audio, media::WavFormat::pcm16));
  EXPECT_TRUE(save_file(folder / "timeline.json", to_json(timeline)));
  return timeline;
}

}  // namespace reelwright::stages
