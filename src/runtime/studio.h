// SPDX-License-Identifier: GPL-3.0-or-later
// The studio: the one writer of all state. Its thread takes commands and what workers report from one bounded
// inbox, applies them to StudioState, performs the effects (persist first), then publishes a snapshot that
// anybody reads without a lock. It decides nothing itself: what happens is StudioState's business, how a
// stage works is the stage's.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <semaphore>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "base/bounded_queue.h"
#include "base/clock.h"
#include "base/log_line.h"
#include "base/snapshot_cell.h"
#include "model/command.h"
#include "model/history_query.h"
#include "model/limits.h"
#include "model/snapshot.h"
#include "model/studio_state.h"
#include "runtime/intake.h"
#include "runtime/job_loader.h"
#include "runtime/job_run.h"
#include "runtime/log_rings.h"
#include "runtime/script_revision.h"
#include "runtime/worker_pool.h"
#include "store/index.h"
#include "store/job_store.h"

namespace reelwright::runtime {

/// What makes jobs of briefs; used by the studio thread.
struct IntakeDesk {
  IntakeParts parts;
  std::filesystem::path data_folder;
  std::function<std::uint16_t()> random;
};

/// Everything is used until the studio is gone. `index` is the studio thread's meanwhile; `store` is written
/// to by it and by the workers, and read by the loader.
struct StudioParts {
  const Clock& clock;
  const store::JobStore& store;
  store::Index& index;
  Stages stages;
  std::size_t workers = 1;
  std::size_t jobs_kept = limits::jobs_kept_default;  ///< as keep_jobs()
  /// Whether jobs that wait in the data folder, queued or paused, are taken up. A program that makes one
  /// video leaves them as they are.
  bool takes_up_queue = true;
  /// The one of them that is taken up all the same; "" for none.
  std::string resumes = {};
  /// Without it, make() is a bug: a program that makes its one job itself needs none.
  std::optional<IntakeDesk> intake = std::nullopt;
  /// Called after a new snapshot or new log lines, from any of the studio's threads; must not block.
  std::function<void()> wake;
  /// A program with a window that plays a preview has its workers in the background.
  WorkerPriority worker_priority = WorkerPriority::ordinary;
};

/// send() and read(): any thread. take_log_lines(): one reader thread. Construction and destruction: one
/// thread.
class Studio {
 public:
  /// Window, command line, local API and a test may each hold a snapshot at a time.
  static constexpr std::size_t readers_max = 4;
  using Cell = SnapshotCell<Snapshot, readers_max>;

  static constexpr std::size_t inbox_items_max = 1024;
  static constexpr std::chrono::milliseconds publish_interval{8};
  static constexpr std::chrono::milliseconds tick_interval{250};
  static constexpr std::chrono::milliseconds load_publish_interval{250};
  static constexpr std::ptrdiff_t load_pieces_max = 4;  ///< in the inbox

  /// Starts the threads. The jobs of the data folder are loaded beside all else; one that is named before its
  /// turn is taken up at once.
  explicit Studio(StudioParts parts);
  /// Stops what is at work, waits until it is back while the studio thread still takes its reports, then ends
  /// that thread. Jobs that were running stay so in their files and are found interrupted at the next start.
  ~Studio();
  Studio(const Studio&) = delete;
  Studio& operator=(const Studio&) = delete;

  /// False when the inbox is full (the command is dropped): never waits, so that no reader is blocked by
  /// work.
  [[nodiscard]] bool send(Command command);
  /// Checks the brief and makes the job that it asks for, or a notice that says why not. As send().
  [[nodiscard]] bool make(IntakeRequest request);
  /// Stores a script that a person changed, while nobody works on its job: at the review gate, or when the
  /// job is settled. As send().
  [[nodiscard]] bool revise(ScriptRevision revision);
  /// From the next snapshot on, its page of history answers this query. As send().
  [[nodiscard]] bool show_history(HistoryQuery query);
  /// From the next snapshot on, it shows this job whole, however long ago it settled. As send().
  [[nodiscard]] bool show_job(std::string id);
  /// Brings back what the last deletion that can be undone took. As send().
  [[nodiscard]] bool undo_deletion();
  /// How many finished jobs that are not pinned are kept when the next one has come to its end, and at the
  /// next start; 0 keeps all. As send().
  [[nodiscard]] bool keep_jobs(std::size_t count);
  /// The newest snapshot. Its revision is 0 until there has been one.
  [[nodiscard]] Cell::Guard read() const { return cell_.read(); }
  /// Appends the log lines that have come since the last call.
  void take_log_lines(std::vector<LogLine>& out) { rings_.take(out); }

