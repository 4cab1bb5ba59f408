// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/job_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.h"
#include "base/guarded.h"
#include "model/words_for_people.h"

namespace reelwright::runtime {
namespace {

Brief with_absolute_texts(Brief brief, const store::JobPaths& paths) {
  if (!brief.source.empty()) brief.source = (paths.folder() / brief.source).string();
  if (!brief.script.empty()) brief.script = (paths.folder() / brief.script).string();
  return brief;
}

std::string sentence_of(const Error& error) {
  return error.hint.empty() ? error.message : fmt::format("{} {}", error.message, error.hint);
}

/// What a plan holds: "3 parts to make, 2 already there."
std::string plan_sentence(std::size_t to_make, int reused) {
  const ShortText parts = count_text(to_make, "part");
  if (reused == 0) return fmt::format("{} to make.", std::string_view(parts));
  if (to_make == 0) return "Everything is already there.";
  return fmt::format("{} to make, {} already there.", std::string_view(parts), reused);
}

Error stall_error(Stage stage, std::string_view what, double still_s) {
  return Error{
      "runtime.stalled",
      fmt::format("{} was stopped: there was no progress on {} for {:.0f} minutes.", title_of(stage), what,
                  still_s / 60.0),
      "Try again: what is done is kept. If it stalls at the same place, please report it with the log "
      "file."};
}

/// Shares of a stage's own work: the units, those of the first round when another one may come, the rest is
/// finish.
constexpr double units_share = 0.9;
constexpr double first_units_share = 0.6;

}  // namespace

JobRun::StageWork::StageWork(Stage which, std::string job_title, std::stop_token job)
    : stage(which),
      title(std::move(job_title)),
      stop_with_job(std::move(job), [this] { stop.request_stop(); }) {}

JobRun::JobRun(const RunHost& host, event::RunKey key, store::JobPaths paths, Brief brief, std::string title,
               std::stop_token app)
    : host_(host),
      key_(std::move(key)),
      paths_(std::move(paths)),
      brief_(with_absolute_texts(std::move(brief), paths_)),
      on_warning_([this](std::string text) {
        host_.post(message::Warned{key_, std::move(text)});
      }),
      log_(paths_.log(static_cast<std::uint32_t>(key_.attempt)), key_.job, host.clock, host.rings),
      stop_with_app_(std::move(app), [this] { stop_.request_stop(); }),
      title_(std::move(title)),
      watched_work_ms_(host.clock.work_ms()) {
  log(LogLevel::info, std::nullopt, fmt::format("Attempt {} starts.", key_.attempt));
}

JobRun::~JobRun() { CHECK(tasks_ == 0); }

void JobRun::start_stage(Stage stage) {
  std::unique_ptr<StageWork>& work = works_[index_of(stage)];
  CHECK(work == nullptr && !ending_);
  work = std::make_unique<StageWork>(stage, title_, stop_.get_token());
  work->started_work_ms = host_.clock.work_ms();
  log(LogLevel::info, stage, fmt::format("{} starts.", title_of(stage)));
}

void JobRun::hold() {
  held_ = true;
  log(LogLevel::info, std::nullopt, "Paused: work that is under way is finished, nothing new starts.");
}

void JobRun::release() {
  held_ = false;
  log(LogLevel::info, std::nullopt, "Continues.");
}

void JobRun::stop() {
  stop_.request_stop();
  end();
}

void JobRun::end() {
  ending_ = true;
  end_when_quiet();
}

void JobRun::handle(RunMessage message) {
  std::visit([this](auto& value) { on(value); }, message);
  end_when_quiet();
}

void JobRun::collect_progress() {
  for (const std::unique_ptr<StageWork>& work : works_)
    if (work != nullptr && (work->step == Step::units || work->step == Step::finishing) && !work->failed)
      emit_progress(*work);
}

void JobRun::log(LogLevel level, std::optional<Stage> stage, std::string_view text) {
  log_.write(host_.pool.size(), level, stage, text);
}

std::vector<Event> JobRun::take_events() { return std::exchange(events_, {}); }

bool JobRun::has_task(const StageWork& work) {
  if (work.failed) return false;
  return work.step == Step::plan || (work.step == Step::units && (work.next_unit < work.units.size() ||
                                                                  work.units_done == work.units.size()));
}

/// Among stages that run side by side, the one with fewer tasks at work comes first, so that neither waits
/// for the other.
bool JobRun::start_task() {
  if (held_ || ending_ || stop_.stop_requested()) return false;
  StageWork* next = nullptr;
  for (const std::unique_ptr<StageWork>& work : works_)
    if (work != nullptr && has_task(*work) && (next == nullptr || work->tasks < next->tasks))
      next = work.get();
  if (next == nullptr) return false;
  submit_next(*next);
  return true;
}

void JobRun::submit_next(StageWork& work) {
  stages::IStage& stage = *host_.stages[index_of(work.stage)];
  if (work.step == Step::plan) {
    work.step = Step::planning;
    submit(work, work.own, [this, &work, &stage](const stages::JobContext& context) -> RunMessage {
      return message::Planned{key_, work.stage,
                              guarded<stages::StagePlan>(title_of(work.stage), [&] { return stage.plan(context); })};
    });
  } else if (work.next_unit < work.units.size()) {
    const std::size_t unit = work.next_unit++;
    ++work.units_run;
    Pulse& pulse = work.pulses[unit];
    events_.emplace_back(event::UnitStarted{key_, work.stage, work.units[unit].name});
    submit(work, pulse, [this, &work, &stage, unit, &pulse](const stages::JobContext& context) -> RunMessage {
      return message::UnitDone{key_, work.stage, unit, guarded<void>(title_of(work.stage), [&] {
                                 return stage.run(context, work.units[unit], progress_to(pulse));
                               })};
    });
  } else {
    work.step = Step::finishing;
    submit(work, work.own, [this, &work, &stage](const stages::JobContext& context) -> RunMessage {
      return message::Finished{key_, work.stage, guarded<stages::StageResult>(title_of(work.stage), [&] {
                                 return stage.finish(context, work.round, progress_to(work.own));
                               })};
    });
  }
}

template <typename Body>
void JobRun::submit(StageWork& work, Pulse& pulse, Body body) {
  ++tasks_;
  ++work.tasks;
  host_.pool.submit([this, &work, &pulse, body = std::move(body)](std::size_t worker) {
    TaskReporter reporter(log_, worker, work.stage, on_warning_);
    const stages::JobContext context{paths_, brief_, work.title, work.stop.get_token(), reporter};
    pulse.moved_work_ms.store(host_.clock.work_ms(), std::memory_order_relaxed);
    RunMessage message = body(context);
    pulse.moved_work_ms.store(Pulse::not_at_work, std::memory_order_relaxed);
    // Once this message is out, the run may be gone.
    host_.post(std::move(message));
  });
}

void JobRun::Pulse::move(double to, std::int64_t now_work_ms) {
  const auto value = static_cast<float>(std::clamp(to, 0.0, 1.0));
  if (fraction.exchange(value, std::memory_order_relaxed) != value)
    moved_work_ms.store(now_work_ms, std::memory_order_relaxed);
}

std::int64_t JobRun::Pulse::watch(std::int64_t elapsed_ms) {
  const std::int64_t moved = moved_work_ms.load(std::memory_order_relaxed);
  const bool has_moved = moved == not_at_work || std::exchange(seen_work_ms, moved) != moved;
  still_ms = has_moved ? 0 : still_ms + elapsed_ms;
  return still_ms;
}

stages::UnitProgress JobRun::progress_to(Pulse& pulse) {
  return [this, &pulse](double fraction) {
    const std::int64_t now_work_ms = host_.clock.work_ms();
    pulse.move(fraction, now_work_ms);
    announce_progress(now_work_ms);
  };
}

void JobRun::announce_progress(std::int64_t now_work_ms) {
  if (now_work_ms - progress_announced_ms_.load(std::memory_order_relaxed) < progress_interval_ms) return;
  if (progress_announced_.exchange(true)) return;
  progress_announced_ms_.store(now_work_ms, std::memory_order_relaxed);
  if (!host_.try_post(message::Progressed{key_})) progress_announced_.store(false);
}

/// The reused units' share of the bar is theirs from the start, so that the pace of what is left can be told
/// from it; the rest is units by weight and finish.
void JobRun::emit_progress(StageWork& work) {
  double done = 0;
  for (std::size_t i = 0; i < work.next_unit; ++i)
    done +=
        work.units[i].weight * static_cast<double>(work.pulses[i].fraction.load(std::memory_order_relaxed));
  const double units = work.weight > 0 ? done / work.weight : 1.0;
  double own = std::lerp(work.units_from, work.units_to, units);
  if (work.units_to == units_share)
    own += (1 - units_share) * static_cast<double>(work.own.fraction.load(std::memory_order_relaxed));
  const double fraction = std::lerp(work.reused_share, 1.0, own);
  if (fraction <= work.reported) return;
  work.reported = fraction;
  events_.emplace_back(event::UnitProgressed{key_, work.stage, fraction});
}

JobRun::StageWork& JobRun::task_returned(Stage stage) {
  StageWork& work = *works_[index_of(stage)];
  CHECK(tasks_ > 0 && work.tasks > 0);
  --tasks_;
  --work.tasks;
  return work;
}

void JobRun::on(message::Planned& message) {
  StageWork& work = task_returned(message.stage);
  if (!message.plan) return fail_stage(work, message.plan.error());
  if (work.failed) return;
  work.step = Step::units;
  work.units = std::move(message.plan->units);
  work.pulses = std::make_unique<Pulse[]>(work.units.size());
  work.next_unit = 0;
  work.units_done = 0;
  work.reused = static_cast<int>(message.plan->reused.size());
  work.weight = 0;
  for (const stages::WorkUnit& unit : work.units) work.weight += unit.weight;
  work.units_from = work.units_to;
  work.units_to = work.round == 0 && message.plan->may_repeat ? first_units_share : units_share;
  const int total = static_cast<int>(work.units.size()) + work.reused;
  if (work.round == 0 && !work.units.empty()) work.reused_share = static_cast<double>(work.reused) / total;
  if (total > 0) log(LogLevel::info, work.stage, plan_sentence(work.units.size(), work.reused));
  events_.emplace_back(event::StagePlanned{key_, work.stage, total, std::move(message.plan->reused)});
  emit_progress(work);
}

void JobRun::on(message::UnitDone& message) {
  StageWork& work = task_returned(message.stage);
  const std::string& name = work.units[message.unit].name;
  if (!message.result) return fail_stage(work, message.result.error(), name);
  work.pulses[message.unit].fraction.store(1.0F, std::memory_order_relaxed);
  ++work.units_done;
  log(LogLevel::debug, work.stage, fmt::format("Done: {}.", name));
  if (work.failed) return;
  events_.emplace_back(event::UnitFinished{key_, work.stage, name});
  emit_progress(work);
}

void JobRun::on(message::Finished& message) {
  StageWork& work = task_returned(message.stage);
  if (!message.result) return fail_stage(work, message.result.error());
  if (work.failed) return;
  stages::StageResult& result = *message.result;
  if (!result.title.empty()) title_ = result.title;
  if (result.plan_again && work.round == 0) {
    work.round = 1;
    work.step = Step::plan;
    work.own.fraction.store(0, std::memory_order_relaxed);
    return;
  }
  work.step = Step::through;
  const double seconds = static_cast<double>(host_.clock.work_ms() - work.started_work_ms) / 1000.0;
  log(LogLevel::info, work.stage, fmt::format("{} is done ({:.1f} s).", title_of(work.stage), seconds));
  const bool skipped = work.units_run == 0 && work.reused > 0;
  warn_of_lost_lines();
  events_.emplace_back(event::StageFinished{key_, work.stage, std::move(result.artifacts), result.video,
                                            std::move(result.title), skipped});
}

void JobRun::on(message::Progressed&) {
  progress_announced_.store(false);
  collect_progress();
}

void JobRun::on(message::Warned& message) {
  events_.emplace_back(event::WarningRaised{key_, std::move(message.text)});
}

/// A stage fails once, with its first error; its other units are told to stop. Work that returns because it
/// was told to is no failure.
void JobRun::fail_stage(StageWork& work, const Error& error, std::string_view unit) {
  if (work.failed || (is_canceled(error) && work.stop.stop_requested())) return;
  work.failed = true;
  work.stop.request_stop();
  log(LogLevel::error, work.stage, fmt::format("{} [{}]", sentence_of(error), error.code));
  log(LogLevel::debug, work.stage,
      fmt::format("Raised at {}:{}.", error.where.file_name(), error.where.line()));
  warn_of_lost_lines();
  if (!unit.empty()) events_.emplace_back(event::UnitFinished{key_, work.stage, std::string(unit), true});
  events_.emplace_back(event::StageFailed{key_, work.stage, error});
}

void JobRun::fail_stalled(const StageHistory& history) {
  const std::int64_t now_work_ms = host_.clock.work_ms();
  const std::int64_t elapsed_ms = std::min(now_work_ms - watched_work_ms_, watched_ms_max);
  watched_work_ms_ = now_work_ms;
  if (stop_.stop_requested()) return;
  for (const std::unique_ptr<StageWork>& work : works_) {
    if (work == nullptr || work->failed || work->tasks == 0) continue;
    const double limit_s = stall_limit_s(history, work->stage, brief_.quality, host_.pool.size());
    const auto check = [&](Pulse& pulse, std::string_view what, std::string_view unit, double weight) {
      const double still_s = static_cast<double>(pulse.watch(elapsed_ms)) / 1000.0;
      if (still_s > limit_s * weight) fail_stage(*work, stall_error(work->stage, what, still_s), unit);
    };
    check(work->own, work->step == Step::finishing ? "the last step" : "planning", "", 1);
    const double mean_weight =
        work->units.empty() ? 0 : work->weight / static_cast<double>(work->units.size());
    for (std::size_t i = 0; i < work->next_unit; ++i)
      check(work->pulses[i], work->units[i].name, work->units[i].name,
            mean_weight > 0 ? std::max(1.0, work->units[i].weight / mean_weight) : 1.0);
  }
}

void JobRun::end_when_quiet() {
  if (!ending_ || ended_ || tasks_ > 0) return;
  ended_ = true;
  log(LogLevel::info, std::nullopt, "The attempt has ended.");
  warn_of_lost_lines();
  events_.emplace_back(event::RunEnded{key_});
}

/// Told once, and before the events that have the job stored.
void JobRun::warn_of_lost_lines() {
  if (lost_lines_told_ || log_.lost_lines() == 0) return;
  lost_lines_told_ = true;
  events_.emplace_back(event::WarningRaised{
      key_, fmt::format("Some lines of the log could not be written to {}.", paths_.folder().string())});
}

}  // namespace reelwright::runtime
