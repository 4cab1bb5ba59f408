// SPDX-License-Identifier: GPL-3.0-or-later
// A person's changes on their way into the video: what is refused, what is kept, what is made again.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include "base/file.h"
#include "media/encoder_trial.h"
#include "media/verify.h"
#include "model/limits.h"
#include "model/script_edit.h"
#include "runtime/studio_fixture.h"
#include "stages/complete/complete_stage.h"
#include "stages/compose/compose_stage.h"
#include "stages/render/render_stage.h"
#include "stages/script/script_stage.h"
#include "stages/visuals/visuals_stage.h"
#include "stages/voice/flite_synthesiser.h"
#include "stages/voice/voice_stage.h"
#include "store/script_file.h"

namespace reelwright::runtime {
namespace {

namespace fs = std::filesystem;

Script two_scenes() {
  Script script;
  script.title = "Bees";
  script.input_hash = "of the brief";
  script.scenes.resize(2);
  script.scenes[0].id = "01";
  script.scenes[1].id = "02";
  set_narration(script.scenes[0], "A bee flies.", "en");
  set_narration(script.scenes[1], "It hums.", "en");
  return script;
}

struct ScriptRevisionTest : StudioTest {
  ScriptRevisionTest() {
    stages.script.on_plan = [](const stages::JobContext& job) {
      return Result<stages::StagePlan>(fs::exists(job.paths.script_json()) ? units({}, 1) : units({"1"}));
    };
    stages.script.on_run = [](const stages::JobContext& job, const auto&, auto&) {
      return save_file(job.paths.script_json(), to_json(two_scenes()));
    };
  }
  store::ScriptFile on_disk() { return store::load_script(store.paths(first_id)).value(); }

