// SPDX-License-Identifier: GPL-3.0-or-later
// A data folder with very many finished jobs, written without waiting for the disk.
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "model/job.h"
#include "store/data_folder.h"
#include "store/job_store.h"

namespace reelwright::bench {

/// Leaves a folder that is there already as it is.
inline void make_jobs(const std::filesystem::path& data_folder, std::size_t jobs) {
  if (std::filesystem::exists(data_folder / "jobs")) return;
  const store::DataFolder folder = store::DataFolder::open(data_folder).value();
  const store::JobStore store(folder.jobs_folder());
  store.prepare().value();
  constexpr std::array<const char*, 8> subjects = {"bees",  "the water cycle", "volcanoes", "tides",
                                                   "glass", "honey",           "clocks",    "bridges"};
  for (std::size_t i = 0; i < jobs; ++i) {
    Job job;
    job.created_utc_ms = 1'700'000'000'000 + static_cast<std::int64_t>(i) * 60'000;
    job.title = fmt::format("How {} work, part {}", subjects[i % subjects.size()], i);
    job.id = make_job_id(job.created_utc_ms, job.title, static_cast<std::uint16_t>(i));
    job.brief.topic = job.title;
    job.status = JobStatus::done;
    job.percent = 100;
    job.finished_utc_ms = job.created_utc_ms + 20'000;
    job.video = VideoFacts{50, 1920, 1080, 1500};
    const store::JobPaths paths = store.paths(job.id);
    std::filesystem::create_directory(paths.folder());
    std::ofstream(paths.job_json()) << to_json(job);
    std::ofstream(paths.brief_json()) << to_json(job.brief);
  }
}

}  // namespace reelwright::bench
