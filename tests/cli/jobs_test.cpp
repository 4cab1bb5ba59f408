// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "cli/cli_fixture.h"
#include "store/data_folder.h"
#include "store/job_store.h"

namespace reelwright::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

struct JobsTest : CliTest {
  void make(const std::string& topic) {
    ASSERT_EQ(run({"generate", "--topic", topic, "--quiet"}), exit_done) << err.str();
  }
};

TEST_F(JobsTest, ListOfNothingIsNoErrorAndMakesNothing) {
  EXPECT_EQ(run({"jobs", "list"}), exit_done) << err.str();
  EXPECT_EQ(run({"jobs", "list", "--json"}), exit_done);
  EXPECT_EQ(out.str(), "{\n  \"total\": 0,\n  \"jobs\": []\n}\n");
  EXPECT_FALSE(fs::exists(data));
}

TEST_F(JobsTest, ListSearchesFiltersAndPages) {
  make("How bees make honey");
  make("Volcanoes");
  ASSERT_EQ(run({"jobs", "list", "--search", "honey"}), exit_done);
  EXPECT_THAT(out.str(), HasSubstr("How bees make honey"));
  EXPECT_THAT(out.str(), Not(HasSubstr("Volcanoes")));
  ASSERT_EQ(run({"jobs", "list", "--limit", "1"}), exit_done);
  EXPECT_THAT(out.str(), HasSubstr("1 of 2 jobs"));
  ASSERT_EQ(run({"jobs", "list", "--status", "failed", "--json"}), exit_done);
  EXPECT_THAT(out.str(), HasSubstr("\"total\": 0"));
}

TEST_F(JobsTest, ListAndShowWorkWhileAnotherProcessHoldsTheFolder) {
  make("Bees");
  const Result<store::DataFolder> other = store::DataFolder::open(data);
  ASSERT_TRUE(other);
  EXPECT_EQ(run({"jobs", "list"}), exit_done) << err.str();
  EXPECT_THAT(out.str(), HasSubstr("Bees"));
  EXPECT_EQ(run({"jobs", "show", only_job()}), exit_done) << err.str();
  EXPECT_THAT(out.str(), HasSubstr("Bees.mp4"));
  EXPECT_EQ(run({"jobs", "delete", only_job()}), exit_failed);
  EXPECT_THAT(err.str(), HasSubstr("in use"));
  EXPECT_EQ(job_folders().size(), 1U);
}

TEST_F(JobsTest, ListWorksWithoutAnIndex) {
  make("Bees");
  for (const char* file : {"index.sqlite", "index.sqlite-wal", "index.sqlite-shm"}) fs::remove(data / file);
  EXPECT_EQ(run({"jobs", "list"}), exit_done) << err.str();
  EXPECT_THAT(out.str(), HasSubstr("Bees"));
}

TEST_F(JobsTest, JobThatACrashLeftRunningIsShownInterruptedButARunningOneIsNot) {
  make("Bees");
  const store::JobStore store(data / "jobs");
  Job job = *store.load(only_job());
  job.status = JobStatus::running;
  ++job.revision;
  ASSERT_TRUE(store.save(job));
  {
    const Result<store::DataFolder> other = store::DataFolder::open(data);
    ASSERT_TRUE(other);
    ASSERT_EQ(run({"jobs", "show", job.id}), exit_done);
    EXPECT_THAT(out.str(), HasSubstr("running"));
  }
  ASSERT_EQ(run({"jobs", "show", job.id}), exit_done);
  EXPECT_THAT(out.str(), HasSubstr("interrupted"));
  ASSERT_EQ(run({"jobs", "list", "--status", "interrupted"}), exit_done);
  EXPECT_THAT(out.str(), HasSubstr(job.id));
}

TEST_F(JobsTest, DeleteRemovesAllOrNone) {
  make("Bees");
  const std::string id = only_job();
  EXPECT_EQ(run({"jobs", "delete", id, "20261122-143005-none-7f3a"}), exit_bad_input);
  EXPECT_EQ(job_folders().size(), 1U);
  EXPECT_EQ(run({"jobs", "delete", id, id}), exit_done) << err.str();
  EXPECT_EQ(out.str(), id + "\n");
  EXPECT_TRUE(job_folders().empty());
  ASSERT_EQ(run({"jobs", "list", "--json"}), exit_done);
  EXPECT_THAT(out.str(), HasSubstr("\"total\": 0"));
}

TEST_F(JobsTest, InAFolderWhereNothingWasMadeThereIsNoJob) {
  fs::create_directories(data);
  for (const char* command : {"show", "delete"}) {
    EXPECT_EQ(run({"jobs", command, "20261122-143005-none-7f3a"}), exit_bad_input);
    EXPECT_THAT(err.str(), HasSubstr("There is no job"));
  }
}

TEST_F(JobsTest, ReindexCountsTheFolders) {
  make("Bees");
  ASSERT_EQ(run({"reindex", "--json"}), exit_done) << err.str();
  EXPECT_EQ(out.str(), "{\n  \"jobs\": 1\n}\n");
}

TEST_F(JobsTest, ThemesPresetsVoicesHelpAndVersionAreResults) {
  EXPECT_EQ(run({"themes"}), exit_done) << err.str();
  EXPECT_THAT(out.str(), HasSubstr("dawn"));
  EXPECT_EQ(run({"presets"}), exit_done) << err.str();
  EXPECT_THAT(out.str(), HasSubstr("shorts       H.264          9:16"));
  EXPECT_EQ(run({"presets", "--json"}), exit_done) << err.str();
  EXPECT_THAT(out.str(), HasSubstr("\"name\": \"draft\""));
  EXPECT_EQ(run({"voices", "--json"}), exit_done) << err.str();
  EXPECT_THAT(out.str(), HasSubstr("\"slt\""));
  EXPECT_EQ(run({"--version"}), exit_done);
  EXPECT_EQ(out.str(), "reelwright 0.0\n");
  EXPECT_EQ(run({"generate", "--help"}), exit_done);
  EXPECT_THAT(out.str(), HasSubstr("--stop-after"));
  EXPECT_THAT(out.str(), Not(HasSubstr("--workers")));
  EXPECT_EQ(err.str(), "");
}

TEST_F(JobsTest, DoctorTriesWhatItTells) {
  ASSERT_EQ(run({"doctor", "--json"}), exit_done) << out.str() << err.str();
  for (const char* name : {"Data folder", "Disk", "Encoder", "Voices", "WordNet", "Fonts", "Icons", "Themes"})
    EXPECT_THAT(out.str(), HasSubstr(std::string("\"name\": \"") + name));
  free = 1000;
  EXPECT_EQ(run({"doctor"}), exit_failed);
  EXPECT_THAT(out.str(), HasSubstr("Free some space"));
}

}  // namespace
}  // namespace reelwright::cli
