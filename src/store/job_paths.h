// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything of one job lies: the only place that spells file names inside a job folder. It names paths
// and touches no disk. All stages get their paths from here, so a job can only ever write into its own
// folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace reelwright::store {

namespace fs = std::filesystem;

/// A value; any thread.
class JobPaths {
 public:
  /// `jobs_folder` is <data>/jobs. `id` must be valid (model's is_valid_job_id), which is CHECKed.
  JobPaths(const fs::path& jobs_folder, std::string_view id);

  [[nodiscard]] const fs::path& folder() const { return folder_; }

  [[nodiscard]] fs::path job_json() const { return folder_ / "job.json"; }
  [[nodiscard]] fs::path brief_json() const { return folder_ / "brief.json"; }
  [[nodiscard]] fs::path script_json() const { return folder_ / "script.json"; }

  [[nodiscard]] fs::path voice_folder() const { return folder_ / "voice"; }
  [[nodiscard]] fs::path voice_wav(
      std::string_view scene_id) const;  ///< model's is_valid_scene_id, which is CHECKed
  [[nodiscard]] fs::path voice_json(std::string_view scene_id) const;  ///< words with their start and end

  [[nodiscard]] fs::path visuals_folder() const { return folder_ / "visuals"; }
  /// The description of a scene's layers.
  [[nodiscard]] fs::path visual_json(std::string_view scene_id) const;
  /// A picture of a scene: "scene-01.png", or "scene-01-icon.png" for the layer "icon". `extension` is
  /// without the dot.
  [[nodiscard]] fs::path visual_picture(std::string_view scene_id, std::string_view layer,
                                        std::string_view extension) const;

  [[nodiscard]] fs::path timeline_json() const { return folder_ / "timeline.json"; }
  [[nodiscard]] fs::path captions_srt() const { return folder_ / "captions.srt"; }
  [[nodiscard]] fs::path captions_vtt() const { return folder_ / "captions.vtt"; }
  [[nodiscard]] fs::path captions_ass() const { return folder_ / "captions.ass"; }

  [[nodiscard]] fs::path render_folder() const { return folder_ / "render"; }
  /// The captions that are drawn into the picture where they are fewer than captions.ass holds.
  [[nodiscard]] fs::path burned_ass() const { return render_folder() / "burned.ass"; }
  [[nodiscard]] fs::path segment(std::string_view hash) const;  ///< an encoded segment, named by its inputs
  /// Says which hardware encoder has failed this job: since then the processor encodes it.
  [[nodiscard]] fs::path encoder_failed() const { return render_folder() / "encoder-failed.txt"; }
  /// "<title>.mp4" through model's file_stem_for.
  [[nodiscard]] fs::path video(std::string_view title) const;
  [[nodiscard]] fs::path thumbnail() const { return folder_ / "thumbnail.jpg"; }
  [[nodiscard]] fs::path chapters() const { return folder_ / "chapters.txt"; }
  [[nodiscard]] fs::path credits() const { return folder_ / "credits.txt"; }

  [[nodiscard]] fs::path log(std::uint32_t attempt) const;  ///< attempt from 1

 private:
  fs::path folder_;
};

}  // namespace reelwright::store
