// SPDX-License-Identifier: GPL-3.0-or-later
// What the studio does with the state machine's effects: the only place where state becomes files, index rows
// and running work.
#include <utility>

#include "base/check.h"
#include "base/file.h"
#include "runtime/studio.h"
#include "store/retention.h"

namespace reelwright::runtime {

void Studio::perform(const effect::SaveJob& save, std::deque<Event>& events) {
  const Job* job = state_.find(save.id);
  CHECK(job != nullptr);
  note_rows_changed();
  if (Result<void> saved = parts_.store.save(*job); !saved) {
    // Told once until a save works again: the state that follows from the failure cannot be saved either.
    if (!unsaved_.insert(save.id).second) return;
    if (JobRun* run = find_run(save.id)) run->log(LogLevel::error, std::nullopt, saved.error().message);
    // Work that goes on is failed by the event; of what rests or is over, only this tells.
    if (job->status != JobStatus::running) notice(saved.error());
    events.emplace_back(event::SaveFailed{save.id, std::move(saved.error())});
    return;
  }
  unsaved_.erase(save.id);
  // The index is a cache: what it misses now it learns at the next start.
  note_index(parts_.index.upsert(*job));
}

void Studio::perform(const effect::StartRun& start, std::deque<Event>&) {
  const Job* job = state_.find(start.id);
  CHECK(job != nullptr && find_run(start.id) == nullptr);
  const store::JobPaths paths = parts_.store.paths(start.id);
  for (const fs::path& folder :
       {paths.folder(), paths.voice_folder(), paths.visuals_folder(), paths.render_folder()})
    remove_abandoned_temporaries(folder);
  runs_.emplace(start.id, std::make_unique<JobRun>(host_, event::RunKey{start.id, start.attempt}, paths,
                                                   job->brief, job->title, app_.get_token()));
}

void Studio::perform(const effect::StartStage& start, std::deque<Event>&) {
  if (JobRun* run = find_run(start.id)) run->start_stage(start.stage);
}

void Studio::perform(const effect::HoldRun& hold, std::deque<Event>&) {
  if (JobRun* run = find_run(hold.id)) run->hold();
}

void Studio::perform(const effect::ReleaseRun& release, std::deque<Event>&) {
  if (JobRun* run = find_run(release.id)) run->release();
}

void Studio::perform(const effect::StopRun& stop, std::deque<Event>&) {
  if (JobRun* run = find_run(stop.id)) run->stop();
}

void Studio::perform(const effect::EndRun& end, std::deque<Event>&) {
  if (JobRun* run = find_run(end.id)) run->end();
}

void Studio::perform(const effect::RemoveJob& remove, std::deque<Event>&) {
  CHECK(find_run(remove.id) == nullptr);
  note_rows_changed();
  unsaved_.erase(remove.id);
  if (!is_loaded_) removed_.insert(remove.id);
  if (!remove.can_be_undone) {
    note_failure(parts_.store.remove(remove.id));
  } else if (const Result<void> discarded = parts_.store.discard(remove.id)) {
    deleted_.push_back(remove.id);
  } else {
    notice(discarded.error());
  }
  note_index(parts_.index.remove(remove.id));
}

void Studio::perform(const effect::RecordStage& record, std::deque<Event>&) {
  // Learned with all others at the end of the load, from the job itself.
  if (learns_history_) return;
  note_index(parts_.index.record_stage(record.stage, record.sample));
  refresh_stage_history();
}

void Studio::perform(const effect::ApplyRetention&, std::deque<Event>& events) {
  if (jobs_kept_ == 0 || !is_loaded_) return;
  std::vector<HistoryRow> rows;
  for (const auto& [id, job] : state_.jobs()) rows.push_back(store::history_row(job));
  const Job* const newest_job = state_.newest_settled();
  const std::string_view newest = newest_job != nullptr ? newest_job->id : std::string_view();
  std::vector<std::string> ids = store::jobs_beyond(rows, jobs_kept_, newest);
  if (ids.empty()) return;
  if (const Result<std::vector<Effect>> effects =
          state_.apply(Command{command::DeleteJobs{std::move(ids)}}, now()))
    perform_all(*effects, events);
  else
    notice(effects.error());
}

}  // namespace reelwright::runtime
