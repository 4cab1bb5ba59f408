// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/clock.h"
#include "model/brief_json.h"
#include "model/job.h"
#include "model/json_reader.h"
#include "model/limits.h"

namespace reelwright {
namespace {

using json::Need;
using json::Object;
using json::Output;

constexpr int newest_schema = 1;
constexpr std::int64_t count_limit = 1'000'000'000'000;
constexpr std::size_t artifacts_max = 4'096;
constexpr double video_s_max = 24 * 3600.0;

Output time_or_null(std::int64_t utc_ms) {
  return utc_ms == 0 ? Output(nullptr) : Output(format_utc(utc_ms));
}
double rounded_ms(double seconds) { return std::round(seconds * 1000.0) / 1000.0; }

Output to_output(const JobError& error) {
  return {{"code", error.code},
          {"message", error.message},
          {"hint", error.hint},
          {"stage", error.stage ? Output(name_of(*error.stage)) : Output(nullptr)}};
}

void read(const Object& in, JobError& error) {
  in.text("code", error.code);
  in.text("message", error.message);
  in.text("hint", error.hint, Need::optional);
  if (in.has("stage")) in.choice("stage", error.stage.emplace(), parse_stage);
}

void read(const Object& in, StageState& state) {
  in.choice("status", state.status, parse_stage_status);
  in.integer("units_total", state.units_total, 0, 1'000'000);
  in.integer("units_done", state.units_done, 0, state.units_total);
  in.integer("units_reused", state.units_reused, 0, state.units_total, Need::optional);
  in.number("progress", state.progress, 0, 1);
  in.integer("work_ms", state.work_ms, 0, count_limit);
}

void read_stages(const Object& root, Job& job) {
  std::vector<StageState> states;
  root.list("stages", stage_count, states, [&](const Object& item, StageState& state) {
    Stage stage = Stage::script;
    item.choice("stage", stage, parse_stage);
    if (index_of(stage) + 1 != states.size()) item.fail("stage", "is not in its place");
    read(item, state);
  });
  if (states.size() != stage_count) return root.fail("stages", "must have six entries");
  std::ranges::copy(states, job.stages.begin());
}

void read(const Object& in, UnitRecord& unit) {
  in.choice("stage", unit.stage, parse_stage);
  in.choice("status", unit.status, parse_unit_status);
  in.text("name", unit.name);
  in.integer("begin_ms", unit.begin_ms, 0, count_limit);
  in.integer("end_ms", unit.end_ms, unit.begin_ms, count_limit);
}

void read_time(const Object& in, std::string_view key, std::int64_t& utc_ms) {
  if (!in.has(key)) return;
  std::string text;
  in.text(key, text);
  if (const Result<std::int64_t> time = parse_utc(text))
    utc_ms = *time;
  else
    in.fail(key, "must be a time such as 2026-11-22T14:30:05.123Z");
}

void read(const Object& root, Job& job) {
  root.schema_version(newest_schema);
  root.text("id", job.id);
  if (!is_valid_job_id(job.id)) root.fail("id", "is not a job's id");
  root.text("title", job.title);
  root.object("brief", [&](const Object& brief) { json::read(brief, job.brief); });
  root.choice("status", job.status, parse_job_status);
  read_stages(root, job);
  root.list(
      "units", limits::unit_records_max, job.units,
      [](const Object& item, UnitRecord& unit) { read(item, unit); }, Need::optional);
  root.integer("work_ms", job.work_ms, 0, count_limit, Need::optional);
  root.number("percent", job.percent, 0, 100);
  root.list("artifacts", artifacts_max, job.artifacts, [](const Object& item, Artifact& artifact) {
    item.relative_path("path", artifact.path);
    item.choice("kind", artifact.kind, parse_artifact_kind);
    item.integer("bytes", artifact.bytes, 0, std::numeric_limits<std::int64_t>::max());
  });
  root.texts("warnings", limits::warnings_max, job.warnings);
  root.object(
      "error", [&](const Object& error) { read(error, job.error.emplace()); }, Need::optional);
  root.object(
      "video",
      [&](const Object& video) {
        VideoFacts& facts = job.video.emplace();
        video.number("duration_s", facts.duration_s, 0, video_s_max);
        video.integer("width", facts.width, 0, limits::frame_side_px_max);
        video.integer("height", facts.height, 0, limits::frame_side_px_max);
        video.integer("frames", facts.frames, 0, count_limit);
      },
      Need::optional);
  root.integer("attempt", job.attempt, 1, 1'000'000);
  read_time(root, "created", job.created_utc_ms);
  read_time(root, "started", job.started_utc_ms);
  read_time(root, "finished", job.finished_utc_ms);
  if (root.has("stop_after")) root.choice("stop_after", job.stop_after.emplace(), parse_stage);
  root.flag("pinned", job.pinned);
  root.integer("revision", job.revision, 0, std::numeric_limits<std::int64_t>::max());
}

}  // namespace

std::string to_json(const Job& job) {
  Output out = {{"schema_version", newest_schema},
                {"id", job.id},
                {"title", job.title},
                {"brief", json::to_output(job.brief)},
                {"status", name_of(job.status)}};
  out["stages"] = Output::array();
  for (const Stage stage : all_stages) {
    const StageState& state = job.stage(stage);
    out["stages"].push_back({{"stage", name_of(stage)},
                             {"status", name_of(state.status)},
                             {"units_total", state.units_total},
                             {"units_done", state.units_done},
                             {"units_reused", state.units_reused},
                             {"progress", state.progress},
                             {"work_ms", state.work_ms}});
  }
  out["units"] = Output::array();
  for (const UnitRecord& unit : job.units)
    out["units"].push_back({{"stage", name_of(unit.stage)},
                            {"status", name_of(unit.status)},
                            {"name", unit.name},
                            {"begin_ms", unit.begin_ms},
                            {"end_ms", unit.end_ms}});
  out["work_ms"] = job.work_ms;
  out["percent"] = job.percent;
  out["artifacts"] = Output::array();
  for (const Artifact& artifact : job.artifacts)
    out["artifacts"].push_back(
        {{"path", artifact.path}, {"kind", name_of(artifact.kind)}, {"bytes", artifact.bytes}});
  out["warnings"] = job.warnings;
  out["error"] = job.error ? to_output(*job.error) : Output(nullptr);
  out["video"] = nullptr;
  if (job.video)
    out["video"] = {{"duration_s", job.video->duration_s},
                    {"width", job.video->width},
                    {"height", job.video->height},
                    {"frames", job.video->frames}};
  out["attempt"] = job.attempt;
  out["created"] = time_or_null(job.created_utc_ms);
  out["started"] = time_or_null(job.started_utc_ms);
  out["finished"] = time_or_null(job.finished_utc_ms);
  out["stop_after"] = job.stop_after ? Output(name_of(*job.stop_after)) : Output(nullptr);
  out["pinned"] = job.pinned;
  out["revision"] = job.revision;
  return json::dump(out);
}

Result<Job> job_from_json(std::string_view text) {
  const json::Subject subject{
      .name = "job.json",
      .code = "job.damaged",
      .newer_code = "job.newer_version",
      .hint = "The job's other files are untouched; make the video again from its brief.json."};
  Job job;
  TRY(json::read_document(text, subject, [&](const Object& root, json::Reading&) { read(root, job); }));
  return job;
}

std::string job_document(const Job& job, std::string_view output, std::string_view job_folder) {
  Output out = {{"id", job.id},
                {"status", name_of(job.status)},
                {"output", output.empty() ? Output(nullptr) : Output(output)},
                {"duration_s", job.video ? Output(rounded_ms(job.video->duration_s)) : Output(nullptr)},
                {"width", job.video ? Output(job.video->width) : Output(nullptr)},
                {"height", job.video ? Output(job.video->height) : Output(nullptr)},
                {"frames", job.video ? Output(job.video->frames) : Output(nullptr)}};
  out["stages"] = Output::array();
  for (const Stage stage : all_stages)
    out["stages"].push_back({{"stage", name_of(stage)},
                             {"status", name_of(job.stage(stage).status)},
                             {"seconds", static_cast<double>(job.stage(stage).work_ms) / 1000.0}});
  out["artifacts"] = Output::array();
  for (const Artifact& artifact : job.artifacts)
    out["artifacts"].push_back({{"path", fmt::format("{}/{}", job_folder, artifact.path)},
                                {"kind", name_of(artifact.kind)},
                                {"bytes", artifact.bytes}});
  out["warnings"] = job.warnings;
  out["error"] = job.error ? to_output(*job.error) : Output(nullptr);
  out["revision"] = job.revision;
  return json::dump(out);
}

}  // namespace reelwright