  /// The code of the refusal, or "" when it was stored.
  std::string revise(Script script, const std::string& base, bool continues = false,
                     const std::string& id = first_id) {
    std::mutex mutex;
    std::condition_variable answered;
    std::optional<std::string> code;
    EXPECT_TRUE(
        studio->revise({id, std::move(script), base, continues, [&](const Result<std::string>& stored) {
                          const std::lock_guard lock(mutex);
                          code = stored ? "" : stored.error().code;
                          answered.notify_all();
                        }}));
    std::unique_lock lock(mutex);
    answered.wait(lock, [&] { return code.has_value(); });
    return *code;
  }
  std::string last_notice() {
    const Snapshot snapshot = until([](const Snapshot& each) { return each.notices_total > 0; });
    return snapshot.notices.back().code;
  }
};

TEST_F(ScriptRevisionTest, AtTheGateItIsStoredAndTheJobGoesOnWhenAsked) {
  open();
  create(first_id, Stage::script);
  until_status(first_id, JobStatus::paused);
  Script script = on_disk().script;
  script.scenes[0].heading = "The bee";
  EXPECT_EQ(revise(script, on_disk().hash), "");
  EXPECT_EQ(on_disk().script.scenes[0].heading, "The bee");
  EXPECT_EQ(on_disk().script.input_hash, "");
  EXPECT_FALSE(on_disk().script.fitted);
  EXPECT_EQ(until_status(first_id, JobStatus::paused).stop_after, Stage::script);
  script.scenes[0].heading = "Bees";
  EXPECT_EQ(revise(script, on_disk().hash, true), "");
  const Job done = until_status(first_id, JobStatus::done);
  EXPECT_EQ(done.attempt, 1);
  EXPECT_EQ(on_disk().script.scenes[0].heading, "Bees");
}

TEST_F(ScriptRevisionTest, OfADoneVideoStartsANewAttemptAndIsNotFittedAgain) {
  open();
  finish(first_id);
  Script script = on_disk().script;
  set_narration(script.scenes[1], "It hums loudly.", "en");
  EXPECT_EQ(revise(script, on_disk().hash, true), "");
  until([](const Snapshot& each) {
    const Job* job = find(each, first_id);
    return job != nullptr && job->attempt == 2 && job->status == JobStatus::done;
  });
  EXPECT_TRUE(on_disk().script.fitted);
  EXPECT_EQ(narration_of(on_disk().script.scenes[1]), "It hums loudly.");
}

TEST_F(ScriptRevisionTest, IsRefusedWhileTheJobIsAtWork) {
  std::latch at_work(1);
  make_endless(stages.voice, at_work);
  open_at_work(at_work);
  const store::ScriptFile before = on_disk();
  Script script = before.script;
  script.title = "Other";
  EXPECT_EQ(revise(script, before.hash, true), "script.job_at_work");
  EXPECT_EQ(last_notice(), "script.job_at_work");
  EXPECT_EQ(on_disk().hash, before.hash);
  pause(first_id);
  EXPECT_EQ(revise(script, before.hash, true), "script.job_at_work");
  EXPECT_EQ(on_disk().hash, before.hash);
}

TEST_F(ScriptRevisionTest, IsRefusedWhenTheFileChangedMeanwhile) {
  open();
  create(first_id, Stage::script);
  until_status(first_id, JobStatus::paused);
  const std::string base = on_disk().hash;
  Script theirs = two_scenes();
  theirs.title = "Theirs";
  ASSERT_TRUE(save_file(store.paths(first_id).script_json(), to_json(theirs)));
  EXPECT_EQ(revise(two_scenes(), base, true), "script.changed_meanwhile");
  EXPECT_EQ(last_notice(), "script.changed_meanwhile");
  EXPECT_EQ(on_disk().script.title, "Theirs");
  EXPECT_EQ(until_status(first_id, JobStatus::paused).status, JobStatus::paused);
}

TEST_F(ScriptRevisionTest, WhatCannotBeReadAgainIsRefused) {
  open();
  create(first_id, Stage::script);
  until_status(first_id, JobStatus::paused);
  const std::string base = on_disk().hash;
  Script silent = two_scenes();
  set_narration(silent.scenes[0], "", "en");
  EXPECT_EQ(revise(silent, base, true), "script.empty_scene");
  Script twins = two_scenes();
  twins.scenes[1].id = "01";
  EXPECT_EQ(revise(twins, base), "script.duplicate_scene");
  Script many = two_scenes();
  while (many.scenes.size() < limits::scenes_max) duplicate_scene(many, 0);
  many.scenes.push_back(many.scenes[0]);
  EXPECT_EQ(revise(many, base), "script.too_many_scenes");
  Script none = two_scenes();
  none.scenes.clear();
  EXPECT_EQ(revise(none, base), "script.damaged");
  EXPECT_EQ(on_disk().hash, base);
  EXPECT_EQ(revise(two_scenes(), base, false, second_id), "studio.no_such_job");
}

/// The whole way with the real stages, for a script whose scenes fill different segments of the video.
struct RevisedVideoTest : ScriptRevisionTest {
  stages::FliteSynthesiser english;
  stages::VoiceCatalog voices{{english}};
  stages::ScriptStage script_stage{{.wordnet = {}}};
  stages::VoiceStage voice_stage{voices, {}};
  stages::VisualsStage visuals_stage{REELWRIGHT_ASSETS_DIR};
  /// Says that every encoder works: on a machine without the hardware, the first segment shows that none
  /// does.
  stages::EncoderChoice encoders{[](std::string_view, const std::stop_token&) { return true; }};
  stages::ComposeStage compose_stage{REELWRIGHT_ASSETS_DIR, &encoders};
  stages::RenderStage render_stage;
  stages::CompleteStage complete_stage{REELWRIGHT_ASSETS_DIR};

