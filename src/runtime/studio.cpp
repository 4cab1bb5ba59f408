// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/studio.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "runtime/background_priority.h"
#include "store/script_file.h"

namespace reelwright::runtime {
namespace {

constexpr std::size_t notices_max = 8;
constexpr std::chrono::milliseconds stop_poll_interval{50};

}  // namespace

Studio::Studio(StudioParts parts)
    : parts_(std::move(parts)),
      rings_(parts_.workers + 1, parts_.wake),
      pool_(parts_.workers, parts_.worker_priority),
      host_{parts_.clock,
            pool_,
            rings_,
            parts_.stages,
            [this](RunMessage message) { CHECK(inbox_.push(std::move(message), {})); },
            [this](RunMessage message) { return inbox_.try_push(std::move(message)); }},
      jobs_kept_(parts_.jobs_kept) {
  if (parts_.takes_up_queue) state_.await_queue();
  thread_ = std::jthread([this] { loop(); });
  loader_ = std::jthread([this] {
    if (parts_.worker_priority == WorkerPriority::background) work_in_background();
    const std::stop_token stop = app_.get_token();
    load_jobs(parts_.store, parts_.index.file(), stop, [&](LoadPiece piece) {
      while (!pieces_wanted_.try_acquire_for(stop_poll_interval))
        if (stop.stop_requested()) return false;
      return inbox_.push(std::move(piece), stop);
    });
  });
}

Studio::~Studio() {
  app_.request_stop();
  // The studio thread drains the inbox until the last run is back, so this finds room.
  CHECK(inbox_.push(Quit{}, {}));
  thread_.join();
}

bool Studio::send(Command command) { return inbox_.try_push(std::move(command)); }

bool Studio::make(IntakeRequest request) {
  CHECK(parts_.intake);
  return inbox_.try_push(std::move(request));
}

bool Studio::revise(ScriptRevision revision) { return inbox_.try_push(std::move(revision)); }

bool Studio::show_history(HistoryQuery query) { return inbox_.try_push(std::move(query)); }

bool Studio::show_job(std::string id) { return inbox_.try_push(ShowJob{std::move(id)}); }

bool Studio::undo_deletion() { return inbox_.try_push(UndoDeletion{}); }

bool Studio::keep_jobs(std::size_t count) { return inbox_.try_push(KeepJobs{count}); }

void Studio::loop() {
  // What the index remembers is shown at once; whether it is true takes a look at every folder.
  refresh_stage_history();
  learns_history_ = !stage_history_ || std::ranges::all_of(stage_history_->samples,
                                                           [](const auto& each) { return each.empty(); });
  publish();
  std::vector<Input> batch;
  while (!quitting_ || !runs_.empty()) {
    batch.clear();
    inbox_.drain_until(batch, {}, next_deadline());
    inbox_items_ = batch.size();
    for (Input& input : batch) take(input);
    const Steady::time_point steady_now = Steady::now();
    if (is_working() && steady_now - ticked_ >= tick_interval) {
      ticked_ = steady_now;
      tick();
    }
    const Steady::duration since_published = steady_now - published_;
    if ((changed_ && (asked_ || since_published >= publish_interval)) ||
        (has_loaded_more_ && since_published >= load_publish_interval))
      publish();
  }
  publish();
}

Studio::Steady::time_point Studio::next_deadline() const {
  Steady::time_point deadline = Steady::now() + std::chrono::hours(24);
  if (is_working()) deadline = std::min(deadline, ticked_ + tick_interval);
  if (changed_) deadline = std::min(deadline, published_ + publish_interval);
  if (has_loaded_more_) deadline = std::min(deadline, published_ + load_publish_interval);
  return deadline;
}

bool Studio::is_working() const {
  return std::ranges::any_of(runs_, [this](const auto& entry) {
    const Job* job = state_.find(entry.first);
    return job == nullptr || job->status == JobStatus::running || job->stopping;
  });
}

void Studio::take(LoadPiece& piece) {
  pieces_wanted_.release();
  if (piece.index_is_damaged) start_index_again();
  if (piece.error) notice(*piece.error);
  for (const std::string& name : piece.leftovers)
    if (!removed_.contains(store::id_of_leftover(name))) parts_.store.remove_leftover(name);
  std::erase_if(piece.without_folder, [this](const std::string& id) { return state_.find(id) != nullptr; });
  if (!piece.without_folder.empty()) {
    note_index(parts_.index.remove(piece.without_folder));
    note_rows_changed();
    has_loaded_more_ = true;
  }

  std::erase_if(piece.jobs, [this](const Job& job) { return is_known(job.id); });
  std::vector<const Job*> changed;
  for (const Job& job : piece.jobs)
    if (piece.not_indexed.contains(job.id)) changed.push_back(&job);
  put_rows(changed);
  // What is over and done seldom changes what is shown.
  const bool is_quiet =
      std::ranges::all_of(piece.jobs, [](const Job& job) { return is_settled(job.status); });
  const bool has_changed = changed_;
  has_loaded_more_ = has_loaded_more_ || !piece.jobs.empty();
  take_up(std::move(piece.jobs));
  if (is_quiet) changed_ = has_changed;
  require(piece.to_recover);
  if (piece.queue_is_known) apply(event::QueueLoaded{});
  if (piece.is_last && !piece.error) end_loading();
}

void Studio::start_index_again() {
  index_failures_told_.clear();
  note_index(parts_.index.start_again());
  learns_history_ = true;
  std::vector<const Job*> jobs;
  for (const auto& [id, job] : state_.jobs()) jobs.push_back(&job);
  put_rows(jobs);
}

void Studio::end_loading() {
  is_loaded_ = true;
  changed_ = true;
  removed_.clear();
  note_rows_changed();
  if (std::exchange(learns_history_, false)) {
    std::vector<const Job*> oldest_first;
    for (const auto& [id, job] : state_.jobs()) oldest_first.push_back(&job);
    note_index(parts_.index.learn_stage_history(oldest_first));
    refresh_stage_history();
  }
  // What came due meanwhile, or shortly before the program ended the last time.
  std::deque<Event> events;
  perform(effect::ApplyRetention{}, events);
  settle(std::move(events));
}

bool Studio::is_known(std::string_view id) const {
  return state_.find(id) != nullptr || removed_.contains(id);
}

void Studio::require(std::span<const std::string> ids) {
  if (is_loaded_) return;
  std::vector<Job> jobs;
  for (const std::string& id : ids)
    if (!is_known(id))
      if (Result<Job> job = parts_.store.recover(id, parts_.clock.utc_ms())) jobs.push_back(*std::move(job));
  if (jobs.empty()) return;
  std::vector<const Job*> changed;
  for (const Job& job : jobs) changed.push_back(&job);
  put_rows(changed);
  take_up(std::move(jobs));
}

void Studio::require(const Command& command) {
  if (const auto* deletion = std::get_if<command::DeleteJobs>(&command)) return require(deletion->ids);
  std::visit(
      [this](const auto& each) {
        if constexpr (requires { each.id; }) require(std::span(&each.id, 1));
      },
      command);
}

void Studio::take_up(std::vector<Job> jobs) {
  if (!parts_.takes_up_queue)
    std::erase_if(jobs,
                  [this](const Job& job) { return !is_settled(job.status) && job.id != parts_.resumes; });
  if (!jobs.empty()) apply(event::JobsLoaded{std::move(jobs)});
}

void Studio::take(Input& input) {
  if (std::holds_alternative<Quit>(input)) {
    quitting_ = true;
    for (auto& [id, run] : runs_) run->stop();
    return settle({});
  }
  if (!std::holds_alternative<RunMessage>(input)) {
    if (quitting_) return;
    if (const Command* command = std::get_if<Command>(&input)) return apply(*command);
    if (const IntakeRequest* request = std::get_if<IntakeRequest>(&input)) return apply(*request);
    if (const KeepJobs* keep = std::get_if<KeepJobs>(&input)) {
      jobs_kept_ = keep->count;
      return;
    }
    if (const ScriptRevision* revision = std::get_if<ScriptRevision>(&input)) return apply(*revision);
    if (LoadPiece* piece = std::get_if<LoadPiece>(&input)) return take(*piece);
    changed_ = asked_ = true;
    if (std::holds_alternative<UndoDeletion>(input)) return restore_deleted();
    if (ShowJob* job = std::get_if<ShowJob>(&input)) {
      shown_ = std::move(job->id);
      require(std::span(&shown_, 1));
    } else {
      history_query_ = std::move(std::get<HistoryQuery>(input));
      page_is_stale_ = true;
    }
    return;
  }
  RunMessage& message = std::get<RunMessage>(input);
  const event::RunKey& key =
      std::visit([](const auto& value) -> const event::RunKey& { return value.run; }, message);
  if (JobRun* run = find_run(key.job)) {
    CHECK(run->key() == key);
    run->handle(std::move(message));
    settle({});
  }
}

void Studio::apply(const Command& command) {
  changed_ = true;
  require(command);
  Result<std::vector<Effect>> effects = state_.apply(command, now());
  if (!effects) return notice(effects.error());
  // Only one deletion can be undone: the newest.
  if (const auto* deletion = std::get_if<command::DeleteJobs>(&command);
      deletion != nullptr && deletion->can_be_undone)
    forget_deleted();
  std::deque<Event> events;
  perform_all(*effects, events);
  settle(std::move(events));
}

void Studio::apply(const IntakeRequest& request) {
  const IntakeDesk& desk = *parts_.intake;
  Result<CheckedRequest> checked = check_request(request, desk.parts, desk.data_folder);
  if (!checked && checked.error().code == "disk.too_small" && !deleted_.empty()) {
    forget_deleted();
    checked = check_request(request, desk.parts, desk.data_folder);
  }
  if (!checked) return notice(checked.error());
  Result<Job> job = create_job(*checked, parts_.store, parts_.clock, desk.random());
  if (!job) return notice(job.error());
  apply(Command{command::CreateJob{*std::move(job)}});
}

void Studio::apply(const ScriptRevision& revision) {
  require(std::span(&revision.job, 1));
  const Result<std::string> stored = store_script(revision);
  if (!stored) notice(stored.error());
  if (revision.answer) revision.answer(stored);
  const Job* job = state_.find(revision.job);
  if (!stored || !revision.continues || job->status == JobStatus::queued) return;
  if (job->status == JobStatus::paused || job->status == JobStatus::interrupted)
    apply(Command{command::ResumeJob{revision.job}});
  else
    apply(Command{command::RetryJob{revision.job}});
}

Result<std::string> Studio::store_script(const ScriptRevision& revision) {
  const Job* job = state_.find(revision.job);
  if (job == nullptr)
    return fail("studio.no_such_job", "The video whose script was changed is no longer there.", "");
  if (find_run(revision.job) != nullptr)
    return fail("script.job_at_work",
                fmt::format("The scenes of \"{}\" cannot be changed while it is being made.", job->title),
                "Wait until it is done, or cancel it first.");
  Script script = revision.script;
  // A person wrote it now: it is not written again whatever the brief or a newer version would make of it.
  script.input_hash.clear();
  // What has been spoken once was as long as it should be, or as near to it as it gets.
  const StageStatus voice = job->stage(Stage::voice).status;
  if (voice == StageStatus::done || voice == StageStatus::skipped) script.fitted = true;
  return store::save_script(parts_.store.paths(revision.job), script, revision.base);
}

void Studio::restore_deleted() {
  state_.keep_removed();
  std::vector<Job> jobs;
  for (const std::string& id : std::exchange(deleted_, {})) {
    if (const Result<void> restored = parts_.store.restore(id); !restored) {
      notice(restored.error());
      // The disk may be back for another try.
      if (restored.error().code != "store.no_such_job") deleted_.push_back(id);
      continue;
    }
    Result<Job> job = parts_.store.load_or_describe(id);
    if (!job) {
      notice(job.error());
      continue;
    }
    note_index(parts_.index.upsert(*job));
    jobs.push_back(*std::move(job));
  }
  note_rows_changed();
  apply(event::JobsLoaded{std::move(jobs)});
}

void Studio::forget_deleted() {
  for (const std::string& id : std::exchange(deleted_, {})) parts_.store.remove_discarded(id);
}

void Studio::apply(Event event) {
  std::deque<Event> events;
  events.push_back(std::move(event));
  settle(std::move(events));
}

/// Applies events and performs their effects until nothing follows from anything any more; then the workers
/// that have become free are given work.
void Studio::settle(std::deque<Event> events) {
  for (;;) {
    for (auto& [id, run] : runs_)
      for (Event& event : run->take_events()) events.push_back(std::move(event));
    if (events.empty()) {
      if (!feed_workers()) return;
      continue;
    }
    const Event event = std::move(events.front());
    events.pop_front();
    changed_ = true;
    const event::RunEnded* ended = std::get_if<event::RunEnded>(&event);
    if (ended != nullptr) runs_.erase(ended->run.job);
    if (!quitting_)
      perform_all(state_.apply(event, now()), events);
    else if (ended != nullptr)
      end_while_quitting(*ended, events);
    // The last state of a run is worth a second try.
    if (ended != nullptr && unsaved_.contains(ended->run.job) && state_.find(ended->run.job) != nullptr)
      perform(effect::SaveJob{ended->run.job}, events);
  }
}

/// A job that was running when the program ends stays so on disk: the next start finds it interrupted. One
/// that was canceled or deleted just before is that; what the queue would start now is not begun.
void Studio::end_while_quitting(const event::RunEnded& ended, std::deque<Event>& events) {
  const std::string& id = ended.run.job;
  if (!state_.is_ending_by_command(id)) return;
  for (const Effect& effect : state_.apply(Event{ended}, now())) {
    if (const auto* save = std::get_if<effect::SaveJob>(&effect); save != nullptr && save->id == id)
      perform(*save, events);
    if (const auto* remove = std::get_if<effect::RemoveJob>(&effect)) perform(*remove, events);
  }
}

bool Studio::feed_workers() {
  std::size_t at_work = 0;
  bool has_started = false;
  for (const auto& [id, run] : runs_) at_work += run->tasks_at_work();
  for (const auto& [id, run] : runs_)
    while (at_work < pool_.size() && run->start_task()) {
      ++at_work;
      has_started = true;
    }
  return has_started;
}

void Studio::perform_all(const std::vector<Effect>& effects, std::deque<Event>& events) {
  for (const Effect& effect : effects) std::visit([&](const auto& value) { perform(value, events); }, effect);
}

void Studio::tick() {
  for (auto& [id, run] : runs_) {
    run->collect_progress();
    run->fail_stalled(state_.history());
  }
  settle({});
  state_.tick(now());
  changed_ = true;
}

void Studio::publish() {
  if (page_is_stale_) {
    if (Result<store::JobPage> page = parts_.index.query(history_query_)) {
      history_ = std::move(page->rows);
      history_total_ = page->total;
      page_is_stale_ = false;
    }
  }
  if (total_is_stale_) {
    if (const Result<store::JobPage> all = parts_.index.query({.limit = 0})) {
      jobs_total_ = all->total;
      total_is_stale_ = false;
    }
  }
  cell_.publish([this](Snapshot& snapshot) { fill(snapshot); });
  changed_ = has_loaded_more_ = asked_ = false;
  published_ = Steady::now();
  if (parts_.wake) parts_.wake();
}

void Studio::fill(Snapshot& snapshot) {
  snapshot.revision = ++revision_;
  snapshot.is_loaded = is_loaded_;
  // Assigned in place: the texts and lists of the slot's jobs keep their memory.
  std::size_t count = 0;
  const auto add = [&](const Job& job) {
    if (count == snapshot.active.size())
      snapshot.active.push_back(job);
    else
      snapshot.active[count] = job;
    ++count;
  };
  for (const JobStatus status : {JobStatus::running, JobStatus::queued, JobStatus::paused}) {
    for (const std::string& id : state_.queue()) {
      if (count == limits::active_jobs_max) break;
      if (const Job& job = *state_.find(id); job.status == status) add(job);
    }
  }
  if (const Job* const job = state_.newest_settled()) add(*job);
  snapshot.active.resize(count);
  if (const Job* const shown = state_.find(shown_))
    snapshot.shown = *shown;
  else
    snapshot.shown.reset();
  snapshot.history_query = history_query_;
  snapshot.history = history_;
  snapshot.history_total = history_total_;
  snapshot.jobs_total = jobs_total_;
  snapshot.stage_history = stage_history_;
  snapshot.inbox_items = inbox_items_;
  snapshot.log_lines_dropped = rings_.dropped();
  snapshot.notices = notices_;
  snapshot.notices_total = notices_total_;
}

Moment Studio::now() const { return {.utc_ms = parts_.clock.utc_ms(), .work_ms = parts_.clock.work_ms()}; }

JobRun* Studio::find_run(std::string_view id) {
  const auto found = runs_.find(id);
  return found == runs_.end() ? nullptr : found->second.get();
}

void Studio::refresh_stage_history() {
  if (Result<StageHistory> history = parts_.index.stage_history()) {
    stage_history_ = std::make_shared<const StageHistory>(*history);
    state_.set_history(std::move(*history));
  }
}

void Studio::note_rows_changed() { page_is_stale_ = total_is_stale_ = true; }

void Studio::put_rows(std::span<const Job* const> jobs) {
  if (jobs.empty()) return;
  note_index(parts_.index.upsert(jobs));
  note_rows_changed();
}

void Studio::note_index(const Result<void>& result) {
  if (!result && index_failures_told_.insert(result.error().code).second) notice(result.error());
}

void Studio::note_failure(const Result<void>& result) {
  if (!result) notice(result.error());
}

void Studio::notice(const Error& error) {
  changed_ = true;
  if (notices_.size() == notices_max) notices_.erase(notices_.begin());
  notices_.push_back(job_error_of(error));
  ++notices_total_;
}

}  // namespace reelwright::runtime
