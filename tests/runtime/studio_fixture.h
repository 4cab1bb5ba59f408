// SPDX-License-Identifier: GPL-3.0-or-later
// A studio with the real store, the real index and real threads; only the stages are the test's own.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <latch>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/temporary_folder.h"
#include "runtime/manual_clock.h"
#include "runtime/scripted_stage.h"
#include "runtime/studio.h"
#include "store/data_folder.h"

namespace reelwright::runtime {

/// Counts wake-ups, so that a test waits for the next snapshot instead of for time.
class Alarm {
 public:
  void ring() {
    {
      const std::lock_guard lock(mutex_);
      ++count_;
    }
    changed_.notify_all();
  }
  std::uint64_t count() {
    const std::lock_guard lock(mutex_);
    return count_;
  }
  void wait_beyond(std::uint64_t seen) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return count_ > seen; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t count_ = 0;
};

struct StudioTest : testing::Test {
  static constexpr const char* first_id = "20261122-143005-bees-0001";
  static constexpr const char* second_id = "20261122-143006-ants-0002";

  test::TemporaryFolder folder;
  test::ManualClock clock;
  ScriptedStages stages;
  Alarm alarm;
  std::size_t jobs_kept = 100;
  bool takes_up_queue = true;
  std::optional<IntakeDesk> intake;
  store::DataFolder data = *store::DataFolder::open(folder / "data");
  store::JobStore store{data.jobs_folder()};
  std::optional<store::Index> index;
  std::unique_ptr<Studio> studio;

  void open() {
    index.emplace(*store::Index::open(data.index_file()));
    studio = std::make_unique<Studio>(
        StudioParts{clock, store, *index, stages.all(), 2, jobs_kept, takes_up_queue, {}, intake, [this] {
                      alarm.ring();
                    }});
    until([](const Snapshot& snapshot) { return snapshot.is_loaded; });
  }
  void close() {
    studio.reset();
    index.reset();
  }

  Job make_job(const std::string& id) {
    Job job;
    job.id = id;
    job.title = "Bees";
    job.brief.topic = "Bees";
    job.created_utc_ms = clock.utc_ms();
    EXPECT_TRUE(store.create(job));
    return job;
  }
  void create(const std::string& id, std::optional<Stage> stop_after = std::nullopt) {
    Job job = make_job(id);
    job.stop_after = stop_after;
    send(command::CreateJob{std::move(job)});
  }
  void send(Command command) { ASSERT_TRUE(studio->send(std::move(command))); }

  /// The first snapshot that satisfies `condition`. Hangs (and the test's limit strikes) when none ever does.
  template <typename Condition>
  Snapshot until(Condition condition) {
    for (;;) {
      const std::uint64_t seen = alarm.count();
      Snapshot snapshot = *studio->read();
      if (condition(snapshot)) return snapshot;
      alarm.wait_beyond(seen);
    }
  }
  static const Job* find(const Snapshot& snapshot, std::string_view id) {
    const auto found = std::ranges::find(snapshot.active, id, &Job::id);
    return found == snapshot.active.end() ? nullptr : &*found;
  }
  Job until_status(const std::string& id, JobStatus status) {
    const Snapshot snapshot = until([&](const Snapshot& each) {
      const Job* job = find(each, id);
      return job != nullptr && job->status == status && !job->stopping;
    });
    return *find(snapshot, id);
  }
  void finish(const std::string& id) {
    create(id);
    until_status(id, JobStatus::done);
  }
  void pause(const std::string& id) {
    send(command::PauseJob{id});
    until_status(id, JobStatus::paused);
  }
  /// Until the first job has so many units at work.
  void open_at_work(std::latch& at_work) {
    open();
    create(first_id);
    at_work.wait();
  }
};

}  // namespace reelwright::runtime
