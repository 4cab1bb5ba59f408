// SPDX-License-Identifier: GPL-3.0-or-later
// What a stage is: it plans units of work (scenes, segments), runs each of them on whichever worker is free,
// and finishes when all are through. A stage keeps nothing in memory between calls: everything it needs is in
// the job folder, and what already matches its hash is left out of the plan. That makes retry, resume and
// "change one scene" the same thing.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/log_line.h"
#include "base/result.h"
#include "model/brief.h"
#include "model/job.h"
#include "store/job_paths.h"

namespace reelwright::stages {

/// Where a stage tells what happens. Any thread, also several at once; never blocks on a reader.
class Reporter {
 public:
  virtual ~Reporter() = default;
  virtual void log(LogLevel level, std::string_view text) = 0;
  /// Shown on the job and in the log.
  virtual void warn(std::string_view text) = 0;
};

/// Progress of the unit or the finish at work, 0 to 1. The worker that runs it.
using UnitProgress = std::move_only_function<void(double fraction)>;

struct JobContext {
  const store::JobPaths& paths;
  const Brief& brief;  ///< source and script are absolute paths
  std::string title;   ///< the job's title so far
  std::stop_token stop;
  Reporter& report;
};

struct WorkUnit {
  std::string name;   ///< for people: "scene 4", "frames 300 to 599"
  std::string key;    ///< for the stage: which unit this is
  double weight = 1;  ///< relative cost; heavier units start first
};

struct StagePlan {
  std::vector<WorkUnit> units;      ///< still to be done
  std::vector<std::string> reused;  ///< names of those left out, because their result is there and matches
  bool may_repeat = false;          ///< finish may ask to plan again: some of the progress is kept for that
};

struct StageResult {
  std::vector<Artifact> artifacts;
  std::optional<VideoFacts> video;
  std::string title;
  bool plan_again = false;  ///< once: the stage changed its own inputs (Voice fits the script to the length)
};

/// Constructed once in app/ with what it needs (assets, dictionaries, synthesisers). plan and finish run on
/// one worker at a time for a job; run on several at once. All are const in spirit: no state of a job lives
/// in the object.
class IStage {
 public:
  virtual ~IStage() = default;
  [[nodiscard]] virtual Stage id() const = 0;
  [[nodiscard]] virtual Result<StagePlan> plan(const JobContext& job) = 0;
  [[nodiscard]] virtual Result<void> run(const JobContext& job, const WorkUnit& unit,
                                         UnitProgress progress) = 0;
  /// Commits what belongs to the stage as a whole. `round` is 0 for the first plan, 1 after plan_again.
  [[nodiscard]] virtual Result<StageResult> finish(const JobContext& job, int round,
                                                   UnitProgress progress) = 0;
};

}  // namespace reelwright::stages
