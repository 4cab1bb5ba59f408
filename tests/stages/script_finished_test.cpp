// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "model/limits.h"
#include "script_support.h"
#include "stages/script/phrases.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

using namespace script_test;

class FinishedScripts : public ScriptTest {};

constexpr const char* water =
    "# Water\n\n## Sea\n\nThe sun warms the sea. Water rises as vapour. It cannot be seen, but it is "
    "everywhere around us in the warm air. The wind carries it up and away.\n\n"
    "## Clouds\n\nHigh up it is cold. The vapour becomes drops, and drops make clouds.\n\n"
    "## Rain\n\n- Drops join\n- Drops fall\n\n## All of it\n\nWater rises. Water falls.\n\n- It rises\n- It "
    "falls\n";

TEST_F(FinishedScripts, HeadingsBecomeScenesInOrder) {
  const Script script = write(FinishedScripts::script(water));
  EXPECT_TRUE(script.verbatim);
  EXPECT_EQ(script.title, "Water");
  ASSERT_EQ(script.scenes.size(), 5U);
  EXPECT_EQ(script.scenes[0].layout, Layout::title);
  EXPECT_EQ(script.scenes[0].heading, "Water");
  EXPECT_EQ(script.scenes[0].display, "Sea");
  EXPECT_EQ(script.scenes[1].heading, "Sea");
  EXPECT_EQ(script.scenes[2].heading, "Clouds");
  EXPECT_EQ(script.scenes[3].layout, Layout::bullets);
  EXPECT_EQ(script.scenes[3].bullets.at(1), (Bullet{"Drops fall", 1}));
  EXPECT_EQ(script.scenes[3].sentences.at(0).text, "Drops join");
  EXPECT_EQ(script.scenes[4].layout, Layout::recap);
  EXPECT_EQ(script.scenes[4].sentences.size(), 2U) << "a list beside narration is shown, not spoken";
  EXPECT_EQ(script.scenes[4].bullets.at(1), (Bullet{"It falls", 1}));
}

TEST_F(FinishedScripts, AShortFirstSceneKeepsItsHeadingBesideTheTitle) {
  const Script two = write(
      FinishedScripts::script("# Bees\n\n## The flower\n\nA bee lands. It drinks.\n\n## The hive\n\nShe "
                              "dances for her sisters.\n"));
  EXPECT_EQ(two.title, "Bees");
  ASSERT_EQ(two.scenes.size(), 3U);
  EXPECT_EQ(two.scenes[0].layout, Layout::title);
  EXPECT_EQ(two.scenes[0].heading, "Bees");
  EXPECT_EQ(two.scenes[0].display, "The flower");
  EXPECT_EQ(two.scenes[1].heading, "The flower");
  EXPECT_EQ(two.scenes[2].heading, "The hive");
  const Script one =
      write(FinishedScripts::script("# Bees\n\n## The flower\n\nA bee lands.\n\n## The hive\n\nShe dances "
                                    "for her sisters.\n"));
  ASSERT_EQ(one.scenes.size(), 2U);
  EXPECT_EQ(one.scenes[0].layout, Layout::title);
  EXPECT_EQ(one.scenes[0].heading, "Bees: The flower") << "one sentence cannot be in two scenes";
  EXPECT_EQ(one.scenes[0].display, "");
}

TEST_F(FinishedScripts, HeadingsOfOneLevelAreTheScenes) {
  for (const std::string mark : {"#", "##"}) {
    const Script script = write(FinishedScripts::script(
        mark + " The flower\n\nA bee lands.\n\n" + mark + " The hive\n\nShe dances for her sisters.\n\n" +
        mark + " The honey\n\nIt is sweet and keeps for years.\n"));
    ASSERT_EQ(script.scenes.size(), 3U) << mark;
    EXPECT_EQ(script.title, mark == "#" ? "The flower" : "Job") << "its own, where the text names none";
    EXPECT_TRUE(script.scenes[0].heading.ends_with("The flower")) << script.scenes[0].heading;
    EXPECT_EQ(script.scenes[1].heading, "The hive");
    EXPECT_EQ(script.scenes[2].heading, "The honey");
  }
}

