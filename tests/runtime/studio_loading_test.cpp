// SPDX-License-Identifier: GPL-3.0-or-later
// What the studio does while it still reads the job folders: everything, as if they had been read.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <latch>
#include <mutex>
#include <thread>
#include <vector>

#include "runtime/studio_fixture.h"

namespace reelwright::runtime {
namespace {

namespace fs = std::filesystem;

struct StudioLoadingTest : StudioTest {
  /// More than the studio is given before it asks for more.
  static constexpr int jobs = 500;

  /// The studio thread waits here with its first snapshot until the test has sent its commands.
  std::latch sent{1};
  const Studio* opened = nullptr;
  std::mutex mutex;
  std::vector<Snapshot> while_loading;

  /// Ids, as their work begins.
  std::mutex order_mutex;
  std::vector<std::string> order;

  void note_order() {
    stages.script.on_plan = [&](const stages::JobContext& job) {
      const std::lock_guard lock(order_mutex);
      order.push_back(job.paths.folder().filename());
      return Result<stages::StagePlan>(units({}, 0));
    };
  }
  static std::int64_t time_of(int number) { return 1'700'000'000'000 + number * 1000; }
  static std::string id_of(int number) { return make_job_id(time_of(number), "Bees", 7); }

  void SetUp() override {
    jobs_kept = 0;
    for (int number = 0; number < jobs; ++number) write(id_of(number), JobStatus::done, number);
  }
  /// As JobStore::create, without waiting for the disk.
  void write(const std::string& id, JobStatus status, int number) {
    Job job;
    job.id = id;
    job.title = job.brief.topic = "Bees";
    job.status = status;
    job.created_utc_ms = time_of(number);
    if (is_settled(status)) job.finished_utc_ms = job.created_utc_ms + 1;
    fs::create_directory(store.paths(id).folder());
    std::ofstream(store.paths(id).job_json()) << to_json(job);
    std::ofstream(store.paths(id).brief_json()) << to_json(job.brief);
  }
  /// What waits goes on waiting.
  void fill_index() {
    takes_up_queue = false;
    open();
    close();
    takes_up_queue = true;
  }
  void damage_index() {
    std::fstream file(data.index_file(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(fs::file_size(data.index_file()) / 2 / 4096 * 4096));
    file << std::string(4096, '\x5a');
  }
  /// `send_all` comes before most jobs have been read.
  template <typename SendAll>
  void open_and(const SendAll& send_all) {
    index.emplace(*store::Index::open(data.index_file(), store::Index::Soundness::checked_later));
    studio = std::make_unique<Studio>(StudioParts{.clock = clock,
                                                  .store = store,
                                                  .index = *index,
                                                  .stages = stages.all(),
                                                  .workers = 2,
                                                  .jobs_kept = jobs_kept,
                                                  .takes_up_queue = takes_up_queue,
                                                  .wake = [this] { on_wake(); }});
    send_all();
    opened = studio.get();
    sent.count_down();
  }
  void on_wake() {
    sent.wait();
    {
      const std::lock_guard lock(mutex);
      if (const auto snapshot = opened->read(); !snapshot->is_loaded) while_loading.push_back(*snapshot);
    }
    alarm.ring();
  }
  Snapshot until_loaded() {
    return until([](const Snapshot& each) { return each.is_loaded; });
  }
  template <typename Condition>
  bool was_seen_while_loading(const Condition& condition) {
    const std::lock_guard lock(mutex);
    return std::ranges::any_of(while_loading, condition);
  }
  std::size_t folders() { return store.list()->size(); }
};

TEST_F(StudioLoadingTest, QueriesAreAnsweredMeanwhile) {
  fill_index();
  const HistoryQuery query{.search = "bee", .order = HistoryOrder::oldest};
  open_and([&] {
    ASSERT_TRUE(studio->show_history(query));
    ASSERT_TRUE(studio->show_job(id_of(0)));
  });
  until_loaded();
  EXPECT_TRUE(was_seen_while_loading([&](const Snapshot& each) {
    return each.history_query == query && each.history_total == jobs && each.shown &&
           each.shown->id == id_of(0);
  }));
}

TEST_F(StudioLoadingTest, JobsAreMadeMeanwhile) {
  std::latch at_work(1);
  make_endless(stages.script, at_work);
  open_and([&] {
    create(first_id);
    send(command::RetryJob{id_of(0)});
  });
  const Snapshot loaded = until_loaded();
  ASSERT_NE(find(loaded, first_id), nullptr);
  EXPECT_EQ(find(loaded, first_id)->status, JobStatus::running);
  ASSERT_NE(find(loaded, id_of(0)), nullptr);
  EXPECT_EQ(find(loaded, id_of(0))->status, JobStatus::queued);
  EXPECT_EQ(loaded.history_total, jobs + 1U);
  EXPECT_EQ(loaded.notices_total, 0U);
  EXPECT_TRUE(was_seen_while_loading([&](const Snapshot& each) {
    return find(each, first_id) != nullptr && find(each, id_of(0)) != nullptr;
  }));
}

TEST_F(StudioLoadingTest, WhatIsDeletedMeanwhileIsNotTakenUpWhenItsTurnComes) {
  fill_index();
  std::vector<std::string> ids;
  for (int number = 0; number < jobs; number += 2) ids.push_back(id_of(number));
  open_and([&] { send(command::DeleteJobs{ids, true}); });
  EXPECT_EQ(until_loaded().history_total, jobs / 2U);
  for (const std::string& id : ids) {
    ASSERT_TRUE(studio->show_job(id));
    send(command::PinJob{id});
  }
  const Snapshot refused = until([&](const Snapshot& each) { return each.notices_total == ids.size(); });
  EXPECT_EQ(refused.notices.back().code, "studio.no_such_job");

  ASSERT_TRUE(studio->undo_deletion());
  EXPECT_EQ(until([](const Snapshot& each) { return each.shown.has_value(); }).history_total, jobs + 0U);
  EXPECT_EQ(folders(), jobs + 0U);
}

TEST_F(StudioLoadingTest, WhatWaitsComesInTurnThoughTheIndexDoesNotKnowIt) {
  note_order();
  const std::vector<std::string> waiting = {id_of(-2), id_of(jobs / 2), id_of(jobs + 1)};
  fs::remove_all(store.paths(waiting[1]).folder());
  write(waiting[0], JobStatus::queued, -2);
  write(waiting[1], JobStatus::queued, jobs / 2);
  write(waiting[2], JobStatus::queued, jobs + 1);
  open();
  until_status(waiting[2], JobStatus::done);
  EXPECT_EQ(order, waiting);
}

TEST_F(StudioLoadingTest, WhatIsNamedBeforeItsTurnDoesNotComeSooner) {
  note_order();
  const std::vector<std::string> in_turn = {id_of(jobs + 1), id_of(jobs + 2), id_of(jobs + 3), first_id};
  for (int number = jobs + 1; number <= jobs + 3; ++number) write(id_of(number), JobStatus::queued, number);
  fill_index();
  ASSERT_EQ(order, std::vector<std::string>());
  open_and([&] {
    ASSERT_TRUE(studio->show_job(in_turn[1]));
    send(command::PinJob{in_turn[2], true});
    create(first_id);
  });
  until_status(first_id, JobStatus::done);
  EXPECT_EQ(order, in_turn);
}

TEST_F(StudioLoadingTest, WhatWaitsIsShownBeforeTheOthersHaveBeenRead) {
  write(id_of(jobs), JobStatus::paused, jobs);
  fill_index();
  open_and([] {
    const auto soon = std::chrono::steady_clock::now() + 2 * Studio::publish_interval;
    while (std::chrono::steady_clock::now() < soon) std::this_thread::yield();
  });
  until_loaded();
  EXPECT_TRUE(
      was_seen_while_loading([&](const Snapshot& each) { return find(each, id_of(jobs)) != nullptr; }));
}

TEST_F(StudioLoadingTest, EachSnapshotHasARevisionOfItsOwn) {
  open_and([&] { ASSERT_TRUE(studio->show_job(id_of(0))); });
  until_loaded();
  const std::lock_guard lock(mutex);
  ASSERT_GE(while_loading.size(), 2U);
  EXPECT_EQ(std::ranges::adjacent_find(while_loading, std::ranges::greater_equal(), &Snapshot::revision),
            while_loading.end());
  EXPECT_GT(while_loading.front().revision, 0U);
}

TEST_F(StudioLoadingTest, HistoryIsLearnedThoughStagesEndMeanwhile) {
  Job job = *store.load(id_of(0));
  job.stage(Stage::render) = {
      .status = StageStatus::done, .units_total = 6, .units_done = 6, .work_ms = 3000};
  ASSERT_TRUE(store.save(job));
  takes_up_queue = false;
  stages.script.on_plan = [](const stages::JobContext&) { return Result<stages::StagePlan>(units({"1"})); };
  open_and([&] { send(command::RetryJob{id_of(1)}); });
  until_loaded();
  until_status(id_of(1), JobStatus::done);
  const std::shared_ptr<const StageHistory> history = studio->read()->stage_history;
  ASSERT_NE(history, nullptr);
  EXPECT_TRUE(std::ranges::any_of(history->samples[index_of(Stage::render)],
                                  [](const StageSample& each) { return each.seconds == 3.0; }));
}

TEST_F(StudioLoadingTest, AnIndexThatCannotBeWrittenToIsToldOfOnce) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = ::signal(SIGXFSZ, SIG_IGN);
  open_and([&] {
    const rlimit small{4096, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  });
  const Snapshot loaded = until_loaded();
  ::setrlimit(RLIMIT_FSIZE, &before);
  ::signal(SIGXFSZ, handler);
  EXPECT_EQ(loaded.notices_total, 1U);
  EXPECT_EQ(loaded.history_total, 0U);
}

TEST_F(StudioLoadingTest, WhereTheDiskGoesAwayWhatItBringsBackIsTakenUpWhenItIsNamed) {
  fill_index();
  const fs::path away = data.root() / "away";
  open_and([&] { fs::rename(data.jobs_folder(), away); });
  const Snapshot failed = until([](const Snapshot& each) { return each.notices_total > 0; });
  EXPECT_EQ(failed.notices.back().code, "store.folder_missing");
  EXPECT_FALSE(failed.is_loaded);
  EXPECT_EQ(failed.history_total, jobs + 0U);
  fs::rename(away, data.jobs_folder());
  ASSERT_TRUE(studio->show_job(id_of(0)));
  until([](const Snapshot& each) { return each.shown.has_value(); });
}

struct JobLoaderTest : StudioLoadingTest {
  std::vector<LoadPiece> pieces;

