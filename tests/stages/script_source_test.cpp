// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "model/limits.h"
#include "model/sentences.h"
#include "script_support.h"
#include "stages/script/centrality.h"
#include "stages/script/phrases.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

using namespace script_test;

/// Prose with structure: sections, paragraphs, lists, sentences that lean on others. The numbers keep
/// sentences apart.
std::string long_article() {
  const std::vector<std::string> things{"harbour", "market",  "railway", "bridge", "library", "theatre",
                                        "garden",  "factory", "castle",  "school", "river",   "museum"};
  const std::vector<std::string> verbs{"opened",
                                       "grew",
                                       "burned down",
                                       "was rebuilt",
                                       "attracted visitors",
                                       "changed its owner",
                                       "employed many people"};
  std::string text =
      "# A short history of the town\n\nThe town grew from a fishing village to a city of trade. It took "
      "seven centuries.\n\n";
  int year = 1310;
  for (std::size_t t = 0; t < things.size(); ++t) {
    text += "## The " + things[t] + "\n\n";
    for (int paragraph = 0; paragraph < 4; ++paragraph) {
      for (std::size_t s = 0; s < 5; ++s) {
        year += 3;
        const std::string& other = things[(t + s + 1) % things.size()];
        text += "In " + std::to_string(year) + " the " + things[t] + " " +
                verbs[(t + s + static_cast<std::size_t>(paragraph)) % verbs.size()] + " because the " +
                other + " needed space and light. ";
        if (s == 2)
          text += "It stayed that way for " + std::to_string(year % 90 + 7) +
                  " years, and the people of the town got used to it. ";
      }
      text += "\n\n";
    }
    text += "Three things are left of it:\n\n- A tower: built of red brick\n- A gate with iron " + things[t] +
            " signs\n- The cellar below the " + things[t] + "\n\n";
  }
  return text;
}

class SourceScripts : public ScriptTest {};

TEST_F(SourceScripts, MeetTheLengthFromFifteenSecondsToTenMinutes) {
  const std::string article = long_article();
  for (const double seconds : {15.0, 30.0, 45.0, 60.0, 120.0, 300.0, 600.0}) {
    const Brief brief = source(article, seconds);
    const Script script = write(brief);
    EXPECT_NEAR(estimated_seconds(script, brief), seconds, 0.08 * seconds);
    double reserve = 0;
    for (const Scene& scene : script.scenes) {
      for (const Sentence& sentence : scene.sentences)
        reserve += sentence.spoken ? 0 : Pace(brief).seconds(sentence.text);
    }
    EXPECT_GE(reserve, 0.25 * seconds) << seconds;
    EXPECT_GE(script.scenes.size(), seconds >= 60 ? 5U : 3U);
  }
  EXPECT_TRUE(report.warnings.empty());
}

TEST_F(SourceScripts, TextsInAnyScriptAreRead) {
  available.wordnet = folder / "nothing";  // many scripts, none of which needs it
  // Shifted letter by letter, so that characters of several bytes stand at every place where a text is looked
  // at in part.
  for (const std::string text :
       {"蜜蜂は花の蜜を集めて巣に持ち帰ります。巣の中で水分を飛ばし、蜂蜜にします。",
        "تجمع النحلات الرحيق من الزهور وتحمله إلى الخلية في كل يوم مشمس طويل.",
        "Пчёлы собирают нектар и несут его в улей каждый солнечный день лета.",
        "Bees fly out 🐝, find flowers 🌸, collect their nectar 🍯 and carry it home every day."}) {
    for (std::size_t shift = 0; shift < 4; ++shift) {
      const Script script = write(source(std::string(shift, 'a') + text + "\n", 15));
      EXPECT_FALSE(script.scenes.empty());
    }
  }
}

TEST_F(SourceScripts, OnlyTheSourcesSentencesAreSpokenInTheirOrder) {
  const std::string article = long_article();
  Brief brief = source(article, 120);
  brief.lang = "xx";  // a language we have no words for: nothing of ours but the title
  const Script script = write(brief);
  std::string flat = collapse_blanks(article);
  std::size_t last = 0;
  for (std::size_t i = 1; i + 1 < script.scenes.size(); ++i) {
    for (const Sentence& sentence : script.scenes[i].sentences) {
      const std::size_t at = flat.find(without_end_mark(sentence.text));
      EXPECT_NE(at, std::string::npos) << sentence.text;
      EXPECT_GE(at, last) << sentence.text;
      last = at;
    }
  }
}