TEST_F(FinishedScripts, EveryWordIsKeptInItsOrder) {
  std::string text;
  std::string expected;
  for (int p = 0; p < 40; ++p) {
    for (int s = 0; s < 1 + p % 9; ++s) {
      const std::string sentence =
          "Sentence " + std::to_string(s) + " of paragraph " + std::to_string(p) +
          (s % 3 == 0 ? ", which says, e.g. to Dr. No, a little more than 3.5 others;" : "") + " ends here.";
      text += sentence + (s % 2 == 0 ? "\n" : " ");
      expected += (expected.empty() ? "" : " ") + sentence;
    }
    text += "\n\n";
  }
  text += std::string("And without any full stop ") + std::string(900, 'x');
  const Script script = write(FinishedScripts::script(text));
  const std::string spoken = spoken_text(script);
  EXPECT_EQ(spoken.substr(0, expected.size()), expected);
  EXPECT_EQ(std::ranges::count(spoken, 'x'), 900);
  for (const Scene& scene : script.scenes) {
    for (const Sentence& sentence : scene.sentences) EXPECT_TRUE(sentence.spoken && !sentence.removable);
  }
}

TEST_F(FinishedScripts, LongTextWithoutHeadingsBecomesScenesOfBearableLength) {
  std::string text;
  for (int i = 0; i < 60; ++i)
    text += "The bee flies out and comes home with nectar from flower number " + std::to_string(i) + ". ";
  const Brief brief = FinishedScripts::script(text);
  const Script script = write(brief);
  EXPECT_GT(script.scenes.size(), 8U);
  for (const Scene& scene : script.scenes) {
    double seconds = 0;
    for (const Sentence& sentence : scene.sentences) seconds += Pace(brief).seconds(sentence.text);
    EXPECT_LE(seconds, 45.0);
    EXPECT_TRUE(scene.layout != Layout::statement || !scene.display.empty());
    EXPECT_LE(scene.display.size(), 90U);
  }
}

TEST_F(FinishedScripts, MoreBulletsThanFitMakeMoreScenes) {
  std::string text = "# Many\n\n## List\n\nHere they are.\n\n";
  for (int i = 0; i < 20; ++i) text += "- Item number " + std::to_string(i) + "\n";
  const Script script = write(FinishedScripts::script(text));
  std::size_t shown = 0;
  for (const Scene& scene : script.scenes) {
    shown += scene.bullets.size();
    EXPECT_LE(scene.bullets.size(), limits::bullets_max);
    for (const Bullet& bullet : scene.bullets)
      EXPECT_LT(bullet.sentence, static_cast<int>(scene.sentences.size()));
  }
  EXPECT_EQ(shown, 20U);
}

TEST_F(FinishedScripts, BulletsAreShownAsTheyWereWritten) {
  const std::string fourteen = "Never open the lid of a hive in the rain, not even a little";
  const std::string endless =
      "The queen lays up to two thousand eggs a day in early summer, which is more than her own weight, and "
      "she goes on for weeks";
  const Script script = write(FinishedScripts::script(
      "# W\n\nWords to say come first here, and they are followed by a list of things to remember.\n\n## "
      "List\n\n- one: \"a\"\n- e.g. however - so it goes\n- " +
      fourteen + "\n- " + endless + "\n- " + std::string(30, 'a') + " " + std::string(70, 'b') + "\n"));
  const Scene& list = script.scenes.back();
  ASSERT_EQ(list.bullets.size(), 5U);
  EXPECT_EQ(list.bullets[0].text, "one: \"a\"");
  EXPECT_EQ(list.bullets[1].text, "e.g. however - so it goes");
  EXPECT_EQ(list.bullets[2].text, fourteen);
  EXPECT_EQ(list.bullets[3].text, "The queen lays up to two thousand eggs a day in early summer…");
  EXPECT_EQ(list.bullets[4].text, std::string(30, 'a') + "…");
  EXPECT_NE(spoken_text(script).find(endless), std::string::npos);
  std::string chinese;
  for (int i = 0; i < 60; ++i) chinese += "蜂";
  EXPECT_EQ(item_as_written(chinese), chinese.substr(0, 44 * 3) + "…") << "twice as wide";
  std::string korean;
  std::string accents;
  for (int i = 0; i < 60; ++i) {
    korean += "꿀";
    accents += "e\u0301";
  }
  EXPECT_EQ(item_as_written(korean), korean.substr(0, 44 * 3) + "…");
  EXPECT_EQ(item_as_written(accents), accents) << "marks take no room of their own";
}

