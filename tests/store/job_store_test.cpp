// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/job_store.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <set>

#include "base/file.h"
#include "base/temporary_folder.h"
#include "store/sample_jobs.h"

namespace reelwright::store {
namespace {

using reelwright::test::TemporaryFolder;
using test::sample_job;

class JobStoreTest : public testing::Test {
 protected:
  JobStoreTest() { EXPECT_TRUE(jobs.prepare().has_value()); }

  std::set<std::string> names_in(const fs::path& folder) const {
    std::set<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
      names.insert(entry.path().filename().string());
    return names;
  }

  TemporaryFolder temporary;
  JobStore jobs{temporary / "jobs"};
};

TEST_F(JobStoreTest, ACreatedJobIsLoadedAsItWas) {
  Job job = sample_job("How bees make honey", 1, JobStatus::queued);
  job.brief.script = "script.md";
  job.stage(Stage::voice).units_total = 7;
  const std::vector<JobText> texts = {{"script.md", "# Bees\n\nBees make honey."}};
  ASSERT_TRUE(jobs.create(job, texts).has_value());
  EXPECT_EQ(jobs.load(job.id).value(), job);
  EXPECT_EQ(read_file(jobs.paths(job.id).folder() / "script.md", 1000).value(), "# Bees\n\nBees make honey.");
  EXPECT_EQ(brief_from_json(read_file(jobs.paths(job.id).brief_json(), 10'000).value()).value(), job.brief);
  EXPECT_EQ(jobs.create(job).error().code, "store.job_exists");
}

TEST_F(JobStoreTest, SaveReplacesAndListIsOldestFirst) {
  Job first = sample_job("First", 1);
  const Job second = sample_job("Second", 2);
  ASSERT_TRUE(jobs.create(second).has_value());
  ASSERT_TRUE(jobs.create(first).has_value());
  first.percent = 40;
  first.revision = 2;
  ASSERT_TRUE(jobs.save(first).has_value());
  EXPECT_EQ(jobs.load(first.id).value(), first);
  EXPECT_EQ(jobs.list().value(), (std::vector<std::string>{first.id, second.id}));
}

TEST_F(JobStoreTest, AFullDiskWhileCreatingLeavesNoJobAtAnyPoint) {
  const Job job = sample_job("Full", 1, JobStatus::queued);
  const std::string text(5000, 'x');
  const std::vector<JobText> texts = {{"source.md", text}};
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = ::signal(SIGXFSZ, SIG_IGN);
  int failures = 0;
  for (rlim_t bytes = 0;; bytes += 100) {
    const rlimit small{bytes, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    const Result<void> created = jobs.create(job, texts);
    ::setrlimit(RLIMIT_FSIZE, &before);
    if (created) break;
    ++failures;
    EXPECT_EQ(created.error().code, "file.disk_full");
    EXPECT_TRUE(jobs.list().value().empty());
    EXPECT_EQ(names_in(temporary / "jobs").size(), 1U);
  }
  ::signal(SIGXFSZ, handler);
  EXPECT_EQ(failures, 50);
  EXPECT_EQ(jobs.load(job.id).value(), job);
}

TEST_F(JobStoreTest, IdsThatAreNoIdsReachNoFile) {
  ASSERT_TRUE(save_file(temporary / "outside", "keep me").has_value());
  for (const char* id : {"", ".", "..", "../outside", "/etc", ".trash-a", "a/b", "jobs/../..", "UPPER x"}) {
    EXPECT_EQ(jobs.load(id).error().code, "store.no_such_job") << id;
    EXPECT_EQ(jobs.remove(id).error().code, "store.no_such_job") << id;
  }
  EXPECT_EQ(jobs.load(sample_job("None").id).error().code, "store.no_such_job");
  EXPECT_EQ(jobs.save(sample_job("None")).error().code, "store.no_such_job");
  EXPECT_TRUE(fs::exists(temporary / "outside"));
}

TEST_F(JobStoreTest, RemoveTakesTheWholeFolderAndNothingBehindLinks) {
  const Job kept = sample_job("Kept", 1);
  const Job removed = sample_job("Removed", 2);
  ASSERT_TRUE(jobs.create(kept).has_value());
  ASSERT_TRUE(jobs.create(removed).has_value());
  ASSERT_TRUE(make_folder(temporary / "pictures").has_value());
  ASSERT_TRUE(save_file(temporary / "pictures" / "mine.png", "picture").has_value());
  const fs::path folder = jobs.paths(removed.id).folder();
  fs::create_directory_symlink(temporary / "pictures", folder / "visuals");
  ASSERT_TRUE(make_folder(folder / "render").has_value());
  ASSERT_TRUE(save_file(folder / "render" / "a.mp4", "x").has_value());

  ASSERT_TRUE(jobs.remove(removed.id).has_value());
  EXPECT_EQ(jobs.list().value(), std::vector<std::string>{kept.id});
  EXPECT_EQ(names_in(temporary / "jobs").size(), 2U);
  EXPECT_TRUE(fs::exists(temporary / "pictures" / "mine.png"));
  EXPECT_EQ(jobs.remove(removed.id).error().code, "store.no_such_job");
}

TEST_F(JobStoreTest, ALinkedFolderIsNoJob) {
  const Job job = sample_job("Linked", 1);
  ASSERT_TRUE(jobs.create(job).has_value());
  fs::rename(jobs.paths(job.id).folder(), temporary / "moved");
  fs::create_directory_symlink(temporary / "moved", jobs.paths(job.id).folder());
  EXPECT_TRUE(jobs.list().value().empty());
  EXPECT_EQ(jobs.remove(job.id).error().code, "store.no_such_job");
  EXPECT_TRUE(fs::exists(temporary / "moved" / "job.json"));
}

TEST_F(JobStoreTest, AMissingJobsFolderIsNotADeletion) {
  const Job job = sample_job("Unmounted", 1);
  ASSERT_TRUE(jobs.create(job).has_value());
  fs::rename(temporary / "jobs", temporary / "unmounted");
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(jobs.list().error().code, "store.folder_missing");
    EXPECT_EQ(jobs.recover(0).error().code, "store.folder_missing");
    EXPECT_EQ(jobs.load(job.id).error().code, "store.folder_missing");
    EXPECT_EQ(jobs.save(job).error().code, "store.folder_missing");
    EXPECT_EQ(jobs.create(sample_job("New", 2)).error().code, "store.folder_missing");
    EXPECT_EQ(jobs.remove(job.id).error().code, "store.folder_missing");
    fs::create_directory(temporary / "jobs");  // the empty mount point
  }
}

TEST_F(JobStoreTest, RecoverInterruptsWhatWasRunningAndLeavesTheRest) {
  Job running = sample_job("Running", 1, JobStatus::running);
  running.stage(Stage::script).status = StageStatus::done;
  running.stage(Stage::voice).status = StageStatus::active;
  running.stage(Stage::voice).units_total = 5;
  running.stage(Stage::voice).units_done = 3;
  const Job paused = sample_job("Paused", 2, JobStatus::paused);
  const Job done = sample_job("Done", 3);
  for (const Job& job : {running, paused, done}) ASSERT_TRUE(jobs.create(job).has_value());

  const std::vector<Job> found = jobs.recover(test::noon_utc_ms + 999).value();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].status, JobStatus::interrupted) << (found[0].error ? found[0].error->message : "");
  EXPECT_EQ(found[0].finished_utc_ms, test::noon_utc_ms + 999);
  EXPECT_EQ(found[0].stage(Stage::script).status, StageStatus::done);
  EXPECT_EQ(found[0].stage(Stage::voice).status, StageStatus::queued);
  EXPECT_GT(found[0].revision, running.revision);
  EXPECT_EQ(found[1], paused);
  EXPECT_EQ(found[2], done);
  EXPECT_EQ(jobs.load(running.id).value(), found[0]);
  EXPECT_EQ(jobs.recover(test::noon_utc_ms + 5000).value(), found);
}

TEST_F(JobStoreTest, AnUnreadableJobIsKeptAsideAndShownEveryTime) {
  Job job = sample_job("Volcanoes", 1);
  job.brief.voice = "awb";
  ASSERT_TRUE(jobs.create(job).has_value());
  ASSERT_TRUE(save_file(jobs.paths(job.id).job_json(), "{\"schema_version\": 1, \"id\": \"x").has_value());
  EXPECT_EQ(jobs.load(job.id).error().code, "store.unreadable_job");
  for (int start = 0; start < 2; ++start) {
    const std::vector<Job> found = jobs.recover(0).value();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].id, job.id);
    EXPECT_EQ(found[0].title, "Volcanoes");
    EXPECT_EQ(found[0].brief, job.brief);
    EXPECT_EQ(found[0].status, JobStatus::failed);
    ASSERT_TRUE(found[0].error.has_value());
    EXPECT_EQ(found[0].error->code, "store.unreadable_job");
    EXPECT_EQ(jobs.load_or_describe(job.id).value().status, JobStatus::failed);
  }
  EXPECT_EQ(read_file(jobs.paths(job.id).folder() / "job.json.unreadable", 1000).value(),
            "{\"schema_version\": 1, \"id\": \"x");
  // Retried and saved, it is a job like any other.
  Job again = jobs.recover(0).value().front();
  again.status = JobStatus::queued;
  again.error.reset();
  ASSERT_TRUE(jobs.save(again).has_value());
  EXPECT_EQ(jobs.recover(0).value(), std::vector<Job>{again});
}

TEST_F(JobStoreTest, AFolderWithoutAnyReadableFileIsStillShown) {
  const std::string id = sample_job("Empty", 1).id;
  ASSERT_TRUE(make_folder(jobs.paths(id).folder()).has_value());
  const std::vector<Job> found = jobs.recover(0).value();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].title, id);
  EXPECT_EQ(found[0].status, JobStatus::failed);
}

