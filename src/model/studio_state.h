// SPDX-License-Identifier: GPL-3.0-or-later
// The state machine of the whole studio: state' = apply(state, input) plus effects that somebody else
// performs. Pure: no clock, disk, thread or randomness inside, so it is tested against a reference model on
// random sequences.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "model/command.h"
#include "model/eta.h"
#include "model/job.h"

namespace reelwright {

namespace effect {

struct SaveJob {  ///< before the snapshot that shows it is published
  std::string id;
};
/// A new run of a job: create its log, its stop source. A resumed job starts another run of the same attempt,
/// always after RunEnded of the one before, so its log may exist already. Every StartRun is followed by
/// exactly one StopRun or EndRun.
struct StartRun {
  std::string id;
  int attempt = 1;
};
struct StartStage {  ///< plan and work through one stage of the current run
  std::string id;
  int attempt = 1;
  Stage stage = Stage::script;
};
struct HoldRun {  ///< start no further units; those at work finish. A held run may be stopped, and ended when
                  ///< its work is through
  std::string id;
};
struct ReleaseRun {
  std::string id;
};
struct StopRun {  ///< request stop; RunEnded follows when all workers are back
  std::string id;
};
struct EndRun {  ///< all stages are through: RunEnded follows
  std::string id;
};
struct RemoveJob {  ///< delete the folder and the index row
  std::string id;
  bool can_be_undone = false;
};
struct RecordStage {  ///< history for later estimates
  std::string id;
  Stage stage = Stage::script;
  StageSample sample;
};
struct ApplyRetention {};

}  // namespace effect

using Effect = std::variant<effect::SaveJob, effect::StartRun, effect::StartStage, effect::HoldRun,
                            effect::ReleaseRun, effect::StopRun, effect::EndRun, effect::RemoveJob,
                            effect::RecordStage, effect::ApplyRetention>;

/// Time at which an input is applied. Comes from outside so that the machine stays pure.
struct Moment {
  std::int64_t utc_ms = 0;
  std::int64_t work_ms = 0;
};

/// One thread (the studio's).
class StudioState {
 public:
  /// Unknown ids and commands that do not apply are errors (studio.no_such_job, studio.duplicate_job,
  /// studio.not_applicable) and change nothing. Saves come first among the effects, one a job.
  [[nodiscard]] Result<std::vector<Effect>> apply(const Command& command, Moment now);
  [[nodiscard]] std::vector<Effect> apply(const Event& event, Moment now);
  /// Updates elapsed times and ETAs. No effects.
  void tick(Moment now);

  /// Before the first input, where jobs are loaded beside all else: none begins until QueueLoaded, and then
  /// what waited comes in order of creation, behind what was resumed meanwhile and before what was made.
  void await_queue() { is_queue_awaited_ = true; }

  void set_history(StageHistory history) { history_ = std::move(history); }
  [[nodiscard]] const StageHistory& history() const { return history_; }

  [[nodiscard]] const Job* find(std::string_view id) const;
  [[nodiscard]] const std::map<std::string, Job, std::less<>>& jobs() const { return jobs_; }
  /// Ids of queued, running and paused jobs in the order in which they will run.
  [[nodiscard]] const std::vector<std::string>& queue() const { return queue_; }
  /// The job that settled last, whatever the clock said; those that were loaded settled before all others.
  /// Null without any.
  [[nodiscard]] const Job* newest_settled() const;
  /// Jobs that are to be deleted once their run has ended, and can be kept, are kept.
  void keep_removed();
  /// The user canceled or deleted the job, and its run has not ended yet.
  [[nodiscard]] bool is_ending_by_command(std::string_view id) const;
  /// Grows with every change that a snapshot shows.
  [[nodiscard]] std::uint64_t revision() const { return revision_; }

