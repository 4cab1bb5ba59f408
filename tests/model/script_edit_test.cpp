// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/script_edit.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "model/limits.h"
#include "model/pacing.h"

namespace reelwright {
namespace {

using Texts = std::vector<std::string>;

Scene scene_of(const Texts& sentences) {
  Scene scene;
  scene.id = "01";
  int rank = 0;
  for (const std::string& text : sentences)
    scene.sentences.push_back({.text = text, .spoken = true, .removable = true, .rank = ++rank});
  return scene;
}

Script script_of(std::size_t scenes) {
  Script script;
  script.title = "Bees";
  for (std::size_t i = 0; i < scenes; ++i) {
    script.scenes.push_back(scene_of({"Sentence " + std::to_string(i + 1) + "."}));
    script.scenes.back().id = "0" + std::to_string(i + 1);
  }
  return script;
}

/// "text", or "text!" for one that must stay, "(text)" for one in reserve.
Texts texts_of(const Scene& scene) {
  Texts texts;
  for (const Sentence& sentence : scene.sentences)
    texts.push_back(sentence.spoken ? sentence.text + (sentence.removable ? "" : "!")
                                    : "(" + sentence.text + ")");
  return texts;
}

Texts ids_of(const Script& script) {
  Texts ids;
  for (const Scene& scene : script.scenes) ids.push_back(scene.id);
  return ids;
}

Texts after(Scene scene, std::string_view text) {
  set_narration(scene, text, "en");
  return texts_of(scene);
}

TEST(Narration, IsWhatIsSaid) {
  Scene scene = scene_of({"A bee flies.", "It hums.", "It rests."});
  scene.sentences[1].spoken = false;
  EXPECT_EQ(narration_of(scene), "A bee flies. It rests.");
  EXPECT_EQ(narration_of(scene_of({"蜂が飛ぶ。", "花に来る。"})), "蜂が飛ぶ。花に来る。");
}

TEST(Narration, WrittenBackUnchangedChangesNothing) {
  Scene scene = scene_of({"Without a mark", "Dr. Bee hums.", "Really?"});
  scene.sentences.insert(scene.sentences.begin() + 1, {"In reserve.", false, true, 9});
  const Scene before = scene;
  set_narration(scene, narration_of(scene), "en");
  EXPECT_EQ(scene, before);
  set_narration(scene, "  " + narration_of(scene) + " \n", "en");
  EXPECT_EQ(scene, before);
  EXPECT_FALSE(scene.edited);
}

TEST(Narration, SentencesThatStayKeepWhatIsKnownAboutThem) {
  const Scene scene = scene_of({"One bee.", "Two bees.", "Three bees."});
  EXPECT_EQ(after(scene, "One bee. Two wasps. Three bees."),
            (Texts{"One bee.", "Two wasps.!", "Three bees."}));
  EXPECT_EQ(after(scene, "One bee. Three bees."), (Texts{"One bee.", "Three bees."}));
  EXPECT_EQ(after(scene, "Zero bees. One bee. Two bees. Three bees."),
            (Texts{"Zero bees.!", "One bee.", "Two bees.", "Three bees."}));
  EXPECT_EQ(after(scene, "One bee. Two bees. Three bees. And a hive."),
            (Texts{"One bee.", "Two bees.", "Three bees.", "And a hive.!"}));
  EXPECT_EQ(after(scene, "One bee. A new one. Two bees. Three bees."),
            (Texts{"One bee.", "A new one.!", "Two bees.", "Three bees."}));
  EXPECT_EQ(after(scene, "All is new."), (Texts{"All is new.!"}));
  EXPECT_EQ(after(scene, ""), Texts{});
  EXPECT_EQ(after(scene_of({}), "It begins. It goes on."), (Texts{"It begins.!", "It goes on.!"}));
  Scene changed = scene;
  set_narration(changed, "One bee.", "en");
  EXPECT_TRUE(changed.edited);
}

TEST(Narration, WordsBesideASentenceBelongToIt) {
  EXPECT_EQ(after(scene_of({"A queen", "Many workers"}), "A queen bee Many workers"),
            (Texts{"A queen bee Many workers!"}));
  EXPECT_EQ(after(scene_of({"One bee.", "Bees fly."}), "One bee. Big Bees fly."),
            (Texts{"One bee.", "Big Bees fly.!"}));
  EXPECT_EQ(after(scene_of({"One bee."}), "One bee. It"), (Texts{"One bee.", "It!"}));
  EXPECT_EQ(after(scene_of({"A queen"}), "A queen\nA drone"), (Texts{"A queen", "A drone!"}));
}

TEST(Narration, WhatIsHeldInReserveStaysInItsPlace) {
  Scene scene = scene_of({"One.", "Two.", "Three."});
  scene.sentences.insert(scene.sentences.begin() + 2, {"Spare.", false, true, 9});
  EXPECT_EQ(after(scene, "One. Deux. Three."), (Texts{"One.", "Deux.!", "(Spare.)", "Three."}));
  EXPECT_EQ(after(scene, "Un. Deux. Trois."), (Texts{"Un.!", "Deux.!", "Trois.!", "(Spare.)"}));
}

TEST(Narration, BulletsStayWithTheirSentenceOrItsHeir) {
  Scene scene = scene_of({"One.", "Two.", "Three."});
  scene.bullets = {{"a", 0}, {"b", 1}, {"c", 2}};
  const auto bound = [&](std::string_view text) {
    Scene changed = scene;
    set_narration(changed, text, "en");
    std::vector<int> found;
    for (const Bullet& bullet : changed.bullets) {
      found.push_back(bullet.sentence);
      EXPECT_FALSE(changed.sentences.at(static_cast<std::size_t>(bullet.sentence)).removable);
    }
    return found;
  };
  EXPECT_EQ(bound("Zero. One. Two. Three."), (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(bound("One. Zwei. Three."), (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(bound("One. Three."), (std::vector<int>{0, 0, 1}));
  EXPECT_EQ(bound("Three."), (std::vector<int>{0, 0, 0}));
  EXPECT_EQ(bound("Only this."), (std::vector<int>{0, 0, 0}));
}

TEST(Scenes, GetAnIdThatNoOtherHas) {
  Script script = script_of(3);
  EXPECT_EQ(add_scene_after(script, 0), 1U);
  EXPECT_EQ(ids_of(script), (Texts{"01", "04", "02", "03"}));
  EXPECT_EQ(duplicate_scene(script, 3), 4U);
  EXPECT_EQ(ids_of(script), (Texts{"01", "04", "02", "03", "05"}));
  EXPECT_EQ(narration_of(script.scenes[4]), narration_of(script.scenes[3]));
  script.scenes[0].id = "intro";
  EXPECT_EQ(fresh_scene_id(script), "06");
  EXPECT_TRUE(is_valid_scene_id(fresh_scene_id(script)));
}

TEST(Scenes, MoveAndGo) {
  Script script = script_of(4);
  move_scene(script, 0, 2);
  EXPECT_EQ(ids_of(script), (Texts{"02", "03", "01", "04"}));
  move_scene(script, 3, 0);
  EXPECT_EQ(ids_of(script), (Texts{"04", "02", "03", "01"}));
  remove_scene(script, 1);
  EXPECT_EQ(ids_of(script), (Texts{"04", "03", "01"}));
}

TEST(Bullets, AppearWithTheLastSentenceUntilBoundToAnother) {
  Scene scene = scene_of({"One.", "Two.", "Spare."});
  scene.sentences[2].spoken = false;
  add_bullet(scene);
  ASSERT_EQ(scene.bullets.size(), 1U);
  EXPECT_EQ(scene.bullets[0].sentence, 1);
  EXPECT_EQ(texts_of(scene), (Texts{"One.", "Two.!", "(Spare.)"}));
  bind_bullet(scene, 0, 0);
  EXPECT_EQ(texts_of(scene), (Texts{"One.!", "Two.!", "(Spare.)"}));
}

TEST(Changes, CountOnlyWhatIsMadeAgain) {
  const Script before = script_of(4);
  const auto changes = [&](auto edit) {
    Script script = before;
    edit(script);
    return changes_between(before, script);
  };
  EXPECT_EQ(changes([](Script&) {}), ScriptChanges{});
  EXPECT_EQ(changes([](Script& s) { s.scenes[1].heading = "New"; }),
            (ScriptChanges{.drawn = 1, .scenes = 1, .is_changed = true}));
  EXPECT_EQ(changes([](Script& s) { set_narration(s.scenes[2], "Other words.", "en"); }),
            (ScriptChanges{.spoken = 1, .scenes = 1, .is_changed = true}));
  EXPECT_EQ(changes([](Script& s) { move_scene(s, 0, 3); }),
            (ScriptChanges{.is_reordered = true, .is_changed = true}));
  EXPECT_EQ(changes([](Script& s) { remove_scene(s, 0); }),
            (ScriptChanges{.removed = 1, .is_changed = true}));
  EXPECT_EQ(changes([](Script& s) { add_scene_after(s, 0); }),
            (ScriptChanges{.spoken = 1, .drawn = 1, .scenes = 1, .is_changed = true}));
  EXPECT_EQ(changes([](Script& s) { s.scenes[0].locked = true; }), (ScriptChanges{.is_changed = true}));
}

TEST(Changes, FindTheSceneWithoutWords) {
  Script script = script_of(2);
  EXPECT_EQ(first_silent_scene(script), std::nullopt);
  add_scene_after(script, 0);
  EXPECT_EQ(first_silent_scene(script), 1U);
}

Narration narration_of_words(const Texts& words, double seconds) {
  Narration narration;
  narration.scene = "01";
  narration.duration_s = seconds;
  for (const std::string& word : words) narration.words.push_back({word, 0, 0, 0});
  return narration;
}

TEST(Length, IsMeasuredWhereTheseWordsWereSpoken) {
  Scene scene = scene_of({"A bee flies.", "It hums."});
  EXPECT_EQ(spoken_scene(scene, narration_of_words({"A", "wasp", "flies."}, 3)), std::nullopt);
  const auto spoken = spoken_scene(scene, narration_of_words({"A", "bee", "flies.", "It", "hums."}, 4));
  ASSERT_TRUE(spoken);
  const LengthEstimate estimate(Brief{}, {*spoken});
  EXPECT_TRUE(estimate.of(scene).is_measured);
  EXPECT_DOUBLE_EQ(estimate.of(scene).seconds, 4);
  // Twice the words take twice the time, at the pace of the others.
  set_narration(scene, "A bee flies. It hums. A bee flies. It hums", "en");
  EXPECT_FALSE(estimate.of(scene).is_measured);
  EXPECT_NEAR(estimate.of(scene).seconds, 8, 0.3);
}

TEST(Length, IsTheVoicesUsualPaceBeforeAnythingIsSpoken) {
  Brief brief;
  const Scene scene = scene_of({std::string(173, 'x') + "."});
  const double usual = LengthEstimate(brief, {}).of(scene).seconds;
  EXPECT_NEAR(usual, 10, 0.5);
  brief.speed = 2;
  EXPECT_NEAR(LengthEstimate(brief, {}).of(scene).seconds, usual / 2, 0.2);
  EXPECT_DOUBLE_EQ(LengthEstimate(brief, {}).total_s(30, 3), 30 + fixed_pauses_s(pacing_for(brief), 3));
}

}  // namespace
}  // namespace reelwright
