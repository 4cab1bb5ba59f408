// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/job_paths.h"

#include <fmt/format.h>

#include "base/check.h"
#include "model/job.h"
#include "model/script.h"

namespace reelwright::store {
namespace {

std::string scene_file(std::string_view scene_id, std::string_view rest) {
  CHECK(is_valid_scene_id(scene_id));
  return fmt::format("scene-{}{}", scene_id, rest);
}

}  // namespace

JobPaths::JobPaths(const fs::path& jobs_folder, std::string_view id) : folder_(jobs_folder / id) {
  CHECK(is_valid_job_id(id));
}

fs::path JobPaths::voice_wav(std::string_view scene_id) const {
  return voice_folder() / scene_file(scene_id, ".wav");
}

fs::path JobPaths::voice_json(std::string_view scene_id) const {
  return voice_folder() / scene_file(scene_id, ".json");
}

fs::path JobPaths::visual_json(std::string_view scene_id) const {
  return visuals_folder() / scene_file(scene_id, ".json");
}

fs::path JobPaths::visual_picture(std::string_view scene_id, std::string_view layer,
                                  std::string_view extension) const {
  return visuals_folder() / (layer.empty() ? scene_file(scene_id, fmt::format(".{}", extension))
                                           : scene_file(scene_id, fmt::format("-{}.{}", layer, extension)));
}

fs::path JobPaths::segment(std::string_view hash) const {
  return render_folder() / fmt::format("{}.mp4", hash);
}

fs::path JobPaths::video(std::string_view title) const { return folder_ / (file_stem_for(title) + ".mp4"); }

fs::path JobPaths::log(std::uint32_t attempt) const { return folder_ / fmt::format("log-{}.txt", attempt); }

}  // namespace reelwright::store
