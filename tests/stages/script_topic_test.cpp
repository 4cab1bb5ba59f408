// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "script_support.h"
#include "stages/script/concept.h"
#include "stages/script/definition_phrase.h"
#include "stages/script/phrases.h"
#include "model/sentences.h"
#include "stages/script/topic_writer.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

using namespace script_test;

std::string said_of(const std::string& lemma, std::size_t sense = 0) {
  const auto thing =
      concept_of(dictionary().nouns, dictionary().net.senses(lemma).at(sense), lemma, "", false);
  return thing ? thing->statement : "";
}

TEST(WordNetFiles, GiveBaseForms) {
  const WordNet& net = dictionary().net;
  EXPECT_EQ(net.base_form("bees"), "bee");
  EXPECT_EQ(net.base_form("Geese"), "goose");
  EXPECT_EQ(net.base_form("volcanoes"), "volcano");
  EXPECT_EQ(net.base_form("berries"), "berry");
  EXPECT_EQ(net.base_form("glass"), "glass");
  EXPECT_EQ(net.base_form("electric cars"), "electric car");
  EXPECT_EQ(net.base_form("blorptang"), std::nullopt);
  EXPECT_EQ(net.base_form(""), std::nullopt);
  EXPECT_TRUE(net.is_mainly_noun("bee"));
  EXPECT_FALSE(net.is_mainly_noun("make"));
  EXPECT_TRUE(net.is_mainly_verb("make"));
  EXPECT_TRUE(net.is_mainly_verb("proselytize")) << "a verb only";
  EXPECT_FALSE(net.is_mainly_verb("blog")) << "both, and never counted";
  EXPECT_EQ(WordNet::open("/nowhere").error().code, "wordnet.missing");
}

TEST(NounPhrases, HaveTheRightArticlesAndPlurals) {
  const Nouns& nouns = dictionary().nouns;
  EXPECT_EQ(with_indefinite_article("hour"), "an hour");
  EXPECT_EQ(with_indefinite_article("unit"), "a unit");
  EXPECT_EQ(with_indefinite_article("European bee"), "a European bee");
  EXPECT_EQ(with_indefinite_article("apple"), "an apple");
  EXPECT_EQ(with_indefinite_article("unimportant thing"), "an unimportant thing");
  EXPECT_EQ(nouns.plural("goose"), "geese");
  EXPECT_EQ(nouns.plural("carpenter bee"), "carpenter bees");
  EXPECT_EQ(nouns.plural("berry"), "berries");
  EXPECT_EQ(nouns.plural("volcano"), "volcanoes");
  EXPECT_EQ(nouns.plural("drug of abuse"), "drugs of abuse");
  EXPECT_TRUE(nouns.is_counted("bee", 5));
  EXPECT_TRUE(nouns.is_counted("apple", 13));
  EXPECT_FALSE(nouns.is_counted("honey", 13));
  EXPECT_FALSE(nouns.is_counted("photosynthesis", 22));
  EXPECT_TRUE(nouns.takes_the("sun", false));
  EXPECT_FALSE(nouns.takes_the("bee", false));
  EXPECT_EQ(joined_list(std::vector<std::string>{"a", "b", "c"}), "a, b and c");
  EXPECT_EQ(joined_list(std::vector<std::string>{"a"}), "a");
}

TEST(Concepts, AreSaidAsSentences) {
  EXPECT_EQ(said_of("honey"), "Honey is a sweet yellow liquid produced by bees.");
  EXPECT_EQ(said_of("bee"), "Bees are hairy-bodied insects including social and solitary species.");
  EXPECT_EQ(said_of("bumblebee"), "A bumblebee is a robust hairy social bee of temperate regions.");
  EXPECT_EQ(said_of("mars"), "Mars is a small reddish planet.");
  const auto mars = concept_of(dictionary().nouns, dictionary().net.senses("mars").at(0), "mars", "", false);
  EXPECT_EQ(mars->extras.at(0), "Mars is the 4th from the sun and is periodically visible to the naked eye.");
  EXPECT_EQ(said_of("french revolution"),
            "The French Revolution was the revolution in France against the Bourbons.");
  EXPECT_EQ(said_of("volcano"),
            "A volcano is a fissure in the earth's crust through which molten lava and gases erupt.");
  EXPECT_TRUE(said_of("albert einstein").starts_with("Albert Einstein was a physicist born in Germany"));
  EXPECT_TRUE(said_of("goose").starts_with("Geese are web-footed"));
}

