// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/stage.h"

#include "model/names.h"

namespace reelwright {
namespace {

constexpr Names<Stage, stage_count> stage_names{
    {"script", "voice", "visuals", "compose", "render", "complete"}};
constexpr Names<Stage, stage_count> stage_titles{
    {"Script", "Voice", "Visuals", "Compose", "Render", "Complete"}};
constexpr Names<StageStatus, 5> stage_status_names{{"queued", "active", "done", "failed", "skipped"}};
constexpr Names<JobStatus, 7> job_status_names{
    {"queued", "running", "paused", "done", "failed", "canceled", "interrupted"}};

}  // namespace

std::string_view name_of(Stage stage) { return stage_names.of(stage); }
std::string_view name_of(StageStatus status) { return stage_status_names.of(status); }
std::string_view name_of(JobStatus status) { return job_status_names.of(status); }
std::optional<Stage> parse_stage(std::string_view name) { return stage_names.parse(name); }
std::optional<StageStatus> parse_stage_status(std::string_view name) {
  return stage_status_names.parse(name);
}
std::optional<JobStatus> parse_job_status(std::string_view name) { return job_status_names.parse(name); }
std::string_view title_of(Stage stage) { return stage_titles.of(stage); }

}  // namespace reelwright
