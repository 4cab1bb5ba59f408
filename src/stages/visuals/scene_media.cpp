// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/visuals/scene_media.h"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <span>

#include "base/hash.h"
#include "media/clip.h"
#include "media/picture.h"
#include "model/limits.h"
#include "model/pacing.h"

namespace reelwright::stages {
namespace {

constexpr double picture_reserve = 1.15;   ///< decoded larger than the frame, for the zoom
constexpr double longer_than_asked = 1.5;  ///< no video becomes this much longer than its brief asks for
constexpr std::size_t block_bytes = 1 << 20;

Result<SceneMedia> load_clip(const std::filesystem::path& path, const Brief& brief,
                             const std::stop_token& stop, std::move_only_function<void(double)> progress) {
  const double target_s = target_duration_s(brief);
  const double needed_s = target_s > 0 ? longer_than_asked * target_s : limits::finished_script_s_max;
  const media::ClipReport report = TRY(media::inspect_clip(path, needed_s, stop, std::move(progress)));
  SceneMedia loaded{.still = TRY(media::clip_still(path, stop)), .clip = ClipTime{}, .warning = {}};
  loaded.clip->length_s = report.length_s;
  loaded.clip->loops = report.length_s < clip_loop_s_max && !report.ends_early;
  if (report.ends_early)
    loaded.warning =
        fmt::format("The clip \"{}\" ends after {:.1f} s; the rest of the scene shows its last picture.",
                    path.filename().string(), report.length_s);
  return loaded;
}

}  // namespace

Result<SceneMedia> load_media(const std::filesystem::path& path, const Brief& brief,
                              const std::stop_token& stop, std::move_only_function<void(double)> progress) {
  if (has_clip_name(path.string())) return load_clip(path, brief, stop, std::move(progress));
  const FrameSize size = frame_size(brief.aspect, brief.quality);
  const auto reserved = [](int pixels) { return static_cast<int>(std::ceil(pixels * picture_reserve)); };
  return SceneMedia{.still = TRY(still_of(path, reserved(size.width), reserved(size.height), stop)),
                    .clip = {},
                    .warning = {}};
}

Result<RgbaImage> still_of(const std::filesystem::path& path, int cover_width, int cover_height,
                           const std::stop_token& stop) {
  if (has_clip_name(path.string())) return media::clip_still(path, stop);
  return media::decode_picture(path, cover_width, cover_height, stop);
}

std::string hash_content(const std::filesystem::path& path, const std::stop_token& stop) {
  std::ifstream file(path, std::ios::binary);
  Hasher hasher;
  std::vector<char> block(block_bytes);
  while (file && !stop.stop_requested()) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    hasher.bytes(std::as_bytes(std::span(block.data(), static_cast<std::size_t>(file.gcount()))));
  }
  return hasher.boolean(file.eof()).hex();
}

}  // namespace reelwright::stages
