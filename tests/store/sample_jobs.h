// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs as the store's tests need them.
#pragma once

#include <string>
#include <string_view>

#include "model/job.h"

namespace reelwright::store::test {

inline constexpr std::int64_t noon_utc_ms = 1'795'348'800'000;  // 2026-11-22T12:00:00Z

/// The `number`th job of its kind: its id, times and revision follow from the number, so that larger means
/// newer.
inline Job sample_job(std::string_view topic, int number = 0, JobStatus status = JobStatus::done) {
  Job job;
  job.created_utc_ms = noon_utc_ms + number * 60'000LL;
  job.id = make_job_id(job.created_utc_ms, topic, static_cast<std::uint16_t>(number));
  job.title = topic;
  job.brief.topic = topic;
  job.status = status;
  job.started_utc_ms = job.created_utc_ms + 1000;
  if (is_settled(status)) job.finished_utc_ms = job.created_utc_ms + 50'000;
  job.revision = 1;
  return job;
}

}  // namespace reelwright::store::test
