// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "model/script.h"

namespace reelwright {
namespace {

constexpr double pace_s = 0.06;  // seconds a character

double seconds_of(const Scene& scene) {
  double characters = 0;
  for (const Sentence& sentence : scene.sentences)
    if (sentence.spoken) characters += static_cast<double>(sentence.text.size());
  return characters * pace_s;
}

std::vector<double> measured(const Script& script) {
  std::vector<double> seconds;
  for (const Scene& scene : script.scenes) seconds.push_back(seconds_of(scene));
  return seconds;
}

double total(const Script& script) {
  double seconds = 0;
  for (const Scene& scene : script.scenes) seconds += seconds_of(scene);
  return seconds;
}

/// `scenes` scenes, each with one fixed sentence, and spoken or reserve removable ones of random length and
/// rank.
Script random_script(std::mt19937& random, int scenes, bool with_fixed = true) {
  Script script;
  for (int i = 0; i < scenes; ++i) {
    Scene scene;
    scene.id = std::to_string(i);
    if (with_fixed) scene.sentences.push_back({std::string(40 + random() % 40, 'x'), true, false, 0});
    for (int k = 0; k < 6; ++k)
      scene.sentences.push_back(
          {std::string(30 + random() % 90, 'y'), k < 3, true, static_cast<int>(random() % 50)});
    script.scenes.push_back(scene);
  }
  return script;
}

TEST(FitToLength, ReachesItsTargetWithinTwoPercentWhenThereIsMaterial) {
  std::mt19937 random(11);
  for (int round = 0; round < 60; ++round) {
    Script script = random_script(random, 5);
    const double target_s = total(script) * (round % 2 == 0 ? 0.75 : 1.3);
    (void)fit_to_length(script, measured(script), target_s, pace_s, 0);
    EXPECT_NEAR(total(script) / target_s, 1.0, 0.03) << round;
    EXPECT_TRUE(script.fitted);
  }
}

TEST(FitToLength, CountsThePauses) {
  std::mt19937 random(5);
  Script script = random_script(random, 5);
  const double target_s = total(script);
  (void)fit_to_length(script, measured(script), target_s, pace_s, target_s * 0.2);
  EXPECT_NEAR(total(script) / target_s, 0.8, 0.03);
}

TEST(FitToLength, NeverTouchesWhatIsNotRemovableAndNeverSilencesAScene) {
  std::mt19937 random(23);
  for (int round = 0; round < 60; ++round) {
    Script script = random_script(random, 4, round % 2 == 0);
    const Script before = script;
    (void)fit_to_length(script, measured(script), 1.0, pace_s, 0);
    for (std::size_t i = 0; i < script.scenes.size(); ++i) {
      int spoken = 0;
      for (std::size_t k = 0; k < script.scenes[i].sentences.size(); ++k) {
        const Sentence& sentence = script.scenes[i].sentences[k];
        spoken += sentence.spoken ? 1 : 0;
        if (!sentence.removable) {
          EXPECT_EQ(sentence, before.scenes[i].sentences[k]);
        }
      }
      EXPECT_EQ(spoken, 1);
    }
  }
}

Script one_scene(std::vector<Sentence> sentences) {
  Script script;
  script.scenes.emplace_back();
  script.scenes[0].id = "01";
  script.scenes[0].sentences = std::move(sentences);
  return script;
}

TEST(FitToLength, TakesTheLeastImportantFirst) {
  Script script = one_scene({{std::string(50, 'a'), true, false, 0},
                             {std::string(50, 'b'), true, true, 9},
                             {std::string(50, 'c'), true, true, 1},
                             {std::string(50, 'd'), true, true, 5}});
  const auto changed = fit_to_length(script, {12.0}, 9.0, pace_s, 0);
  EXPECT_EQ(changed, std::vector<std::size_t>{0});
  EXPECT_TRUE(script.scenes[0].sentences[1].spoken);
  EXPECT_FALSE(script.scenes[0].sentences[2].spoken);
  EXPECT_TRUE(script.scenes[0].sentences[3].spoken);
}

TEST(FitToLength, AddsTheMostImportantFirst) {
  Script script = one_scene({{std::string(50, 'a'), true, false, 0},
                             {std::string(50, 'b'), false, true, 1},
                             {std::string(50, 'c'), false, true, 9},
                             {std::string(50, 'd'), false, false, 99}});
  (void)fit_to_length(script, {3.0}, 6.0, pace_s, 0);
  EXPECT_FALSE(script.scenes[0].sentences[1].spoken);
  EXPECT_TRUE(script.scenes[0].sentences[2].spoken);
  EXPECT_FALSE(script.scenes[0].sentences[3].spoken);
}

TEST(FitToLength, ReturnsExactlyTheScenesThatChanged) {
  std::mt19937 random(31);
  Script script = random_script(random, 6);
  const Script before = script;
  const auto changed = fit_to_length(script, measured(script), total(script) * 0.9, pace_s, 0);
  const std::set<std::size_t> reported(changed.begin(), changed.end());
  EXPECT_EQ(reported.size(), changed.size());
  for (std::size_t i = 0; i < script.scenes.size(); ++i)
    EXPECT_EQ(script.scenes[i] != before.scenes[i], reported.contains(i)) << i;
}

TEST(FitToLength, LeavesVerbatimFittedLockedAndNearScriptsAlone) {
  std::mt19937 random(2);
  const Script script = random_script(random, 3);
  const double near_s = total(script) * 1.015;
  const auto changes = [&](auto prepare, double target_s) {
    Script copy = script;
    prepare(copy);
    return fit_to_length(copy, measured(copy), target_s, pace_s, 0).size();
  };
  EXPECT_EQ(changes([](Script& s) { s.verbatim = true; }, 5), 0U);
  EXPECT_EQ(changes([](Script& s) { s.fitted = true; }, 5), 0U);
  EXPECT_EQ(changes(
                [](Script& s) {
                  for (Scene& scene : s.scenes) scene.locked = true;
                },
                5),
            0U);
  EXPECT_EQ(changes([](Script&) {}, near_s), 0U);
  EXPECT_EQ(changes([](Script&) {}, 5), 3U);
}

TEST(FitToLength, IsDeterministic) {
  std::mt19937 random(99);
  const Script script = random_script(random, 8);
  Script first = script;
  Script second = script;
  (void)fit_to_length(first, measured(script), total(script) * 0.7, pace_s, 3);
  (void)fit_to_length(second, measured(script), total(script) * 0.7, pace_s, 3);
  EXPECT_EQ(first, second);
}

TEST(FitToLength, TakesALongArticleInItsStride) {
  std::mt19937 random(1);
  Script script;
  for (int i = 0; i < 200; ++i) {
    Scene scene;
    scene.id = std::to_string(i);
    scene.sentences.push_back({"Start.", true, false, 0});
    for (int k = 0; k < 100; ++k)
      scene.sentences.push_back(
          {std::string(60 + random() % 90, 'y'), false, true, static_cast<int>(random() % 100'000)});
    script.scenes.push_back(scene);
  }
  (void)fit_to_length(script, measured(script), 600, pace_s, 0);
  EXPECT_NEAR(total(script), 600, 12);
}

}  // namespace
}  // namespace reelwright