TEST_F(SourceScripts, SentencesThatLeanOnOthersKeepThem) {
  const Script script = write(source(
      "# Tea\n\nThe tea plant is an evergreen bush. It grows best in warm and rainy hills.\n\nPickers take "
      "two leaves and a bud. They fill about "
      "one basket in an hour.\n\nBlack tea is left to turn brown. This gives black tea its strong taste.\n",
      25));
  std::size_t found = 0;
  for (const Scene& scene : script.scenes) {
    for (std::size_t i = 0; i < scene.sentences.size(); ++i) {
      const std::string& text = scene.sentences[i].text;
      if (!text.starts_with("It grows") && !text.starts_with("They fill") && !text.starts_with("This gives"))
        continue;
      ++found;
      ASSERT_GT(i, 0U) << text;
      EXPECT_TRUE(scene.sentences[i - 1].spoken && !scene.sentences[i - 1].removable)
          << scene.sentences[i - 1].text;
    }
  }
  EXPECT_GT(found, 1U);
}

TEST_F(SourceScripts, BulletsBelongToSentencesThatStay) {
  for (const double seconds : {30.0, 60.0, 300.0}) {
    for (const Scene& scene : write(source(long_article(), seconds)).scenes) {
      EXPECT_LE(scene.bullets.size(), limits::bullets_max);
      for (const Bullet& bullet : scene.bullets) {
        const Sentence& sentence = scene.sentences.at(static_cast<std::size_t>(bullet.sentence));
        EXPECT_TRUE(sentence.spoken && !sentence.removable);
        EXPECT_LE(bullet.text.size(), 75U);
        EXPECT_FALSE(bullet.text.empty());
      }
    }
  }
}

TEST_F(SourceScripts, ApparatusIsNotSpoken) {
  const Script script =
      write(source("# Tea\n\nTea is made of leaves [1]. See https://example.org/tea for more about it. "
                   "Figure 2 shows a leaf in detail.\n\n"
                   "| kind | time |\n|---|---|\n| green | 2 min |\n\n```\nboil();\n```\n\nGreen tea is "
                   "brewed for two minutes at most. Black tea needs four minutes to be strong.\n\n"
                   "## See also\n\n- Coffee and other drinks of the world\n"));
  const std::string text = spoken_text(script);
  for (const char* junk : {"http", "[1]", "boil", "Figure", "2 min", "Coffee", "|"})
    EXPECT_EQ(text.find(junk), std::string::npos) << junk;
  EXPECT_NE(text.find("Green tea is brewed for two minutes at most."), std::string::npos);
}

TEST_F(SourceScripts, NotesOfListItemsAreSpokenAndShown) {
  const Script script =
      write(source("# Pruning\n\n## Tools\n\n- Secateurs: for thin twigs\n- Saw: for thick branches\n- "
                   "Ladder: for what is high up\n",
                   30));
  const auto found = std::ranges::find(script.scenes, Layout::bullets, &Scene::layout);
  ASSERT_NE(found, script.scenes.end());
  EXPECT_EQ(found->heading, "Tools");
  EXPECT_EQ(found->bullets.at(0).text, "Secateurs");
  EXPECT_EQ(found->sentences.at(static_cast<std::size_t>(found->bullets[1].sentence)).text,
            "Saw: for thick branches.");
}

TEST_F(SourceScripts, EveryFieldThatMattersChangesTheScript) {
  available.wordnet = folder / "nothing";  // many scripts, none of which needs it
  Brief brief = source(long_article(), 60);
  const Script plain = write(brief);
  std::set<std::string> scripts{to_json(plain)};
  const auto differs = [&](const char* what) {
    EXPECT_TRUE(scripts.insert(to_json(write(brief))).second) << what;
    brief = source(long_article(), 60);
  };
  for (const char* tone : {"friendly", "formal", "energetic", "calm"}) {
    brief.tone = tone;
    differs(tone);
  }
  for (const char* audience : {"children", "beginners", "experts", "gardeners"}) {
    brief.audience = audience;
    differs(audience);
  }
  brief.lang = "de";
  differs("lang");
  brief.duration_s = 90;
  differs("duration");
  brief.speed = 1.5;
  differs("speed");
  brief.voice = "rms";
  differs("voice");
  brief.seed = 2;
  differs("seed");
  brief.topic = "Our town";
  differs("topic");
  brief.media = folder.string();
  differs("media");
}

TEST_F(SourceScripts, UnknownToneIsToldNotIgnored) {
  Brief brief = source(long_article());
  brief.tone = "sarcastic";
  static_cast<void>(write(brief));
  ASSERT_EQ(report.warnings.size(), 1U);
  EXPECT_NE(report.warnings[0].find("sarcastic"), std::string::npos);
}

