// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures, sounds and timelines made by code, and ways to look at what came out of them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "media/plane.h"
#include "model/audio.h"
#include "model/image.h"
#include "model/timeline.h"

namespace reelwright::media::test {

/// Soft shapes of many sizes with some grain, opaque: like a photograph to a filter.
[[nodiscard]] RgbaImage photograph(int width, int height, int seed);
[[nodiscard]] RgbaImage plain_picture(int width, int height, std::uint8_t r, std::uint8_t g, std::uint8_t b,
                                      std::uint8_t a = 255);
/// A disc with a soft edge, half transparent in the middle, on nothing.
[[nodiscard]] RgbaImage glass_disc(int size);

/// Writes the picture as PNG and returns a layer with these states.
[[nodiscard]] Layer layer_of(const std::filesystem::path& folder, const std::string& name,
                             const RgbaImage& image, std::vector<Keyframe> keyframes);
/// Scenes one after the other, each `frames` long; a scene's transition overlaps with the one before.
[[nodiscard]] Timeline timeline_of(int width, int height, std::vector<TimelineScene> scenes);
[[nodiscard]] TimelineScene scene_of(std::vector<Layer> layers, std::int64_t frames,
                                     TransitionKind transition = TransitionKind::cut,
                                     std::int64_t transition_frames = 0);

/// One frame by a compositor of its own.
[[nodiscard]] Picture compose_alone(const Timeline& timeline, const std::filesystem::path& folder,
                                    std::int64_t frame);

[[nodiscard]] AudioClip tone(double hertz, double seconds, double amplitude, int sample_rate = 48'000,
                             int channels = 2);

/// All pictures of a video.
[[nodiscard]] std::vector<Picture> decode_pictures(const std::filesystem::path& path);

[[nodiscard]] std::string bytes_of(const std::filesystem::path& path);
void write_bytes(const std::filesystem::path& path, const std::string& bytes);
[[nodiscard]] bool same(const Picture& a, const Picture& b);
/// Names in the folder, sorted.
[[nodiscard]] std::vector<std::string> names_in(const std::filesystem::path& folder);

}  // namespace reelwright::media::test