  void load(const std::function<void()>& after_each = [] {}) {
    load_jobs(store, data.index_file(), {}, [&](LoadPiece piece) {
      pieces.push_back(std::move(piece));
      after_each();
      return true;
    });
  }
};

TEST_F(JobLoaderTest, WhatWaitsComesFirstAndWhatIsGoneAfterAllThatIsThere) {
  write(id_of(jobs), JobStatus::queued, jobs);
  fill_index();
  for (int number = 0; number < 40; ++number) fs::remove_all(store.paths(id_of(number)).folder());
  load();
  ASSERT_EQ(pieces.front().jobs.size(), 1U);
  EXPECT_EQ(pieces.front().jobs[0].id, id_of(jobs));
  EXPECT_TRUE(pieces.front().queue_is_known);
  std::size_t read = 0;
  std::size_t gone = 0;
  for (const LoadPiece& piece : pieces) {
    read += piece.jobs.size();
    gone += piece.without_folder.size();
    if (!piece.without_folder.empty()) {
      EXPECT_EQ(read, jobs - 40 + 1U);
    }
  }
  EXPECT_EQ(gone, 40U);
  EXPECT_TRUE(pieces.back().is_last);
}

TEST_F(JobLoaderTest, WithoutAnIndexTheQueueIsKnownAtTheEnd) {
  write(id_of(-1), JobStatus::queued, -1);
  load();
  for (const LoadPiece& piece : pieces) EXPECT_EQ(piece.queue_is_known, piece.is_last);
  EXPECT_EQ(pieces.back().jobs.at(0).id, id_of(-1));
}

TEST_F(JobLoaderTest, ADiskThatGoesAwayIsToldAndItsJobsAreNotTakenForGone) {
  fill_index();
  load([&] {
    if (pieces.size() == 3) fs::rename(data.jobs_folder(), data.root() / "away");
  });
  ASSERT_TRUE(pieces.back().error);
  EXPECT_EQ(pieces.back().error->code, "store.folder_missing");
  EXPECT_TRUE(pieces.back().is_last && pieces.back().queue_is_known);
  for (const LoadPiece& piece : pieces) EXPECT_TRUE(piece.without_folder.empty());
}

TEST_F(StudioLoadingTest, WhatACrashLeftRunningIsInterruptedAndMayBeResumedBeforeItsTurn) {
  write(first_id, JobStatus::running, -1);
  write(second_id, JobStatus::running, -2);
  open_and([&] { send(command::ResumeJob{first_id}); });
  until([&](const Snapshot& each) {
    const Job* job = find(each, first_id);
    return job != nullptr && job->status == JobStatus::done;
  });
  until_loaded();
  EXPECT_EQ(store.load(first_id)->status, JobStatus::done);
  EXPECT_EQ(store.load(second_id)->status, JobStatus::interrupted);
}

TEST_F(StudioLoadingTest, RetentionWaitsUntilAllJobsAreKnown) {
  jobs_kept = 3;
  open_and([&] { create(first_id); });
  until([](const Snapshot& each) { return each.is_loaded && each.history_total == 3; });
  EXPECT_EQ(*store.list(), (std::vector<std::string>{id_of(jobs - 2), id_of(jobs - 1), first_id}));
}

TEST_F(StudioLoadingTest, RetentionThatCameDueBeforeTheLastEndIsApplied) {
  jobs_kept = 3;
  open();
  until([](const Snapshot& each) { return each.history_total == 3; });
  EXPECT_EQ(folders(), 3U);
}

TEST_F(StudioLoadingTest, ADamagedIndexIsFilledAgain) {
  fill_index();
  damage_index();
  // Those that were taken up before the damage was found are in it as well.
  open_and([&] {
    ASSERT_TRUE(studio->show_job(id_of(0)));
    create(first_id);
  });
  EXPECT_EQ(until_loaded().history_total, jobs + 1U);
  close();
  EXPECT_TRUE(fs::exists(data.root() / "index.damaged.sqlite"));
  EXPECT_TRUE(store::Index::is_sound(data.index_file(), {}));
}

TEST_F(StudioLoadingTest, RowsWithoutFoldersAndHalfDeletedFoldersGo) {
  fill_index();
  fs::remove_all(store.paths(id_of(3)).folder());
  fs::rename(store.paths(id_of(4)).folder(), data.jobs_folder() / (".trash-" + id_of(4)));
  open();
  EXPECT_EQ(studio->read()->history_total, jobs - 2U);
  EXPECT_FALSE(fs::exists(data.jobs_folder() / (".trash-" + id_of(4))));
}

TEST_F(StudioLoadingTest, AnEndMeanwhileKeepsWhatWasSaid) {
  open_and([&] { send(command::PinJob{id_of(0)}); });
  studio.reset();
  EXPECT_TRUE(store.load(id_of(0))->pinned);
}

}  // namespace
}  // namespace reelwright::runtime