TEST(Concepts, LeaveOutWhatIsIndecentOrOnlyTaxonomy) {
  const Nouns& nouns = dictionary().nouns;
  for (const std::uint32_t id : dictionary().net.senses("apoidea"))
    EXPECT_FALSE(concept_of(nouns, id, "", "", true));
  for (const char* lemma : {"arse", "nigger", "whore"}) {
    for (const std::uint32_t id : dictionary().net.senses(lemma)) {
      const auto thing = concept_of(nouns, id, lemma, "", false);
      if (thing) {
        EXPECT_EQ(thing->synset.gloss.find("offensive"), std::string::npos) << lemma;
        EXPECT_EQ(thing->synset.gloss.find("slang"), std::string::npos) << lemma;
      }
    }
  }
}

TEST(Topics, NameTheirThings) {
  struct Case {
    std::string topic;
    std::vector<std::string> lemmas;
  };
  const std::vector<Case> cases{{"How bees make honey", {"bee", "honey"}},
                                {"Volcanoes", {"volcano"}},
                                {"The history of the French Revolution", {"french revolution"}},
                                {"Introduction to photosynthesis", {"photosynthesis"}},
                                {"Electric cars", {"electric car"}},
                                {"The water cycle", {"water"}},
                                {"Blorptang quux", {}},
                                {"", {}},
                                {"\xF0\x9F\x8E\x89", {}},
                                {"人工智能", {}}};
  for (const Case& test : cases) {
    std::vector<std::string> lemmas;
    for (const TopicSense& sense : read_topic(dictionary().nouns, test.topic).senses)
      lemmas.push_back(sense.lemma);
    EXPECT_EQ(lemmas, test.lemmas) << test.topic;
  }
}

TEST(Topics, StandInsideASentence) {
  const Nouns* nouns = &dictionary().nouns;
  EXPECT_EQ(topic_in_sentence(nouns, "How bees make honey"), "how bees make honey");
  EXPECT_EQ(topic_in_sentence(nouns, "The Water Cycle"), "the water cycle");
  EXPECT_EQ(topic_in_sentence(nouns, "The French Revolution"), "the French Revolution");
  EXPECT_EQ(topic_in_sentence(nouns, "Mars"), "Mars");
  EXPECT_EQ(topic_in_sentence(nouns, "volcano"), "volcanoes");
  EXPECT_EQ(topic_in_sentence(nouns, "NASA and DNA"), "NASA and DNA");
  EXPECT_EQ(topic_in_sentence(nullptr, "How bees make honey?"), "how bees make honey");
}

class TopicScripts : public ScriptTest {};

TEST_F(TopicScripts, MeetTheLengthAndKeepAReserveFromFifteenSecondsToTenMinutes) {
  for (const char* text : {"How bees make honey", "Volcanoes", "Marie Curie", "honesty", "pizza"}) {
    for (const double seconds : {15.0, 45.0, 120.0, 600.0}) {
      const Brief brief = topic(text, seconds);
      const Pace pace(brief);
      const TopicDraft draft = write_topic(&dictionary().nouns, text, style_of(brief), pace, seconds, {});
      EXPECT_TRUE(draft.known);
      EXPECT_NEAR(pace.seconds(draft.scenes), seconds, 0.08 * seconds) << text;
      double reserve_s = 0;
      for (const DraftScene& scene : draft.scenes) {
        for (const Line& line : scene.lines) reserve_s += line.spoken ? 0 : pace.seconds(line.text);
      }
      EXPECT_GE(reserve_s, 0.25 * seconds) << text << " " << seconds;
    }
  }
}

