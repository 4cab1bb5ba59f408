// SPDX-License-Identifier: GPL-3.0-or-later
// One run of a job on real workers, its messages handed over by hand; only the stages are the test's own.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "base/bounded_queue.h"
#include "base/temporary_folder.h"
#include "runtime/job_run.h"
#include "runtime/manual_clock.h"
#include "runtime/scripted_stage.h"

namespace reelwright::runtime {

/// A run whose messages the test hands over itself: the test's thread is the studio thread.
struct JobRunTest : testing::Test {
  static constexpr std::size_t workers = 2;
  static constexpr const char* job_id = "20261122-143005-bees-7f3a";

  test::TemporaryFolder folder;
  test::ManualClock clock;
  ScriptedStages stages;
  BoundedQueue<RunMessage> inbox{64};
  LogRings rings{workers + 1, {}};
  std::stop_source app;
  WorkerPool pool{workers};
  RunHost host{clock,
               pool,
               rings,
               stages.all(),
               [this](RunMessage message) { ASSERT_TRUE(inbox.push(std::move(message), {})); },
               [this](RunMessage message) { return inbox.try_push(std::move(message)); }};
  std::unique_ptr<JobRun> run;
  std::vector<Event> events;

  void start(Brief brief = Brief()) {
    std::filesystem::create_directories(folder / job_id);
    run = std::make_unique<JobRun>(host, event::RunKey{job_id, 1}, store::JobPaths(folder.path(), job_id),
                                   std::move(brief), "Bees", app.get_token());
  }

  void feed_workers() {
    while (run->tasks_at_work() < workers && run->start_task()) {
    }
  }
  /// As many of its units as there are workers are at work.
  void work_on(Stage stage) {
    start();
    run->start_stage(stage);
    until<event::StagePlanned>();
    feed_workers();
  }
  void collect() {
    for (Event& event : run->take_events()) events.push_back(std::move(event));
  }
  void handle_one() {
    feed_workers();
    run->handle(*inbox.pop({}));
    collect();
  }
  template <typename T>
  [[nodiscard]] std::vector<T> all() const {
    std::vector<T> found;
    for (const Event& event : events)
      if (const T* value = std::get_if<T>(&event)) found.push_back(*value);
    return found;
  }
  template <typename T>
  void until() {
    collect();
    while (all<T>().empty()) handle_one();
  }
  static std::int64_t stall_limit_ms(Stage stage) {
    return static_cast<std::int64_t>(1000 * stall_limit_s({}, stage, Quality::standard, workers));
  }
  /// As the studio's ticks do, a second apart.
  void watch_for(std::int64_t ms) {
    for (; ms > 0; ms -= 1000) {
      run->fail_stalled({});
      clock.advance(std::min<std::int64_t>(ms, 1000));
    }
    run->fail_stalled({});
  }
  void end_quietly() {
    run->stop();
    until<event::RunEnded>();
  }
};

}  // namespace reelwright::runtime
