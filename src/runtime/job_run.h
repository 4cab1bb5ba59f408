// SPDX-License-Identifier: GPL-3.0-or-later
// One live run (attempt) of a job: hands the plan, units and finish of each started stage to the workers, one
// at a time as they become free, watches that they move, and turns what comes back into events. It decides
// nothing about the job: which stage starts, stops or is retried is the state machine's business.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "model/command.h"
#include "model/eta.h"
#include "runtime/job_log.h"
#include "runtime/log_rings.h"
#include "runtime/worker_pool.h"
#include "stages/stage.h"
#include "store/job_paths.h"

namespace reelwright::runtime {

using Stages = std::array<stages::IStage*, stage_count>;  ///< Script to Complete

/// What a worker tells the run's owner. Sent exactly once a task, after which the task touches the run no
/// more.
namespace message {
struct Planned {
  event::RunKey run;
  Stage stage = Stage::script;
  Result<stages::StagePlan> plan;
};
struct UnitDone {
  event::RunKey run;
  Stage stage = Stage::script;
  std::size_t unit = 0;
  Result<void> result;
};
struct Finished {
  event::RunKey run;
  Stage stage = Stage::script;
  Result<stages::StageResult> result;
};
/// Some units moved on; how far is read from the run.
struct Progressed {
  event::RunKey run;
};
struct Warned {
  event::RunKey run;
  std::string text;
};
}  // namespace message

using RunMessage = std::variant<message::Planned, message::UnitDone, message::Finished, message::Progressed,
                                message::Warned>;

/// What all runs share; outlives them.
struct RunHost {
  const Clock& clock;
  WorkerPool& pool;
  LogRings& rings;  ///< pool.size() + 1 rings; the last is the studio thread's
  Stages stages;
  std::function<void(RunMessage)>
      post;  ///< any thread; waits for room, so it must not be called by the thread that makes room
  std::function<bool(RunMessage)> try_post;  ///< any thread; never waits, false when there is no room
};

/// Constructed, called and destroyed by the studio thread only; its tasks run on the pool and reach it
/// through messages. Destroyed only when no task is under way (CHECK).
class JobRun {
 public:
  /// Shorter than a frame pair: progress is on screen in time and the inbox is not flooded however fast units
  /// report.
  static constexpr std::int64_t progress_interval_ms = 30;
  /// The most that counts as watched between two looks at the tasks: while the whole program is stopped
  /// (Ctrl-Z, a frozen container) the clock may run on, and no task is to blame.
  static constexpr std::int64_t watched_ms_max = 60'000;

  /// `brief` as stored in the job folder; its relative names are resolved against that folder. `app` stops
  /// the run from outside.
  JobRun(const RunHost& host, event::RunKey key, store::JobPaths paths, Brief brief, std::string title,
         std::stop_token app);
  ~JobRun();
  JobRun(const JobRun&) = delete;
  JobRun& operator=(const JobRun&) = delete;

  [[nodiscard]] const event::RunKey& key() const { return key_; }

  /// Once a stage and run.
  void start_stage(Stage stage);
  /// Starts no further task; those at work finish.
  void hold();
  void release();
  /// RunEnded follows when no task is under way.
  void stop();
  /// All stages are through: as stop(), without stopping anything.
  void end();

  /// Hands the next task to the pool, in which a worker must be free. False when there is none for now.
  bool start_task();
  [[nodiscard]] std::size_t tasks_at_work() const { return tasks_; }

  void handle(RunMessage message);
  /// Reads how far the units at work are. Called on a tick; messages make it more often.
  void collect_progress();
  /// Fails the stages that have a task at work which has not moved for longer than work of its kind takes;
  /// what is at work is told to stop, and the run ends when it is back. Called on a tick.
  void fail_stalled(const StageHistory& history);
  void log(LogLevel level, std::optional<Stage> stage, std::string_view text);

  /// What has happened since the last call, in order. RunEnded is the last event of a run, and comes exactly
  /// once.
  [[nodiscard]] std::vector<Event> take_events();

 private:
  enum class Step : std::uint8_t { plan, planning, units, finishing, through };

  /// How a task is getting on.
  struct Pulse {
    static constexpr std::int64_t not_at_work = -1;
    // Written by the task's worker, read by the studio thread.
    std::atomic<float> fraction{0};
    std::atomic<std::int64_t> moved_work_ms{not_at_work};  ///< when it started or last got further

    // Studio thread.
    std::int64_t seen_work_ms = not_at_work;  ///< moved_work_ms when it was last looked at
    std::int64_t still_ms = 0;                ///< watched without a move

    void move(double to, std::int64_t now_work_ms);
    /// For how long it has not moved, `elapsed_ms` after the last look.
    [[nodiscard]] std::int64_t watch(std::int64_t elapsed_ms);
  };

  struct StageWork {
    StageWork(Stage which, std::string job_title, std::stop_token job);

    const Stage stage;
    const std::string title;
    std::stop_source stop;
    std::stop_callback<std::function<void()>> stop_with_job;
    Step step = Step::plan;
    int round = 0;
    std::vector<stages::WorkUnit>
        units;  ///< of this round, heaviest first; workers read it, so it changes only when none is at work
    std::unique_ptr<Pulse[]> pulses;  ///< one a unit
    std::size_t next_unit = 0;
    std::size_t units_done = 0;
    std::size_t units_run = 0;  ///< over both rounds
    std::size_t tasks = 0;      ///< under way
    int reused = 0;
    double reused_share = 0;  ///< of all units of the first plan
    double weight = 0;        ///< of `units` together
    double units_from = 0;    ///< where the units of this round begin and end in the stage's own work, 0 to 1
    double units_to = 0;
    Pulse own;            ///< of the plan, then of the finish
    double reported = 0;  ///< of the last UnitProgressed
    bool failed = false;
    std::int64_t started_work_ms = 0;
  };

  [[nodiscard]] static bool has_task(const StageWork& work);
  void submit_next(StageWork& work);
  template <typename Body>
  void submit(StageWork& work, Pulse& pulse, Body body);
  [[nodiscard]] stages::UnitProgress progress_to(Pulse& pulse);
  void announce_progress(std::int64_t now_work_ms);
  void emit_progress(StageWork& work);
  void warn_of_lost_lines();

  void on(message::Planned& message);
  void on(message::UnitDone& message);
  void on(message::Finished& message);
  void on(message::Progressed& message);
  void on(message::Warned& message);
  StageWork& task_returned(Stage stage);
  /// `unit` names the unit that failed, "" for plan and finish.
  void fail_stage(StageWork& work, const Error& error, std::string_view unit = {});
  void end_when_quiet();

  // Immutable while tasks run.
  const RunHost& host_;
  const event::RunKey key_;
  const store::JobPaths paths_;
  const Brief brief_;
  const std::function<void(std::string)> on_warning_;

  // Any thread.
  JobLog log_;
  std::stop_source stop_;
  std::stop_callback<std::function<void()>> stop_with_app_;
  std::atomic<bool> progress_announced_{false};
  std::atomic<std::int64_t> progress_announced_ms_{0};

  // Studio thread.
  std::string title_;
  std::array<std::unique_ptr<StageWork>, stage_count> works_;
  std::vector<Event> events_;
  std::size_t tasks_ = 0;  ///< submitted and not yet returned
  std::int64_t watched_work_ms_;
  bool held_ = false;
  bool ending_ = false;
  bool ended_ = false;
  bool lost_lines_told_ = false;
};

}  // namespace reelwright::runtime
