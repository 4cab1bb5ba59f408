// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fstream>
#include <iterator>

#include "script_support.h"
#include "model/pacing.h"

namespace reelwright::stages {
namespace {

using namespace script_test;

class ScriptStageTest : public ScriptTest {
 protected:
  ScriptStageTest() : paths(folder, "20261122-143005-tea-7f3a") {
    std::filesystem::create_directories(paths.folder());
  }

  JobContext job(const Brief& of) {
    return {.paths = paths, .brief = of, .title = "Job", .stop = stop.get_token(), .report = report};
  }
  std::string stored() const {
    std::ifstream in(paths.script_json(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void run(const Brief& of) {
    const JobContext context = job(of);
    const auto plan = stage.plan(context);
    ASSERT_TRUE(plan.has_value()) << plan.error().message;
    for (const WorkUnit& unit : plan->units) ASSERT_TRUE(stage.run(context, unit, [](double) {}).has_value());
  }

  store::JobPaths paths;
  ScriptStage stage{resources};
  std::stop_source stop;
};

TEST_F(ScriptStageTest, WritesTheScriptAndNamesTheVideo) {
  const Brief brief = topic("How bees make honey", 30);
  EXPECT_EQ(stage.plan(job(brief))->units.size(), 1U);
  run(brief);
  const auto result = stage.finish(job(brief), 0, [](double) {});
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->title, "How bees make honey");
  ASSERT_EQ(result->artifacts.size(), 1U);
  EXPECT_EQ(result->artifacts[0], (Artifact{"script.json", ArtifactKind::script, stored().size()}));
  EXPECT_FALSE(result->plan_again);
}

TEST_F(ScriptStageTest, PlansNothingWhenTheScriptIsThereAndAgainWhenTheInputChanged) {
  Brief brief = source("# Tea\n\nTea is made of leaves. Leaves are picked by hand in spring.\n", 15);
  run(brief);
  EXPECT_EQ(stage.plan(job(brief))->reused.size(), 1U);
  EXPECT_TRUE(stage.plan(job(brief))->units.empty());

  Brief faster = brief;
  faster.speed = 1.3;
  EXPECT_EQ(stage.plan(job(faster))->units.size(), 1U);
  Brief other_look = brief;
  other_look.theme = "night";
  other_look.aspect = Aspect::tall;
  EXPECT_TRUE(stage.plan(job(other_look))->units.empty()) << "looks do not matter to the words";

  file("notes-of-mine.md", "# Tea\n\nTea is made of other leaves.\n");
  EXPECT_EQ(stage.plan(job(brief))->units.size(), 1U);
}

TEST_F(ScriptStageTest, KeepsWhatAPersonChanged) {
  const Brief brief = topic("Volcanoes", 30);
  run(brief);
  Script edited = *script_from_json(stored());
  edited.scenes[1].sentences[0].text = "I wrote this myself.";
  edited.scenes[1].locked = true;
  std::ofstream(paths.script_json()) << to_json(edited);
  run(brief);
  EXPECT_EQ(*script_from_json(stored()), edited);
}

TEST_F(ScriptStageTest, RefusesABrokenEditInsteadOfOverwritingIt) {
  const Brief brief = topic("Volcanoes", 30);
  run(brief);
  std::ofstream(paths.script_json()) << "{ \"title\": ";
  const auto plan = stage.plan(job(brief));
  ASSERT_FALSE(plan.has_value());
  EXPECT_TRUE(plan.error().code.starts_with("script."));
  EXPECT_NE(plan.error().hint.find("script.json"), std::string::npos);
}

TEST_F(ScriptStageTest, SameInputSameBytes) {
  for (const Brief& brief : {topic("How bees make honey", 120), topic("Marie Curie", 45)}) {
    const std::string first = to_json(write(brief));
    EXPECT_EQ(to_json(write(brief)), first);
  }
}

TEST_F(ScriptStageTest, StopsWhenAsked) {
  const Brief brief = topic("Volcanoes", 600);
  stop.request_stop();
  const JobContext context = job(brief);
  const auto plan = stage.plan(context);
  const auto done = stage.run(context, plan->units.at(0), [](double) {});
  ASSERT_FALSE(done.has_value());
  EXPECT_TRUE(is_canceled(done.error()));
  EXPECT_FALSE(std::filesystem::exists(paths.script_json()));
}

TEST_F(ScriptStageTest, LongWorkIsSeenToMove) {
  std::string text;
  for (int i = 0; i < 40; ++i)
    text += "## Hive " + std::to_string(i) + "\n\nBees of hive " + std::to_string(i) + " collect nectar.\n\n";
  const Brief brief = source(text, 15);
  std::vector<double> seen;
  ASSERT_TRUE(stage.run(job(brief), stage.plan(job(brief))->units.at(0),
                        [&](double fraction) { seen.push_back(fraction); }));
  EXPECT_TRUE(std::ranges::is_sorted(seen));
  EXPECT_LT(seen.front(), 0.1);
  EXPECT_LE(seen.back(), 1.0);
  double before = 0;
  for (const double fraction : seen) {
    EXPECT_LE(fraction - before, 0.25) << "no long part is silent";
    before = fraction;
  }
}

TEST_F(ScriptStageTest, MissingSourceIsReportedByName) {
  Brief brief;
  brief.source = (folder / "gone.md").string();
  const auto done =
      stage.run(job(brief), {.name = "the script", .key = "script", .weight = 1}, [](double) {});
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().code, "source.missing");
}

/// The measured voice is never quite as fast as the estimate: one fit must bring the script back.
TEST_F(ScriptStageTest, LeavesRoomForTheVoiceToFitTheLength) {
  for (const char* text : {"How bees make honey", "coffee"}) {
    for (const double seconds : {30.0, 60.0, 300.0}) {
      const Brief brief = topic(text, seconds);
      const Script written = write(brief);
      for (const double tempo : {0.88, 1.12}) {
        Script script = written;
        const Pacing pacing = pacing_for(brief);
        const auto measured = [&] {
          std::vector<double> scenes;
          for (const Scene& scene : script.scenes) {
            double total = -pacing.sentence_gap_s;
            for (const Sentence& sentence : scene.sentences)
              total += sentence.spoken ? Pace(brief).seconds(sentence.text) * tempo : 0;
            scenes.push_back(total);
          }
          return scenes;
        };
        const double fixed = fixed_pauses_s(pacing, script.scenes.size());
        static_cast<void>(fit_to_length(script, measured(), seconds, tempo / 15.0, fixed));
        double total = fixed;
        for (const double scene : measured()) total += scene;
        EXPECT_NEAR(total, seconds, 0.1 * seconds) << text << " " << seconds << " " << tempo;
      }
    }
  }
}

}  // namespace
}  // namespace reelwright::stages
