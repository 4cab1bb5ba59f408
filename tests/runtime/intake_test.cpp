// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/intake.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "base/file.h"
#include "base/temporary_folder.h"
#include "runtime/manual_clock.h"
#include "stages/voice/espeak_synthesiser.h"
#include "stages/voice/flite_synthesiser.h"

namespace reelwright::runtime {
namespace {

struct IntakeTest : testing::Test {
  test::TemporaryFolder folder;
  test::ManualClock clock;
  stages::FliteSynthesiser flite;
  stages::VoiceCatalog voices{{flite}};
  fs::path assets = REELWRIGHT_ASSETS_DIR;
  std::uint64_t free = 1'000'000'000'000;
  std::vector<fs::path> asked;
  IntakeParts parts{assets, voices, [this](const fs::path& path) {
                      asked.push_back(path);
                      return Result<std::uint64_t>(free);
                    }};
  IntakeRequest request;

  IntakeTest() { request.brief.topic = "Bees"; }
  [[nodiscard]] Result<CheckedRequest> check() { return check_request(request, parts, folder / "data"); }
};

TEST_F(IntakeTest, EstimateGrowsWithLengthAndPixels) {
  Brief brief;
  const std::uint64_t minute = estimate_bytes(brief, 0);
  EXPECT_GT(minute, 50'000'000U);
  EXPECT_LT(minute, 1'000'000'000U);
  brief.duration_s = 600;
  EXPECT_GT(estimate_bytes(brief, 0), 5 * minute);
  brief.quality = Quality::draft;
  EXPECT_LT(estimate_bytes(brief, 0), 5 * minute);
  brief = Brief();
  EXPECT_GT(estimate_bytes(brief, 10'000), minute);
  const std::uint64_t normal = estimate_bytes(brief, 10'000);
  brief.speed = 2;
  EXPECT_LT(estimate_bytes(brief, 10'000), normal);
}

TEST_F(IntakeTest, RoomIsNeededWhereTheWorkIsDoneAndWhereTheVideoGoes) {
  request.output = folder / "video.mp4";
  ASSERT_TRUE(check());
  EXPECT_EQ(asked, (std::vector<fs::path>{folder / "data", folder.path()}));
  free = estimate_bytes(request.brief, 0) - 1;
  const Result<CheckedRequest> refused = check();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "disk.too_small");
  free += 1;
  EXPECT_TRUE(check());
}

TEST_F(IntakeTest, JobFolderHoldsBriefAndTextsUnderTheirOwnNames) {
  std::ofstream(folder / "talk.md") << "# My talk\r\n\r\nHello ![bee](bee.png)\r\n";
  std::ofstream(folder / "bee.png") << "png";
  request.brief.topic.clear();
  request.brief.script = folder / "talk.md";
  request.source_text = "Notes";
  request.stop_after = Stage::script;
  const Result<CheckedRequest> checked = check();
  ASSERT_TRUE(checked) << checked.error().message;
  const store::JobStore store(folder / "jobs");
  ASSERT_TRUE(store.prepare());
  const Result<Job> job = create_job(*checked, store, clock, 0x7f3a);
  ASSERT_TRUE(job) << job.error().message;
  EXPECT_EQ(job->title, "My talk");
  EXPECT_TRUE(job->id.ends_with("my-talk-7f3a")) << job->id;
  EXPECT_EQ(job->stop_after, Stage::script);
  EXPECT_EQ(job->brief.script, "script.md");
  EXPECT_EQ(job->brief.source, "source.md");
  const fs::path made = store.paths(job->id).folder();
  const std::string script = *read_file(made / "script.md", 1000);
  EXPECT_TRUE(script.starts_with("# My talk\n\nHello ")) << script;
  EXPECT_NE(script.find((folder / "bee.png").string()), std::string::npos) << script;
  EXPECT_EQ(*read_file(made / "source.md", 1000), "Notes");
  EXPECT_EQ(*brief_from_json(*read_file(made / "brief.json", 10'000)), job->brief);
  EXPECT_EQ(store.load(job->id)->id, job->id);
}

TEST_F(IntakeTest, APresetDecidesAboutQualityAndShape) {
  request.brief.preset = "square";
  const Result<CheckedRequest> checked = check();
  ASSERT_TRUE(checked) << checked.error().message;
  EXPECT_EQ(checked->brief.aspect, Aspect::square);
  EXPECT_EQ(checked->brief.quality, Quality::high);
  request.brief.preset = "sqaure";
  EXPECT_EQ(check().error().code, "preset.unknown");
}

TEST_F(IntakeTest, ATopicOfMarkupAloneIsAnEmptyOne) {
  for (const char* markup : {"<br>", "<b></b>", "&nbsp;"}) {
    request.brief.topic = markup;
    const Result<CheckedRequest> refused = check();
    ASSERT_FALSE(refused) << markup;
    EXPECT_EQ(refused.error().code, "brief.empty");
  }
  request.source_text = "Bees make honey.";
  EXPECT_TRUE(check()) << "the notes say enough";
}

TEST_F(IntakeTest, OutputMustBeAFileInAFolderThatIsThere) {
  const auto is_fine = [&](const fs::path& output) { return check_output(output, {}).has_value(); };
  EXPECT_TRUE(is_fine(""));
  EXPECT_TRUE(is_fine(folder / "video.mp4"));
  EXPECT_TRUE(is_fine(folder / "video"));
  EXPECT_TRUE(is_fine(folder / "VIDEO.MP4"));
  EXPECT_EQ(check_output(folder / "video.avi", {}).error().code, "output.unusable");
  EXPECT_FALSE(is_fine(folder.path()));
  EXPECT_FALSE(is_fine(folder.path().string() + "/"));
  EXPECT_FALSE(is_fine(folder / "none" / "video.mp4"));
}

TEST_F(IntakeTest, OutputReplacesNothingButAFileThatNothingIsMadeFrom) {
  std::ofstream(folder / "old.mp4") << "old";
  EXPECT_EQ(check_output(folder / "old.mp4", {}), folder / "old.mp4");
  fs::create_symlink("old.mp4", folder / "link.mp4");
  EXPECT_EQ(check_output(folder / "link.mp4", {}), fs::canonical(folder / "old.mp4")) << "the link stays";
  fs::create_symlink("gone.mp4", folder / "dangling.mp4");
  EXPECT_EQ(check_output(folder / "dangling.mp4", {}).error().code, "output.unusable");
  ASSERT_EQ(::mkfifo((folder / "pipe.mp4").c_str(), 0600), 0);
  EXPECT_EQ(check_output(folder / "pipe.mp4", {}).error().code, "output.unusable");
  fs::create_symlink("pipe.mp4", folder / "to_pipe.mp4");
  EXPECT_EQ(check_output(folder / "to_pipe.mp4", {}).error().code, "output.unusable");

  EXPECT_EQ(check_output(folder / "link.mp4", {folder / "old.mp4"}).error().code, "output.unusable");
  fs::create_hard_link(folder / "old.mp4", folder / "same.mp4");
  EXPECT_EQ(check_output(folder / "same.mp4", {folder / "old.mp4"}).error().code, "output.unusable");
  fs::create_directories(folder / "media" / "clips");
  std::ofstream(folder / "media" / "clips" / "bee.mp4") << "a clip";
  request.brief.media = (folder / "media").string();
  request.output = folder / "media" / "clips" / "bee.mp4";
  ASSERT_FALSE(check());
  EXPECT_EQ(check().error().code, "output.unusable");
  request.output = folder / "media" / "new.mp4";
  EXPECT_TRUE(check()) << "nothing is replaced";
  request.output = folder / "link.mp4";
  EXPECT_EQ(check()->output, fs::canonical(folder / "old.mp4"));
}

TEST_F(IntakeTest, ForeignLettersChooseTheLanguageAndSaySo) {
  const auto espeak = *stages::EspeakSynthesiser::create();
  const stages::VoiceCatalog many{{flite, *espeak}};
  const IntakeParts with_espeak{assets, many, parts.free_bytes};
  const auto checked_with = [&](const IntakeParts& used) {
    return check_request(request, used, folder / "data");
  };
  request.script_text = "# תולדות ירושלים\n\nירושלים היא עיר עתיקה מאוד.\n";
  const auto hebrew = checked_with(with_espeak);
  ASSERT_TRUE(hebrew) << hebrew.error().message;
  EXPECT_EQ(hebrew->brief.lang, "he");
  ASSERT_EQ(hebrew->warnings.size(), 1U);
  EXPECT_EQ(hebrew->warnings[0],
            "The text is in Hebrew letters, so the language is he; give --lang if that is wrong.");
  const store::JobStore store(folder / "jobs");
  ASSERT_TRUE(store.prepare());
  EXPECT_EQ(create_job(*hebrew, store, clock, 1)->warnings, hebrew->warnings);

  request.brief.voice = "slt";
  EXPECT_EQ(checked_with(with_espeak).error().code, "brief.wrong_language");
  request.brief.voice.clear();
  const auto refused = checked_with(parts);
  ASSERT_FALSE(refused) << "no voice for it";
  EXPECT_NE(refused.error().hint.find("--lang he"), std::string::npos);
  request.script_text = "# Bees\n\nBees fly.\n";
  EXPECT_EQ(checked_with(with_espeak)->brief.lang, "en");
}

}  // namespace
}  // namespace reelwright::runtime