TEST_F(JobStoreTest, ACopiedFolderIsAJobOfItsOwn) {
  const Job job = sample_job("Original", 1);
  const std::string copy = sample_job("Copy", 2).id;
  ASSERT_TRUE(jobs.create(job).has_value());
  fs::copy(jobs.paths(job.id).folder(), jobs.paths(copy).folder(), fs::copy_options::recursive);
  EXPECT_EQ(jobs.load(copy).value().id, copy);
}

TEST_F(JobStoreTest, RecoverFinishesInterruptedCreationsAndRemovals) {
  ASSERT_TRUE(make_folder(temporary / "jobs" / ".new-20261122-120000-a-0001" / "voice").has_value());
  ASSERT_TRUE(make_folder(temporary / "jobs" / ".trash-20261122-120000-b-0002" / "voice").has_value());
  ASSERT_TRUE(jobs.recover(0).value().empty());
  EXPECT_EQ(names_in(temporary / "jobs"), std::set<std::string>{".reelwright-jobs"});
}

TEST_F(JobStoreTest, AKilledProcessLeavesWholeJobsOnly) {
  for (int round = 0; round < 5; ++round) {
    int started[2];
    ASSERT_EQ(::pipe(started), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      const std::string text(20'000, 'x');
      const std::vector<JobText> texts = {{"source.md", text}};
      for (int i = 0;; ++i) {
        Job job = sample_job("Killed", round * 1000 + i, JobStatus::running);
        if (!jobs.create(job, texts)) ::_exit(1);
        job.revision = 2;
        if (!jobs.save(job)) ::_exit(1);
        if (i == 3 + round && ::write(started[1], "x", 1) != 1) ::_exit(1);
      }
    }
    char byte = 0;
    ASSERT_EQ(::read(started[0], &byte, 1), 1);
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    ::close(started[0]);
    ::close(started[1]);
    const std::vector<Job> found = jobs.recover(0).value();
    EXPECT_GE(found.size(), static_cast<std::size_t>(4 + round));
    for (const Job& job : found) {
      EXPECT_EQ(job.status, JobStatus::interrupted);
      EXPECT_EQ(read_file(jobs.paths(job.id).folder() / "source.md", 50'000).value().size(), 20'000U);
    }
  }
}

TEST(JobPaths, StayInTheJobsFolder) {
  const JobPaths paths("/data/jobs", sample_job("Paths").id);
  const std::vector<fs::path> all = {paths.job_json(),
                                     paths.brief_json(),
                                     paths.script_json(),
                                     paths.voice_wav("01"),
                                     paths.voice_json("01"),
                                     paths.visual_json("2"),
                                     paths.visual_picture("01", "icon", "png"),
                                     paths.timeline_json(),
                                     paths.captions_srt(),
                                     paths.captions_vtt(),
                                     paths.captions_ass(),
                                     paths.segment("0a1b"),
                                     paths.video("../../etc/passwd"),
                                     paths.video(""),
                                     paths.thumbnail(),
                                     paths.chapters(),
                                     paths.log(1)};
  std::set<fs::path> distinct;
  for (const fs::path& path : all) {
    EXPECT_EQ(path.lexically_normal(), path);
    EXPECT_EQ(path.lexically_relative(paths.folder()).begin()->string().starts_with(".."), false) << path;
    distinct.insert(path);
  }
  EXPECT_EQ(distinct.size(), all.size());
  EXPECT_EQ(paths.visual_picture("01", "", "png").filename(), "scene-01.png");
  EXPECT_EQ(paths.visual_picture("01", "icon", "png").filename(), "scene-01-icon.png");
  EXPECT_EQ(paths.video("Water Cycle").filename(), "Water Cycle.mp4");
}

}  // namespace
}  // namespace reelwright::store