TEST_F(FinishedScripts, TheTitleIsShownEvenWhenTheFirstSceneIsAList) {
  const Scene first =
      write(FinishedScripts::script("# Tea time\n\n## Rules\n\n- Boil water\n- Wait\n\n## End\n\nDrink it "
                                    "now.\n"))
          .scenes.front();
  EXPECT_EQ(first.heading, "Tea time: Rules");
  EXPECT_EQ(first.bullets.at(0), (Bullet{"Boil water", 0}));
  EXPECT_EQ(write(FinishedScripts::script("# Tea time\n\n- Boil water\n- Wait\n")).scenes.front().heading,
            "Tea time");
  EXPECT_EQ(write(FinishedScripts::script("# Tea\n\n## How tea is made\n\n- Boil water\n- Wait\n"))
                .scenes.front()
                .heading,
            "How tea is made");
  EXPECT_EQ(write(FinishedScripts::script("# Starting a garden\n\n## Art\n\n- Paint it\n- Wait\n"))
                .scenes.front()
                .heading,
            "Starting a garden: Art");
  file("sea.jpg", "x");
  EXPECT_EQ(write(FinishedScripts::script("# Sea\n\n## Waves\n\n![w](sea.jpg)\n\nThey roll.\n"))
                .scenes.front()
                .heading,
            "Sea: Waves");
}

TEST_F(FinishedScripts, PicturesOfTheTextBelongToTheirScene) {
  const std::string picture = file("sea.jpg", "x");
  const Script script = write(
      FinishedScripts::script("# W\n\n## A\n\nFirst words are here.\n\n## B\n\n![the sea](sea.jpg)\n\nThe "
                              "sea is wide.\n\n## C\n\n![gone](missing.jpg)\n\nThe end comes now.\n"));
  ASSERT_EQ(script.scenes.size(), 3U);
  EXPECT_EQ(script.scenes[1].picture, picture);
  EXPECT_EQ(script.scenes[1].layout, Layout::picture);
  EXPECT_EQ(script.scenes[2].picture, "");
}

TEST_F(FinishedScripts, TitleComesFromTheTopicThenTheTextThenTheName) {
  Brief brief = FinishedScripts::script("# In the text\n\nWords to say are here.\n");
  EXPECT_EQ(write(brief).title, "In the text");
  brief.topic = "from the brief";
  EXPECT_EQ(write(brief).title, "From the brief");
  const Script named =
      *write_script(FinishedScripts::script("Words to say are here.\n"), "tea-time", resources, report, {});
  EXPECT_EQ(named.title, "Tea time");
  const Script unnamed =
      *write_script(FinishedScripts::script("Words to say are here.\n"), "script", resources, report, {});
  EXPECT_EQ(unnamed.title, "Words to say are here");
}

TEST_F(FinishedScripts, AnotherLengthThanAskedIsSaidNotMade) {
  Brief brief = FinishedScripts::script(water);
  const std::string as_it_is = spoken_text(write(brief));
  EXPECT_TRUE(report.warnings.empty());
  brief.duration_s = 300;
  EXPECT_EQ(spoken_text(write(brief)), as_it_is);
  ASSERT_EQ(report.warnings.size(), 1U);
  EXPECT_NE(report.warnings[0].find("300"), std::string::npos);
}

TEST_F(FinishedScripts, NothingToSayAndTooMuchAreRefused) {
  EXPECT_EQ(try_write(FinishedScripts::script("# Only\n\n## Headings\n")).error().code,
            "script.nothing_to_say");
  EXPECT_EQ(try_write(FinishedScripts::script("![a](b.png)\n")).error().code, "script.nothing_to_say");
  std::string endless;
  for (int i = 0; i < 300; ++i) endless += "## H" + std::to_string(i) + "\n\nWords to say.\n\n";
  EXPECT_EQ(try_write(FinishedScripts::script(endless)).error().code, "script.too_long");
  const auto symbols = try_write(FinishedScripts::script("🎉🎉\n\n- 🐝\n"));
  ASSERT_FALSE(symbols.has_value());
  EXPECT_NE(symbols.error().message.find("only symbols"), std::string::npos);
}