TEST_F(SourceScripts, NeighboursDifferWherePicturesMayBeShown) {
  Brief brief = source(long_article(), 120);
  brief.media = folder.string();
  const Script script = write(brief);
  std::size_t pictures = 0;
  for (std::size_t i = 1; i < script.scenes.size(); ++i) {
    pictures += script.scenes[i].layout == Layout::picture ? 1U : 0U;
    EXPECT_FALSE(script.scenes[i].layout == Layout::statement &&
                 script.scenes[i - 1].layout == Layout::statement);
  }
  EXPECT_GE(pictures, 2U);
}

TEST_F(SourceScripts, TooLittleTextIsSaid) {
  const Script script = write(source("Tea is hot. Coffee is strong. Water is clear and cold.\n", 60));
  EXPECT_FALSE(script.scenes.empty());
  ASSERT_EQ(report.warnings.size(), 1U);
  EXPECT_NE(report.warnings[0].find("Add notes"), std::string::npos);
}

TEST_F(SourceScripts, OtherLanguagesKeepTheirOwnWords) {
  Brief brief = source(
      "# Die Honigbiene\n\nDie Honigbiene lebt in großen Völkern. Ein Volk hat im Sommer 40.000 "
      "Arbeiterinnen.\n\n## Der Honig\n\n"
      "Aus Nektar machen die Bienen Honig. Der Honig ist ihr Vorrat für den Winter.\n",
      30);
  brief.lang = "de-DE";
  const Script script = write(brief);
  EXPECT_EQ(script.scenes.back().heading, "Zusammengefasst");
  EXPECT_EQ(script.lang, "de-DE");
  const std::string text = spoken_text(script);
  for (const char* ours : {"Let's", "short", "Next", "Thank"}) EXPECT_EQ(text.find(ours), std::string::npos);
}

TEST_F(SourceScripts, WhatOnlyLeadsInIsNeverAPointOfAList) {
  const std::string text =
      "# Why bridges hum\n\nWind that flows around a cable leaves small whirls behind it.\n\n## Whirls\n"
      "The whirls come off both sides. Each one pulls the cable a little. The cable starts to swing.\n\n"
      "## Dampers\nDampers take up the movement. They sit on the cables. Oil slows them down.\n\n"
      "## Ribs\nRibs break the whirls. They wind around the cable. Old bridges have none.\n";
  int lists = 0;
  for (const int seconds : {30, 40, 50, 60}) {
    const auto written = try_write(source(text, seconds));
    ASSERT_TRUE(written.has_value()) << written.error().message;
    for (const Scene& scene : written->scenes) {
      if (scene.layout == Layout::bullets) ++lists;
      for (const Bullet& bullet : scene.bullets)
        EXPECT_FALSE(bullet.text.starts_with("Now to ") || bullet.text.starts_with("Next")) << bullet.text;
    }
  }
  EXPECT_GT(lists, 0);
}

TEST_F(SourceScripts, WhateverHasWordsIsTold) {
  const std::string longest = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz";
  for (const std::string& text :
       {std::string("🐝🐝🐝🍯🍯🍯🌻🌻🌻 Bees make honey. 🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉"), std::string("שלום עולם."),
        std::string("مرحبا بالعالم"), std::string("Hello!"),
        std::string("ผึ้งทำน้ำผึ้งจากน้ำหวานของดอกไม้ในทุ่งหญ้าที่กว้างใหญ่ไพศาล"), "Das " + longest + " gilt heute.",
        std::string("मधुमक्खियाँ शहद बनाती हैं।")}) {
    const auto written = try_write(source(text, 15));
    ASSERT_TRUE(written.has_value()) << text << written.error().message;
    EXPECT_NE(spoken_text(*written).find(text.substr(text.size() / 3, 6)), std::string::npos);
  }
  const auto symbols = try_write(source("🎉🎉🎉 🐝\n\n- → ✓\n"));
  ASSERT_FALSE(symbols.has_value());
  EXPECT_NE(symbols.error().message.find("only symbols, emoji"), std::string::npos);
  const auto key =
      try_write(source("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDh7sJ9fM3k2QxZ0vB8nYt4uWc1LpRe6 x\n"));
  EXPECT_FALSE(key.has_value());
  const auto code = try_write(source("# Only\n\n```\nint main();\n```\n"));
  ASSERT_FALSE(code.has_value());
  EXPECT_NE(code.error().message.find("only headings"), std::string::npos);
}