 private:
  /// From StartRun until RunEnded.
  struct Run {
    int attempt = 1;
    bool is_held = false;
    bool is_ending = false;    ///< StopRun or EndRun was sent: only RunEnded is awaited
    bool is_canceled = false;  ///< the user asked; the job is canceled once the run has ended
    bool is_removed = false;   ///< the job is deleted once the run has ended
    bool removal_can_be_undone = false;
    std::array<bool, stage_count> was_done{};  ///< by an earlier run of the same attempt
    std::array<bool, stage_count> started{};
    std::array<bool, stage_count> finished{};
    std::array<int, stage_count> units_worked{};
    std::array<std::int64_t, stage_count> work_ms{};
  };
  struct Settled {
    std::int64_t finished_utc_ms = 0;
    std::string id;
    friend auto operator<=>(const Settled&, const Settled&) = default;
  };
  /// What one input leads to, while it is applied.
  struct Changes {
    std::vector<Effect> effects;
    std::vector<std::string> saves;
    bool is_visible = false;
  };
  struct RunAtWork {
    Job* job = nullptr;
    Run* run = nullptr;
    explicit operator bool() const { return job != nullptr; }
  };

  // studio_commands.cpp: one for each command. Checks come before the first change.
  [[nodiscard]] Result<void> apply(const command::CreateJob& command, Moment now, Changes& changes);
  [[nodiscard]] Result<void> apply(const command::CancelJob& command, Moment now, Changes& changes);
  [[nodiscard]] Result<void> apply(const command::PauseJob& command, Moment now, Changes& changes);
  [[nodiscard]] Result<void> apply(const command::ResumeJob& command, Moment now, Changes& changes);
  [[nodiscard]] Result<void> apply(const command::RetryJob& command, Moment now, Changes& changes);
  [[nodiscard]] Result<void> apply(const command::DeleteJobs& command, Moment now, Changes& changes);
  [[nodiscard]] Result<void> apply(const command::PinJob& command, Moment now, Changes& changes);
  [[nodiscard]] Result<Job*> job_for(std::string_view id);
  void remove(const std::string& id, bool can_be_undone, Moment now, Changes& changes);

  // studio_events.cpp: one for each event. Events that belong to nothing alive do nothing.
  void apply(const event::StagePlanned& event, Moment now, Changes& changes);
  void apply(const event::UnitStarted& event, Moment now, Changes& changes);
  void apply(const event::UnitProgressed& event, Moment now, Changes& changes);
  void apply(const event::UnitFinished& event, Moment now, Changes& changes);
  void apply(const event::StageFinished& event, Moment now, Changes& changes);
  void apply(const event::StageFailed& event, Moment now, Changes& changes);
  void apply(const event::RunEnded& event, Moment now, Changes& changes);
  void apply(const event::WarningRaised& event, Moment now, Changes& changes);
  void apply(const event::JobsLoaded& event, Moment now, Changes& changes);
  void apply(const event::QueueLoaded& event, Moment now, Changes& changes);
  void apply(const event::SaveFailed& event, Moment now, Changes& changes);
  [[nodiscard]] RunAtWork at_work(const event::RunKey& key);
  [[nodiscard]] RunAtWork at_work(const event::RunKey& key, Stage stage);
  void settle_loaded(const Job& job);
  void move_progress(Job& job, StageState& state, double progress, Changes& changes);
  void fail_job(Job& job, JobError error, Moment now, Changes& changes);

  // studio_state.cpp: what both need.
  [[nodiscard]] Run* run_of(std::string_view id);
  void schedule(Moment now, Changes& changes);
  void begin(Job& job, Moment now, Changes& changes);
  void start_ready_stages(Job& job, Run& run, Changes& changes);
  void stop(Job& job, Run& run, Changes& changes);
  void settle(Job& job, JobStatus status, Moment now, Changes& changes);
  static void stop_units(Job& job);
  void leave_queue(std::string_view id);
  void leave_settled(std::string_view id);
  void enter_queue_first(const std::string& id);
  void enter_queue_last(const std::string& id);
  void estimate(Job& job);
  void save(Job& job, Changes& changes);
  [[nodiscard]] std::vector<Effect> finish(Changes& changes);

  std::map<std::string, Job, std::less<>> jobs_;
  std::map<std::string, Run, std::less<>> runs_;
  std::vector<std::string> queue_;
  bool is_queue_awaited_ = false;
  /// While it is: what commands have put before (-1) or behind (1) all that waited.
  std::map<std::string, int, std::less<>> places_;
  std::deque<Settled> settled_;     ///< those that were loaded, sorted, then the others as they settled
  std::size_t settled_loaded_ = 0;  ///< how many of them were loaded
  StageHistory history_;
  std::uint64_t revision_ = 0;
  std::optional<std::int64_t> counted_until_work_ms_;
};

}  // namespace reelwright
