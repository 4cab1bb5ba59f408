// SPDX-License-Identifier: GPL-3.0-or-later
// The names of a job's stages and states. One enum each, from the worker to the pixels; the texts are stable
// and appear in job.json, in
// --json output and in option values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace reelwright {

enum class Stage : std::uint8_t { script, voice, visuals, compose, render, complete };
inline constexpr std::size_t stage_count = 6;
inline constexpr std::array<Stage, stage_count> all_stages = {Stage::script,  Stage::voice,  Stage::visuals,
                                                              Stage::compose, Stage::render, Stage::complete};

enum class StageStatus : std::uint8_t { queued, active, done, failed, skipped };
enum class JobStatus : std::uint8_t { queued, running, paused, done, failed, canceled, interrupted };

[[nodiscard]] constexpr std::size_t index_of(Stage stage) { return static_cast<std::size_t>(stage); }

/// "script", "done", "interrupted": for files and scripts.
[[nodiscard]] std::string_view name_of(Stage stage);
[[nodiscard]] std::string_view name_of(StageStatus status);
[[nodiscard]] std::string_view name_of(JobStatus status);
[[nodiscard]] std::optional<Stage> parse_stage(std::string_view name);
[[nodiscard]] std::optional<StageStatus> parse_stage_status(std::string_view name);
[[nodiscard]] std::optional<JobStatus> parse_job_status(std::string_view name);

/// "Script", "Voice", ...: for people.
[[nodiscard]] std::string_view title_of(Stage stage);

/// No work is under way and none will start by itself.
[[nodiscard]] constexpr bool is_settled(JobStatus status) {
  return status == JobStatus::done || status == JobStatus::failed || status == JobStatus::canceled ||
         status == JobStatus::interrupted;
}
/// It can be started again with what is there already.
[[nodiscard]] constexpr bool may_retry(JobStatus status) {
  return is_settled(status) && status != JobStatus::done;
}

}  // namespace reelwright