 private:
  struct Quit {};
  struct ShowJob {
    std::string id;
  };
  struct UndoDeletion {};
  struct KeepJobs {
    std::size_t count = 0;
  };
  using Input = std::variant<Command, IntakeRequest, ScriptRevision, HistoryQuery, ShowJob, UndoDeletion,
                             KeepJobs, LoadPiece, RunMessage, Quit>;
  using Steady = std::chrono::steady_clock;

  void loop();
  [[nodiscard]] Steady::time_point next_deadline() const;
  /// Some worker is or may soon be at work: times pass on the screen.
  [[nodiscard]] bool is_working() const;
  void take(Input& input);
  void take(LoadPiece& piece);
  void start_index_again();
  void end_loading();
  /// While the jobs are being loaded: takes up those of `ids` whose turn has not come yet.
  void require(std::span<const std::string> ids);
  void require(const Command& command);
  void take_up(std::vector<Job> jobs);
  /// The job has been taken up, or was there and has been removed since.
  [[nodiscard]] bool is_known(std::string_view id) const;
  void apply(Event event);
  void apply(const Command& command);
  void apply(const IntakeRequest& request);
  void apply(const ScriptRevision& revision);
  [[nodiscard]] Result<std::string> store_script(const ScriptRevision& revision);
  void restore_deleted();
  void forget_deleted();
  void settle(std::deque<Event> events);
  /// False when there was nothing to start.
  void end_while_quitting(const event::RunEnded& ended, std::deque<Event>& events);
  bool feed_workers();
  void perform_all(const std::vector<Effect>& effects, std::deque<Event>& events);
  void tick();
  void publish();
  void fill(Snapshot& snapshot);
  [[nodiscard]] Moment now() const;
  [[nodiscard]] JobRun* find_run(std::string_view id);
  void refresh_stage_history();
  void note_rows_changed();
  void put_rows(std::span<const Job* const> jobs);
  /// A kind of failure is told once: each job would bring the same again.
  void note_index(const Result<void>& result);
  void note_failure(const Result<void>& result);
  void notice(const Error& error);

  void perform(const effect::SaveJob& save, std::deque<Event>& events);
  void perform(const effect::StartRun& start, std::deque<Event>& events);
  void perform(const effect::StartStage& start, std::deque<Event>& events);
  void perform(const effect::HoldRun& hold, std::deque<Event>& events);
  void perform(const effect::ReleaseRun& release, std::deque<Event>& events);
  void perform(const effect::StopRun& stop, std::deque<Event>& events);
  void perform(const effect::EndRun& end, std::deque<Event>& events);
  void perform(const effect::RemoveJob& remove, std::deque<Event>& events);
  void perform(const effect::RecordStage& record, std::deque<Event>& events);
  void perform(const effect::ApplyRetention& retention, std::deque<Event>& events);

  // Any thread.
  const StudioParts parts_;
  BoundedQueue<Input> inbox_{inbox_items_max};
  LogRings rings_;
  Cell cell_;
  std::stop_source app_;
  WorkerPool pool_;
  const RunHost host_;

  // Studio thread.
  std::size_t jobs_kept_;  ///< 0: all
  StudioState state_;
  std::map<std::string, std::unique_ptr<JobRun>, std::less<>> runs_;
  std::set<std::string, std::less<>> unsaved_;  ///< jobs whose last save failed
  std::shared_ptr<const StageHistory> stage_history_;
  std::vector<std::string> deleted_;  ///< ids whose folders are still there, out of sight
  std::vector<JobError> notices_;
  std::uint64_t notices_total_ = 0;
  HistoryQuery history_query_{.limit = limits::history_page_rows};
  std::string shown_;  ///< id
  std::vector<HistoryRow> history_;
  std::uint64_t history_total_ = 0;
  std::uint64_t jobs_total_ = 0;
  bool page_is_stale_ = true;
  bool total_is_stale_ = true;
  bool is_loaded_ = false;                                  ///< never, where the disk went away meanwhile
  std::set<std::string, std::less<>> removed_;              ///< ids, while the jobs are being loaded
  bool learns_history_ = false;                             ///< once they are: the index has none yet
  std::set<std::string, std::less<>> index_failures_told_;  ///< codes
  bool changed_ = true;                                     ///< since the last publish
  bool has_loaded_more_ = false;                            ///< also since then, and for which there is time
  bool asked_ = false;                                      ///< a reader waits for the next snapshot
  bool quitting_ = false;
  Steady::time_point published_{};
  Steady::time_point ticked_{};
  std::uint64_t revision_ = 0;
  std::size_t inbox_items_ = 0;  ///< found at once when the thread last looked

  // Last: they start when all else is there.
  std::counting_semaphore<> pieces_wanted_{load_pieces_max};
  std::jthread loader_;
  std::jthread thread_;
};

}  // namespace reelwright::runtime
