// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "script_support.h"
#include "stages/script/topic_words.h"

namespace reelwright::stages {
namespace {

using namespace script_test;

class TopicSenses : public ScriptTest {
 protected:
  /// All that is said of the topic, and nothing else.
  std::string told(const std::string& text) {
    report.warnings.clear();
    return spoken_text(write(topic(text, 30)));
  }
  bool warned(std::string_view of) const {
    return std::ranges::any_of(report.warnings,
                               [&](const std::string& w) { return w.find(of) != std::string::npos; });
  }
};

TEST_F(TopicSenses, FitEverydayTopics) {
  struct Case {
    std::string topic;
    std::string meaning;
  };
  const std::vector<Case> cases{{"How banks work", "A bank is a financial institution"},
                                {"HOW BANKS WORK", "A bank is a financial institution"},
                                {"Mouse", "small rodents"},
                                {"Crane birds", "wading bird"},
                                {"Bat", "nocturnal mouselike mammal"},
                                {"The seasons", "one of the natural periods"},
                                {"Apple", "is a fruit"},
                                {"Spring", "the season of growth"},
                                {"Cell biology", "structural and functional unit of all organisms"},
                                {"Climate change", "Climate change is a change in the world's climate"},
                                {"Java coffee", "infusion of ground coffee beans"},
                                {"Mercury planet", "the smallest planet"},
                                {"First aid", "emergency care"},
                                {"Horse racing", "Horse racing is the sport of racing horses"},
                                {"Computer virus", "software program"}};
  for (const Case& test : cases)
    EXPECT_NE(told(test.topic).find(test.meaning), std::string::npos) << test.topic;
  const TopicReading reading = read_topic(dictionary().nouns, "Photosynthesis in plants");
  ASSERT_EQ(reading.senses.size(), 2U);
  EXPECT_TRUE(dictionary().net.synset(reading.senses[1].id).gloss.starts_with("(botany)"));
}

TEST_F(TopicSenses, AreNamedWhereAWordHasSeveral) {
  static_cast<void>(told("How banks work"));
  EXPECT_TRUE(warned("\"bank\" was taken as \"a financial institution") ||
              warned("\"Bank\" was taken as \"a financial institution"));
  static_cast<void>(told("Dog training"));
  EXPECT_FALSE(warned("was taken as"));
}

TEST_F(TopicSenses, ThatDoNotFitTheMainNounAreLeftOut) {
  const std::string python = told("Python programming for beginners");
  EXPECT_EQ(python.find("boas"), std::string::npos) << python;
  EXPECT_NE(python.find("Programming is creating a sequence of instructions"), std::string::npos) << python;
  EXPECT_NE(python.find("Python programming"), std::string::npos) << "a name keeps its capital: " << python;
  EXPECT_TRUE(warned("\"Python\" was left out"));
  EXPECT_EQ(told("Jaguar cars").find("feline"), std::string::npos);
}

TEST_F(TopicSenses, MentionsOfTheOtherMeaningsAreNotTold) {
  const std::string cranes = spoken_text(write(topic("Crane birds", 90)));
  EXPECT_EQ(cranes.find("derrick"), std::string::npos) << cranes;
  EXPECT_EQ(spoken_text(write(topic("Bat", 60))).find("baseball"), std::string::npos);
}

TEST_F(TopicSenses, ShoutedTopicsAreToldInSmallLetters) {
  EXPECT_EQ(without_shouting(&dictionary().nouns, "THE HISTORY OF NASA AND PARIS"),
            "The history of NASA and Paris");
  EXPECT_EQ(without_shouting(nullptr, "BIENEN UND HONIG"), "Bienen und Honig");
  EXPECT_EQ(without_shouting(&dictionary().nouns, "DNA"), "DNA");
  EXPECT_EQ(without_shouting(&dictionary().nouns, "DNA and RNA"), "DNA and RNA");
  EXPECT_EQ(write(topic("HOW BANKS WORK", 30)).title, "How banks work");
}

TEST_F(TopicSenses, DirectQuestionsAreAsked) {
  EXPECT_TRUE(told("Why is the sky blue?").starts_with("Why is the sky blue? "));
}

TEST_F(TopicSenses, RecapsAreWholeSentences) {
  for (const char* text : {"Jaguar", "NASA", "First aid", "Python programming"}) {
    const Script script = write(topic(text, 45));
    for (const Bullet& bullet : script.scenes.back().bullets) {
      EXPECT_EQ(bullet.text.find("…"), std::string::npos) << bullet.text;
      EXPECT_FALSE(bullet.text.ends_with("responsible")) << bullet.text;
      EXPECT_FALSE(bullet.text.ends_with("the computer")) << bullet.text;
    }
  }
}

TEST_F(TopicSenses, LanguagesWithoutWordsOfOursHearOnlyTheTopic) {
  Brief brief = topic("תולדות ירושלים", 60);
  brief.lang = "he";
  const Script script = write(brief);
  EXPECT_EQ(spoken_text(script), "תולדות ירושלים.");
  EXPECT_EQ(script.title, "תולדות ירושלים");
  EXPECT_TRUE(warned("much shorter than asked"));
  for (const Scene& scene : script.scenes) {
    EXPECT_TRUE(scene.bullets.empty());
    for (const Sentence& sentence : scene.sentences)
      EXPECT_TRUE(std::ranges::none_of(sentence.text, [](char c) { return c >= 'a' && c <= 'z'; }));
  }
}

}  // namespace
}  // namespace reelwright::stages