  void start(std::optional<Stage> stop_after = std::nullopt) {
    index.emplace(*store::Index::open(data.index_file()));
    const Stages real = {&script_stage,  &voice_stage,  &visuals_stage,
                         &compose_stage, &render_stage, &complete_stage};
    studio = std::make_unique<Studio>(StudioParts{
        .clock = clock, .store = store, .index = *index, .stages = real, .workers = 2, .wake = [this] {
          alarm.ring();
        }});
    // Only then are the leftovers of earlier programs swept out of the folder.
    until([](const Snapshot& snapshot) { return snapshot.is_loaded; });
    Job job;
    job.id = first_id;
    job.title = "Bees";
    job.brief.script = "script.md";
    job.brief.quality = Quality::draft;
    job.brief.music = "none";
    job.created_utc_ms = clock.utc_ms();
    job.stop_after = stop_after;
    const store::JobText text{
        "script.md",
        "# Bees\n\n## The hive\n\nA hive is a home for bees.\n\n## The queen\n\nOne bee is "
        "the queen.\n\n## Honey\n\nBees make honey from nectar.\n"};
    const Result<void> created = store.create(job, {&text, 1});
    ASSERT_TRUE(created) << created.error().message;
    send(command::CreateJob{std::move(job)});
  }
  /// Of the newest attempt: the names of the units that were made, by stage.
  static std::set<std::string> made(const Job& job, Stage stage) {
    std::set<std::string> names;
    for (const UnitRecord& unit : job.units)
      if (unit.stage == stage && unit.status == UnitStatus::done) names.insert(unit.name);
    return names;
  }
  Job until_attempt(int attempt) {
    const Snapshot snapshot = until([&](const Snapshot& each) {
      const Job* job = find(each, first_id);
      return job != nullptr && job->attempt == attempt && is_settled(job->status) && !job->stopping;
    });
    const Job job = *find(snapshot, first_id);
    EXPECT_EQ(job.status, JobStatus::done) << (job.error ? job.error->message : "");
    return job;
  }
};

TEST_F(RevisedVideoTest, AHardwareEncoderThatFailsIsReplacedForTheWholeJob) {
  // Whatever card this machine has, it has no such driver.
  ::setenv("LIBVA_DRIVER_NAME", "none-of-that-name", 1);
  ASSERT_FALSE(media::try_encoder("h264_vaapi", {}));
  encoders.ask_for("vaapi");
  start();
  const Job job = until_attempt(1);
  ASSERT_EQ(job.warnings.size(), 1U);
  EXPECT_NE(job.warnings[0].find("VA-API failed"), std::string::npos) << job.warnings[0];
  const auto timeline = timeline_from_json(*read_file(store.paths(first_id).timeline_json(), 1 << 24));
  ASSERT_TRUE(timeline);
  EXPECT_EQ(timeline->encode.encoder, "libx264");
  const auto report = media::decode_fully(store.paths(first_id).video(job.title), {}, {});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->frames, timeline->frame_count);
  send(command::RetryJob{first_id});
  EXPECT_TRUE(made(until_attempt(2), Stage::render).empty()) << "it stays with the processor";
}

TEST_F(RevisedVideoTest, OnlyWhatChangedIsMadeAgain) {
  start(Stage::script);
  until_status(first_id, JobStatus::paused);
  Script script = on_disk().script;
  const std::size_t scenes = script.scenes.size();
  ASSERT_GE(scenes, 3U);
  const std::size_t last = scenes - 1;
  set_narration(script.scenes[last], "Bees make honey out of sweet nectar.", script.lang);
  ASSERT_EQ(revise(script, on_disk().hash, true), "");
  const Job first = until_attempt(1);
  EXPECT_EQ(made(first, Stage::voice).size(), scenes);
  const store::ScriptFile spoken = on_disk();
  ASSERT_EQ(spoken.spoken.size(), scenes);
  EXPECT_EQ(spoken.spoken[last].text, "Bees make honey out of sweet nectar.");

  // One scene says something else: it alone is spoken, and drawn since the phrase that it shows goes with it.
  script = spoken.script;
  set_narration(script.scenes[last], "Bees make honey out of nectar.", script.lang);
  ASSERT_EQ(revise(script, spoken.hash, true), "");
  const Job second = until_attempt(2);
  EXPECT_EQ(made(second, Stage::voice), (std::set<std::string>{"scene " + std::to_string(scenes)}));
  EXPECT_EQ(made(second, Stage::visuals), (std::set<std::string>{"scene " + std::to_string(scenes)}));
  EXPECT_EQ(second.stage(Stage::voice).units_reused, static_cast<int>(scenes) - 1);
  EXPECT_GT(second.stage(Stage::render).units_reused, 0);
  EXPECT_EQ(
      made(second, Stage::render).size() + static_cast<std::size_t>(second.stage(Stage::render).units_reused),
      static_cast<std::size_t>(second.stage(Stage::render).units_total));

  // One scene shows something else: it alone is drawn, and none is spoken.
  script = on_disk().script;
  script.scenes[1].heading = "A home";
  ASSERT_EQ(revise(script, on_disk().hash, true), "");
  const Job third = until_attempt(3);
  EXPECT_EQ(made(third, Stage::voice), std::set<std::string>{});
  EXPECT_EQ(made(third, Stage::visuals), std::set<std::string>{"scene 2"});

  // Scenes that change places look and sound the same.
  script = on_disk().script;
  move_scene(script, 1, last);
  ASSERT_EQ(revise(script, on_disk().hash, true), "");
  const Job fourth = until_attempt(4);
  EXPECT_EQ(made(fourth, Stage::voice), std::set<std::string>{});
  EXPECT_EQ(made(fourth, Stage::visuals), std::set<std::string>{});

  // What the lanes are drawn from survives a restart.
  close();
  index.emplace(*store::Index::open(data.index_file()));
  EXPECT_EQ(store.load(first_id)->units, fourth.units);
}

}  // namespace
}  // namespace reelwright::runtime