TEST_F(TopicScripts, OpenWithAHookAndEndWithARecap) {
  const Brief brief = topic("How bees make honey", 60);
  const Script script = write(brief);
  ASSERT_GE(script.scenes.size(), 4U);
  EXPECT_EQ(script.title, "How bees make honey");
  EXPECT_EQ(script.scenes.front().layout, Layout::title);
  EXPECT_LE(Pace(brief).seconds(script.scenes.front().sentences.front().text), 5.0);
  EXPECT_EQ(script.scenes.back().layout, Layout::recap);
  EXPECT_FALSE(script.scenes.back().bullets.empty());
  EXPECT_FALSE(script.verbatim);
  EXPECT_EQ(report.warnings.size(), 1U) << "a dictionary does not know how";
  for (const Scene& scene : script.scenes) EXPECT_FALSE(scene.keywords.empty()) << scene.heading;
}

TEST_F(TopicScripts, SayNothingTwiceBeforeTheRecap) {
  const Script script = write(topic("Dogs", 300));
  std::set<std::string> said;
  for (std::size_t i = 0; i + 1 < script.scenes.size(); ++i) {
    for (const Sentence& sentence : script.scenes[i].sentences) {
      const bool fact = words_of(sentence.text).size() > 8;
      EXPECT_TRUE(!fact || said.insert(sentence.text).second) << sentence.text;
    }
  }
}

TEST_F(TopicScripts, SentencesAreShortAndWellFormed) {
  std::size_t long_ones = 0;
  std::size_t all = 0;
  for (const char* text : {"coffee", "Paris", "the solar system", "democracy", "Music", "cats", "gravity"}) {
    for (const Scene& scene : write(topic(text, 90)).scenes) {
      for (const Sentence& sentence : scene.sentences) {
        ++all;
        long_ones += words_of(sentence.text).size() > 20 ? 1U : 0U;
        EXPECT_EQ(with_end_mark(sentence.text), sentence.text);
        EXPECT_EQ(with_capital(sentence.text), sentence.text);
        for (const char* wrong :
             {" a a ", " a an ", "  ", " ,", "(", ";", " is is ", " the the ", " an the "}) {
          EXPECT_EQ(sentence.text.find(wrong), std::string::npos) << sentence.text;
        }
      }
    }
  }
  EXPECT_LT(long_ones * 12, all);  // definitions are quoted, not rewritten: a few stay long
}

TEST_F(TopicScripts, ShowWhatTheySay) {
  for (const char* text :
       {"How bees make honey", "Volcanoes", "Photosynthesis", "The water cycle", "Mountains", "Tides",
        "Coffee", "Democracy", "Electric cars", "Why the sky is blue", "The human heart", "Jazz"}) {
    for (const double seconds : {30.0, 180.0}) {
      const Brief brief = topic(text, seconds);
      const TopicDraft draft =
          write_topic(&dictionary().nouns, text, style_of(brief), Pace(brief), seconds, {});
      for (const DraftScene& scene : draft.scenes) {
        SCOPED_TRACE(std::string(text) + ", " + std::to_string(seconds) + ": " + scene.heading);
        EXPECT_LE(scene.bullets.size(), 5U);
        if (scene.layout == Layout::bullets) {
          EXPECT_GE(scene.bullets.size(), 2U);
          const auto always = std::ranges::count_if(scene.lines, &Line::essential);
          EXPECT_EQ(static_cast<std::size_t>(always), scene.bullets.size() + 1)
              << "a lead, and what is shown";
        }
        for (const Bullet& bullet : scene.bullets) {
          const std::string said = fold_case(scene.lines.at(static_cast<std::size_t>(bullet.sentence)).text);
          if (scene.layout != Layout::recap) {
            EXPECT_NE(said.find(fold_case(bullet.text)), std::string::npos) << bullet.text << " / " << said;
            continue;
          }
          EXPECT_GE(tokens_of(bullet.text).size(), 2U) << bullet.text;
          for (const std::string& word : words_of(fold_case(bullet.text.substr(bullet.text.find(": ") + 1))))
            EXPECT_NE(said.find(word), std::string::npos) << bullet.text << " / " << said;
        }
        for (const Line& line : scene.lines) {
          EXPECT_LE(words_of(line.text).size(), 20U) << line.text;
          EXPECT_EQ(line.text.find("re even more about"), std::string::npos) << line.text;
        }
      }
    }
  }
}

