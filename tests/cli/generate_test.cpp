// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <latch>
#include <thread>

#include "cli/cli_fixture.h"
#include "cli/signals.h"
#include "media/sound.h"
#include "model/brief.h"
#include "model/limits.h"
#include "store/data_folder.h"
#include "store/job_store.h"

namespace reelwright::cli {
namespace {

using testing::HasSubstr;

struct GenerateTest : CliTest {
  [[nodiscard]] Brief stored_brief() const {
    return *brief_from_json(read(data / "jobs" / only_job() / "brief.json"));
  }
};

TEST_F(GenerateTest, PrintsThePathOfTheVideoAndNothingElseOnStdout) {
  ASSERT_EQ(run({"generate", "--topic", "Bees"}), exit_done) << err.str();
  const fs::path video = data / "jobs" / only_job() / "Bees.mp4";
  EXPECT_EQ(out.str(), video.string() + "\n");
  EXPECT_EQ(read(video), "a video");
  EXPECT_THAT(err.str(), HasSubstr("Script: done"));
  EXPECT_THAT(err.str(), HasSubstr("Complete: done"));
}

TEST_F(GenerateTest, QuietMeansNothingOnStderr) {
  ASSERT_EQ(run({"generate", "--topic", "Bees", "--quiet"}), exit_done);
  EXPECT_EQ(err.str(), "");
}

TEST_F(GenerateTest, JsonIsTheDocumentThatJobsShowPrints) {
  ASSERT_EQ(run({"generate", "--topic", "Bees", "--json"}), exit_done);
  const std::string document = out.str();
  EXPECT_THAT(document, HasSubstr("\"status\": \"done\""));
  EXPECT_THAT(document, HasSubstr("\"frames\": 900"));
  EXPECT_THAT(document, HasSubstr("\"error\": null"));
  ASSERT_EQ(run({"jobs", "show", only_job(), "--json"}), exit_done);
  EXPECT_EQ(out.str(), document);
}

TEST_F(GenerateTest, OptionsReachTheStoredBrief) {
  write("pictures/readme.txt", "");
  ASSERT_TRUE(media::write_wav({.sample_rate = 48'000, .channels = 1, .samples = std::vector<float>(4800)},
                               folder / "tune.wav", media::WavFormat::pcm16));
  ASSERT_EQ(run({"generate", "--topic",         "Bees",    "--audience", "children", "--tone",
                 "friendly", "--lang",          "en-GB",   "--duration", "45",       "--aspect",
                 "9:16",     "--quality",       "draft",   "--theme",    "ocean",    "--voice",
                 "slt",      "--speed",         "1.25",    "--music",    "tune.wav", "--captions",
                 "sidecar",  "--caption-style", "karaoke", "--media",    "pictures", "--seed",
                 "7"}),
            exit_done)
      << err.str();
  Brief expected;
  expected.topic = "Bees";
  expected.audience = "children";
  expected.tone = "friendly";
  expected.lang = "en-GB";
  expected.duration_s = 45;
  expected.aspect = Aspect::tall;
  expected.quality = Quality::draft;
  expected.theme = "ocean";
  expected.voice = "slt";
  expected.speed = 1.25;
  expected.music = (folder / "tune.wav").string();
  expected.captions = CaptionMode::sidecar;
  expected.caption_style = "karaoke";
  expected.media = (folder / "pictures").string();
  expected.seed = 7;
  EXPECT_EQ(stored_brief(), expected);
}

TEST_F(GenerateTest, APresetIsStoredWithWhatItDecides) {
  ASSERT_EQ(run({"generate", "--topic", "Bees", "--preset", "shorts"}), exit_done) << err.str();
  const Brief brief = stored_brief();
  EXPECT_EQ(brief.preset, "shorts");
  EXPECT_EQ(brief.aspect, Aspect::tall);
  EXPECT_EQ(brief.quality, Quality::high);
}

TEST_F(GenerateTest, OptionsWinOverTheBriefFileWhosePathsStartAtItsFolder) {
  write("briefs/bees.json", R"({"topic": "Bees", "source": "notes.md", "aspect": "1:1", "seed": 3})");
  write("briefs/notes.md", "# Notes on bees\n\nBees make honey.\n");
  ASSERT_EQ(run({"generate", "--brief", "briefs/bees.json", "--seed", "4"}), exit_done) << err.str();
  const Brief brief = stored_brief();
  EXPECT_EQ(brief.aspect, Aspect::square);
  EXPECT_EQ(brief.seed, 4);
  EXPECT_EQ(brief.source, "source.md");
  EXPECT_THAT(read(data / "jobs" / only_job() / "source.md"), HasSubstr("Bees make honey."));
}

TEST_F(GenerateTest, JobCanBeMadeAgainFromItsOwnBrief) {
  in.str("# Bees\n\nBees make honey.\n");
  ASSERT_EQ(run({"generate", "--source", "-"}), exit_done) << err.str();
  const fs::path first = job_folders().front();
  const std::string brief = (first / "brief.json").string();
  ASSERT_EQ(run({"generate", "--brief", brief}), exit_done) << err.str();
  const std::vector<fs::path> jobs = job_folders();
  ASSERT_EQ(jobs.size(), 2U);
  EXPECT_EQ(read(jobs[0] / "brief.json"), read(jobs[1] / "brief.json"));
  EXPECT_EQ(read(jobs[0] / "source.md"), read(jobs[1] / "source.md"));
}

TEST_F(GenerateTest, TitleIsTheTopicOrTheHeadingOfTheText) {
  write("notes.md", "Some words first.\n\n# The life of bees\n");
  ASSERT_EQ(run({"generate", "--source", "notes.md"}), exit_done) << err.str();
  ASSERT_EQ(run({"jobs", "list"}), exit_done);
  EXPECT_THAT(out.str(), HasSubstr("The life of bees"));
}

TEST_F(GenerateTest, FinishedVideoIsCopiedToTheOutput) {
  ASSERT_EQ(run({"generate", "--topic", "Bees", "--output", "bees.mp4"}), exit_done) << err.str();
  EXPECT_EQ(out.str(), (folder / "bees.mp4").string() + "\n");
  EXPECT_EQ(read(folder / "bees.mp4"), "a video");
}

TEST_F(GenerateTest, FailedJobTellsStageReasonHintAndLogAndLeavesTheOutputAlone) {
  write("bees.mp4", "older");
  stages.voice.on_run = [](const auto&, const auto&, auto&) -> Result<void> {
    return fail("voice.broken", "The voice broke.", "Take another one.");
  };
  EXPECT_EQ(run({"generate", "--topic", "Bees", "--output", "bees.mp4", "--quiet"}), exit_failed);
  EXPECT_EQ(out.str(), "");
  EXPECT_THAT(err.str(), HasSubstr("Voice: The voice broke."));
  EXPECT_THAT(err.str(), HasSubstr("Take another one."));
  EXPECT_THAT(err.str(), HasSubstr("log-1.txt"));
  EXPECT_EQ(read(folder / "bees.mp4"), "older");
  EXPECT_EQ(run({"generate", "--topic", "Bees", "--json"}), exit_failed);
  EXPECT_THAT(out.str(), HasSubstr("\"code\": \"voice.broken\""));
}

TEST_F(GenerateTest, StopAfterLeavesThePausedJobAndSaysWhere) {
  ASSERT_EQ(run({"generate", "--topic", "Bees", "--stop-after", "script"}), exit_done) << err.str();
  EXPECT_EQ(out.str(), (data / "jobs" / only_job()).string() + "\n");
  EXPECT_TRUE(stages.voice.started().empty());
  ASSERT_EQ(run({"jobs", "list", "--status", "paused"}), exit_done);
  EXPECT_THAT(out.str(), HasSubstr(only_job()));
}

TEST_F(GenerateTest, InterruptCancelsTheJobAndLeavesNoOutput) {
  std::latch at_work(1);
  stages.render.on_run = [&](const stages::JobContext& job, const auto&, auto&) -> Result<void> {
    at_work.count_down();
    runtime::Gate never;
    never.wait(job.stop);
    return canceled();
  };
  {
    const std::jthread user([&] {
      at_work.wait();
      interrupt.notify();
    });
    EXPECT_EQ(run({"generate", "--topic", "Bees", "--output", "bees.mp4"}), exit_interrupted);
  }
  EXPECT_EQ(out.str(), "");
  EXPECT_FALSE(fs::exists(folder / "bees.mp4"));
  ASSERT_EQ(run({"jobs", "show", only_job(), "--json"}), exit_done);
  EXPECT_THAT(out.str(), HasSubstr("\"status\": \"canceled\""));
}

TEST_F(GenerateTest, VideoWhoseLastStateCannotBeStoredIsAFailure) {
  stages.complete.on_finish = [](const stages::JobContext& job, int) {
    fs::remove_all(job.paths.folder());
    return Result<stages::StageResult>(stages::StageResult{});
  };
  EXPECT_NE(run({"generate", "--topic", "Bees", "--quiet"}), exit_done);
  EXPECT_THAT(err.str(), HasSubstr("There is no job"));
}

TEST_F(GenerateTest, StoppedJobGoesOnWhereItWas) {
  ASSERT_EQ(run({"generate", "--topic", "Bees", "--stop-after", "script"}), exit_done);
  EXPECT_THAT(err.str(), HasSubstr("jobs resume " + only_job()));
  ASSERT_EQ(run({"jobs", "resume", only_job(), "--quiet", "--output", "bees.mp4"}), exit_done) << err.str();
  EXPECT_EQ(out.str(), (folder / "bees.mp4").string() + "\n");
  EXPECT_EQ(read(folder / "bees.mp4"), "a video");
  const Job job = *store::JobStore(data / "jobs").load(only_job());
  EXPECT_EQ(job.status, JobStatus::done);
  EXPECT_EQ(job.attempt, 1);
}

TEST_F(GenerateTest, JobThatHasEndedIsMadeAgainAsANewAttempt) {
  stages.render.on_run = [](const auto&, const auto&, auto&) -> Result<void> {
    return fail("render.broken", "The encoder broke.");
  };
  ASSERT_EQ(run({"generate", "--topic", "Bees", "--quiet"}), exit_failed);
  EXPECT_EQ(run({"jobs", "resume", only_job(), "--quiet"}), exit_failed);
  stages.render.on_run = [](const auto&, const auto&, auto&) { return Result<void>(); };
  EXPECT_EQ(run({"jobs", "resume", only_job(), "--quiet"}), exit_done) << err.str();
  EXPECT_EQ(store::JobStore(data / "jobs").load(only_job())->attempt, 3);
  EXPECT_EQ(run({"jobs", "resume", only_job(), "--quiet"}), exit_done) << err.str();
  EXPECT_EQ(run({"jobs", "resume", "20200101-000000-nobody-0000"}), exit_bad_input);
}

TEST_F(GenerateTest, JobIsFollowedThoughMoreArePausedThanASnapshotShows) {
  ASSERT_EQ(run({"generate", "--topic", "Bees", "--stop-after", "script", "--quiet"}), exit_done);
  const store::JobStore store(data / "jobs");
  Job job = *store.load(only_job());
  for (std::size_t i = 0; i < limits::active_jobs_max; ++i) {
    job.id = "20200101-000000-old-" + std::to_string(1000 + i);
    ASSERT_TRUE(store.create(job));
  }
  EXPECT_EQ(run({"generate", "--topic", "Ants", "--stop-after", "script", "--quiet"}), exit_done)
      << err.str();
}

TEST_F(GenerateTest, DataFolderInUseIsSaidBeforeAnythingIsMade) {
  const Result<store::DataFolder> other = store::DataFolder::open(data);
  ASSERT_TRUE(other);
  EXPECT_EQ(run({"generate", "--topic", "Bees"}), exit_failed);
  EXPECT_THAT(err.str(), HasSubstr("in use"));
  EXPECT_EQ(run({"jobs", "list"}), exit_done) << err.str();
  EXPECT_TRUE(job_folders().empty());
}

TEST(Signals, FirstSignalIsToldSecondEndsTheProcess) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        const Signals signals;
        ::kill(::getpid(), SIGINT);
        const Wakeup none;
        wait_for(signals.first(), none, -1);
        if (!signals.first().clear()) ::_exit(1);
        ::kill(::getpid(), SIGTERM);
        wait_for(none, none, -1);
      },
      testing::ExitedWithCode(exit_interrupted), "");
}

}  // namespace
}  // namespace reelwright::cli
