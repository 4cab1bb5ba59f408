// SPDX-License-Identifier: GPL-3.0-or-later
// What the player is asked to show, and how it can be shown now: the finished file, the timeline that it is
// rendered from, or the first scenes while the others are still being made.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "media/sound_pieces.h"
#include "model/job.h"
#include "model/player.h"
#include "model/timeline.h"
#include "store/job_paths.h"

namespace reelwright::runtime {

/// A job as it stands, or a file without one. A value.
struct PreviewSubject {
  std::uint64_t id = 0;  ///< another one: another video
  std::optional<store::JobPaths> paths;
  Brief brief;
  std::filesystem::path film;  ///< the finished video, "" while there is none
  bool is_composed = false;    ///< timeline.json is of this attempt
  bool is_settled = false;     ///< nothing more comes
};
[[nodiscard]] PreviewSubject subject_of(const Job& job, const store::JobPaths& paths);

/// Where a scene lies, so that a place in one timeline is found again in another.
struct ScenePlace {
  std::string id;
  std::int64_t start_frame = 0;
  std::int64_t narration_start_frame = 0;
  friend bool operator==(const ScenePlace&, const ScenePlace&) = default;
};

/// Tells a file from another of the same name.
struct FileStamp {
  dev_t device = 0;
  ino_t inode = 0;
  off_t bytes = 0;
  std::int64_t changed_ns = 0;
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};
/// Nothing when there is no such file.
[[nodiscard]] std::optional<FileStamp> stamp_of(const std::filesystem::path& path);

/// A way to show a subject. Immutable once made; any thread.
struct PreviewPlan {
  std::uint64_t subject = 0;
  std::filesystem::path film;      ///< "": composed from the timeline
  std::optional<FileStamp> stamp;  ///< of `watched`
  std::filesystem::path watched;   ///< another or no file under this name means look again; "" for none
  Timeline timeline;
  std::filesystem::path folder;  ///< the timeline's names are relative to it; snapshots go into it
  std::int64_t frame_count = 0;  ///< to be shown of the timeline
  std::vector<media::SoundPiece> sound;
  std::vector<PlayerScene> scenes;  ///< empty: the file's chapters
  std::vector<ScenePlace> places;
  bool is_growing = false;  ///< more scenes come
  bool shows_captions = false;
  bool can_switch_captions = false;

  [[nodiscard]] bool is_live() const { return film.empty(); }
  friend bool operator==(const PreviewPlan&, const PreviewPlan&) = default;
};

/// `captions` unset: as the finished video has them. Null while nothing can be shown. Errors:
/// preview.no_folder, those of reading the timeline or the first scenes; whether the film can be played shows
/// when it is opened. Reads the disk.
[[nodiscard]] Result<std::shared_ptr<const PreviewPlan>> plan_preview(const PreviewSubject& subject,
                                                                      std::optional<bool> captions);

/// The place in `to` of a frame of `from`: the same moment of the same scene.
[[nodiscard]] std::int64_t same_place(const PreviewPlan& from, const PreviewPlan& to, std::int64_t frame);

}  // namespace reelwright::runtime