TEST_F(TopicScripts, RecapOnlyWhatWasTold) {
  for (const char* text : {"Tides", "Coffee", "Volcanoes", "Electric cars"}) {
    const Brief brief = topic(text, 30);
    const TopicDraft draft = write_topic(&dictionary().nouns, text, style_of(brief), Pace(brief), 30, {});
    std::set<std::string> told;
    for (std::size_t i = 0; i + 1 < draft.scenes.size(); ++i) {
      for (const Line& line : draft.scenes[i].lines) {
        for (const std::string& word : words_of(line.text)) told.insert(stem_of(word, "en"));
      }
    }
    for (const Bullet& bullet : draft.scenes.back().bullets) {
      for (const std::string& word : words_of(bullet.text.substr(bullet.text.find(": ") + 1)))
        EXPECT_TRUE(is_stop_word(word, "en") || told.contains(stem_of(word, "en"))) << text << ": " << word;
    }
  }
}

TEST_F(TopicScripts, HeadingsNameWhatIsTold) {
  for (const char* text : {"Tides", "Volcanoes", "How bees make honey", "Electric cars"}) {
    const Brief brief = topic(text, 180);
    const TopicDraft draft = write_topic(&dictionary().nouns, text, style_of(brief), Pace(brief), 180, {});
    for (std::size_t i = 1; i + 1 < draft.scenes.size(); ++i) {
      const DraftScene& scene = draft.scenes[i];
      if (scene.heading == "Good to know") continue;
      std::set<std::string> said;
      for (const Line& line : scene.lines) {
        for (const std::string& word : words_of(line.text)) {
          if (line.essential) said.insert(stem_of(word, "en"));
        }
      }
      for (const std::string& word : words_of(fold_case(scene.heading))) {
        EXPECT_TRUE(word.size() < 3 || is_stop_word(word, "en") || said.contains(stem_of(word, "en")) ||
                    word == "kinds" || word == "parts")
            << scene.heading << ": " << word;
      }
    }
  }
}

TEST_F(TopicScripts, LeadWithWhatConnectsTheThings) {
  const Script script = write(topic("How bees make honey", 60));
  EXPECT_EQ(script.scenes.at(1).sentences.front().text, "Honey is a sweet yellow liquid produced by bees.");
  EXPECT_EQ(script.scenes.at(2).heading, "What is a bee?");
  EXPECT_EQ(script.scenes.at(3).heading, "Honey and bees");
  EXPECT_NE(spoken_text(script).find("A beekeeper is a farmer who keeps bees for their honey."),
            std::string::npos);
  ASSERT_EQ(report.warnings.size(), 1U);
  EXPECT_NE(report.warnings[0].find("not how or why"), std::string::npos);
  EXPECT_NE(spoken_text(write(topic("Why the sky is blue", 60)))
                .find("John Tyndall was the first person to explain why the daylight sky is blue."),
            std::string::npos);
}

TEST(Topics, KeepNounsThatAreAlsoVerbs) {
  EXPECT_EQ(content_words(dictionary().nouns, "How to make a blog"), std::vector<std::string>{"blog"});
}

TEST_F(TopicScripts, LeadWithWhatConnectsEvenWhenANameHasSeveralWords) {
  EXPECT_EQ(write(topic("How water vapor becomes fog", 60)).scenes.at(1).heading, "What is fog?");
}

TEST_F(TopicScripts, LongOnesGoOnWithWhatTheyHaveBegun) {
  const Brief brief = topic("Jazz", 180);
  const TopicDraft draft = write_topic(&dictionary().nouns, "Jazz", style_of(brief), Pace(brief), 180, {});
  const auto has = [&](std::string_view heading) {
    return std::ranges::any_of(draft.scenes,
                               [&](const DraftScene& scene) { return scene.heading == heading; });
  };
  EXPECT_TRUE(has("Kinds of jazz"));
  EXPECT_TRUE(has("More kinds of jazz"));
}