TEST_F(FinishedScripts, AnHourIsToldAndMoreIsRefused) {
  const std::string sentence = "Nine short words are what this one sentence has. ";  // about 3 s
  const auto of_sentences = [&](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += sentence + (i % 7 == 6 ? "\n\n" : "");
    return try_write(FinishedScripts::script(text));
  };
  const auto fits = of_sentences(900);
  ASSERT_TRUE(fits.has_value()) << fits.error().message;
  EXPECT_GT(estimated_seconds(*fits, {}), 2'400);
  for (const int count : {1'300, 60'000}) {
    const auto refused = of_sentences(count);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, "script.too_long");
    EXPECT_NE(refused.error().message.find("minutes to speak"), std::string::npos) << refused.error().message;
    EXPECT_FALSE(refused.error().hint.empty());
  }
}

TEST_F(FinishedScripts, DemoBriefIsADemo) {
  Brief brief;
  brief.script = std::string(REELWRIGHT_ASSETS_DIR) + "/briefs/water-cycle.md";
  const Script script = write(brief);
  EXPECT_NEAR(estimated_seconds(script, brief), 52, 8);
  EXPECT_EQ(script.scenes.front().layout, Layout::title);
  EXPECT_EQ(script.scenes.back().layout, Layout::recap);
  for (std::size_t i = 1; i < script.scenes.size(); ++i)
    EXPECT_NE(script.scenes[i].layout, script.scenes[i - 1].layout);
}

TEST_F(FinishedScripts, NumberedListsGoOnCountingOnTheNextCard) {
  const Script script = write(FinishedScripts::script(
      "# Ride\n\n## Steps\n\n3. Air\n4. Brakes\n5. Chain\n6. Saddle\n7. Helmet\n8. Look\n9. Ride\n10. "
      "Stop\n\n"
      "## Things\n\n- Bell\n- Lamp\n\n## End\n\nThat is all there is to say about it.\n"));
  std::vector<int> firsts;
  for (const Scene& scene : script.scenes) {
    if (!scene.bullets.empty()) firsts.push_back(scene.first_number);
  }
  EXPECT_EQ(firsts, (std::vector<int>{3, 7, 0}));
  EXPECT_EQ(first_number_of(std::vector{1, 2, 3}), 1);
  EXPECT_EQ(first_number_of(std::vector{1, 0, 2}), 0) << "a sub-item has no number";
}

TEST_F(FinishedScripts, AListAtTheEndIsTheSummaryUnlessItIsNumbered) {
  const std::string start = "# Tea\n\nTea is a drink.\n\n## Water\n\nBoil it first.\n\n## End\n\n";
  const Script list = write(FinishedScripts::script(start + "- Boil the water\n- Wait four minutes\n"));
  EXPECT_EQ(list.scenes.back().layout, Layout::recap);
  const Script steps = write(FinishedScripts::script(start + "1. Boil the water\n2. Wait four minutes\n"));
  EXPECT_EQ(steps.scenes.back().layout, Layout::bullets);
}

TEST_F(FinishedScripts, NameEveryPictureThatIsNotThere) {
  static_cast<void>(write(FinishedScripts::script(
      "# Bees\n\nBees fly. ![x](nothing.png)\n\n![y](https://example.org/bee.png)\n\nThey hum.\n")));
  ASSERT_EQ(report.warnings.size(), 2U);
  EXPECT_NE(report.warnings[0].find("\"nothing.png\" is not there"), std::string::npos);
  EXPECT_NE(report.warnings[1].find("https://example.org/bee.png is left out"), std::string::npos);
}

TEST_F(FinishedScripts, TitlesKeepTheirQuestionMark) {
  EXPECT_EQ(write(FinishedScripts::script("# Why do bees hum?\n\nNobody knows for sure.\n")).title,
            "Why do bees hum?");
}

}  // namespace
}  // namespace reelwright::stages