TEST_F(SourceScripts, HostileTextsEndInAScriptOrAClearError) {
  available.wordnet = folder / "nothing";  // many scripts, none of which needs it
  std::string words;
  while (words.size() < 100'000) words += "word" + std::to_string(words.size()) + " ";
  std::string emoji;
  while (emoji.size() < 4'000) emoji += "\xF0\x9F\x8E\x89";
  for (const std::string& text :
       {words, std::string(100'000, 'a'), emoji, std::string("<p>x</p><p>y</p><p>z</p>"),
        std::string("# \n## \n### \n"), std::string("- \n- \n1. \n"), std::string("&nbsp;&nbsp;"),
        std::string("[^1]: note"), std::string("שלום עולם. זה מבחן קצר מאוד.")}) {
    for (const bool finished : {false, true}) {
      const auto written = try_write(finished ? script(text) : source(text));
      if (!written) {
        EXPECT_TRUE(written.error().code.starts_with("script.") ||
                    written.error().code.starts_with("source."))
            << written.error().code;
        EXPECT_FALSE(written.error().hint.empty());
        continue;
      }
      const auto again = script_from_json(to_json(*written));
      ASSERT_TRUE(again.has_value()) << again.error().message;
      EXPECT_EQ(*again, *written);
    }
  }
}

TEST(Centrality, FindsWhatATextIsAbout) {
  const std::vector<std::string> sentences{
      "Bees make honey from nectar.", "The nectar of flowers becomes honey in the hive.",
      "My uncle owns a red bicycle.", "Honey and nectar feed the bees of the hive."};
  const auto scores = centrality(SentenceSpace(sentences, "en"), 100, {});
  EXPECT_LT(scores[2], scores[0]);
  EXPECT_LT(scores[2], scores[1]);
  EXPECT_LT(scores[2], scores[3]);
}

TEST(KeyPhrases, StandOnTheirOwn) {
  struct Case {
    std::string sentence;
    std::size_t max;
    std::string phrase;
  };
  const std::vector<Case> cases{
      {"Water never rests.", 80, "Water never rests"},
      {"However, roasting turns the green bean brown.", 80, "Roasting turns the green bean brown"},
      {"Washed coffee tastes cleaner, and natural coffee tastes sweeter and fruitier.", 50,
       "Washed coffee tastes cleaner"},
      {"When the sun warms the sea, some of the water rises into the air.", 50,
       "Some of the water rises into the air"},
      {"The main kinds are black tea, green tea, white tea and oolong from the mountains.", 40, ""},
      {"Bees dance (in a figure of eight) to tell the others.", 45, "Bees dance to tell the others"},
  };
  for (const Case& test : cases)
    EXPECT_EQ(key_phrase(test.sentence, test.max, "en"), test.phrase) << test.sentence;
  EXPECT_EQ(bullet_phrase("Arabica: grown high up, mild", "en"), "Arabica");
  EXPECT_EQ(bullet_phrase("Grind - the finer, the faster", "en"), "Grind");
  EXPECT_LE(bullet_phrase(std::string(30, 'x') + " " + std::string(60, 'y'), "en").size(), 64U);
}

TEST(KeyPhrases, AreNoFragments) {
  EXPECT_EQ(
      key_phrase("In 1817 Karl von Drais, a German baron, built a two-wheeled running machine for himself.",
                 60, "en"),
      "");
  EXPECT_EQ(
      key_phrase("In the 1860s makers fixed pedals to the wheel, and the velocipede was born.", 60, "en"),
      "In the 1860s makers fixed pedals to the wheel");
}

constexpr const char* bicycles =
    "# Bicycles\n\n## The running machine\n\nIn 1817 Karl von Drais, a German baron, built a two-wheeled "
    "running "
    "machine called the Laufmaschine, which people pushed along with both of their feet.\n\n"
    "## Pedals arrive\n\nIn the 1860s French makers fixed pedals to the front wheel of the heavy iron "
    "machine in "
    "their small workshops near the river in Paris.\n";

TEST_F(SourceScripts, RecapNamesTheHeadingWhereNoClauseStandsAlone) {
  const Script script = write(source(bicycles, 40));
  ASSERT_FALSE(script.scenes.back().bullets.empty());
  for (const Bullet& bullet : script.scenes.back().bullets)
    EXPECT_TRUE(bullet.text == "The running machine" || bullet.text == "Pedals arrive") << bullet.text;
}

TEST_F(SourceScripts, NobodyTurnsToASentence) {
  for (const Scene& scene : write(source(bicycles, 40)).scenes) {
    for (const Sentence& sentence : scene.sentences)
      EXPECT_EQ(sentence.text.find("edals arrive"), std::string::npos) << sentence.text;
  }
}

TEST_F(SourceScripts, ALongTopicIsNeverSpokenCut) {
  std::string text = "In this video I want to show my pupils how the small stream behind our school changes";
  while (text.size() < 290) text += " and how its water becomes warmer";
  Brief brief;
  brief.topic = text;
  brief.duration_s = 45;
  const Script script = write(brief);
  EXPECT_EQ(spoken_text(script).find("…"), std::string::npos);
  EXPECT_EQ(script.scenes.front().sentences.front().text, "Let's take a look.");
}

}  // namespace
}  // namespace reelwright::stages
