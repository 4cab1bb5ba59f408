// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/voice/voice_stage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/file.h"
#include "base/hash.h"
#include "base/temporary_folder.h"
#include "media/sound.h"
#include "model/narration.h"
#include "stages/remembering_reporter.h"
#include "stages/voice/flite_synthesiser.h"

namespace reelwright::stages {
namespace {

class VoiceJob : public testing::Test {
 protected:
  VoiceJob() {
    paths_ = std::make_unique<store::JobPaths>(folder_.path(), make_job_id(0, "Bees", 1));
    std::filesystem::create_directories(paths_->folder());
    brief_.topic = "Bees";
  }

  [[nodiscard]] JobContext job() { return {*paths_, brief_, "Bees", stop_.get_token(), notes_}; }

  void save(const Script& script) { ASSERT_TRUE(save_file(paths_->script_json(), to_json(script))); }
  [[nodiscard]] Script script() {
    return script_from_json(read_file(paths_->script_json(), 1 << 20).value()).value();
  }
  [[nodiscard]] Narration narration(const std::string& scene) {
    return narration_from_json(read_file(paths_->voice_json(scene), 1 << 20).value()).value();
  }
  [[nodiscard]] std::string wav_hash(const std::string& scene) {
    return hash_text(read_file(paths_->voice_wav(scene), 1 << 26).value());
  }

  /// Plans and runs everything; returns the names of the units that were run.
  std::vector<std::string> speak() {
    const StagePlan plan = stage_.plan(job()).value();
    std::vector<std::string> names;
    for (const WorkUnit& unit : plan.units) {
      names.push_back(unit.name);
      double last = 0;
      EXPECT_TRUE(stage_.run(job(), unit, [&](double fraction) {
        EXPECT_GE(fraction, last);
        last = fraction;
      }));
      EXPECT_DOUBLE_EQ(last, 1.0);
    }
    return names;
  }

  /// `reserve` sentences in each scene may be taken out or put in.
  static Script make_script(int scenes, int fixed, int removable, int reserve) {
    Script script;
    script.title = "Bees";
    int rank = 0;
    for (int i = 0; i < scenes; ++i) {
      Scene scene;
      scene.id = "0" + std::to_string(i + 1);
      scene.heading = "Part";
      for (int k = 0; k < fixed + removable + reserve; ++k) {
        Sentence sentence;
        sentence.text =
            "Sentence number " + std::to_string(k + 1) + " tells something about the life of bees.";
        sentence.removable = k >= fixed;
        sentence.spoken = k < fixed + removable;
        sentence.rank = sentence.removable ? rank++ : 0;
        scene.sentences.push_back(sentence);
      }
      script.scenes.push_back(scene);
    }
    return script;
  }

