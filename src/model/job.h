// SPDX-License-Identifier: GPL-3.0-or-later
// A job: one brief on its way to one video, over as many attempts as it takes. job.json is this value; the
// studio thread is its only writer.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/brief.h"
#include "model/stage.h"

namespace reelwright {

struct StageState {
  StageStatus status = StageStatus::queued;
  int units_total = 0;  ///< 0 until the stage is planned
  int units_done = 0;
  double progress = 0;       ///< 0 to 1, unit fractions included; never goes down within an attempt
  std::int64_t work_ms = 0;  ///< time at work, pauses and standby excluded
  int units_reused = 0;      ///< of units_total and units_done: their result was there already
  friend bool operator==(const StageState&, const StageState&) = default;
};

/// stopped: it was at work when the attempt was canceled, interrupted or failed elsewhere.
enum class UnitStatus : std::uint8_t { active, done, reused, failed, stopped };
[[nodiscard]] std::string_view name_of(UnitStatus status);
[[nodiscard]] std::optional<UnitStatus> parse_unit_status(std::string_view name);

/// One unit of a stage in this attempt: when it was worked on. What the window draws as a block.
struct UnitRecord {
  Stage stage = Stage::script;
  UnitStatus status = UnitStatus::active;
  std::string name;           ///< as in the log: "scene 04", "sound"
  std::int64_t begin_ms = 0;  ///< on the clock of Job::work_ms
  std::int64_t end_ms = 0;    ///< as begin_ms while it is at work or reused
  friend bool operator==(const UnitRecord&, const UnitRecord&) = default;
};

/// What a failed job tells its user. The model's form of Error (without the source location).
struct JobError {
  std::string code;
  std::string message;
  std::string hint;
  std::optional<Stage> stage;
  friend bool operator==(const JobError&, const JobError&) = default;
};
[[nodiscard]] JobError job_error_of(const Error& error);

enum class ArtifactKind : std::uint8_t {
  script,
  narration,
  visual,
  timeline,
  captions,
  thumbnail,
  chapters,
  credits,
  video,
  log
};
[[nodiscard]] std::string_view name_of(ArtifactKind kind);
[[nodiscard]] std::optional<ArtifactKind> parse_artifact_kind(std::string_view name);

struct Artifact {
  std::string path;  ///< relative to the job folder
  ArtifactKind kind = ArtifactKind::video;
  std::uint64_t bytes = 0;
  friend bool operator==(const Artifact&, const Artifact&) = default;
};

/// The finished file, after decoding it has proved that it is what the timeline says, to the frame.
struct VideoFacts {
  double duration_s = 0;
  int width = 0;
  int height = 0;
  std::int64_t frames = 0;
  friend bool operator==(const VideoFacts&, const VideoFacts&) = default;
};

struct EtaRange {
  double low_s = 0;
  double high_s = 0;
  friend bool operator==(const EtaRange&, const EtaRange&) = default;
};

struct Job {
  std::string id;
  std::string title;  ///< what people see: the topic, or the title found in the source
  Brief brief;
  JobStatus status = JobStatus::queued;
  std::array<StageState, stage_count> stages;
  std::vector<UnitRecord> units;  ///< of this attempt, in order of begin; at most limits::unit_records_max
  std::int64_t work_ms = 0;       ///< the attempt's time at work since its first run, pauses excluded
  double percent = 0;             ///< 0 to 100, monotonic within an attempt
  std::optional<EtaRange> eta;    ///< seconds of work left; unset until something is known; not stored
  std::vector<Artifact> artifacts;
  std::vector<std::string> warnings;
  std::optional<JobError> error;
  std::optional<VideoFacts> video;
  int attempt = 1;
  std::int64_t created_utc_ms = 0;
  std::int64_t started_utc_ms = 0;   ///< of this attempt; 0 before
  std::int64_t finished_utc_ms = 0;  ///< 0 while unsettled
  std::optional<Stage> stop_after;   ///< the review gate: paused once this stage is done
  bool pinned = false;               ///< never deleted by retention
  bool stopping = false;             ///< asked to stop, workers not yet joined; not stored
  std::uint64_t revision = 0;        ///< grows with every stored change
  friend bool operator==(const Job&, const Job&) = default;

  [[nodiscard]] StageState& stage(Stage which) { return stages[index_of(which)]; }
  [[nodiscard]] const StageState& stage(Stage which) const { return stages[index_of(which)]; }
};

/// Workers are busy with it, perhaps only to stop.
[[nodiscard]] inline bool is_at_work(const Job& job) {
  return job.status == JobStatus::running || job.stopping;
}

/// job.json. Error: job.damaged, job.newer_version.
[[nodiscard]] Result<Job> job_from_json(std::string_view json);
[[nodiscard]] std::string to_json(const Job& job);

/// The document that `generate --json` and `jobs show --json` print (the contract is in the README). `output`
/// is the absolute path of the finished file, "" for none (printed as null).
[[nodiscard]] std::string job_document(const Job& job, std::string_view output, std::string_view job_folder);

/// "20261122-143005-water-cycle-7f3a": sorts by time, readable, at most 64 bytes of [a-z0-9-]. `random` gives
/// the last four digits.
[[nodiscard]] std::string make_job_id(std::int64_t utc_ms, std::string_view title, std::uint16_t random);
/// Only what make_job_id makes: no path can be smuggled in through an id.
[[nodiscard]] bool is_valid_job_id(std::string_view id);
/// A file name for people from a title: letters of any script, digits, spaces and hyphens; never empty, at
/// most 80 bytes.
[[nodiscard]] std::string file_stem_for(std::string_view title);

}  // namespace reelwright
