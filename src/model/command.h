// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that can change the studio's state: commands are what a user wants, events are what workers and
// the clock report. Both are plain values that travel through the studio's one queue.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "model/job.h"

namespace reelwright {

namespace command {

struct CreateJob {
  Job job;  ///< id, title, brief, created_utc_ms, stop_after set; status queued. Its folder and texts already
            ///< exist on disk.
};
struct CancelJob {
  std::string id;
};
struct PauseJob {
  std::string id;
};
/// Continues a paused or interrupted job in the same attempt; past its review gate when it had reached it
/// (clears stop_after).
struct ResumeJob {
  std::string id;
};
/// A new attempt of a failed, canceled, interrupted or done job. What still matches its hash is not run
/// again.
struct RetryJob {
  std::string id;
};
struct DeleteJobs {
  std::vector<std::string> ids;
  bool can_be_undone = false;  ///< until the next such deletion or the program's end
};
struct PinJob {
  std::string id;
  bool pinned = true;
};

}  // namespace command

using Command = std::variant<command::CreateJob, command::CancelJob, command::PauseJob, command::ResumeJob,
                             command::RetryJob, command::DeleteJobs, command::PinJob>;

namespace event {

/// Every event of a run carries job and attempt; events of an older attempt, or of a job that was deleted,
/// are ignored.
struct RunKey {
  std::string job;
  int attempt = 1;
  friend bool operator==(const RunKey&, const RunKey&) = default;
};

struct StagePlanned {
  RunKey run;
  Stage stage = Stage::script;
  int units_total = 0;              ///< reused ones included
  std::vector<std::string> reused;  ///< names of the units that are already there with a matching hash
};
struct UnitStarted {
  RunKey run;
  Stage stage = Stage::script;
  std::string unit;  ///< its name
};
struct UnitProgressed {
  RunKey run;
  Stage stage = Stage::script;
  double fraction =
      0;  ///< of the whole stage, 0 to 1: reused units, units at work by their weight, and finish
};
struct UnitFinished {
  RunKey run;
  Stage stage = Stage::script;
  std::string unit;
  bool failed = false;  ///< StageFailed follows
};
struct StageFinished {
  RunKey run;
  Stage stage = Stage::script;
  std::vector<Artifact> artifacts;
  std::optional<VideoFacts> video;  ///< from Complete
  std::string title;                ///< from Script: the script's title, "" to keep
  bool skipped = false;             ///< everything was reused
};
struct StageFailed {
  RunKey run;
  Stage stage = Stage::script;
  Error error;
};
/// Every worker of the run has returned: files are quiet, the next job may start. Sent exactly once a run,
/// however it ended.
struct RunEnded {
  RunKey run;
};
struct WarningRaised {
  RunKey run;
  std::string text;
};
/// Jobs found on disk at start, all at once or some at a time, already with `interrupted` for what a crash
/// left running.
struct JobsLoaded {
  std::vector<Job> jobs;
};
/// Every job that waited at the start has been loaded: see StudioState::await_queue.
struct QueueLoaded {};
struct SaveFailed {
  std::string id;
  Error error;
};

}  // namespace event

using Event = std::variant<event::StagePlanned, event::UnitStarted, event::UnitProgressed,
                           event::UnitFinished, event::StageFinished, event::StageFailed, event::RunEnded,
                           event::WarningRaised, event::JobsLoaded, event::QueueLoaded, event::SaveFailed>;

}  // namespace reelwright
