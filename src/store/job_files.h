// SPDX-License-Identifier: GPL-3.0-or-later
// Where the result of a job lies, for whoever tells or opens it.
#pragma once

#include <algorithm>
#include <filesystem>

#include "model/job.h"
#include "store/job_paths.h"

namespace reelwright::store {

/// The finished video's path, "" when there is none. Any thread.
[[nodiscard]] inline std::filesystem::path video_of(const Job& job, const JobPaths& paths) {
  const auto video = std::ranges::find(job.artifacts, ArtifactKind::video, &Artifact::kind);
  if (job.status != JobStatus::done || video == job.artifacts.end()) return {};
  return paths.folder() / video->path;
}

}  // namespace reelwright::store