  test::TemporaryFolder folder_;
  std::unique_ptr<store::JobPaths> paths_;
  Brief brief_;
  std::stop_source stop_;
  RememberingReporter notes_;
  FliteSynthesiser flite_;
  VoiceCatalog catalog_{{flite_}};
  VoiceStage stage_{catalog_, {}};
};

TEST_F(VoiceJob, WritesSoundAndWordTimesOfEveryScene) {
  save(make_script(2, 2, 0, 0));
  EXPECT_EQ(speak(), (std::vector<std::string>{"scene 1", "scene 2"}));
  for (const std::string scene : {"01", "02"}) {
    const Narration spoken = narration(scene);
    const AudioClip sound = media::read_sound(paths_->voice_wav(scene), {}).value();
    EXPECT_EQ(sound.sample_rate, 48'000);
    EXPECT_EQ(sound.channels, 1);
    EXPECT_NEAR(sound.duration_s(), spoken.duration_s, 1e-6);
    EXPECT_EQ(spoken.scene, scene);
    EXPECT_EQ(spoken.voice, "slt");
    EXPECT_EQ(spoken.words.size(), 20U);
    EXPECT_EQ(spoken.words.back().sentence, 1);
    EXPECT_EQ(spoken.words.back().text, "bees.");
  }
  brief_.duration_s = 15;
  const StageResult result = stage_.finish(job(), 1, [](double) {}).value();
  ASSERT_EQ(result.artifacts.size(), 4U);
  EXPECT_EQ(result.artifacts[0].path, "voice/scene-01.wav");
  EXPECT_GT(result.artifacts[0].bytes, 48'000U);
}

TEST_F(VoiceJob, SpeaksOnlyWhatHasChanged) {
  save(make_script(3, 1, 0, 0));
  EXPECT_EQ(speak().size(), 3U);
  const std::string first = wav_hash("01");
  EXPECT_EQ(stage_.plan(job())->reused.size(), 3U);

  Script edited = script();
  edited.scenes[1].sentences[0].text = "Something else.";
  edited.scenes[2].heading = "Not spoken";
  save(edited);
  EXPECT_EQ(speak(), std::vector<std::string>{"scene 2"});
  EXPECT_EQ(wav_hash("01"), first);

  std::filesystem::remove(paths_->voice_wav("01"));
  ASSERT_TRUE(save_file(paths_->voice_json("03"), "{ damaged"));
  EXPECT_EQ(speak(), (std::vector<std::string>{"scene 1", "scene 3"}));
  EXPECT_EQ(wav_hash("01"), first) << "the same input gives the same bytes";

  brief_.tone = "energetic";
  EXPECT_EQ(speak().size(), 3U);
  brief_.voice = "awb";
  EXPECT_EQ(speak().size(), 3U);
}

TEST_F(VoiceJob, TruncatedSoundIsSpokenAgain) {
  save(make_script(1, 1, 0, 0));
  EXPECT_EQ(speak().size(), 1U);
  std::filesystem::resize_file(paths_->voice_wav("01"),
                               std::filesystem::file_size(paths_->voice_wav("01")) / 2);
  EXPECT_EQ(speak().size(), 1U);
}

TEST_F(VoiceJob, FitsTheScriptToTheAskedLengthOnce) {
  save(make_script(4, 1, 2, 3));
  brief_.duration_s = 60;
  EXPECT_EQ(speak().size(), 4U);
  const StageResult first = stage_.finish(job(), 0, [](double) {}).value();
  EXPECT_TRUE(first.plan_again);
  EXPECT_TRUE(script().fitted);
  const std::size_t again = speak().size();
  EXPECT_GT(again, 0U);
  const StageResult second = stage_.finish(job(), 1, [](double) {}).value();
  EXPECT_FALSE(second.plan_again);
  EXPECT_TRUE(notes_.warnings.empty());
  double total_s = fixed_pauses_s(pacing_for(brief_), 4);
  for (const std::string scene : {"01", "02", "03", "04"}) total_s += narration(scene).duration_s;
  EXPECT_NEAR(total_s, 60, 60 * 0.07);
  EXPECT_TRUE(speak().empty());
}

TEST_F(VoiceJob, OnlySomeScenesAreSpokenAgain) {
  save(make_script(4, 1, 2, 0));
  EXPECT_EQ(speak().size(), 4U);
  double total_s = fixed_pauses_s(pacing_for(brief_), 4);
  for (const std::string scene : {"01", "02", "03", "04"}) total_s += narration(scene).duration_s;
  brief_.duration_s = total_s - 7;
  EXPECT_TRUE(stage_.finish(job(), 0, [](double) {})->plan_again);
  const std::size_t again = speak().size();
  EXPECT_GE(again, 1U);
  EXPECT_LT(again, 4U);
}

TEST_F(VoiceJob, WarnsWhenTheLengthCannotBeMet) {
  brief_.duration_s = 120;
  save(make_script(2, 1, 0, 0));
  EXPECT_EQ(speak().size(), 2U);
  EXPECT_FALSE(stage_.finish(job(), 0, [](double) {})->plan_again);
  ASSERT_EQ(notes_.warnings.size(), 1U);
  EXPECT_NE(notes_.warnings[0].find("120 s"), std::string::npos) << notes_.warnings[0];
}

TEST_F(VoiceJob, FinishedScriptIsKeptWordForWord) {
  Script script = make_script(2, 1, 2, 0);
  script.verbatim = true;
  save(script);
  brief_.script = "/a/script.md";
  EXPECT_EQ(speak().size(), 2U);
  EXPECT_FALSE(stage_.finish(job(), 0, [](double) {})->plan_again);
  EXPECT_TRUE(notes_.warnings.empty()) << "no length was asked";
  brief_.duration_s = 15;
  EXPECT_FALSE(stage_.finish(job(), 0, [](double) {})->plan_again);
  EXPECT_EQ(notes_.warnings.size(), 1U);
  EXPECT_EQ(this->script(), script);
}

TEST_F(VoiceJob, SceneWithoutWordsStaysSilentWithAWarning) {
  Script script = make_script(1, 1, 0, 0);
  script.scenes[0].sentences[0].text = "🐝🐝🐝";
  save(script);
  EXPECT_EQ(speak().size(), 1U);
  ASSERT_EQ(notes_.warnings.size(), 1U);
  EXPECT_NEAR(narration("01").duration_s, 1.5, 1e-6);
}

TEST_F(VoiceJob, AVoiceThatCannotReadTheTextIsReportedOnce) {
  Script script = make_script(3, 1, 0, 0);
  for (Scene& scene : script.scenes) scene.sentences[0].text += " 蜜蜂采集花蜜然后酿成蜂蜜";
  save(script);
  speak();
  notes_.warnings.clear();
  ASSERT_TRUE(stage_.finish(job(), 1, [](double) {}));
  ASSERT_EQ(
      std::ranges::count_if(notes_.warnings,
                            [](const std::string& text) { return text.find("cannot read") != text.npos; }),
      1);
  save(make_script(3, 1, 0, 0));
  speak();
  notes_.warnings.clear();
  ASSERT_TRUE(stage_.finish(job(), 1, [](double) {}));
  EXPECT_TRUE(std::ranges::none_of(
      notes_.warnings, [](const std::string& text) { return text.find("cannot read") != text.npos; }));
}

TEST_F(VoiceJob, StopLeavesNothingHalfWritten) {
  save(make_script(1, 3, 0, 0));
  const StagePlan plan = stage_.plan(job()).value();
  const auto result = stage_.run(job(), plan.units[0], [&](double) { stop_.request_stop(); });
  ASSERT_FALSE(result);
  EXPECT_TRUE(is_canceled(result.error()));
  EXPECT_TRUE(std::filesystem::is_empty(paths_->voice_folder()));
}

TEST_F(VoiceJob, UnknownVoiceIsRefusedByPlan) {
  save(make_script(1, 1, 0, 0));
  brief_.voice = "nobody";
  const auto plan = stage_.plan(job());
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, "voice.unknown");
}

TEST_F(VoiceJob, LexiconChangesWhatIsSpoken) {
  save(make_script(1, 1, 0, 0));
  const std::filesystem::path lexicon = folder_ / "lexicon.txt";
  VoiceStage stage(catalog_, lexicon);
  EXPECT_EQ(speak().size(), 1U);
  EXPECT_EQ(stage.plan(job())->reused.size(), 1U);
  ASSERT_TRUE(save_file(lexicon, "bees = busy little insects\n"));
  EXPECT_EQ(stage.plan(job())->reused.size(), 0U);
  ASSERT_TRUE(save_file(lexicon, "nonsense\n"));
  EXPECT_EQ(stage.plan(job()).error().code, "voice.lexicon");
}

TEST(Pacing, AudienceAndToneAreHeard) {
  Brief plain;
  const Pacing normal = pacing_for(plain);
  const auto with = [&](std::string audience, std::string tone) {
    Brief brief;
    brief.audience = std::move(audience);
    brief.tone = std::move(tone);
    return pacing_for(brief);
  };
  EXPECT_LT(with("children of 8", "").voice_speed, normal.voice_speed * 0.95);
  EXPECT_GT(with("children of 8", "").sentence_gap_s, normal.sentence_gap_s * 1.1);
  EXPECT_GT(with("", "Energetic and fun").voice_speed, normal.voice_speed * 1.05);
  EXPECT_LT(with("", "formal").voice_speed, normal.voice_speed);
  EXPECT_GT(with("experts", "").voice_speed, normal.voice_speed);
  EXPECT_EQ(with("my neighbours", "whatever").voice_speed, normal.voice_speed);
  Brief fast;
  fast.speed = 1.5;
  EXPECT_DOUBLE_EQ(pacing_for(fast).voice_speed, 1.5 * normal.voice_speed);
  EXPECT_LT(pacing_for(fast).sentence_gap_s, normal.sentence_gap_s);
}

}  // namespace
}  // namespace reelwright::stages