TEST_F(TopicScripts, MeanTheThingAndNotANotion) {
  EXPECT_NE(spoken_text(write(topic("The human heart", 30))).find("hollow muscular organ"),
            std::string::npos);
  EXPECT_NE(spoken_text(write(topic("Democracy", 30))).find("A democracy is a political system in which"),
            std::string::npos);
  const std::string jazz = spoken_text(write(topic("Jazz", 60)));
  EXPECT_NE(jazz.find("Jazz is a genre of popular music"), std::string::npos);
  EXPECT_EQ(jazz.find("jazzes"), std::string::npos);
}

TEST_F(TopicScripts, TellOfKindsBeforeNames) {
  const Script script = write(topic("Volcanoes", 180));
  const std::string text = spoken_text(script);
  ASSERT_NE(text.find("Lava is"), std::string::npos);
  EXPECT_LT(text.find("Lava is"), text.find("Etna is"));
  const auto of_names = std::ranges::count_if(
      script.scenes, [](const Scene& scene) { return scene.heading == "Some volcanoes"; });
  EXPECT_EQ(of_names, 1);
  EXPECT_EQ(text.find("more volcanoes"), std::string::npos);
}

TEST(KeyPhrases, CutDefinitionsWhereTheyAreStillTrue) {
  EXPECT_EQ(definition_core("a political system in which the supreme power lies in a body of citizens", 60),
            "a political system");
  EXPECT_EQ(definition_core("the periodic rise and fall of the sea level under the gravitational pull", 60),
            "the periodic rise and fall of the sea level");
  EXPECT_EQ(definition_core("any process determined by the atomic and molecular composition of them", 40),
            "");
  EXPECT_EQ(definition_core("an unusual rise of water along the seashore caused by a storm", 55),
            "an unusual rise of water");
  const std::string democracy =
      "a political system in which the supreme power lies in a body of citizens who elect others";
  EXPECT_EQ(definition_core(democracy, 80),
            "a political system in which the supreme power lies in a body of citizens")
      << "a clause is told to its end or not at all";
  EXPECT_EQ(definition_core(democracy, 60), "a political system");
  EXPECT_EQ(definition_core("a French chemist and biologist whose discovery that germs cause decay", 60),
            "a French chemist and biologist");
}

TEST_F(TopicScripts, UnknownTopicsSayWhatToFillInAndWarn) {
  for (const char* text :
       {"Blorptang quux", "\xF0\x9F\x8E\x89\xF0\x9F\x8E\x89", "人工智能的历史", "שלום עולם", "?!"}) {
    report.warnings.clear();
    const Script script = write(topic(text, 45));
    ASSERT_EQ(report.warnings.size(), 1U) << text;
    EXPECT_NE(spoken_text(script).find("Add notes"), std::string::npos);
  }
  Brief german = topic("Bienen und Honig", 30);
  german.lang = "de";
  EXPECT_NE(spoken_text(write(german)).find("In diesem Video geht es um Bienen und Honig."),
            std::string::npos);
}

TEST_F(TopicScripts, WithoutADictionaryStillMakeAScriptAndSayWhy) {
  const auto script = write_script(topic("Bees"), "job", {folder / "nothing"}, report, {});
  ASSERT_TRUE(script.has_value());
  ASSERT_FALSE(report.warnings.empty());
  EXPECT_NE(report.warnings.front().find("wordnet-base"), std::string::npos);
}

TEST_F(TopicScripts, HtmlIsTakenOff) {
  const Script script = write(topic("<b>Bees</b> &amp; <i>honey</i>", 30));
  EXPECT_EQ(script.title, "Bees & honey");
  EXPECT_EQ(spoken_text(script), spoken_text(write(topic("Bees & honey", 30))));
}

TEST_F(TopicScripts, TenThousandCharactersAreNotes) {
  std::string text;
  while (text.size() < 9'900)
    text += "Bees of hive number " + std::to_string(text.size()) + " collect nectar in the meadow. ";
  const Brief brief = topic(text, 60);
  const Script script = write(brief);
  EXPECT_LE(script.title.size(), 90U);
  EXPECT_NEAR(estimated_seconds(script, brief), 60, 6);
}

}  // namespace
}  // namespace reelwright::stages
