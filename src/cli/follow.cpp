// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/follow.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace reelwright::cli {
namespace {

using Steady = std::chrono::steady_clock;

/// Ten pictures a second are enough for reading, and little for a slow terminal.
constexpr std::chrono::milliseconds view_interval{100};

struct Look {
  std::optional<Job> job;
  std::optional<JobError> refusal;
};

Look look(const runtime::Studio& studio, const std::string& id, std::uint64_t revision_min) {
  const runtime::Studio::Cell::Guard snapshot = studio.read();
  Look seen;
  const auto found = std::ranges::find(snapshot->active, id, &Job::id);
  if (found != snapshot->active.end() && found->revision >= revision_min) seen.job = *found;
  // The one reason not to take a new job. What else is noticed there concerns the studio, not the job.
  const auto refusal = std::ranges::find(snapshot->notices, "studio.duplicate_job", &JobError::code);
  if (refusal != snapshot->notices.end()) seen.refusal = *refusal;
  return seen;
}

bool is_at_rest(const Job& job) {
  return !job.stopping && (is_settled(job.status) || job.status == JobStatus::paused);
}

}  // namespace

Result<Followed> follow(runtime::Studio& studio, const std::string& id, std::uint64_t revision_min,
                        const Wakeup& changed, const Environment& environment, ProgressView& view) {
  Followed followed;
  bool cancel_sent = false;
  Steady::time_point shown{};
  for (;;) {
    changed.clear();
    const Look seen = look(studio, id, revision_min);
    if (seen.refusal) return fail(seen.refusal->code, seen.refusal->message, seen.refusal->hint);
    if (seen.job) {
      followed.job = *seen.job;
      if (is_at_rest(followed.job)) {
        view.finish(followed.job);
        return followed;
      }
    }
    if (followed.interrupted && !cancel_sent) cancel_sent = studio.send(command::CancelJob{id});

    int timeout_ms = -1;
    const auto since_shown = Steady::now() - shown;
    if (seen.job && since_shown >= view_interval) {
      view.show(followed.job);
      shown = Steady::now();
    } else if (seen.job) {
      timeout_ms =
          static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(view_interval - since_shown).count());
    }
    wait_for(changed, environment.interrupt, timeout_ms);
    if (environment.interrupt.clear()) followed.interrupted = true;
  }
}

}  // namespace reelwright::cli
