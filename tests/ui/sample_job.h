// SPDX-License-Identifier: GPL-3.0-or-later
// The job that most tests of the window show.
#pragma once

#include "model/job.h"

namespace reelwright::ui {

inline constexpr const char* job_id = "20261122-143005-bees-7f3a";

inline Job job_with(JobStatus status) {
  Job job;
  job.id = job_id;
  job.title = "How bees make honey";
  job.status = status;
  return job;
}

}  // namespace reelwright::ui
